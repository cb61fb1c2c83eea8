"""An entry of the book as a person reads it: one sentence, who did it, and what it is about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from council.ledger.book import Entry, moment
from council.rules.refusal import N_, Name

ACTS = {
    "community.found": N_("The roster of %(community)s was entered: %(count)s members took their seats."),
    "body.found": N_("%(who)s entered the roster of %(bodies)s: %(count)s members took their seats."),
    "contacts.set": N_("%(who)s wrote down where residents can call and go."),
    "role.appoint": N_("%(who)s appointed %(name)s as clerk."),
    "role.end": N_("%(who)s ended the office of the clerk with member number %(member)s."),
    "slip.issue": N_("%(who)s printed sign-in slips for %(count)s people."),
    "slip.use": N_("%(who)s used a sign-in slip."),
    "seat.fill": N_("%(name)s took seat %(seat)s."),
    "seat.vacate": N_("Seat %(seat)s became vacant: %(reason)s"),
    "seat.correct": N_("%(who)s corrected what is written about the holder of seat %(seat)s."),
    "seat.office": N_("The holder of seat %(seat)s is now %(office)s."),
    "seat.review": N_("Seat %(seat)s came under review, because its holder is now another kind of resident."),
    "seat.keep": N_("The review of seat %(seat)s ended: its holder keeps it to the end of the term."),
    "alternate.add": N_("%(name)s was entered as an alternate."),
    "alternate.call": N_("The alternate %(name)s took seat %(seat)s."),
    "motion.draft": N_("%(who)s began to write a motion."),
    "motion.redraft": N_("%(who)s went on writing a motion."),
    "motion.drop": N_("%(who)s threw a draft away."),
    "motion.put": N_("%(who)s put %(motion)s: %(title)s"),
    "motion.amend": N_("%(who)s changed %(motion)s: %(change)s"),
    "motion.withdraw": N_("%(who)s withdrew %(motion)s: %(why)s"),
    "vote.recuse": N_("Seat %(seat)s stands aside from %(motion)s: %(reason)s"),
    "vote.unrecuse": N_("Seat %(seat)s no longer stands aside from %(motion)s."),
    "vote.open": N_("%(who)s opened the vote on %(motion)s. It ends on %(closes_at)s."),
    "vote.cast": N_("%(who)s voted on %(motion)s."),
    "vote.close": N_("The vote on %(motion)s ended: %(outcome)s. For %(yes)s, against %(no)s, abstained %(abstain)s."),
    "vote.void": N_("%(who)s called off the vote on %(motion)s: %(reason)s"),
}
"""Every kind of entry, as a sentence; a test looks for kinds that are recorded and missing here."""

WHO = {
    "seat": N_("Seat %(number)s"),
    "clerk": N_("The clerk"),
    "member": N_("Member number %(number)s"),
    "clock": N_("The clock"),
    "console": N_("The keeper of the server"),
}
SEAT_OF = N_("Seat %(number)s of %(body)s")
WORDS = {
    "for": N_("For"), "against": N_("Against"), "abstain": N_("Abstain"),
    "passed": N_("passed"), "rejected": N_("not passed"), "invalid_quorum": N_("invalid, because too few took part"),
    "account": N_("an account"), "password": N_("a new password"), "clerk": N_("clerk"),
    "seats": N_("all seats"), "filled": N_("filled seats"), "eligible": N_("seats that do not stand aside"),
    "present": N_("those who take part"), "entitled": N_("all who may vote"), "cast": N_("votes for and against"),
    "at_least": N_("at least"), "more_than": N_("more than"), "keep": N_("the seat stays in the base"),
    "reduce": N_("the seat leaves the base"), "name": N_("name"), "phone": N_("telephone"),
    "chair": N_("chair"), "vice_chair": N_("vice chair"), "member": N_("ordinary member"),
}  # fmt: skip
NOT_SHOWN = N_("(not shown)")

UNKNOWN = (KeyError, TypeError, ValueError, AttributeError)
FACT = re.compile(r"%\((\w+)\)s")
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOTION = re.compile(r"(\d{4})-(\d+)")


class Say(Protocol):
    """How the asking page says a sentence: `here.say`."""

    def __call__(self, sentence: str, /, **facts: object) -> str: ...


@dataclass(frozen=True, slots=True)
class Names:
    """How bodies are called. With more than one, a seat is told with its body."""

    bodies: Mapping[str, str] = field(hash=False)

    def body(self, key: str) -> str:
        return self.bodies.get(key, key)


def tell(entry: Entry, names: Names, say: Say) -> str:
    """The entry as one sentence in the page's language."""
    sentence = ACTS.get(entry.act)
    if sentence is None:
        return say(N_("Something that this version of the program cannot tell."))
    return say(sentence, **{fact: _known(fact, entry, names, say) for fact in FACT.findall(sentence)})


def who(actor: str, names: Names, say: Say) -> str:
    """Who acted: `seat:yishihui/8`, `clerk:14`, `member:8`, `clock`, `console`."""
    kind, _, rest = actor.partition(":")
    body, _, number = rest.rpartition("/")
    if kind not in WHO:
        return actor
    if kind == "seat" and len(names.bodies) > 1:
        return say(SEAT_OF, number=number, body=names.body(body))
    return say(WHO[kind], number=number)


def motion_of(entry: Entry) -> str | None:
    """The motion it is about: 2026-3."""
    kind, _, rest = entry.on.partition(":")
    return rest.partition("/")[0] if kind in ("motion", "vote") else None


def motion_name(ref: str) -> Name:
    """〔2026〕3号"""
    year, number = MOTION.fullmatch(ref).groups() if MOTION.fullmatch(ref) else ("", ref)  # type: ignore[union-attr]
    return Name(f"〔{year}〕{number}号", f"motion {year}-{number}")


def _known(fact: str, entry: Entry, names: Names, say: Say) -> object:
    """A fact, or that it is not shown: another version of this program may have written other facts."""
    try:
        return _fact(fact, entry, names, say)
    except UNKNOWN:
        return say(NOT_SHOWN)


def _fact(fact: str, entry: Entry, names: Names, say: Say) -> object:
    if fact == "who":
        return who(entry.actor, names, say)
    if fact == "motion":
        return motion_name(motion_of(entry) or "")
    if fact == "bodies":
        return [entry.opened.get(f"body:{place}", "") for place, _ in enumerate(entry.facts["bodies"], 1)]
    if fact == "count":
        return _count(entry.facts)
    if fact in entry.sealed:
        return entry.opened.get(fact) or say(NOT_SHOWN)
    if fact == "seat" and "seat" not in entry.facts:
        return entry.on.rpartition("/")[2]
    verdict = entry.facts.get("verdict")
    return said_value(verdict[fact] if isinstance(verdict, dict) and fact in verdict else entry.facts[fact], say)


def _count(facts: Mapping[str, Any]) -> int:
    if "members" in facts:
        return len(facts["members"])
    return sum("member" in seat for body in facts["bodies"] for seat in body["seats"])


def said_value(value: Any, say: Say) -> object:
    """A fact as the page says it: moments and days as such, choices and outcomes in words."""
    if isinstance(value, bool):
        return say(N_("yes")) if value else say(N_("no"))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [said_value(each, say) for each in value]
    if not isinstance(value, str):
        return value
    if TIME.fullmatch(value):
        return moment(value)
    if DAY.fullmatch(value):
        return date.fromisoformat(value)
    return say(WORDS[value]) if value in WORDS else value
