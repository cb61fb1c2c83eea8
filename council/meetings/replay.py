"""Could the meetings that the book tells of have been held so? Entries are replayed in order, without a database.

Was the notice sent before the meeting, was the roll the body as it was seated, was the count confirmed by another hand,
and does judging it anew give the verdict that stands?
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from council import charters
from council.kit.clock import day_of
from council.ledger.book import Entry
from council.ledger.verify import Fault
from council.meetings.held import FOLLOWED, not_closed, numbers, recorded
from council.meetings.told import Told, told_meeting
from council.rules.book import seal
from council.rules.hall import hall_from
from council.rules.meeting import Tally, decide, may_hold
from council.rules.organ import Organ
from council.rules.refusal import Refusal
from council.seats.bench import Bench

MALFORMED = (KeyError, TypeError, ValueError, AttributeError)
AFTER = {"meeting.approve", "meeting.sign", "meeting.correct", "meeting.confirm_correction"}
"""What still comes once a meeting is closed."""


def replay(entries: Iterable[Entry], community: str) -> list[Fault]:
    """Everything about meetings in these entries, from the first one on, that could not have been done."""
    book = Replay(community)
    return [Fault(entry.seq, reason) for entry in entries for reason in book.tell(entry)]


class Replay:
    """What has been said so far: who sits where, which motions and authorisations stand, how each meeting is."""

    def __init__(self, community: str) -> None:
        self.community = community
        self.bench = Bench()
        self.kinds: dict[str, str] = {}  # of bodies
        self.motions: dict[str, tuple[str, int]] = {}  # matter and version, by number
        self.delegations: dict[int, Mapping[str, Any]] = {}
        self.meetings: dict[str, Told] = {}

    def tell(self, entry: Entry) -> list[Refusal]:
        """Follow one entry; what is wrong with it."""
        try:
            self.bench.tell(entry)
            return list(self._follow(entry))
        except MALFORMED:
            if entry.act.startswith(("meeting.", "delegation.")):
                return [Refusal("It does not say what an entry of its kind says, or comes before what it rests on.")]
            return []  # votes tell of what is wrong with the others

    def _follow(self, entry: Entry) -> Iterator[Refusal]:
        kind, facts = entry.act, entry.facts
        if kind in ("community.found", "body.found"):
            self.kinds |= {body["body"]: charters.charter(body["charter"]).kind for body in facts["bodies"]}
        elif kind == "motion.put":
            self.motions[f"{facts['year']}-{facts['number']}"] = (facts["matter"], facts["version"])
        elif kind == "motion.amend":
            ref = entry.on.removeprefix("motion:")
            self.motions[ref] = (self.motions[ref][0], facts["version"])
        elif kind == "delegation.give":
            yield from self._delegation(entry)
        elif kind == "delegation.end":
            self.delegations[facts["number"]] = {**self.delegations[facts["number"]], "ended_on": facts["ended_on"]}
        elif kind == "meeting.call":
            yield from self._call(entry)
        elif kind.startswith("meeting."):
            yield from self._of_meeting(entry, self.meetings[entry.on])

    def _delegation(self, entry: Entry) -> Iterator[Refusal]:
        facts = entry.facts
        if self.kinds[facts["from_body"]] != Organ.ASSEMBLY:
            yield Refusal("Only the assembly gives an authorisation.")
        if not facts["decided_on"] <= facts["begins"] <= facts["ends"]:
            yield Refusal("Its days do not follow one another.")
        self.delegations[facts["number"]] = facts

    def _call(self, entry: Entry) -> Iterator[Refusal]:
        told = told_meeting(entry.facts, self.kinds[entry.facts["body"]])
        earlier = sum(on[8:18] == entry.on[8:18] for on in self.meetings)
        address = f"meeting:{told.held_on}" + (f"-{earlier + 1}" if earlier else "")
        if entry.on != address:
            yield Refusal("Its number does not follow the meetings before it.")
        if told.notice.sent_on > day_of(entry.at) or told.notice.sent_on > told.held_on:
            yield Refusal("Its notice went out after the meeting, or on a day that was still to come.")
        if entry.facts["days"] != told.notice.given:
            yield Refusal("Its days of notice are not those between notice and meeting.")
        for item in entry.facts["items"]:
            if "motion" in item and self.motions[item["motion"]][1] != item["version"]:
                yield Refusal("An item is not on the version of its motion that stood.")
        self.meetings[entry.on] = told

    # ── one meeting ──

    def _of_meeting(self, entry: Entry, told: Told) -> Iterator[Refusal]:
        if told.cancelled or (told.closed and entry.act not in AFTER):
            yield Refusal("This meeting was over already.")
        if entry.act in ("meeting.open", "meeting.record"):
            yield from self._open(entry, told)
        if entry.act == "meeting.record":
            yield from recorded(entry, told)
        elif entry.act == "meeting.close_item":
            yield from self._close_item(entry, told)
        elif entry.act in FOLLOWED:
            yield from FOLLOWED[entry.act](entry, told)
        if entry.act == "meeting.tally" and "ballots" in entry.facts:
            yield from self._phones(entry, told)

    def _open(self, entry: Entry, told: Told) -> Iterator[Refusal]:
        facts = entry.facts
        if told.hall:
            yield Refusal("Its roll was called twice.")
        if day_of(entry.at) < told.held_on:
            yield Refusal("Its roll was called before the day of the meeting.")
        if told.decides and not told.discusses and may_hold(told.notice):
            yield Refusal("It was opened to decide although its notice was too short.")
        if not told.law.by_households:
            yield from self._roll(told, facts)
        told.members = {row["member"]: None for row in facts.get("roll", ())}
        told.hall = hall_from(facts)

    def _roll(self, told: Told, facts: Mapping[str, Any]) -> Iterator[Refusal]:
        """The roll is the body as it was seated then, with the bodies it is composed of; each person once. Of a roll
        that is only counted, the number is what is known."""
        if told.body in self.bench.counted:
            if (facts["on_roll"], facts["vacant"]) != (self.bench.counted[told.body], 0):
                yield Refusal("The roll is not the body as it was seated then.")
            return
        kinds = charters.charter(told.charter).composed_of
        parts = [told.body, *(key for kind in kinds for key, own in self.kinds.items() if own == kind)]
        seats = [seat for part in dict.fromkeys(parts) for seat in self.bench.bodies.get(part, {}).values()]
        seated = {seat.member for seat in seats if seat.member is not None}
        named = {row["member"] for row in facts["roll"]} if "roll" in facts else seated
        vacant = sum(seat.member is None for seat in seats)
        if (facts["on_roll"], facts["vacant"], named) != (len(seated), vacant, seated):
            yield Refusal("The roll is not the body as it was seated then.")

    def _close_item(self, entry: Entry, told: Told) -> Iterator[Refusal]:
        facts, item = entry.facts, told.items[entry.facts["position"]]
        yield from not_closed(told, facts["position"])
        if item.confirmed is None or told.hall is None or item.confirmed.weight != told.hall.weight:
            yield Refusal("A count was closed that nobody had confirmed.")
        if facts["law"] != told.law.facts():
            yield Refusal("It was not judged under the law of its meeting.")
        fault = self._fault(told, facts)
        if facts["fault"] != (fault is not None):
            yield Refusal("Whether this body could decide it is not what the authorisations give.")
        hall = hall_from(facts["hall"])
        if told.hall is None or hall.weight != told.hall.weight:
            yield Refusal("Who was there is not what the roll gives.")
        verdict = decide(told.law, hall, _counted(facts), fault=fault).facts()
        if verdict != facts["verdict"] or item.tally != numbers({**facts["verdict"], "spoiled": facts["spoiled"]}):
            yield Refusal("The recount does not give the verdict that was published.")
        item.verdict = facts["verdict"]

    def _phones(self, entry: Entry, told: Told) -> Iterator[Refusal]:
        """Each ballot's last vote, and no other, is opened; each choice fits its seal; and they make the count."""
        facts, votes = entry.facts, told.items[entry.facts["position"]].votes or {}
        if [(one["ballot"], one["entry"]) for one in facts["ballots"]] != [(b, votes[b][0]) for b in sorted(votes)]:
            yield Refusal("The votes counted are not the last one of each ballot.")
            return
        for one in facts["ballots"]:
            if seal(self.community, one["entry"], "choice", one["salt"], one["choice"]) != votes[one["ballot"]][1]:
                yield Refusal("The choice shown for ballot %(ballot)s is not the one that was sealed.",
                              ballot=one["ballot"])  # fmt: skip
        for number, choice in (("yes", "for"), ("no", "against"), ("abstain", "abstain")):
            given = sum(one["choice"] == choice for one in facts["ballots"])
            if facts[number] != given + facts[f"hand_{number}"]:
                yield Refusal("The count is not that of the votes and the hands.")

    def _fault(self, told: Told, facts: Mapping[str, Any]) -> Refusal | None:
        if "motion" not in facts:
            return None
        return told.fault(self.motions[facts["motion"]][0], self.delegations.values())


def _counted(facts: Mapping[str, Any]) -> Tally:
    verdict = facts["verdict"]
    return Tally(
        yes=verdict["yes"], no=verdict["no"], abstain=verdict["abstain"], spoiled=facts["spoiled"],
        recused=facts["recused"], recused_present=facts["recused_present"],
    )  # fmt: skip
