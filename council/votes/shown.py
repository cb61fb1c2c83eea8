"""A round of voting as pages show it: who has voted while it runs; how each seat voted once it is over."""

from collections.abc import Iterator
from dataclasses import dataclass

from council import charters
from council.kit import clock, words
from council.kit.web import Here
from council.rules.charter import PROVISIONS
from council.rules.threshold import Verdict
from council.votes import saying
from council.votes.pictures import Pictures, of_ended, of_running
from council.votes.reading import Chosen, RollRow
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


@dataclass(frozen=True, slots=True)
class RoundShown:
    """What `votes/_round.html` draws."""

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
    """One round, whatever its state."""
    verdict, best = standing.verdict, standing.best
    seats = tuple(_seat(row, standing, here) for row in standing.roll)
    return RoundShown(
        standing=standing,
        seats=seats,
        need=saying.need(best, here.say),
        reckoning=saying.reckoning(best, here.say),
        quorum=saying.quorum(best, here.say),
        sentence=saying.outcome(verdict, here.say) if verdict else "",
        arithmetic=saying.arithmetic(verdict, here.say) if verdict else "",
        tallies=saying.tallies(verdict, here.say) if verdict else "",
        pictures=_pictures(standing, seats, here),
        lapsed=tuple(_lapsed(standing, here)),
    )


def _pictures(standing: Standing, seats: tuple[SeatShown, ...], here: Here) -> Pictures:
    """A round that was called off has none."""
    vote = standing.vote
    prefix = f"vote-{vote.ref}-{vote.round}"
    if standing.verdict:
        return of_ended(seats, vote.law, standing.verdict, prefix, here.say, here.lang)
    if standing.state is State.OPEN:
        return of_running(seats, vote.law, prefix, here.say, here.lang)
    return Pictures()


def _lapsed(standing: Standing, here: Here) -> Iterator[str]:
    """Where the law changed while the vote ran, both are printed: what it is decided under, and what stands now."""
    law = standing.vote.law
    for key, source in law.lapsed(clock.day_of(standing.vote.closes_at)).items():
        yield here.say(
            "“%(provision)s” rests on a rule that was in force when the vote opened, until %(until)s: %(source)s."
            " The vote is decided under it.",
            provision=PROVISIONS[key], until=source.effective_to, source=source.text,
        )  # fmt: skip
        now = charters.charter(law.charter).sources.get(key)
        if now and now != source:
            yield here.say("Since %(from)s: %(source)s.", **{"from": now.effective_from, "source": now.text})


def _seat(row: RollRow, standing: Standing, here: Here) -> SeatShown:
    state = seat_state(row, standing.chosen.get(row.seat), standing.state)
    note = row.recused_why or (here.say("The holder left during this vote.") if row.vacated_at else "")
    return SeatShown(
        number=row.seat,
        name=row.name,
        category=row.category,
        kind=words.said(here.lang, standing.vote.law.kind(row.category)),
        state=state,
        word=here.say(saying.STATE[state]),
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
