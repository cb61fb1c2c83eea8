"""The path a matter walks: its stages in order, who acts at each, what each asks, and where a failure leads.

Four discussions, two publications (四议两公开): Party organisation regulation 2019 art. 19 names the steps; every
number comes from the path's file with its source.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from council.rules.charter import CharterFault, Source
from council.rules.organ import Organ
from council.rules.refusal import Name
from council.rules.share import Part


class Kind(StrEnum):
    """What happens at a stage."""

    MEETING = "meeting"  # a body meets and decides
    VOTE = "vote"  # a body decides in a meeting or by a vote by window
    PUBLICATION = "publication"  # a notice hangs for its days and objections are answered
    REVIEW = "review"  # somebody outside the body says in writing that it may go on
    EVALUATION = "evaluation"  # residents say what they think of it
    WORKS = "works"  # it is carried out


class Failure(StrEnum):
    """Where a "no" at a stage leads."""

    BACK = "back"  # to an earlier stage, from which everything is done again
    STOP = "stop"  # the matter is shelved
    END = "end"  # it is decided: not passed


class Record(StrEnum):
    """What a stage's record must hold beside what its kind always asks."""

    PAPERS = "papers"  # the plan was with every member some days before
    OBSERVERS = "observers"  # the township sent somebody, noted with the post
    OPINION = "opinion"  # a written opinion is on file


PROVISIONS: Mapping[str, Name] = MappingProxyType(
    {
        "stage": Name("这一步", "This step"),
        "publicity_days": Name("公示天数", "Days on the board"),
        "reply_days": Name("几天内答复", "Days to reply"),
        "papers_days": Name("方案提前几天送到", "Days the plan is out before"),
        "within_days": Name("几天内要办", "To be done within days"),
        "report_days": Name("几天要报一次", "Days between reports"),
        "carries": Name("怎样算满意", "What counts as content"),
        "merge": Name("能不能合并开", "Held together with another step"),
        "only_for": Name("哪些事要走这一步", "The matters that take this step"),
        "required": Name("还要备齐的材料", "What the record must hold"),
    }
)
"""What a stage may settle, each with a source, in the order a page shows it."""

ABOUT = ("plan", "resolution", "result")
MOST_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of a path. Days are calendar days of the village; None where the path sets none."""

    key: str
    name: Name
    kind: Kind
    organs: tuple[Organ, ...]  # whoever acts: any one of them; nobody of the village for a township's review
    sources: Mapping[str, Source] = field(hash=False)
    discussion: int | None = None  # which of the discussions it is (议)
    openness: int | None = None  # which of the publications it is (公开)
    about: str | None = None  # what a publication publishes: plan, resolution, result
    resolves: bool = False  # what is decided here decides the motion
    if_rejected: Failure = Failure.BACK
    back_to: str | None = None  # where a "no" leads, with Failure.BACK
    if_amended: str | None = None  # where a changed text starts again
    may_merge_into: str | None = None  # the stage before, with which it may be held as one meeting
    same_chair: tuple[Organ, ...] = ()  # whose chairs must be one person for that
    publicity_days: int | None = None
    reply_days: int | None = None
    papers_days: int | None = None
    within_days: int | None = None  # from the end of the stage before
    report_days: int | None = None
    required: tuple[Record, ...] = ()
    carries: Part | None = None  # of an evaluation: how many content answers are enough
    only_for: tuple[str, ...] = ()  # keys of matters; empty: for all
    needed: bool = True  # False once the path is taken by a matter it does not ask this of

    @property
    def station(self) -> bool:
        """Whether the rail shows it as a station; carrying out lies between two of them."""
        return self.kind is not Kind.WORKS

    def due(self, since: date) -> date | None:
        """The last day for it, counted from the end of the stage before; that day itself is not counted."""
        return since + timedelta(self.within_days) if self.within_days is not None else None

    def reported_by(self, since: date) -> date | None:
        """The day by which the next report is due, counted from the last one or from the beginning."""
        return since + timedelta(self.report_days) if self.report_days is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Ordered stages. An impossible path raises CharterFault with the field named."""

    key: str
    name: Name
    stages: tuple[Stage, ...]
    source: Source
    default_for: tuple[str, ...] = ()  # charters of the deciding body for which this is the usual path

    def __post_init__(self) -> None:
        for name, message in _faults(self):
            raise CharterFault(name, message)

    def stage(self, key: str) -> Stage:
        """The stage of this key; KeyError where there is none."""
        return self.stages[self.place(key)]

    def place(self, key: str) -> int:
        """Where a stage stands, from 0; KeyError where there is none."""
        for place, stage in enumerate(self.stages):
            if stage.key == key:
                return place
        raise KeyError(key)

    @property
    def resolution(self) -> Stage:
        """The stage that decides the motion."""
        return next(stage for stage in self.stages if stage.resolves)

    @property
    def stations(self) -> tuple[Stage, ...]:
        """What the rail shows, in order."""
        return tuple(stage for stage in self.stages if stage.station)

    def number(self, key: str) -> int | None:
        """The number people call a stage by, from 1; None for carrying out."""
        numbers = {stage.key: number for number, stage in enumerate(self.stations, 1)}
        return numbers.get(key)

    def before(self, key: str) -> tuple[Stage, ...]:
        """The stages a matter must have passed before this one."""
        return tuple(stage for stage in self.stages[: self.place(key)] if stage.needed)

    def after(self, key: str) -> Stage | None:
        """The next stage a matter needs, or None at the end."""
        return next((stage for stage in self.stages[self.place(key) + 1 :] if stage.needed), None)

    @property
    def first(self) -> Stage:
        """Where a matter begins."""
        return next(stage for stage in self.stages if stage.needed)

    def taken_by(self, matter: str) -> "Path":
        """The path as one matter takes it: stages it does not ask of this matter are marked."""
        stages = (replace(s, needed=not s.only_for or matter in s.only_for) for s in self.stages)
        return replace(self, stages=tuple(stages))


