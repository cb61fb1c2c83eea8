"""What a charter is made of: its provisions, their sources, the kinds of seat, shares and bars."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from council.rules.organ import Organ
from council.rules.refusal import Name
from council.rules.share import share

PROVISIONS: Mapping[str, Name] = MappingProxyType(
    {
        "seats": Name("各类席位", "Seats by category"),
        "size": Name("人数范围", "Size"),
        "composed_of": Name("还有谁是成员", "Who else belongs to it"),
        "shares": Name("组成比例", "Composition"),
        "bars": Name("谁不能当", "Who may not sit in it"),
        "term_years": Name("任期", "Term"),
        "convened_by": Name("谁召集主持", "Who convenes it"),
        "count_by": Name("按人还是按户", "Counted by"),
        "quorum": Name("法定人数", "Quorum"),
        "present_shares": Name("到会还要满足", "Also needed of those present"),
        "unreachable": Name("联系不上的人算不算", "Villagers who cannot be reached"),
        "threshold": Name("通过条件", "What carries a motion"),
        "recusal": Name("回避后基数怎么算", "How recusal weighs"),
        "parity": Name("席位不齐能不能表决", "Voting with seats missing"),
        "proposers": Name("谁可以提议案", "Who may propose"),
        "notice_days": Name("表决前公开、通知的天数", "Days of notice"),
        "online": Name("能不能线上到会", "Attending online"),
        "proxies": Name("能不能委托别人到会", "Sending someone else"),
        "window": Name("能不能限时投票", "Voting by window"),
        "window_hours": Name("投票时限", "Length of the window"),
        "again_days": Name("没通过的多久能再提", "Days before it may come again"),
        "vacancy": Name("空缺怎么补", "How a vacancy is filled"),
        "roll": Name("名单公不公开", "Whether names are public"),
    }
)
"""What a charter settles, each with a source, in the order a page shows it."""

OFFICES: Mapping[str, Name] = MappingProxyType(
    {
        "chair": Name("理事长", "chair"),
        "vice_chair": Name("副理事长", "vice chair"),
        "member": Name("成员", "plain member"),
    }
)
"""What who leads a council is called; a charter may call them otherwise (书记, 主任)."""

WHO = ("women", "own", "own_women")
"""Whom a share is of: all women on the roll; those in the body's own seats; the women among these."""


@dataclass(frozen=True, slots=True)
class Source:
    """The article a provision rests on and the days it is in force; no end means until further notice."""

    text: Name
    effective_from: date
    effective_to: date | None = None

    def __post_init__(self) -> None:
        if not (self.text.zh and self.text.en):
            raise ValueError("the source says nothing in one of its languages")
        if self.effective_to and self.effective_to < self.effective_from:
            raise ValueError(f"in force until {self.effective_to}, before it begins on {self.effective_from}")

    def in_force(self, on: date) -> bool:
        """Whether the provision holds on that day; its last day counts."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of seat. `seats`: its quota, None where the charter sets none; `also`: words rosters use."""

    key: str
    name: Name
    seats: int | None
    eligible: Name
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Portion:
    """How many of a roll must be such people (WHO): a share of all, its number included, or a least number."""

    who: str
    share: Fraction | None = None
    least: int | None = None

    def __post_init__(self) -> None:
        if self.who not in WHO:
            raise ValueError(f"who: {self.who!r} is none of {', '.join(WHO)}")
        if (self.share is None) == (self.least is None):
            raise ValueError("either a share or a least number")
        if self.share is not None and not 0 < self.share <= 1:
            raise ValueError(f"share: {self.share} is not above 0 and at most 1")
        if self.least is not None and self.least < 1:
            raise ValueError(f"least: {self.least} is less than 1")

    def needed(self, of: int) -> int:
        """The least whole number that is enough out of `of`; nothing rounds down."""
        if self.share is None:
            return self.least or 0
        return -(-self.share.numerator * of // self.share.denominator)

    def facts(self) -> dict[str, int | str]:
        """The portion as plain values, for the ledger."""
        if self.least is not None:
            return {"who": self.who, "least": self.least}
        return {"who": self.who, "share": str(self.share)}

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> "Portion":
        """The portion that `facts()` wrote."""
        return cls(facts["who"], share(facts["share"]) if "share" in facts else None, facts.get("least"))


@dataclass(frozen=True, slots=True)
class Bars:
    """Who may not sit in a body: members of these kinds of body, holders of these offices, and near relatives."""

    kinds: tuple[Organ, ...]
    roles: tuple[str, ...]  # offices that need no seat: "clerk", "bookkeeper"
    relatives: bool

    def __post_init__(self) -> None:
        if not (self.kinds or self.roles):
            raise ValueError("nobody is barred")
