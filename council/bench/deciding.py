"""What a generated council decides: each motion is drafted, put, voted on in one round or several, and closed."""

import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from random import Random
from typing import Any
from uuid import UUID

from council.bench import texts
from council.bench.chronicle import Chronicle, Row, salt
from council.bench.settling import Settled
from council.bench.sizes import EVERYWHERE, Plan, rounds_of
from council.charters import charter
from council.charters.frozen import freeze, sources_text, thaw
from council.kit import clock
from council.ledger.acts import written
from council.motions.acts import put_facts
from council.motions.listing import HELD
from council.motions.tables import WORDS, MotionRow
from council.motions.wording import Wording
from council.rules.book import canonical
from council.rules.threshold import Outcome
from council.seats.tables import SeatRow
from council.votes.closing import closing_event, closing_facts
from council.votes.opening import frozen_facts
from council.votes.prospect import Prospect
from council.votes.reading import Chosen, RollRow, VoteRow

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
FOUNDED, BEGUN = 1480, 1450  # days before the day for which all is made: founded, and the first motion put
NOTICE = 3 * DAY - 10 * HOUR  # from 19:00 to 9:00 of the third day after
WINDOW = 3 * DAY + 11 * HOUR  # to 20:00 of the third day
AGAIN = 92 * DAY  # a motion that was rejected comes again

Step = tuple[datetime, int, Callable[[datetime], None]]
law_of = cache(lambda key: thaw(freeze(charter(key))))
law_text = cache(lambda key: freeze(charter(key)))


@dataclass(slots=True)
class Told:
    """A motion on its way."""

    number: int  # 0 is motion 1
    dice: Random  # its own: motion 1 is the same however many follow
    id: UUID
    seat: SeatRow
    matter: str
    words: Wording
    rounds: list[int]  # the ballots of each; none: the vote runs still
    ref: str = ""
    row: Row = field(default_factory=dict)

    @property
    def spoken(self) -> dict[str, Any]:
        return {name: getattr(self.words, name) for name in WORDS}


@dataclass(frozen=True, slots=True)
class Decided:
    """The numbers of a council's motions, in the order in which they were put: those decided, those voted on now."""

    done: list[str]
    open: list[str]


