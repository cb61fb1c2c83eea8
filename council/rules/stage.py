"""A stage of a path: what happens there, who acts, what it asks, each with its source, and where a "no" leads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from council.rules.charter import Source
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
        "ask_days": Name("验收几天后再问一次", "Days until it is asked again"),
        "answer_days": Name("再问以后几天内答", "Days to answer"),
        "reopens": Name("几个人说没办好就重新办", "How many noes open it again"),
        "carries": Name("怎样算满意", "What counts as content"),
        "merge": Name("能不能合并开", "Held together with another step"),
        "only_for": Name("哪些事要走这一步", "The matters that take this step"),
        "required": Name("还要备齐的材料", "What the record must hold"),
    }
)
"""What a stage may settle, each with a source, in the order a page shows it."""

ABOUT = ("plan", "resolution", "result")
DAYS = ("publicity_days", "reply_days", "papers_days", "within_days", "report_days")
ASKED = ("ask_days", "answer_days", "reopens")
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
    ask_days: int | None = None  # of what is carried out: after its acceptance, until people are asked once more
    answer_days: int | None = None  # from then on, for answering
    reopens: int | None = None  # so many who weigh say "it is not done", and it is carried out again
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


# ── what a stage cannot be ──


def stage_faults(stage: Stage) -> Iterator[tuple[str, str]]:
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
    asked = [getattr(stage, name) for name in ASKED]
    if any(asked) and (stage.kind is not Kind.WORKS or None in asked):
        yield "ask_days", "of what is carried out alone it is asked whether it is done: when, how long, how many noes"
    for name in (*DAYS, *ASKED):
        days = getattr(stage, name)
        if days is not None and not 1 <= days <= MOST_DAYS:
            yield name, f"{days} days is not between 1 and {MOST_DAYS}"
    if missing := settled(stage) ^ set(stage.sources):
        yield "sources", f"{', '.join(sorted(missing))}: without a source, or without what it is a source of"


def settled(stage: Stage) -> set[str]:
    """What this stage settles, as keys of PROVISIONS; each needs its source."""
    found = {"stage", *(name for name in (*DAYS, *ASKED, "carries") if getattr(stage, name) is not None)}
    found |= {"merge"} if stage.may_merge_into else set()
    found |= {"only_for"} if stage.only_for else set()
    return found | ({"required"} if set(stage.required) - {Record.PAPERS} else set())
