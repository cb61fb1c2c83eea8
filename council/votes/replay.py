"""Could what the book says have been done? Entries are replayed in order, without a database.

Was each voter on the roll and not recused, was the window open, is there one standing ballot for each seat, does
each choice open its seal, and does the recount give the published verdict?
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from council.ledger.book import Entry
from council.ledger.telling import motion_of
from council.ledger.verify import Fault
from council.rules.book import seal
from council.rules.refusal import Refusal
from council.rules.share import Base
from council.rules.threshold import Outcome, judge, unanimous
from council.seats.bench import Bench, seat_in
from council.votes.standing import CHOICES
from council.votes.told import Motion, Running, running

FOLLOWED = {
    "motion.put", "motion.amend", "motion.withdraw", "vote.recuse", "vote.unrecuse", "seat.vacate",
    "vote.open", "vote.cast", "vote.void", "vote.close",
}  # fmt: skip
MALFORMED = (KeyError, TypeError, ValueError, AttributeError)


def replay(entries: Iterable[Entry], community: str) -> list[Fault]:
    """Everything in these entries, from the first one on, that could not have been done. Their hashes are checked
    elsewhere (council.ledger.verify)."""
    book = Replay(community)
    return [Fault(entry.seq, reason) for entry in entries for reason in book.tell(entry)]


class Replay:
    """What has been said so far: who sits where, which motions stand, which votes run."""

    def __init__(self, community: str) -> None:
        self.community = community
        self.bench = Bench()
        self.motions: dict[str, Motion] = {}

    def tell(self, entry: Entry) -> list[Refusal]:
        """Follow one entry; what is wrong with it."""
        follow = getattr(self, entry.act.replace(".", "_")) if entry.act in FOLLOWED else None
        try:
            self.bench.tell(entry)
            found = list(follow(entry)) if follow else []
            self._decided(entry)
            return found
        except MALFORMED:
            return [Refusal("It does not say what an entry of its kind says, or comes before what it rests on.")]

    def _decided(self, entry: Entry) -> None:
        """A step on the path of a matter says what it decides of the motion; "anew" takes back what was decided."""
        motion = self.motions.get(motion_of(entry) or "")
        if motion and "decides" in entry.facts:
            motion.outcome = None if entry.facts["decides"] == "anew" else entry.facts["decides"]

    # ── motions ──

    def motion_put(self, entry: Entry) -> Iterator[Refusal]:
        year, number = entry.facts["year"], entry.facts["number"]
        earlier = [int(ref.partition("-")[2]) for ref in self.motions if ref.startswith(f"{year}-")]
        if entry.on != f"motion:{year}-{number}" or number != max(earlier, default=0) + 1:
            yield Refusal("Its number does not follow the motions before it.")
        self.motions[f"{year}-{number}"] = Motion()

    def motion_amend(self, entry: Entry) -> Iterator[Refusal]:
        motion = self._motion(entry.on)
        if entry.facts["version"] != motion.version + 1:
            yield Refusal("Its version does not follow the one before it.")
        yield from _untouched(motion)
        motion.version = entry.facts["version"]

    def motion_withdraw(self, entry: Entry) -> Iterator[Refusal]:
        motion = self._motion(entry.on)
        yield from _untouched(motion)
        motion.withdrawn = True

    def _motion(self, subject: str) -> Motion:
        return self.motions[subject.removeprefix("motion:")]

    # ── standing aside ──

    def vote_recuse(self, entry: Entry) -> Iterator[Refusal]:
        motion = self._motion(entry.on)
        yield from _untouched(motion)
        if self.bench.bodies[entry.facts["body"]][entry.facts["seat"]].member is None:
            yield Refusal("Nobody holds this seat.")
        motion.recused.add(entry.facts["seat"])

    def vote_unrecuse(self, entry: Entry) -> Iterator[Refusal]:
        motion = self._motion(entry.on)
        yield from _untouched(motion)
        motion.recused.discard(entry.facts["seat"])

    def seat_vacate(self, entry: Entry) -> Iterator[Refusal]:
        body, seat = seat_in(entry.on)
        for motion in self.motions.values():
            if motion.running and motion.running.body == body:
                motion.running.vacated.append(seat)
            elif motion.running is None:
                motion.recused.discard(seat)
        yield from ()

    # ── the vote ──

    def vote_open(self, entry: Entry) -> Iterator[Refusal]:
        facts = entry.facts
        motion = self.motions[facts["motion"]]
        if motion.withdrawn or motion.outcome == Outcome.PASSED:
            yield Refusal("A vote was opened on a motion that was withdrawn or had passed.")
        yield from _untouched(motion)
        if facts["version"] != motion.version:
            yield Refusal("The vote is not on the version that stood.")
        if facts["round"] != motion.rounds + 1 or entry.on != f"vote:{facts['motion']}/{facts['round']}":
            yield Refusal("Its round does not follow the one before it.")
        vote = running(facts)
        if vote.closes_at <= entry.at:
            yield Refusal("Its deadline was over when it opened.")
        yield from self._roll(vote, motion.recused)
        yield from self._chair(entry, vote)
        yield from _numbers(vote, facts)
        motion.rounds, motion.running = facts["round"], vote

    def _roll(self, vote: Running, recused: set[int]) -> Iterator[Refusal]:
        seats = self.bench.bodies[vote.body]
        seated = {number: (seat.category, seat.member) for number, seat in seats.items()}
        if {number: (seat["category"], seat.get("member")) for number, seat in vote.roll.items()} != seated:
            yield Refusal("The roll is not the body as it was seated then.")
        if any(seat["filled"] != (seat.get("member") is not None) for seat in vote.roll.values()):
            yield Refusal("The roll calls a seat filled that was vacant, or vacant that was filled.")
        aside = {number for number, seat in vote.roll.items() if seat["recused"]}
        if aside != {number for number in recused if seats[number].member is not None}:
            yield Refusal("The roll does not leave out just those seats that had declared to stand aside.")

    def _chair(self, entry: Entry, vote: Running) -> Iterator[Refusal]:
        aside = {number for number, seat in vote.roll.items() if seat["recused"]}
        body, seat = seat_in(entry.actor)
        if body != vote.body or seat not in self.bench.acting_chair(body, aside):
            yield Refusal("It was not opened by who acted as chair.")

    def vote_cast(self, entry: Entry) -> Iterator[Refusal]:
        vote = self._vote(entry)
        body, number = seat_in(entry.actor)
        seat = vote.roll.get(number)
        if body != vote.body or seat is None or not seat["filled"] or number != entry.facts["seat"]:
            yield Refusal("This voter was not on the roll.")
        elif seat["recused"]:
            yield Refusal("This voter had stood aside.")
        elif number in vote.vacated:
            yield Refusal("This voter's seat had been vacated.")
        if entry.at >= vote.closes_at:
            yield Refusal("The ballot came after the deadline.")
        vote.casts += 1
        vote.standing[number] = (entry.seq, entry.sealed["choice"])

    def vote_void(self, entry: Entry) -> Iterator[Refusal]:
        vote = self._vote(entry)
        if vote.casts:
            yield Refusal("The vote was called off after a ballot had come.")
        yield from self._chair(entry, vote)
        self.motions[vote.motion].running = None

    def vote_close(self, entry: Entry) -> Iterator[Refusal]:
        vote, facts = self._vote(entry), entry.facts
        if entry.actor != "clock" or entry.at < vote.closes_at:
            yield Refusal("The vote was closed before its deadline, or not by the clock.")
        if (facts["closes_at"], facts["round"], facts["version"]) != (vote.closes, vote.round, vote.version):
            yield Refusal("Deadline, round or version are not those of the opening.")
        yield from self._revealed(vote, facts["ballots"])
        if facts["superseded"] != vote.casts - len(vote.standing):
            yield Refusal("The number of changed ballots is not what the entries give.")
        if facts["vacated"] != sorted(set(vote.vacated)):
            yield Refusal("The seats vacated during the vote are not what the entries give.")
        counted = vote.count(ballot["choice"] for ballot in facts["ballots"])
        if (facts["seats"], facts["filled"], facts["recused"]) != (counted.seats, counted.filled, counted.recused):
            yield Refusal("The numbers of seats are not those of the roll.")
        if facts["verdict"] != judge(vote.rule, counted).facts():
            yield Refusal("The recount does not give the verdict that was published.")
        motion = self.motions[vote.motion]
        motion.running, motion.outcome = None, facts["verdict"]["outcome"]

    def _revealed(self, vote: Running, ballots: list[dict[str, Any]]) -> Iterator[Refusal]:
        """Each seat's last ballot, and no other, is opened; each choice fits its seal."""
        if [(b["seat"], b["entry"]) for b in ballots] != [(s, vote.standing[s][0]) for s in sorted(vote.standing)]:
            yield Refusal("The ballots counted are not the last ballot of each seat.")
            return
        for ballot in ballots:
            sealed = seal(self.community, ballot["entry"], "choice", ballot["salt"], ballot["choice"])
            if ballot["choice"] not in CHOICES or sealed != vote.standing[ballot["seat"]][1]:
                yield Refusal("The choice shown for seat %(seat)s is not the one that was sealed.", seat=ballot["seat"])

    def _vote(self, entry: Entry) -> Running:
        ref, _, round_ = entry.on.removeprefix("vote:").partition("/")
        running = self.motions[ref].running
        if running is None or str(running.round) != round_:
            raise ValueError(entry.on)
        return running


def _numbers(vote: Running, facts: Mapping[str, Any]) -> Iterator[Refusal]:
    before = vote.count(())
    if (facts["seats"], facts["filled"], facts["recused"]) != (before.seats, before.filled, before.recused):
        yield Refusal("The numbers of seats are not those of the roll.")
    best = unanimous(vote.rule, before)
    if best.base not in (Base.PRESENT, Base.CAST) and (facts["of"], facts["needed"]) != (best.of, best.needed):
        yield Refusal("The number of yes that it names as needed is not what its rule gives.")


def _untouched(motion: Motion) -> Iterator[Refusal]:
    """While a vote runs on it nobody opens another, changes or withdraws it, or stands aside."""
    if motion.running:
        yield Refusal("A vote was running on this motion.")
