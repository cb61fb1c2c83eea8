"""A charter: the seats of a body and the rules it decides under, checked when it is built."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from council.rules.organ import Organ
from council.rules.refusal import Name
from council.rules.threshold import Rule

PARITIES = ("block", "warn", "free")
VACANCIES = ("alternate", "by_election")
PROPOSERS = frozenset({"seat", "clerk", "chair"})

PROVISIONS: Mapping[str, Name] = MappingProxyType(
    {
        "seats": Name("各类席位", "Seats by category"),
        "size": Name("人数范围", "Size"),
        "term_years": Name("任期", "Term"),
        "threshold": Name("通过条件", "What carries a motion"),
        "quorum": Name("法定人数", "Quorum"),
        "recusal": Name("回避后基数怎么算", "How recusal weighs"),
        "parity": Name("席位不齐能不能表决", "Voting with seats missing"),
        "proposers": Name("谁可以提议案", "Who may propose"),
        "notice_days": Name("表决前公开的天数", "Days of notice"),
        "window": Name("能不能限时投票", "Voting by window"),
        "window_hours": Name("投票时限", "Length of the window"),
        "again_days": Name("没通过的多久能再提", "Days before it may come again"),
        "vacancy": Name("空缺怎么补", "How a vacancy is filled"),
    }
)
"""What a charter settles, each with a source, in the order a page shows it."""


class CharterFault(ValueError):
    """A charter that cannot be: the field that is wrong, why, and the file it stands in."""

    def __init__(self, field: str, message: str, where: str = "") -> None:
        super().__init__(f"{where}: {field}: {message}" if where else f"{field}: {message}")
        self.field = field
        self.message = message
        self.where = where


@dataclass(frozen=True, slots=True)
class Source:
    """The article a provision rests on and the days it is in force; no end means until further notice."""

    text: Name
    effective_from: date
    effective_to: date | None = None

    def __post_init__(self) -> None:
        if not (self.text.zh and self.text.en):
            raise ValueError("the source says nothing in one of its languages")
        if self.effective_to and self.effective_to < self.effective_from:
            raise ValueError(f"in force until {self.effective_to}, before it begins on {self.effective_from}")

    def in_force(self, on: date) -> bool:
        """Whether the provision holds on that day; its last day counts."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of seat. `seats`: its quota, None where the charter sets none; `also`: words rosters use."""

    key: str
    name: Name
    seats: int | None
    eligible: Name
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """What a body is and how it decides. Impossible numbers raise CharterFault with the field named."""

    key: str
    name: Name
    kind: str  # an Organ; 'council' for deliberation councils
    categories: tuple[Category, ...]
    size: tuple[int, int]  # members: at least, at most
    term_years: int | None
    rule: Rule
    parity: str  # must every seat be filled to open a vote: block, warn, free
    proposers: frozenset[str]
    notice_days: int  # a motion is public this many days before its vote opens; the first day is not counted
    window: bool  # whether a vote by window decides
    window_hours: tuple[int, int] | None  # at least, at most; None where no window decides
    again_days: int  # after a rejection the same text waits this long; 0 is no bar
    vacancy: str  # alternate or by_election
    resembles: tuple[str, ...]  # words and headings by which an import may guess this charter
    sources: Mapping[str, Source] = field(hash=False)

    def __post_init__(self) -> None:
        for name, message in _faults(self):
            raise CharterFault(name, message)

    @property
    def seats(self) -> int | None:
        """All seats, where the charter gives every category a number."""
        quotas = [category.seats for category in self.categories]
        return sum(quota or 0 for quota in quotas) if None not in quotas else None

    def category(self, key: str) -> Category | None:
        return next((category for category in self.categories if category.key == key), None)

    def category_called(self, word: str) -> Category | None:
        """The category a roster means by `word`: its key, its name, or a word used for it."""
        for category in self.categories:
            if word in (category.key, category.name.zh, category.name.en, *category.also):
                return category
        return None

    def least_yes(self, seats: int | None = None) -> int:
        """How many yes carry a motion when all `seats` are filled, present and voting.

        Without `seats`: the charter's own number, or its largest size.
        """
        return self.rule.threshold.needed(seats or self.seats or self.size[1])

    def lapsed(self, on: date) -> tuple[str, ...]:
        """The provisions whose source is not in force on that day."""
        return tuple(name for name, source in self.sources.items() if not source.in_force(on))


