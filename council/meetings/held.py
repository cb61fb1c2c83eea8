"""What follows from one entry about a meeting that is under way, in a replay; and what is wrong with the entry."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from council.ledger.book import Entry
from council.meetings.told import Told
from council.rules.hall import hall_from
from council.rules.meeting import attendance, consent_needed, may_hold
from council.rules.refusal import Refusal


def cancel(entry: Entry, told: Told) -> Iterator[Refusal]:
    if told.hall:
        yield Refusal("A meeting was called off that had begun.")
    told.cancelled = True


def convert(entry: Entry, told: Told) -> Iterator[Refusal]:
    short = entry.facts["because"] == "notice_short" and may_hold(told.notice)
    few = told.hall and entry.facts["because"] == "quorum_short" and not attendance(told.law, told.hall).met
    if not (short or few):
        yield Refusal("It could have decided, and was made a discussion.")
    told.discusses = True


def attend(entry: Entry, told: Told) -> Iterator[Refusal]:
    hall, before = hall_from(entry.facts), told.hall
    if before is None or (hall.on_roll, hall.vacant) != (before.on_roll, before.vacant) or hall.unmarked < 0:
        yield Refusal("The roll is not the one that was called.")
    if sum(hall.channels.values()) != hall.present or hall.left_out > hall.unreachable:
        yield Refusal("The numbers of those present do not fit one another.")
    for group in entry.facts["marks"]:
        if group.get("channel") == "online" and not told.law.online:
            yield Refusal("Somebody is counted online where that does not count.")
        for member in group.get("members", ()):
            told.members[member] = group["status"]
    if told.members and sum(status == "came" for status in told.members.values()) != hall.present:
        yield Refusal("The number of those present is not what the marks give.")
    told.hall = hall


def report(entry: Entry, told: Told) -> Iterator[Refusal]:
    if told.law.unreachable != "leave_out":
        yield Refusal("Those out of reach are not left out in this body.")
    hall = hall_from(entry.facts)
    if told.hall is None or hall.present != told.hall.present:
        yield Refusal("The roll is not the one that was called.")
    told.hall = hall


def item(entry: Entry, told: Told) -> Iterator[Refusal]:
    facts = entry.facts
    if facts["position"] != len(told.items) + 1:
        yield Refusal("Its place on the agenda does not follow the items before it.")
    if told.hall is None or facts["present"] != told.hall.present or facts["consent"] > facts["present"]:
        yield Refusal("The number of those present is not what the marks give.")
    if facts["consent"] < consent_needed(facts["present"]):
        yield Refusal("An item was taken up without the consent of two thirds.")
    told.add(facts)


def defer(entry: Entry, told: Told) -> Iterator[Refusal]:
    yield from not_closed(told, entry.facts["position"])
    told.items[entry.facts["position"]].deferred = True


def recuse(entry: Entry, told: Told) -> Iterator[Refusal]:
    yield from not_closed(told, entry.facts["position"])


def tally(entry: Entry, told: Told) -> Iterator[Refusal]:
    yield from _counted(entry.actor, entry.facts, told)


def _counted(actor: str, facts: Mapping[str, Any], told: Told) -> Iterator[Refusal]:
    item = told.items[facts["position"]]
    yield from not_closed(told, facts["position"])
    if told.discusses or item.kind != "decide":
        yield Refusal("A count was entered on what is only discussed.")
    item.tally, item.hands, item.entered, item.confirmed = numbers(facts), numbers(facts), actor, None
    if facts["method"] == "phones":
        item.hands = (facts["hand_yes"], facts["hand_no"], facts["hand_abstain"], 0)


def poll(entry: Entry, told: Told) -> Iterator[Refusal]:
    item = told.items[entry.facts["position"]]
    yield from not_closed(told, entry.facts["position"])
    if told.discusses or item.kind != "decide" or item.votes is not None or item.tally:
        yield Refusal("A vote by phone was opened where none could be.")
    if told.hall is None or not attendance(told.law, told.hall).met:
        yield Refusal("A vote by phone was opened without a quorum.")
    item.votes = {}


def vote(entry: Entry, told: Told) -> Iterator[Refusal]:
    item, ballot = told.items[entry.facts["position"]], entry.facts["ballot"]
    if item.votes is None or item.tally:
        yield Refusal("A vote came when none was open.")
        return
    if ballot != len(item.votes) + 1 and ballot not in item.votes:
        yield Refusal("The number of its ballot does not follow the others.")
    item.votes[ballot] = (entry.seq, entry.sealed["choice"])
    if told.hall is None or len(item.votes) > told.hall.present:
        yield Refusal("More have voted than were there.")


def recorded(entry: Entry, told: Told) -> Iterator[Refusal]:
    """A meeting entered whole from its papers, once its roll is called."""
    yield from attend(entry, told)
    for facts in entry.facts["tallies"]:
        yield from _counted(entry.actor, facts, told)


def confirm(entry: Entry, told: Told) -> Iterator[Refusal]:
    item = told.items[entry.facts["position"]]
    yield from not_closed(told, entry.facts["position"])
    if item.hands != numbers(entry.facts):
        yield Refusal("What was confirmed is not what was entered.")
    if item.entered == entry.actor:
        yield Refusal("Nobody confirms what they entered themselves.")
    item.confirmed = told.hall


def close(entry: Entry, told: Told) -> Iterator[Refusal]:
    for item in told.items.values():
        if item.kind == "decide" and not (item.verdict or item.deferred or told.discusses):
            yield Refusal("It was closed before everything on its agenda was dealt with.")
    if told.hall is None or hall_from(entry.facts).weight != told.hall.weight:
        yield Refusal("Who was there is not what the roll gives.")
    told.closed = True


def correct(entry: Entry, told: Told) -> Iterator[Refusal]:
    told.corrections[entry.facts["number"]] = entry.actor
    yield from ()


def confirm_correction(entry: Entry, told: Told) -> Iterator[Refusal]:
    if told.corrections[entry.facts["number"]] == entry.actor:
        yield Refusal("Nobody confirms what they entered themselves.")


def not_closed(told: Told, position: int) -> Iterator[Refusal]:
    item = told.items[position]
    if item.verdict or item.deferred:
        yield Refusal("This item was closed already.")


def numbers(facts: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(facts[name] for name in ("yes", "no", "abstain", "spoiled"))


FOLLOWED: Mapping[str, Callable[[Entry, Told], Iterator[Refusal]]] = {
    f"meeting.{follow.__name__}": follow
    for follow in (
        cancel,
        convert,
        attend,
        report,
        item,
        defer,
        recuse,
        poll,
        vote,
        tally,
        confirm,
        close,
        correct,
        confirm_correction,
    )
}
"""What each kind of entry does; the others change nothing that is checked."""
