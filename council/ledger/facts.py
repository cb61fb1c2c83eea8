"""What an entry holds, as a list a person can read: a label and a value, or a label and a table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from council import charters
from council.kit import words
from council.ledger import matters_told, meetings_told, oversight_told, works_told
from council.ledger.book import Entry
from council.ledger.named import CATEGORIES, CHARTERS, PATHS, STEP_FACTS, STEPS
from council.ledger.telling import MOTION, NOT_SHOWN, UNKNOWN, Names, Say, motion_name, said_value, who
from council.rules.charter import PROVISIONS
from council.rules.organ import ORGANS
from council.rules.provisions import OFFICES
from council.rules.refusal import N_

V = TypeVar("V")
LABELS = {
    "motion": N_("Motion"), "year": N_("Year"), "number": N_("Number"), "round": N_("Round"), "version": N_("Version"),
    "title": N_("Title"), "what": N_("What is done"), "cost": N_("What it costs"), "cost_fen": N_("Amount"),
    "money_from": N_("Who pays"), "done_by": N_("When it is done"), "done_by_day": N_("When it is done"),
    "whom": N_("Whom it affects"), "text": N_("Text"), "change": N_("What is different"), "why": N_("Reason"),
    "reason": N_("Reason"), "matter": N_("Matter"), "proposed_by": N_("Proposed by"),
    "opens_at": N_("Opened"), "closes_at": N_("Ends"), "outcome": N_("Outcome"), "yes": N_("For"), "no": N_("Against"),
    "abstain": N_("Abstained"), "silent": N_("Did not vote"), "present": N_("Took part"), "needed": N_("Votes needed"),
    "of": N_("Out of"), "base": N_("Counted against"), "share": N_("Share"), "compare": N_("How it is compared"),
    "quorum_needed": N_("Needed for a quorum"), "quorum_of": N_("Quorum out of"),
    "quorum_base": N_("Quorum counted against"), "quorum_share": N_("Share for a quorum"),
    "quorum_compare": N_("How the quorum is compared"), "rule": N_("Rule"), "verdict": N_("Verdict"),
    "recusal": N_("How standing aside counts"), "superseded": N_("Ballots changed later"),
    "vacated": N_("Left during the vote"), "roll": N_("Roll"), "ballots": N_("Ballots"),
    "community": N_("Community"), "county": N_("County"), "township": N_("Township"), "label": N_("Short name"),
    "slug": N_("Address"), "bodies": N_("Bodies"), "body": N_("Body"), "charter": N_("Charter"),
    "former_charter": N_("Charter before"),
    "seat": N_("Seat"), "name": N_("Name"), "category": N_("Kind of seat"),
    "category_now": N_("Kind of resident now"), "member": N_("Member number"), "members": N_("Member numbers"),
    "office": N_("Office"), "former": N_("Held before by member number"), "position": N_("Order"),
    "provision": N_("Provision"), "from": N_("From"), "to": N_("To"), "until": N_("To"), "choice": N_("Choice"),
    "entry": N_("Entry"),
    "filled": N_("Seats filled"), "recused": N_("Stand aside"), "seats": N_("Seats"), "added": N_("Added"),
    "changed": N_("What was corrected"), "role": N_("Role"), "opened": N_("What the slip opened"),
    "expires": N_("Expires"), "slip_expires": N_("Slip expires"), "phone": N_("Telephone"), "hours": N_("Hours"),
    **meetings_told.LABELS,
    **matters_told.LABELS,
    **works_told.LABELS,
    **oversight_told.LABELS,
    "sources": N_("Sources"), "days": N_("Days"),
    "about": N_("What is published"), "posting": N_("Posted for the n-th time"),
    "required_days": N_("Days at least"), "posted_on": N_("Posted"),
    "counted_to": N_("Counted to"), "ends_on": N_("Last day"), "taken_down_on": N_("Came down"),
    "place": N_("Where it hangs"), "objections": N_("Objections"), "waiting": N_("Not answered yet"),
    "channel": N_("How it came"), "filed_on": N_("Came on"), "reply_due": N_("Reply due"), "again": N_("Corrected"),
    "reply": N_("Reply"), "judged": N_("Decision"), "step": N_("What was looked at"),
    "holds": N_("What was found"), "off": N_("Days off"), "worked": N_("Days worked to make up"),
    "ends": N_("Notices that end otherwise now"), "notice": N_("Notice"), "source": N_("Source"),
    "households": N_("Households"), "relatives": N_("Near relatives"),
    "namesakes": N_("Of the same name, but somebody else"), "decided_by": N_("Decided by"),
}  # fmt: skip
"""What each fact is called, in the order in which they are shown."""

CALLED_OTHERWISE = {
    ("notice.post", "days"): N_("Days on the board"),
    ("contacts.set", "office"): N_("Place to come to"),
    ("community.found", "county"): N_("Address of the county"),
    ("case.again", "days"): N_("Days since"),
    ("meeting.call", "law"): N_("Held under"),
    ("delegation.give", "ends"): N_("To"),
}
PLACES = {key: place for place, key in enumerate(LABELS)}
NOT_IN_TABLES = {"salt", *matters_told.FINE_PRINT}
"""What no table has room for, sixty-four digits and the fine print of a path; it stands in the text of the entry."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A label, and what stands beside it: text, or a table with headings."""

    label: str
    text: str = ""
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one entry, for one page."""

    entry: Entry
    names: Names
    lang: str
    say: Say
    body: str = ""  # of which the facts are told: it says what offices are called

    def shown(self) -> list[Shown]:
        """Every fact of the entry, then everything that stands sealed in it and was opened."""
        shown = [one for key, value in in_order(self.entry.facts).items() for one in self._fact(key, value)]
        for key in in_order(self.entry.sealed):
            shown.append(Shown(self._label_of_sealed(key), self.entry.opened.get(key) or self.say(NOT_SHOWN)))
        return shown

    def _fact(self, key: str, value: Any) -> Iterator[Shown]:
        if isinstance(value, Mapping) and all(isinstance(each, Mapping) for each in value.values()):
            yield from self._tables(key, [{"provision": name, **each} for name, each in value.items()])
        elif isinstance(value, Mapping):
            for inner, each in in_order(value).items():
                yield from self._fact(inner, each)
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield from self._tables(key, value)
        else:
            called = CALLED_OTHERWISE.get((self.entry.act, key))
            yield Shown(self.say(called) if called else self._label(key), self._text(key, value))

    def _tables(self, key: str, rows: list[Mapping[str, Any]]) -> Iterator[Shown]:
        """A table of the plain columns; a column that holds rows again becomes a table after its own row."""
        columns = list(in_order({name: None for row in rows for name in row if name not in NOT_IN_TABLES}))
        nested = [name for name in columns if any(_holds_rows(row.get(name)) for row in rows)]
        plain = [name for name in columns if name not in nested]
        for group in [[row] for row in rows] if nested else [rows]:
            cells = (tuple(self._text(name, row[name]) if name in row else "" for name in plain) for row in group)
            yield Shown(self._label(key), headings=tuple(map(self._label, plain)), rows=tuple(cells))
            within = replace(self, body=group[0].get("body", self.body)) if nested else self
            for name in nested:
                yield from within._fact(name, group[0].get(name, []))

    def _text(self, key: str, value: Any) -> str:
        if value in ([], "", None):
            return "–"
        try:
            if key in ("cost_fen", "paid_fen"):
                return words.money(self.lang, value)
            return words.said(self.lang, self._value(key, value))
        except UNKNOWN:
            return str(value)

    def _value(self, key: str, value: Any) -> object:
        if self.entry.act == "contacts.set":  # the book says which are given, not what they are
            return said_value(bool(value), self.say)
        if key == "office" and value in OFFICES:
            return self.names.office(self.body or self.entry.on.removeprefix("seat:").rpartition("/")[0], value)
        if key == "decided_by":
            return [ORGANS[organ] for organ in value]
        if key in ("category", "category_now"):
            return CATEGORIES.get(value) or said_value(value, self.say)
        if key == "provision":
            return PROVISIONS.get(value, value)
        if key in ("charter", "former_charter"):
            return CHARTERS.get(value, value)
        if key == "matter":
            return self.names.matters.get(value) or charters.matter(value).name
        if key == "path":
            return PATHS[value]
        if key in STEP_FACTS:
            return STEPS[value]
        if key == "organs":
            return [ORGANS[organ] for organ in value]
        if key == "proxies":
            return self.say(meetings_told.PROXIES[value])
        if key in ("body", "from_body"):
            return self.names.body(value)
        if key == "matters":
            return [charters.matter(each).name for each in value]
        if key in ("motion", "allowed_by") and MOTION.fullmatch(value):
            return motion_name(value)
        if key == "proposed_by":
            return who(value, self.names, self.say)
        return said_value(value, self.say)

    def _label(self, key: str) -> str:
        return self.say(LABELS[key]) if key in LABELS else key

    def _label_of_sealed(self, key: str) -> str:
        kind, _, number = key.partition(":")
        return who(key, self.names, self.say) if kind == "member" and number else self._label(kind)


def _holds_rows(value: Any) -> bool:
    return isinstance(value, list) and (not value or isinstance(value[0], Mapping))


def in_order(facts: Mapping[str, V]) -> dict[str, V]:
    """Facts as they are shown; the book has them by the alphabet. member:2 comes before member:10."""

    def place(key: str) -> tuple[int, int]:
        kind, _, number = key.partition(":")
        return PLACES.get(kind, len(PLACES)), int(number) if number.isdecimal() else 0

    return {key: facts[key] for key in sorted(facts, key=place)}