def _faults(charter: Charter) -> Iterator[tuple[str, str]]:
    """Each impossible thing: its field and why."""
    yield from _category_faults(charter.categories)
    yield from _size_faults(charter)
    yield from _number_faults(charter)
    yield from _word_faults(charter)
    yield from _source_faults(charter)


def _category_faults(categories: tuple[Category, ...]) -> Iterator[tuple[str, str]]:
    if not categories:
        yield "categories", "a body needs at least one category of seats"
    keys = [category.key for category in categories]
    for key in keys:
        if keys.count(key) > 1:
            yield "categories", f"{key} stands twice"
    words = [word for category in categories for word in {*category.also, category.name.zh, category.name.en}]
    for word in words:
        if words.count(word) > 1:
            yield "also", f"{word} is a word for more than one category"
    for category in categories:
        if category.seats is not None and category.seats < 1:
            yield "seats", f"{category.key} has {category.seats} seats; the least is 1"


def _size_faults(charter: Charter) -> Iterator[tuple[str, str]]:
    least, most = charter.size
    if least < 1 or most < least:
        yield "size", f"{least}–{most} is no size a body can have"
    quotas = [category.seats for category in charter.categories if category.seats is not None]
    total, written = sum(quotas), "+".join(map(str, quotas))
    if total > most or (charter.seats is not None and total < least):
        yield "seats", f"{written} is {total} but size allows {least}–{most}"


def _number_faults(charter: Charter) -> Iterator[tuple[str, str]]:
    if charter.term_years is not None and not 1 <= charter.term_years <= 10:
        yield "term_years", f"{charter.term_years} years is not between 1 and 10"
    if not 0 <= charter.notice_days <= 90:
        yield "notice_days", f"{charter.notice_days} days is not between 0 and 90"
    if not 0 <= charter.again_days <= 1000:
        yield "again_days", f"{charter.again_days} days is not between 0 and 1000"
    if charter.window_hours is None:
        if charter.window:
            yield "window_hours", "a vote by window needs its least and most hours"
    elif not charter.window:
        yield "window_hours", "no vote by window decides, so it has no hours"
    elif not 1 <= charter.window_hours[0] <= charter.window_hours[1] <= 24 * 60:
        yield "window_hours", "{}–{} hours is not within 1 and 1440".format(*charter.window_hours)


def _word_faults(charter: Charter) -> Iterator[tuple[str, str]]:
    if charter.kind not in set(Organ):
        yield "kind", f"{charter.kind!r} is none of {', '.join(Organ)}"
    if charter.parity not in PARITIES:
        yield "parity", f"{charter.parity!r} is none of {', '.join(PARITIES)}"
    if charter.vacancy not in VACANCIES:
        yield "vacancy", f"{charter.vacancy!r} is none of {', '.join(VACANCIES)}"
    if not charter.proposers or not charter.proposers <= PROPOSERS:
        yield "proposers", f"{sorted(charter.proposers)} are not some of {', '.join(sorted(PROPOSERS))}"


def _source_faults(charter: Charter) -> Iterator[tuple[str, str]]:
    for name in _settled(charter):
        if name not in charter.sources:
            yield f"sources.{name}", "no source is given"
    for name in charter.sources:
        if name not in _settled(charter):
            yield f"sources.{name}", "a source for something this charter does not settle"


def _settled(charter: Charter) -> list[str]:
    """The provisions this charter has; each needs its source."""
    absent = {
        "seats": all(category.seats is None for category in charter.categories),
        "term_years": charter.term_years is None,
        "quorum": charter.rule.quorum is None,
        "window_hours": charter.window_hours is None,
    }
    return [name for name in PROVISIONS if not absent.get(name)]
