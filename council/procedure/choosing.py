"""Which body decides a matter, and on which path it comes there: from the catalogue and the village's choice."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from council import charters
from council.kit import clock
from council.kit.act import Act
from council.kit.db import Db
from council.ledger.acts import record
from council.meetings.delegating import may_decide_by
from council.procedure.asking import may_run, need_clerk
from council.procedure.reading import SHORT, Chosen, chosen_path
from council.procedure.tables import VillagePath
from council.rules.matters import Matter, may_decide
from council.rules.organ import ORGANS, Organ
from council.rules.path import Kind, Path, Stage
from council.rules.refusal import Name, Refusal
from council.seats.tables import BodyRow, bodies_of

LEAST_CITATION = 4  # characters


@dataclass(frozen=True, slots=True)
class Way:
    """How a matter would go: who may decide it here, who is asked to, by which path, and what is in the way."""

    matter: Matter
    bodies: tuple[BodyRow, ...]
    body: BodyRow | None
    path: Path | None
    lacking: Refusal | None
    unauthorised: Refusal | None = None  # what it decides, it decides only by the assembly's authorisation (G46)

    @property
    def beside(self) -> list[Name]:
        """Those that do not decide it, though they might have seemed to: they may only advise."""
        return [ORGANS[organ] for organ in self.matter.advise]


def way_of(db: Db, community: UUID, matter: Matter, body_key: str | None = None) -> Way:
    """How this matter would go before one of its bodies: the one asked for, else the first of them."""
    bodies = bodies_of(db, community)
    deciding = tuple(sorted((b for b in bodies if may_decide(b.law.kind, matter) is None), key=_rank))
    body = next((b for b in deciding if b.key == body_key), deciding[0] if deciding else None)
    if body is None:
        return Way(matter, (), None, None, _nobody(matter))
    path = path_for(db, community, body).taken_by(matter.key)
    without = may_decide_by(db, community, body.law.kind, body.key, matter.key, clock.today())
    return Way(matter, deciding, body, path, lacking(path, bodies), without)


USUAL = (Organ.COUNCIL, Organ.REPRESENTATIVES, Organ.COLLECTIVE, Organ.ASSEMBLY, Organ.COMMITTEE)
"""Who is asked first of those that may decide: representatives before everybody, a council before the committee."""


def _rank(body: BodyRow) -> int:
    return USUAL.index(Organ(body.law.kind)) if body.law.kind in USUAL else len(USUAL)


def _nobody(matter: Matter) -> Refusal:
    return Refusal(
        "“%(matter)s”: %(organ)s decides it, and no such body is entered here yet. (%(source)s)",
        matter=matter.name, organ=matter.deciders, source=matter.source.text,
    )  # fmt: skip


def path_for(db: Db, community: UUID, body: BodyRow) -> Path:
    """The path to this body: a council's short one; else what the village chose, else what is usual for its charter."""
    path = path_to(body, chosen_path(db, community))
    assert path is not None  # the catalogue names only bodies that some path leads to
    return path


def path_to(body: BodyRow, chosen: Chosen | None) -> Path | None:
    """The same, the village's choice being known; None to a body that no path leads to."""
    usable = [path for path in charters.paths() if body.law.kind in path.resolution.organs]
    if chosen and (path := next((one for one in usable if one.key == chosen.path), None)):
        return path
    usual = next((one for one in usable if body.charter in one.default_for), None)
    return usual or next(iter(usable), None)


def lacking(path: Path, bodies: Collection[BodyRow]) -> Refusal | None:
    """The bodies that this path needs and the village has not entered."""
    kinds = {body.law.kind for body in bodies}
    missing = [stage for stage in path.stages if stage.needed and _meets(stage) and not kinds & set(stage.organs)]
    if not missing:
        return None
    return Refusal(
        "This path needs bodies that are not entered here yet: %(bodies)s. Read in their roster first.",
        bodies=[ORGANS[stage.organs[0]] for stage in missing],
    )


def _meets(stage: Stage) -> bool:
    return stage.kind in (Kind.MEETING, Kind.VOTE)


# ── the village's choice ──


def choices() -> tuple[Path, ...]:
    """The paths among which a village may choose; a council's own is not one of them."""
    return tuple(path for path in charters.paths() if path.key != SHORT)


def may_choose(db: Db, community: UUID, account: UUID | None, key: str, citation: str) -> Refusal | None:
    """Only the clerk, one of the paths there are, and with what the choice rests on."""
    if refusal := may_run(db, community, account):
        return refusal
    if key not in [path.key for path in choices()]:
        none = Refusal("Please choose one of these.")
        return none.with_notes(path=none)
    if len(citation) < LEAST_CITATION:
        short = Refusal("Please say what this rests on: the rule of your township, county or village.")
        return short.with_notes(citation=short)
    standing = chosen_path(db, community)
    if standing and (standing.path, standing.citation) == (key, citation):
        return Refusal("This is chosen already.")
    return None


def choose_path(act: Act, key: str, citation: str) -> None:
    """Take a path for what the law gives to the assemblies. Matters under way keep the one they began on."""
    clerk = need_clerk(act)
    if refusal := may_choose(act.db, act.community, act.asker, key, citation):
        raise refusal
    entry = record(
        act, "path.choose", actor=clerk.actor, on="paths", facts={"path": key}, sealed={"citation": citation}
    )
    act.db.add(VillagePath(community_id=act.community, entry=entry, path=key, citation=citation, chosen_at=act.now))


def stages_in_force(path: Path) -> Iterator[Refusal]:
    """What in this path rests on a rule that is not in force today."""
    today = clock.today()
    for stage in path.stages:
        for source in stage.sources.values():
            if not source.in_force(today):
                yield Refusal("“%(stage)s” rests on a rule that is not in force today: %(source)s.",
                              stage=stage.name, source=source.text)  # fmt: skip
