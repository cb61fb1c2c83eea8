"""What more than one paper says: how a vote ended, who was there, and the words for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from council.kit.marks import strong
from council.ledger.telling import Say
from council.rules.refusal import N_

Unit = Literal["seats", "persons", "households"]
ONE = {"seats": N_("%(count)s seat"), "persons": N_("%(count)s person"), "households": N_("%(count)s household")}
SEVERAL = {"seats": N_("%(count)s seats"), "persons": N_("%(count)s persons"), "households": N_("%(count)s households")}
BLANK = "______"


@dataclass(frozen=True)
class Tally:
    """How a vote ended. `total` is all who could have voted, the vacant and those who stand aside among them."""

    yes: int
    no: int
    abstain: int
    needed: int
    passed: bool
    silent: int = 0
    recused: int = 0
    vacant: int = 0
    unit: Unit = "seats"

    @property
    def total(self) -> int:
        return self.yes + self.no + self.abstain + self.silent + self.recused + self.vacant

    def answers(self, say: Say) -> Sequence[tuple[str, str, int]]:
        """Sign, word and number of each: for, against and abstained always, the others where there are any."""
        found = (
            ("✓", N_("For"), self.yes, True),
            ("✕", N_("Against"), self.no, True),
            ("—", N_("Abstained"), self.abstain, True),
            ("", N_("Did not vote"), self.silent, False),
            ("", N_("Stands aside"), self.recused, False),
            ("", N_("Vacant"), self.vacant, False),
        )
        return [(sign, say(word), count) for sign, word, count, always in found if count or always]

    def said(self, say: Say) -> list[str]:
        """赞成 10 席, 反对 1 席, …: the first stands out."""
        each = [f"{word} {self.count(number, say)}" for _, word, number in self.answers(say)]
        return [strong(each[0]), *each[1:]]

    def count(self, number: object, say: Say) -> str:
        """10 席, 1,204 人: `number` may be one that stands out."""
        return say((ONE if number in (1, strong(1)) else SEVERAL)[self.unit], count=number)


@dataclass(frozen=True)
class Turnout:
    """Who was due (应到), who came (实到), and whether by the rule they were enough (`met`)."""

    due: int
    came: int
    needed: int | None = None
    met: bool = True

    @property
    def ratio(self) -> str:
        """The share that came, in tenths of a percent, rounded down: never more than it was."""
        tenths = self.came * 1000 // self.due if self.due else 0
        return f"{tenths // 10}.{tenths % 10}%"

    def verdict(self, say: Say) -> str:
        if self.needed is None:
            return ""
        if self.met:
            return say(N_("Enough: %(needed)s had to be there."), needed=self.needed)
        if self.came >= self.needed:
            return say(N_("Not enough of those who must be among them."))
        return say(N_("Not enough: %(needed)s had to be there."), needed=self.needed)
