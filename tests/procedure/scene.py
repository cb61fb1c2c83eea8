"""A village with all its bodies, and a matter on its way through them."""

from datetime import datetime
from typing import Any

from council.hall.verification import NEVER_OPENED, verify_kept
from council.kit import clock
from council.kit.clock import CHINA
from council.ledger.acts import record
from council.ledger.book import Entry, book_in
from council.ledger.verify import check
from council.motions.tables import motion_at
from council.motions.wording import Wording
from council.procedure.acts import Came, advance, begin, told
from council.procedure.reading import Case, case_of
from council.procedure.replay import replay
from council.rules.walk import Result, Step
from tests.bodies import people, stand
from tests.motions.words import LIGHTS, lights
from tests.village import Village

FOUNDED = datetime(2026, 10, 1, 9, 0, tzinfo=CHINA)
BEGUN = datetime(2026, 10, 12, 9, 0, tzinfo=CHINA)
SECRETARY, DIRECTOR, WATCHER = "钱书记1", "赵主任1", "冯监督1"


def settle_in(village: Village, *, one_head: bool = False, representatives: str = "representatives") -> None:
    """Let the bodies of the four discussions stand, small ones; `one_head`: the secretary is director too."""
    stand(village, "party_branch", people("钱书记", 5, women=2))
    others = people("赵主任", 7, women=3)
    stand(village, "committee", [SECRETARY, *others[1:]] if one_head else others)
    stand(village, "two_committees")
    stand(village, "party_members", [*(f"钱书记{n}" for n in range(1, 6)), *people("孙党员", 3)], accounts=False)
    stand(village, representatives, people("李代表", 5, women=3), accounts=False)
    stand(village, "supervisory", people("冯监督", 3, women=1))


def begun(village: Village, matter: str = "relief_lists", at: datetime = BEGUN, **more: Any) -> str:
    """A matter that the clerk has begun; its motion's number. Relief lists the representatives decide by their own
    right, without the assembly's authorisation."""
    wording: Wording = lights(**more) if more else LIGHTS
    with clock.at(at):
        return village.do("clerk", begin, matter, None, "cadres", wording)


def case(village: Village, ref: str) -> Case:
    return village.look(lambda db: case_of(db, village.id, motion_at(db, village.id, ref)))


def step(
    village: Village, ref: str, stage: str, result: Result = Result.PASSED, at: datetime = BEGUN, **more: Any
) -> None:
    """Take a step as the rooms above and beside do: an entry that tells it, and `advance` in the same transaction."""

    def taken(act: Any) -> None:
        motion = motion_at(act.db, act.community, ref)
        standing = case_of(act.db, act.community, motion)
        facts = told(standing, Step(stage, result))
        entry = record(act, "step.taken", actor="clerk:90", on=f"motion:{ref}", facts=facts)
        advance(act, motion.id, stage, result, Came(done_on=clock.day_of(at), entry=entry, **more))

    with clock.at(at):
        village.do("clerk", taken)


def walked(village: Village, ref: str, *stages: str, at: datetime = BEGUN) -> None:
    """Let a matter pass these stages, each on that day."""
    for stage in stages:
        kind = case(village, ref).path.stage(stage).kind
        step(village, ref, stage, Result.PASSED if kind in ("meeting", "vote") else Result.CLEARED, at)


def walked_to(village: Village, ref: str, stage: str, at: datetime = BEGUN) -> None:
    """Let a matter pass every stage before this one, on that day."""
    while (here := case(village, ref).standing.at) != stage:
        assert here is not None
        walked(village, ref, here, at=at)


def entries(village: Village) -> list[Entry]:
    book = village.look(lambda db: book_in(db, village.id))
    assert book is not None
    return list(check(book, NEVER_OPENED).entries)


def faults(village: Village) -> list[tuple[int | None, str]]:
    return [(fault.entry, str(fault.reason)) for fault in replay(entries(village))]


def verified(village: Village) -> list[tuple[int | None, str]]:
    """What a whole verification finds: hashes, every replay, and whether the tables agree."""
    found = village.look(lambda db: verify_kept(db, village.id))
    return [(fault.entry, str(fault.reason)) for fault in found.faults]