class Council:
    """A council at work: its steps are taken in the order of their moments, as the book demands."""

    def __init__(self, book: Chronicle, plan: Plan, settled: Settled, today: datetime):
        self.book, self.plan, self.settled, self.today = book, plan, settled, today
        self.body, self.held = settled.body, [seat for seat in settled.seats if seat.filled]
        self.numbers: dict[int, int] = {}  # the last of each year
        self.steps: list[Step] = []
        self.order = 0
        self.frozen: dict[str, object] = {}

    def decide(self) -> Decided:
        done = [
            self._told(number, rounds_of(ballots, len(self.held))) for number, ballots in enumerate(self.plan.ballots)
        ]
        voting = [self._told(-1 - number, []) for number in range(self.plan.open)]
        for told in (*done, *voting):
            self._at(self._put_at(told.number), self._put, told)
        while self.steps:
            moment, _, step = heapq.heappop(self.steps)
            step(moment)
        stands = Counter((told.row["year"], told.row["state"]) for told in (*done, *voting))
        for (year, state), count in sorted(stands.items()):
            self.book.add("motion_count", year=year, state=state, count=count)
        return Decided([told.ref for told in done], [told.ref for told in voting])

    def _at(self, moment: datetime, step: Callable[..., None], *given: object) -> None:
        self.order += 1
        following: Step = (moment, self.order, partial(step, *given))
        heapq.heappush(self.steps, following)

    def _told(self, number: int, rounds: list[int]) -> Told:
        dice = Random(f"{self.book.seed}/{self.plan.index}/{number}")
        id = self.book.new_id(self.today + (FOUNDED + number) * MINUTE, dice)
        seat, put_on = dice.choice(self.held), clock.day_of(self._put_at(number))
        matter, words = texts.wording(dice, number, put_on, put_on + dice.randint(30, 120) * DAY)
        return Told(number, dice, id, seat, matter, words, rounds)

    def _put_at(self, number: int) -> datetime:
        """The first hundred of council 1 every fourth day, whatever follows; else evenly over the years, and early
        enough for four rounds. Those voted on now were put last week."""
        count, evening = len(self.plan.ballots), self.today + 19 * HOUR
        if number < 0:
            return evening - 6 * DAY - number * MINUTE
        if self.plan.index == 0 and number < EVERYWHERE:
            return evening - (BEGUN - 4 * number) * DAY
        if self.plan.index == 0:
            return evening - (1030 - 1000 * (number - EVERYWHERE) // (count - EVERYWHERE)) * DAY + number % 59 * MINUTE
        return evening - (BEGUN - 1100 * number // count) * DAY + number % 59 * MINUTE

    # ── the steps, each at its moment ──

    def _put(self, told: Told, at: datetime) -> None:
        begun, actor = at - 30 * MINUTE, f"seat:{self.body.key}/{told.seat.number}"
        on_draft = f"draft:{told.id.hex}"
        self.book.record(begun, "motion.draft", actor=actor, dice=told.dice, on=on_draft, facts={"body": self.body.key})
        year = clock.day_of(at).year
        number = self.numbers[year] = self.numbers.get(year, 0) + 1
        told.ref = f"{year}-{number}"
        self.book.record(
            at, "motion.put", actor=actor, dice=told.dice, on=f"motion:{told.ref}", sealed=told.words.spoken,
            facts=put_facts(year, number, self.body.key, told.matter, told.seat.number, told.words),
        )  # fmt: skip
        told.row = self.book.add(
            "motion", id=told.id, body_key=self.body.key, matter=told.matter, proposer_id=told.seat.membership_id,
            proposer_seat=told.seat.number, version=1, begun_at=begun, year=year, number=number, put_at=at,
            state="put",
        )  # fmt: skip
        self.book.add("motion_version", motion_id=told.id, version=1, change="", written_at=at, **told.spoken)
        if told.rounds:
            self._at(at + NOTICE, self._open, told, 1, WINDOW)
        else:
            self._at(self.today - DAY + 9 * HOUR, self._open, told, 1, 13 * DAY + 11 * HOUR)

    def _open(self, told: Told, round: int, window: timedelta, at: datetime) -> None:
        year, number = told.row["year"], told.row["number"]
        vote = VoteRow(
            self.book.id, self.book.new_id(at, told.dice), year, number, told.id, 1, self.body.key, round,
            law_of(self.body.charter), at, at + window, None, None, None, None,
        )  # fmt: skip
        self.book.record(
            at, "vote.open", actor=f"seat:{self.body.key}/1", dice=told.dice, on=vote.on,
            facts={"motion": told.ref, "round": round, "closes_at": written(vote.closes_at), **self._frozen(told)},
            sealed={"sources": sources_text(charter(self.body.charter))},
        )  # fmt: skip
        row = self.book.add(
            "vote", id=vote.id, motion_id=told.id, version=1, body_key=self.body.key, round=round,
            rule=law_text(self.body.charter), opened_at=at, closes_at=vote.closes_at,
        )  # fmt: skip
        for seat in self.settled.seats:
            self.book.add(
                "roll", vote_id=vote.id, seat=seat.number, category=seat.category, membership_id=seat.membership_id
            )
        if not told.rounds:
            told.row |= {"held_since": at, "held_until": vote.closes_at, "state": HELD}
            return
        cast: dict[int, Chosen] = {}
        for place, (voter, choice) in enumerate(self._choices(told, round), 1):
            self._at(at + place * 47 * MINUTE, self._cast, told, vote, cast, voter, choice)
        self._at(vote.closes_at, self._close, told, vote, row, cast)

    def _frozen(self, told: Told) -> dict[str, object]:
        """What a vote is decided under: the same for every one here, as nobody leaves and nobody stands aside."""
        if not self.frozen:
            kept: dict[str, Any] = {name: told.row.get(name) for name in MotionRow._fields if name not in WORDS}
            motion = MotionRow(**kept | told.spoken)
            self.frozen = frozen_facts(Prospect(motion, self.body, self.settled.seats, {}, (), self.held[0]))
        return self.frozen

    def _choices(self, told: Told, round: int) -> list[tuple[int, str]]:
        """Who votes in a round, one after the other, and what: the last round carries the motion, or most of them."""
        voting = sorted(told.dice.sample(self.held, told.rounds[round - 1]), key=lambda seat: seat.number)
        last = round == len(told.rounds)
        enough = charter(self.body.charter).least_yes(len(self.held)) if last and told.number % 8 != 7 else 1
        choices = ["for"] * min(enough + told.dice.randint(0, 2), len(voting))
        if not last:
            choices = ["for"]
        choices += told.dice.choices(["against", "against", "abstain"], k=len(voting) - len(choices))
        told.dice.shuffle(choices)
        told.dice.shuffle(voting)
        return [(seat.number, choice) for seat, choice in zip(voting, choices, strict=True)]

    def _cast(self, told: Told, vote: VoteRow, cast: dict[int, Chosen], seat: int, choice: str, at: datetime) -> None:
        own = salt(told.dice)
        entry = self.book.record(
            at, "vote.cast", actor=f"seat:{self.body.key}/{seat}", dice=told.dice, on=vote.on, facts={"seat": seat},
            kept={"choice": (choice, own)},
        )  # fmt: skip
        cast[seat] = Chosen(seat, choice, own, entry, at, 0)
        self.book.add("ballot", vote_id=vote.id, seat=seat, choice=choice, salt=own, entry=entry, sent_at=at, changes=0)

    def _close(self, told: Told, vote: VoteRow, row: Row, cast: dict[int, Chosen], at: datetime) -> None:
        roll = [RollRow(seat.number, seat.category, seat.membership_id) for seat in self.settled.seats]
        verdict, facts = closing_facts(vote, roll, dict(sorted(cast.items())))
        event = closing_event(vote.id)
        entry = self.book.record(at, "vote.close", actor="clock", dice=told.dice, on=vote.on, facts=facts, event=event)
        row |= {"ended_at": at, "entry": entry, "verdict": canonical(verdict.facts()).decode()}
        stood = verdict.outcome.value if verdict.outcome in (Outcome.PASSED, Outcome.REJECTED) else "invalid"
        told.row |= {"outcome": verdict.outcome.value, "decided_at": at, "state": stood}
        if vote.round < len(told.rounds):
            self._at(at - 11 * HOUR + AGAIN, self._open, told, vote.round + 1, WINDOW)
