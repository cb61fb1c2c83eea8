"""The kinds of body in a village or a neighbourhood."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from council.rules.refusal import Name


class Organ(StrEnum):
    """The kinds of body among which matters are divided."""

    COUNCIL = "council"
    REPRESENTATIVES = "representatives"
    ASSEMBLY = "assembly"
    COLLECTIVE = "collective"
    COMMITTEE = "committee"
    PARTY_BRANCH = "party_branch"
    TWO_COMMITTEES = "two_committees"
    PARTY_MEMBERS = "party_members"
    SUPERVISORY = "supervisory"


ORGANS: Mapping[str, Name] = MappingProxyType(
    {
        Organ.COUNCIL: Name("议事会（理事会）", "the deliberation council"),
        Organ.REPRESENTATIVES: Name("村（居）民代表会议", "the representatives' assembly"),
        Organ.ASSEMBLY: Name("村（居）民会议", "the villagers' (residents') assembly"),
        Organ.COLLECTIVE: Name("集体经济组织成员（代表）大会", "the collective's members' (representatives') assembly"),
        Organ.COMMITTEE: Name("村（居）民委员会", "the villagers' (residents') committee"),
        Organ.PARTY_BRANCH: Name("村（社区）党支部委员会", "the Party branch committee"),
        Organ.TWO_COMMITTEES: Name("“两委”联席会议", "the two committees together"),
        Organ.PARTY_MEMBERS: Name("党员大会", "the meeting of Party members"),
        Organ.SUPERVISORY: Name("村（居）务监督委员会", "the supervisory committee"),
    }
)
