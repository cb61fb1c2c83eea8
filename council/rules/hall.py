"""Who is there: a meeting's roll, counted by persons or by households, as every page and verdict counts it.

What is counted comes as groups of people who are alike, because an assembly has 1,500 of them and a page may not read
each one to draw a line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from council.rules.charter import Charter
from council.rules.provisions import WHO, Portion
from council.rules.refusal import Refusal
from council.rules.threshold import Count, Rule


class Presence(StrEnum):
    """What the roll says of a person; who is not called yet has none of these, and counts as not there."""

    PRESENT = "present"
    ABSENT = "absent"
    UNREACHABLE = "unreachable"  # away, certified to be out of reach (Chongqing art. 7)


class Channel(StrEnum):
    """How someone present takes part."""

    IN_PERSON = "in_person"
    PAPER = "paper"  # signed the sheet, from which it is entered
    ONLINE = "online"
    DELEGATE = "delegate"  # an adult of the same household, in writing


class Relation(StrEnum):
    """What a delegate is to whom they stand for; only who lives in the same household may (RCEOL art. 27)."""

    SPOUSE = "spouse"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    HOUSEHOLD = "household"  # another adult of the household
    NONE = "none"  # a neighbour, a friend: never


@dataclass(frozen=True, slots=True)
class MeetingLaw:
    """What a meeting is held under; frozen into it with its notice, and never judged by another."""

    rule: Rule
    notice_days: int
    count_by: str = "persons"  # or households, by one delegate each: one way a meeting, never both (G30)
    online: bool = False
    proxies: str = "none"
    unreachable: str = "count"
    present_shares: tuple[Portion, ...] = ()
    roll: str = "named"

    @property
    def by_households(self) -> bool:
        return self.count_by == "households"

    def facts(self) -> dict[str, object]:
        """The law as plain values, for the meeting's row and the ledger."""
        return {
            "rule": self.rule.facts(), "notice_days": self.notice_days, "count_by": self.count_by,
            "online": self.online, "proxies": self.proxies, "unreachable": self.unreachable,
            "present_shares": [portion.facts() for portion in self.present_shares], "roll": self.roll,
        }  # fmt: skip

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> "MeetingLaw":
        """The law that `facts()` wrote. Anything else is a ValueError, KeyError or TypeError."""
        kept = {name: facts[name] for name in ("notice_days", "count_by", "proxies", "unreachable", "roll")}
        return cls(
            Rule.from_facts(facts["rule"]),
            online=facts["online"],
            present_shares=tuple(Portion.from_facts(portion) for portion in facts["present_shares"]),
            **kept,
        )


def law_of(charter: Charter) -> MeetingLaw:
    """What a charter says about meetings."""
    return MeetingLaw(
        rule=charter.rule,
        notice_days=charter.notice_days,
        count_by=charter.count_by,
        online=charter.online,
        proxies=charter.proxies,
        unreachable=charter.unreachable,
        present_shares=charter.present_shares,
        roll=charter.roll,
    )


def may_attend_by(law: MeetingLaw, channel: Channel, relation: Relation | None = None) -> Refusal | None:
    """Whether attending this way counts under the law of the meeting (G35)."""
    if channel is Channel.ONLINE and not law.online:
        return Refusal("Joining online does not count here: no rule of this body says so.")
    if channel is not Channel.DELEGATE:
        return None
    if law.proxies != "household":
        return Refusal("Nobody attends for another here: no rule of this body says so.")
    if relation in (None, Relation.NONE):
        return Refusal("Only an adult of the same household may attend for someone, with a written mandate.")
    return None


@dataclass(frozen=True, slots=True)
class Group:
    """So many on the roll who are alike. By households, each is one household."""

    many: int
    presence: Presence | None = None
    channel: Channel | None = None
    woman: bool = False
    own: bool = True  # in the body's own seats, not there by another body

    def among(self, who: str) -> bool:
        """Whether they belong to such people (WHO)."""
        return {"women": self.woman, "own": self.own, "own_women": self.own and self.woman}[who]


