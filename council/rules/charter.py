"""A charter: the seats of a body and the rules it decides under, checked when it is built."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from council.rules.organ import Organ
from council.rules.provisions import OFFICES, Bars, Portion
from council.rules.provisions import PROVISIONS as PROVISIONS
from council.rules.provisions import Category as Category
from council.rules.provisions import Source as Source
from council.rules.refusal import Name
from council.rules.threshold import Rule

WORDS = {
    "parity": ("block", "warn", "free"),
    "vacancy": ("alternate", "by_election"),
    "count_by": ("persons", "households"),
    "unreachable": ("count", "leave_out"),
    "proxies": ("none", "household"),
    "roll": ("named", "counted"),
}
"""The choices of each provision that is a word."""
PROPOSERS = frozenset({"seat", "clerk", "chair"})


class CharterFault(ValueError):
    """A charter that cannot be: the field that is wrong, why, and the file it stands in."""

    def __init__(self, field: str, message: str, where: str = "") -> None:
        super().__init__(f"{where}: {field}: {message}" if where else f"{field}: {message}")
        self.field = field
        self.message = message
        self.where = where


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """What a body is and how it decides. Impossible numbers raise CharterFault with the field named."""

    key: str
    name: Name
    kind: str  # an Organ; 'council' for deliberation councils
    categories: tuple[Category, ...]
    size: tuple[int, int]  # its own members: at least, at most; 0, 0 where it has no seats of its own
    term_years: int | None
    rule: Rule
    parity: str  # must every seat be filled to open a vote: block, warn, free
    proposers: frozenset[str]
    notice_days: int  # from a motion being public, or a meeting's notice, to the vote; the first day is not counted
    window: bool  # whether a vote by window decides
    window_hours: tuple[int, int] | None  # at least, at most; None where no window decides
    again_days: int  # after a rejection the same text waits this long; 0 is no bar
    vacancy: str  # alternate or by_election
    count_by: str  # whom a meeting counts: persons, or households by one delegate each
    online: bool  # whether who joins online has attended
    proxies: str  # none, or household: an adult of the same household, in writing
    roll: str  # named: everyone sees who is on it; counted: everyone sees how many
    composed_of: tuple[Organ, ...] = ()  # kinds of body whose members belong to this one too
    convened_by: Organ | None = None  # the kind of body whose chair leads it; None: its own chair
    shares: tuple[Portion, ...] = ()  # of everybody on the roll
    present_shares: tuple[Portion, ...] = ()  # of such people on the roll, how many must be present
    unreachable: str = "count"  # whether villagers away and certified unreachable weigh in the base
    bars: Bars | None = None
    or_counted: str | None = None  # the charter under which a meeting of the same body counts the other way
    resembles: tuple[str, ...]  # words and headings by which an import may guess this charter
    offices: Mapping[str, Name] = field(
        default_factory=lambda: OFFICES, hash=False
    )  # what chair, vice chair and member are called
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

    @property
    def own_seats(self) -> bool:
        """Whether anybody is elected into it; the two committees' meeting has only the members of others."""
        return bool(self.categories)

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
    if not charter.own_seats:
        if not charter.composed_of:
            yield "categories", "a body needs at least one category of seats"
        if charter.size != (0, 0):
            yield "size", "a body without seats of its own has no size"
        return
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
    for name, choices in WORDS.items():
        if (word := getattr(charter, name)) not in choices:
            yield name, f"{word!r} is none of {', '.join(choices)}"
    if set(charter.offices) != set(OFFICES):
        yield "offices", f"{', '.join(charter.offices)} are not {', '.join(OFFICES)}"
    if charter.or_counted == charter.key:
        yield "count_by", "it cannot be the other way of counting to itself"
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
        "size": not charter.own_seats,
        "vacancy": not charter.own_seats,
        "composed_of": not charter.composed_of,
        "convened_by": charter.convened_by is None,
        "shares": not charter.shares,
        "present_shares": not charter.present_shares,
        "unreachable": charter.unreachable == "count",
        "bars": charter.bars is None,
        "term_years": charter.term_years is None,
        "quorum": charter.rule.quorum is None,
        "window_hours": charter.window_hours is None,
    }
    return [name for name in PROVISIONS if not absent.get(name)]
