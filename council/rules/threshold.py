"""How many yes are enough: thresholds, quorums and the one function that judges.

A rule is frozen into a vote when it opens; what is counted at the close is judged under that rule alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from council.rules.share import Base as Base
from council.rules.share import Part, part_facts, part_from


class RecusalMode(StrEnum):
    """Whether a recused seat still weighs in the base."""

    KEEP = "keep"
    REDUCE = "reduce"


class Outcome(StrEnum):
    """How a vote ended."""

    PASSED = "passed"
    REJECTED = "rejected"
    INVALID_QUORUM = "invalid_quorum"
    INVALID_PROCEDURE = "invalid_procedure"  # voided with a reason; `judge` never gives it


@dataclass(frozen=True, slots=True)
class Threshold(Part):
    """How many yes carry a motion."""


@dataclass(frozen=True, slots=True)
class Quorum(Part):
    """How many must be present for the vote to count at all."""

    def __post_init__(self) -> None:
        Part.__post_init__(self)
        if self.base in (Base.PRESENT, Base.CAST):
            raise ValueError(f"base: a quorum cannot be a share of those {self.base}")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a vote is decided under; frozen into it when it opens, and never judged by another."""

    threshold: Threshold
    quorum: Quorum | None = None
    recusal: RecusalMode = RecusalMode.KEEP

    def facts(self) -> dict[str, int | str]:
        """The rule as strings, for the vote's row and the ledger."""
        return {
            **part_facts(self.threshold, ""),
            **(part_facts(self.quorum, "quorum_") if self.quorum else {}),
            "recusal": self.recusal.value,
        }

    @classmethod
    def from_facts(cls, facts: Mapping[str, object]) -> "Rule":
        """The rule that `facts()` wrote. Anything else is a ValueError."""
        known = {"share", "base", "compare", "recusal", "quorum_share", "quorum_base", "quorum_compare"}
        if unknown := set(facts) - known:
            raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
        return cls(
            Threshold(*part_from(facts, "")),
            Quorum(*part_from(facts, "quorum_")) if any(k.startswith("quorum_") for k in facts) else None,
            RecusalMode(str(facts.get("recusal"))),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What was counted. `present` never includes the recused; a council's `entitled` are its filled seats."""

    seats: int
    filled: int
    recused: int = 0
    present: int
    entitled: int
    yes: int
    no: int
    abstain: int

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if getattr(self, name) < 0:
                raise ValueError(f"{name}: {getattr(self, name)} is less than nothing")
        if self.filled > self.seats:
            raise ValueError(f"filled: {self.filled} of only {self.seats} seats")
        if self.recused > min(self.filled, self.entitled):
            raise ValueError(f"recused: {self.recused} of only {min(self.filled, self.entitled)} members")
        if self.present > min(self.filled, self.entitled) - self.recused:
            raise ValueError(f"present: {self.present} are more than may vote")
        if self.yes + self.no + self.abstain > self.present:
            raise ValueError(f"yes, no, abstain: more votes than the {self.present} present")

    @property
    def voters(self) -> int:
        """How many may vote: filled, less the recused."""
        return self.filled - self.recused


@dataclass(frozen=True, slots=True)
class Verdict:
    """A vote's end with every number a page needs to explain it."""

    outcome: Outcome
    yes: int
    no: int
    abstain: int
    silent: int
    present: int
    base: Base
    of: int
    share: Fraction
    strict: bool
    needed: int
    quorum_base: Base | None = None
    quorum_of: int | None = None
    quorum_share: Fraction | None = None
    quorum_strict: bool | None = None
    quorum_needed: int | None = None

    @property
    def passed(self) -> bool:
        return self.outcome is Outcome.PASSED

    def facts(self) -> dict[str, int | str]:
        """The verdict as integers and strings, for the ledger; no quorum leaves no quorum facts."""
        facts: dict[str, int | str] = {
            "outcome": self.outcome.value, "yes": self.yes, "no": self.no, "abstain": self.abstain,
            "silent": self.silent, "present": self.present, "base": self.base.value, "of": self.of,
            "share": str(self.share), "compare": "more_than" if self.strict else "at_least",
            "needed": self.needed,
        }  # fmt: skip
        if self.quorum_base and self.quorum_of is not None and self.quorum_needed is not None:
            facts |= {
                "quorum_base": self.quorum_base.value, "quorum_of": self.quorum_of,
                "quorum_share": str(self.quorum_share), "quorum_needed": self.quorum_needed,
                "quorum_compare": "more_than" if self.quorum_strict else "at_least",
            }  # fmt: skip
        return facts


def judge(rule: Rule, count: Count) -> Verdict:
    """Decide. Every screen, notice, export and the verifier ask this one function."""
    of = base_number(rule.threshold.base, count, rule.recusal)
    verdict = Verdict(
        outcome=Outcome.PASSED if rule.threshold.met(count.yes, of) else Outcome.REJECTED,
        yes=count.yes,
        no=count.no,
        abstain=count.abstain,
        silent=count.voters - count.yes - count.no - count.abstain,
        present=count.present,
        base=rule.threshold.base,
        of=of,
        share=rule.threshold.share,
        strict=rule.threshold.strict,
        needed=rule.threshold.needed(of),
    )
    return verdict if rule.quorum is None else _under_quorum(verdict, rule.quorum, rule.recusal, count)


def _under_quorum(verdict: Verdict, quorum: Quorum, recusal: RecusalMode, count: Count) -> Verdict:
    of = base_number(quorum.base, count, recusal)
    return replace(
        verdict,
        outcome=verdict.outcome if quorum.met(count.present, of) else Outcome.INVALID_QUORUM,
        quorum_base=quorum.base,
        quorum_of=of,
        quorum_share=quorum.share,
        quorum_strict=quorum.strict,
        quorum_needed=quorum.needed(of),
    )


def base_number(base: Base, count: Count, recusal: RecusalMode) -> int:
    """The number a share is taken of. Only `reduce` takes the recused out of seats, filled and entitled."""
    away = count.recused if recusal is RecusalMode.REDUCE else 0
    return {
        Base.SEATS: count.seats - away,
        Base.FILLED: count.filled - away,
        Base.ELIGIBLE: count.filled - count.recused,
        Base.PRESENT: count.present,
        Base.ENTITLED: count.entitled - away,
        Base.CAST: count.yes + count.no,
    }[base]


def unanimous(rule: Rule, before: Count) -> Verdict:
    """The verdict if everybody who may vote came and said yes."""
    all_yes = replace(before, present=before.voters, yes=before.voters, no=0, abstain=0)
    return judge(rule, all_yes)


def reachable(rule: Rule, before: Count) -> bool:
    """Whether the motion could pass at all with the seats filled now (worked case G9)."""
    return unanimous(rule, before).passed