# ── what a path cannot be ──


def _faults(path: Path) -> Iterator[tuple[str, str]]:
    """Each impossible thing: its field and why."""
    keys = [stage.key for stage in path.stages]
    if not keys or len(set(keys)) < len(keys):
        yield "stages", "there are none, or one stands twice"
        return
    if sum(stage.resolves for stage in path.stages) != 1:
        yield "resolves", "exactly one stage decides the motion"
        return
    for stage in path.stages:
        for name, message in (*_order_faults(path, keys, stage), *_stage_faults(stage)):
            yield f"{stage.key}.{name}", message
    yield from _publication_faults(path, keys)


def _order_faults(path: Path, keys: list[str], stage: Stage) -> Iterator[tuple[str, str]]:
    place = keys.index(stage.key)
    if (stage.if_rejected is Failure.BACK) != (stage.back_to is not None):
        yield "back_to", "is named where a no leads back, and only there"
    if stage.back_to is not None and stage.back_to not in keys[: place + 1]:
        yield "back_to", f"{stage.back_to} does not stand before"
    if stage.if_amended is not None and stage.if_amended not in keys[: place + 1]:
        yield "if_amended", f"{stage.if_amended} does not stand before"
    if stage.may_merge_into is not None and keys[place - 1 : place] != [stage.may_merge_into]:
        yield "may_merge_into", "is the stage just before"
    for target in (stage.back_to, stage.if_amended, stage.may_merge_into):
        if target is not None and target in keys and path.stages[keys.index(target)].only_for:
            yield "back_to", f"{target} is not asked of every matter"
    if stage.resolves and stage.only_for:
        yield "only_for", "every matter is decided"


def _stage_faults(stage: Stage) -> Iterator[tuple[str, str]]:
    publishes = stage.kind is Kind.PUBLICATION
    if publishes != (stage.about in ABOUT) or publishes != (stage.publicity_days is not None):
        yield "about", "a publication says what it publishes and for how many days; nothing else does"
    if publishes != (stage.reply_days is not None):
        yield "reply_days", "a publication says in how many days an objection is answered; nothing else does"
    if (stage.kind is Kind.EVALUATION) != (stage.carries is not None):
        yield "carries", "an evaluation says how many are enough; nothing else does"
    if (stage.papers_days is not None) != (Record.PAPERS in stage.required):
        yield "papers_days", "goes with the record of papers"
    if stage.kind in (Kind.MEETING, Kind.VOTE, Kind.PUBLICATION) and not stage.organs:
        yield "organs", "nobody acts"
    if stage.resolves and stage.kind not in (Kind.MEETING, Kind.VOTE):
        yield "kind", "a body decides a motion"
    if stage.may_merge_into and len(stage.same_chair) < 2:
        yield "same_chair", "names the two whose chairs are one person"
    for name in ("publicity_days", "reply_days", "papers_days", "within_days", "report_days"):
        days = getattr(stage, name)
        if days is not None and not 1 <= days <= MOST_DAYS:
            yield name, f"{days} days is not between 1 and {MOST_DAYS}"
    if missing := settled(stage) ^ set(stage.sources):
        yield "sources", f"{', '.join(sorted(missing))}: without a source, or without what it is a source of"


def settled(stage: Stage) -> set[str]:
    """What this stage settles, as keys of PROVISIONS; each needs its source."""
    days = ("publicity_days", "reply_days", "papers_days", "within_days", "report_days", "carries")
    found = {"stage", *(name for name in days if getattr(stage, name) is not None)}
    found |= {"merge"} if stage.may_merge_into else set()
    found |= {"only_for"} if stage.only_for else set()
    return found | ({"required"} if set(stage.required) - {Record.PAPERS} else set())


def _publication_faults(path: Path, keys: list[str]) -> Iterator[tuple[str, str]]:
    """Nothing is carried out that was not resolved, and published for its days."""
    published = [stage.key for stage in path.stages if stage.about == "resolution" and not stage.only_for]
    carried_out = [stage.key for stage in path.stages if stage.kind is Kind.WORKS]
    if len(published) != 1 or len(carried_out) != 1:
        yield "stages", "one resolution is published to all and one thing is carried out"
    elif not keys.index(path.resolution.key) < keys.index(published[0]) < keys.index(carried_out[0]):
        yield "stages", "first the resolution, then its publication, then carrying out"
