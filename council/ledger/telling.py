"""An entry of the book as a person reads it: one sentence, who did it, and what it is about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from council import charters
from council.ledger import matters_told, meetings_told, oversight_told, works_told
from council.ledger.book import Entry, moment
from council.ledger.named import PATHS, STEP_FACTS, STEPS
from council.rules.provisions import OFFICES
from council.rules.refusal import N_, Name

ACTS = {
    "community.found": N_("The roster of %(community)s was entered: %(count)s members took their seats."),
    "body.found": N_("%(who)s entered the roster of %(bodies)s: %(count)s members took their seats."),
    "contacts.set": N_("%(who)s wrote down where residents can call and go."),
    "role.appoint": N_("%(who)s appointed %(name)s as %(role)s."),
    "role.end": N_("%(who)s ended the office of member number %(member)s as %(role)s."),
    "slip.issue": N_("%(who)s printed sign-in slips for %(count)s people."),
    "slip.use": N_("%(who)s used a sign-in slip."),
    "seat.fill": N_("%(name)s took seat %(seat)s."),
    "seat.vacate": N_("Seat %(seat)s became vacant: %(reason)s"),
    "seat.correct": N_("%(who)s corrected what is written about the holder of seat %(seat)s."),
    "seat.office": N_("The holder of seat %(seat)s is now %(office)s."),
    "seat.review": N_("Seat %(seat)s came under review, because its holder is now another kind of resident."),
    "seat.keep": N_("The review of seat %(seat)s ended: its holder keeps it to the end of the term."),
    "member.correct": N_("%(who)s corrected what is written about member number %(member)s."),
    "roll.add": N_("Someone was added to the roll of %(body)s, which now has %(filled)s people."),
    "roll.remove": N_("Someone left the roll of %(body)s, which now has %(filled)s people."),
    "roll.correct": N_("%(who)s corrected something on the roll of %(body)s."),
    "kin.declare": N_("The holder of seat %(seat)s declared their near relatives: %(relatives)s."),
    "body.charter": N_("%(body)s now decides under the charter “%(charter)s”: %(why)s"),
    "matter.add": N_("%(who)s added “%(name)s” to the village's own matters."),
    "matter.end": N_("%(who)s took “%(name)s” out of the village's own matters."),
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
    **matters_told.ACTS,
    "notice.post": N_("%(who)s published %(motion)s: posted on %(posted_on)s, for %(days)s days."),
    "notice.photograph": N_("%(who)s photographed the board with the notice of %(motion)s."),
    "notice.take_down": N_(
        "%(who)s entered that the notice of %(motion)s came down early, on %(taken_down_on)s: %(why)s"
    ),
    "notice.end": N_(
        "The notice of %(motion)s hung to the end of %(ends_on)s. Objections: %(objections)s, unanswered: %(waiting)s."
    ),
    "objection.file": N_("A resident objected to %(motion)s on the web: objection %(number)s."),
    "objection.enter": N_("%(who)s typed in a resident's objection to %(motion)s: objection %(number)s."),
    "objection.clear": N_(
        "%(who)s took the names out of objection %(number)s to %(motion)s. Everyone can read it now."
    ),
    "objection.reply": N_("%(who)s answered objection %(number)s to %(motion)s."),
    "objection.hand_on": N_(
        "Who filed objection %(number)s to %(motion)s is not content, and handed it to the supervisory committee."
    ),
    "objection.judge": N_("%(who)s decided on objection %(number)s to %(motion)s: %(judged)s."),
    "check.mark": N_("%(who)s looked at %(motion)s. %(step)s: %(holds)s."),
    "calendar.enter": N_("%(who)s entered the days off of %(year)s, as the State Council gave notice of them."),
    **works_told.ACTS,
    **oversight_told.ACTS,
    **meetings_told.ACTS,
}
"""Every kind of entry, as a sentence; a test looks for kinds that are recorded and missing here."""

WHO = {
    "seat": N_("Seat %(number)s"),
    "clerk": N_("The clerk"),
    "member": N_("Member number %(number)s"),
    "resident": N_("A resident"),
    "clock": N_("The clock"),
    "console": N_("The keeper of the server"),
    **meetings_told.WHO,
    **oversight_told.WHO,
}
SEAT_OF = N_("Seat %(number)s of %(body)s")
WORDS = {
    "for": N_("For"), "against": N_("Against"), "abstain": N_("Abstain"),
    "passed": N_("passed"), "rejected": N_("not passed"), "invalid_quorum": N_("invalid, because too few took part"),
    "account": N_("an account"), "password": N_("a new password"), "clerk": N_("clerk"), "bookkeeper": N_("bookkeeper"),
    "seats": N_("all seats"), "filled": N_("filled seats"), "eligible": N_("seats that do not stand aside"),
    "present": N_("those who take part"), "entitled": N_("all who may vote"), "cast": N_("votes for and against"),
    "at_least": N_("at least"), "more_than": N_("more than"), "keep": N_("the seat stays in the base"),
    "reduce": N_("the seat leaves the base"), "name": N_("name"), "phone": N_("telephone"), "sex": N_("sex"),
    "household": N_("household number"),
    "chair": N_("chair"), "vice_chair": N_("vice chair"), "member": N_("ordinary member"),
    "decision": N_("The decision"), "plan": N_("The plan"), "resolution": N_("The resolution"),
    "result": N_("The result"), "web": N_("on the web"), "paper": N_("on paper"), "call": N_("by telephone"),
    "established": N_("Established resident"), "new": N_("New resident"), "other": N_("Other"),
    "upheld": N_("upheld"), "not_upheld": N_("not upheld"), "true": N_("true"), "untrue": N_("not true"),
    **matters_told.WORDS,
    **works_told.WORDS,
    **meetings_told.WORDS,
}  # fmt: skip
NOT_SHOWN = N_("(not shown)")

UNKNOWN = (KeyError, TypeError, ValueError, AttributeError)
FACT = re.compile(r"%\((\w+)\)s")
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOTION = re.compile(r"(\d{4})-(\d+)")
ABOUT_A_MOTION = ("motion", "vote", "notice", "objection", "work")
"""Kinds of subjects that begin with the number of a motion: vote:2026-3/1."""


class Say(Protocol):
    """How the asking page says a sentence: `here.say`."""

    def __call__(self, sentence: str, /, **facts: object) -> str: ...


@dataclass(frozen=True, slots=True)
class Names:
    """How bodies are called. With more than one, a seat is told with its body."""

    bodies: Mapping[str, str] = field(hash=False)
    matters: Mapping[str, str] = field(default_factory=dict, hash=False)  # the community's own, by key
    laws: Mapping[str, str] = field(
        default_factory=dict, hash=False
    )  # the charter of each body: it says what offices are called

    def office(self, body: str, office: str) -> Name:
        """What an office is called in a body: 理事长, 主任, 书记."""
        law = self.laws.get(body)
        return (charters.charter(law).offices if law else OFFICES)[office]

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
    if kind == "meeting":
        return entry.facts.get("motion")
    return rest.partition("/")[0] if kind in ABOUT_A_MOTION else None


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
    if fact == "allowed_by":
        return motion_name(entry.facts[fact])
    if fact == "bodies":
        return [entry.opened.get(f"body:{place}", "") for place, _ in enumerate(entry.facts["bodies"], 1)]
    if fact == "count":
        return _count(entry.facts)
    if fact == "path":
        return PATHS[entry.facts["path"]]
    if fact in STEP_FACTS:
        return STEPS[entry.facts[fact]]
    if fact == "meeting":
        return date.fromisoformat(entry.on.removeprefix("meeting:")[:10])
    if fact == "body":
        return names.body(entry.facts.get("body") or entry.on.removeprefix("body:"))
    if fact == "office":
        return names.office(entry.on.removeprefix("seat:").rpartition("/")[0], entry.facts["office"])
    if fact == "charter":
        return charters.charter(entry.facts["charter"]).name
    if fact in entry.sealed:
        return entry.opened.get(fact) or say(NOT_SHOWN)
    if fact == "seat" and "seat" not in entry.facts:
        return _seat(entry, names, say)
    verdict = entry.facts.get("verdict")
    return said_value(verdict[fact] if isinstance(verdict, dict) and fact in verdict else entry.facts[fact], say)


def _seat(entry: Entry, names: Names, say: Say) -> str:
    """The seat's number, with its body where the community has more than one."""
    body, _, number = entry.on.removeprefix("seat:").rpartition("/")
    return say(N_("%(number)s of %(body)s"), number=number, body=names.body(body)) if len(names.bodies) > 1 else number


def _count(facts: Mapping[str, Any]) -> int:
    if "members" in facts:
        return len(facts["members"])
    return sum(
        body["filled"] if "filled" in body else sum("member" in seat for seat in body["seats"])
        for body in facts["bodies"]
    )


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
