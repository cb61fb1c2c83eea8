"""Motions and votes in a replay: what stands of them after the entries told so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from council.ledger.book import moment
from council.rules.threshold import Count, Rule


@dataclass(slots=True)
class Motion:
    """A put motion in the replay."""

    version: int = 1
    withdrawn: bool = False
    outcome: str | None = None
    rounds: int = 0
    recused: set[int] = field(default_factory=set)
    running: "Running | None" = None


@dataclass(slots=True)
class Running:
    """A vote between its opening and its end."""

    motion: str
    round: int
    version: int
    body: str
    rule: Rule
    closes_at: datetime
    closes: str
    roll: Mapping[int, Mapping[str, Any]]
    vacated: list[int] = field(default_factory=list)
    casts: int = 0
    standing: dict[int, tuple[int, str]] = field(default_factory=dict)  # seat → entry and seal of its last ballot

    def count(self, choices: Iterable[str]) -> Count:
        given = list(choices)
        filled = sum(seat["filled"] for seat in self.roll.values())
        return Count(
            seats=len(self.roll), filled=filled, recused=sum(seat["recused"] for seat in self.roll.values()),
            present=len(given), entitled=filled,
            yes=given.count("for"), no=given.count("against"), abstain=given.count("abstain"),
        )  # fmt: skip


def running(facts: Mapping[str, Any]) -> Running:
    roll = {seat["seat"]: seat for seat in facts["roll"]}
    if len(roll) != len(facts["roll"]):
        raise ValueError("a seat stands on the roll twice")
    return Running(
        facts["motion"], facts["round"], facts["version"], facts["body"], Rule.from_facts(facts["rule"]),
        moment(facts["closes_at"]), facts["closes_at"], roll,
    )  # fmt: skip
