"""What an entry holds, as a list a person can read: a label and a value, or a label and a table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from council import charters
from council.kit import words
from council.ledger.book import Entry
from council.ledger.telling import MOTION, NOT_SHOWN, Names, Say, motion_name, said_value, who
from council.rules.refusal import N_

LABELS = {
    "abstain": N_("Abstained"), "added": N_("Added"), "again_days": N_("Days before another round"),
    "against": N_("Against"), "ballots": N_("Ballots"), "base": N_("Counted against"), "body": N_("Body"),
    "bodies": N_("Bodies"), "category": N_("Kind of seat"), "category_now": N_("Kind of resident now"),
    "change": N_("What is different"), "changed": N_("What was corrected"), "charter": N_("Charter"),
    "choice": N_("Choice"), "closes_at": N_("Ends"), "community": N_("Community"), "compare": N_("How it is compared"),
    "cost": N_("What it costs"), "cost_fen": N_("Amount"), "county": N_("County"), "done_by": N_("When it is done"),
    "done_by_day": N_("When it is done"), "entry": N_("Entry"), "expires": N_("Expires"), "filled": N_("Seats filled"),
    "former": N_("Held before by member number"), "from": N_("From"), "hours": N_("Hours"), "label": N_("Short name"),
    "member": N_("Member number"), "members": N_("Member numbers"), "money_from": N_("Who pays"),
    "motion": N_("Motion"), "matter": N_("Matter"), "name": N_("Name"), "needed": N_("Votes needed"),
    "no": N_("Against"), "number": N_("Number"), "of": N_("Out of"), "office": N_("Office"),
    "opened": N_("What the slip opened"),
    "opens_at": N_("Opened"), "outcome": N_("Outcome"), "phone": N_("Telephone"), "position": N_("Order"),
    "present": N_("Took part"), "proposed_by": N_("Proposed by"), "quorum_base": N_("Quorum counted against"),
    "quorum_compare": N_("How the quorum is compared"), "quorum_needed": N_("Needed for a quorum"),
    "quorum_of": N_("Quorum out of"), "quorum_share": N_("Share for a quorum"), "reason": N_("Reason"),
    "recusal": N_("How standing aside counts"), "recused": N_("Stand aside"), "recused_why": N_("Why they stand aside"),
    "role": N_("Role"), "roll": N_("Roll"), "round": N_("Round"), "rule": N_("Rule"), "seat": N_("Seat"),
    "seats": N_("Seats"), "share": N_("Share"), "silent": N_("Did not vote"), "slip_expires": N_("Slip expires"),
    "slug": N_("Address"), "sources": N_("Sources"), "superseded": N_("Ballots changed later"), "text": N_("Text"),
    "title": N_("Title"), "to": N_("To"), "township": N_("Township"), "vacated": N_("Left during the vote"),
    "verdict": N_("Verdict"), "version": N_("Version"), "what": N_("What is done"), "whom": N_("Whom it affects"),
    "why": N_("Reason"), "year": N_("Year"), "yes": N_("For"),
}  # fmt: skip
PLACE = N_("Place to come to")
NOT_IN_TABLES = {"salt"}
"""Sixty-four digits that nobody reads; they stand in the text of the entry below."""
CHARTERS = {charter.key: charter.name for charter in charters.charters()}
CATEGORIES = {kind.key: kind.name for charter in charters.charters() for kind in charter.categories}


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

    def shown(self) -> list[Shown]:
        """Every fact of the entry, then everything that stands sealed in it and was opened."""
        shown = [one for key, value in self.entry.facts.items() for one in self._fact(key, value)]
        for key in self.entry.sealed:
            shown.append(Shown(self._label_of_sealed(key), self.entry.opened.get(key) or self.say(NOT_SHOWN)))
        return shown

    def _fact(self, key: str, value: Any) -> Iterator[Shown]:
        if isinstance(value, Mapping):
            for inner, each in value.items():
                yield from self._fact(inner, each)
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield from self._tables(key, value)
        else:
            yield Shown(self._label(key), self._text(key, value))

    def _tables(self, key: str, rows: list[Mapping[str, Any]]) -> Iterator[Shown]:
        """A table of the plain columns; a column that holds rows again becomes a table after its own row."""
        columns = list(dict.fromkeys(name for row in rows for name in row if name not in NOT_IN_TABLES))
        nested = [name for name in columns if any(isinstance(row.get(name), list) for row in rows)]
        plain = [name for name in columns if name not in nested]
        for group in [[row] for row in rows] if nested else [rows]:
            cells = (tuple(self._text(name, row[name]) if name in row else "" for name in plain) for row in group)
            yield Shown(self._label(key), headings=tuple(map(self._label, plain)), rows=tuple(cells))
            for name in nested:
                yield from self._fact(name, group[0].get(name, []))

    def _text(self, key: str, value: Any) -> str:
        if value in ([], ""):
            return "–"
        if key == "cost_fen":
            return words.money(self.lang, value)
        return words.said(self.lang, self._value(key, value))

    def _value(self, key: str, value: Any) -> object:
        if self.entry.act == "contacts.set":  # the book says which are given, not what they are
            return said_value(bool(value), self.say)
        if key in ("category", "category_now"):
            return CATEGORIES.get(value, value)
        if key == "charter":
            return CHARTERS.get(value, value)
        if key == "matter":
            return charters.matter(value).name
        if key == "body":
            return self.names.body(value)
        if key == "motion" and MOTION.fullmatch(value):
            return motion_name(value)
        if key == "proposed_by":
            return who(value, self.names, self.say)
        return said_value(value, self.say)

    def _label(self, key: str) -> str:
        if (self.entry.act, key) == ("contacts.set", "office"):
            return self.say(PLACE)
        return self.say(LABELS[key]) if key in LABELS else key

    def _label_of_sealed(self, key: str) -> str:
        kind, _, number = key.partition(":")
        return who(key, self.names, self.say) if kind == "member" and number else self._label(kind)