@dataclass(frozen=True, slots=True)
class Hall:
    """The meeting's roll, and who of it is there. Persons or households: whichever the meeting counts."""

    on_roll: int
    vacant: int  # seats that nobody holds; they weigh where a rule counts seats
    present: int
    absent: int
    unreachable: int
    reported: int | None  # how many out of reach were reported at the meeting
    left_out: int  # of those, how many leave the base
    channels: Mapping[Channel, int]
    groups: Mapping[str, tuple[int, int]]  # of such people (WHO): on the roll, present

    @property
    def unmarked(self) -> int:
        """How many were not called yet."""
        return self.on_roll - self.present - self.absent - self.unreachable

    @property
    def due(self) -> int:
        """How many are to come (应到): the roll less those left out."""
        return self.on_roll - self.left_out

    @property
    def weight(self) -> object:
        """All of it that a verdict rests on: two halls of one weight decide alike."""
        return self.due, self.vacant, self.present, sorted(self.groups.items())

    def count(
        self, yes: int = 0, no: int = 0, abstain: int = 0, *, recused: int = 0, recused_present: int = 0
    ) -> Count:
        """The count on one item. `recused` stand aside from it; `recused_present` of them are in the hall."""
        return Count(
            seats=self.due + self.vacant,
            filled=self.due,
            recused=recused,
            present=self.present - recused_present,
            entitled=self.due,
            yes=yes,
            no=no,
            abstain=abstain,
        )

    def facts(self) -> dict[str, object]:
        """The hall as integers, for the ledger: from them `hall_from` reads the same hall."""
        facts: dict[str, object] = {
            "on_roll": self.on_roll, "vacant": self.vacant, "present": self.present, "absent": self.absent,
            "unreachable": self.unreachable, "left_out": self.left_out,
            "channels": {channel.value: many for channel, many in sorted(self.channels.items()) if many},
            "groups": {who: list(numbers) for who, numbers in sorted(self.groups.items())},
        }  # fmt: skip
        return facts if self.reported is None else facts | {"reported": self.reported}


def hall_of(law: MeetingLaw, groups: Iterable[Group], *, vacant: int = 0, reported: int | None = None) -> Hall:
    """Count a roll. Those out of reach leave the base only where the law says so and just as many were reported at
    the meeting (Chongqing art. 7, G31); else they weigh like everybody who stayed away."""
    groups = list(groups)

    def many(presence: Presence, channel: Channel | None = None) -> int:
        alike = (one for one in groups if one.presence is presence and channel in (None, one.channel))
        return sum(one.many for one in alike)

    unreachable = many(Presence.UNREACHABLE)
    leaves = law.unreachable == "leave_out" and reported == unreachable
    return Hall(
        on_roll=sum(one.many for one in groups),
        vacant=0 if law.by_households else vacant,
        present=many(Presence.PRESENT),
        absent=many(Presence.ABSENT),
        unreachable=unreachable,
        reported=reported,
        left_out=unreachable if leaves else 0,
        channels={channel: many(Presence.PRESENT, channel) for channel in Channel},
        groups={who: (_among(groups, who), _among(groups, who, Presence.PRESENT)) for who in WHO},
    )


def _among(groups: Iterable[Group], who: str, presence: Presence | None = None) -> int:
    alike = (one for one in groups if one.among(who) and presence in (None, one.presence))
    return sum(one.many for one in alike)


def hall_from(facts: Mapping[str, Any]) -> Hall:
    """The hall that `Hall.facts` wrote. Anything else is a ValueError, KeyError or TypeError."""
    channels, groups = facts["channels"], facts["groups"]
    if not isinstance(channels, Mapping) or not isinstance(groups, Mapping):
        raise ValueError("no hall")
    numbers = {name: facts[name] for name in ("on_roll", "vacant", "present", "absent", "unreachable", "left_out")}
    reported = facts.get("reported")
    if not all(type(each) is int and each >= 0 for each in numbers.values()) or not isinstance(reported, int | None):
        raise ValueError("no hall")
    return Hall(
        **numbers,
        reported=reported,
        channels={channel: channels.get(channel.value, 0) for channel in Channel},
        groups={who: (groups[who][0], groups[who][1]) for who in WHO},
    )
