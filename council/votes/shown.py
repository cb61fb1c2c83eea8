"""A round of voting as pages show it: who has voted while it runs; how each seat voted once it is over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial

from council import charters
from council.kit import clock, words
from council.kit.web import Here
from council.rules.charter import PROVISIONS
from council.rules.threshold import Verdict
from council.votes import saying
from council.votes.pictures import Pictures, of_ended, of_running
from council.votes.reading import Chosen, RollRow
from council.votes.saying import Say
from council.votes.standing import Standing, State


@dataclass(frozen=True, slots=True)
class SeatShown:
    """A seat in the chart and in the table behind it. `state` is a key of saying.STATE."""

    number: int
    name: str | None
    category: str
    kind: str  # the category in words
    state: str
    word: str  # the state in words
    note: str = ""  # why it stands aside, or that its holder left


@dataclass(frozen=True, slots=True, eq=False)
class RoundShown:
    """What `votes/_round.html` draws. It is itself and no other: what stands as it did is told by the same one."""

    standing: Standing
    seats: tuple[SeatShown, ...]
    need: str
    reckoning: str
    quorum: str
    sentence: str
    arithmetic: str
    tallies: str
    pictures: Pictures
    lapsed: tuple[str, ...]  # sources that were no longer in force at the deadline, and what stands now (G47)

    @property
    def ref(self) -> str:
        return self.standing.vote.ref

    @property
    def number(self) -> int:
        return self.standing.vote.round

    @property
    def state(self) -> State:
        return self.standing.state

    @property
    def verdict(self) -> Verdict | None:
        return self.standing.verdict

    @property
    def voted(self) -> int:
        return sum(seat.state == "voted" for seat in self.seats)

    @property
    def waiting(self) -> int:
        return sum(seat.state == "waiting" for seat in self.seats)

    @property
    def entry(self) -> int | None:
        """The entry of its end; none until the clock has made it."""
        return self.standing.vote.entry


def round_shown(standing: Standing, here: Here) -> RoundShown:
    """One round, whatever its state; told once for as long as it stands as it does."""
    return _told(standing, here.lang, clock.day_of(here.now))


@lru_cache(maxsize=128)
def _told(standing: Standing, lang: str, today: date) -> RoundShown:
    """The day is asked for because a date of another year is said with its year."""
    verdict, best, say = standing.verdict, standing.best, partial(words.gettext, lang)
    seats = tuple(_seat(row, standing, say, lang) for row in standing.roll)
    return RoundShown(
        standing=standing,
        seats=seats,
        need=saying.need(best, say),
        reckoning=saying.reckoning(best, say),
        quorum=saying.quorum(best, say),
        sentence=saying.outcome(verdict, say) if verdict else "",
        arithmetic=saying.arithmetic(verdict, say) if verdict else "",
        tallies=saying.tallies(verdict, say) if verdict else "",
        pictures=_pictures(standing, seats, say, lang),
        lapsed=tuple(_lapsed(standing, say)),
    )


def _pictures(standing: Standing, seats: tuple[SeatShown, ...], say: Say, lang: str) -> Pictures:
    """A round that was called off has none."""
    vote = standing.vote
    prefix = f"vote-{vote.ref}-{vote.round}"
    if standing.verdict:
        return of_ended(seats, vote.law, standing.verdict, prefix, say, lang)
    if standing.state is State.OPEN:
        return of_running(seats, vote.law, prefix, say, lang)
    return Pictures()


def _lapsed(standing: Standing, say: Say) -> Iterator[str]:
    """Where the law changed while the vote ran, both are printed: what it is decided under, and what stands now."""
    law = standing.vote.law
    for key, source in law.lapsed(clock.day_of(standing.vote.closes_at)).items():
        yield say(
            "“%(provision)s” rests on a rule that was in force when the vote opened, until %(until)s: %(source)s."
            " The vote is decided under it.",
            provision=PROVISIONS[key], until=source.effective_to, source=source.text,
        )  # fmt: skip
        now = charters.charter(law.charter).sources.get(key)
        if now and now != source:
            yield say("Since %(from)s: %(source)s.", **{"from": now.effective_from, "source": now.text})


def _seat(row: RollRow, standing: Standing, say: Say, lang: str) -> SeatShown:
    state = seat_state(row, standing.chosen.get(row.seat), standing.state)
    note = row.recused_why or (say("The holder left during this vote.") if row.vacated_at else "")
    return SeatShown(
        number=row.seat,
        name=row.name,
        category=row.category,
        kind=words.said(lang, standing.vote.law.kind(row.category)),
        state=state,
        word=say(saying.STATE[state]),
        note=note,
    )


def seat_state(row: RollRow, chosen: Chosen | None, state: State) -> str:
    """What a seat's place in the chart says. While the vote runs: that it has voted, never what."""
    if not row.filled:
        return "vacant"
    if row.recused:
        return "recused"
    if chosen:
        return chosen.choice
    if state is not State.OPEN:
        return "silent"
    return "voted" if row.voted else "waiting"
