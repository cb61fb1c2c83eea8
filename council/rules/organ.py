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
    COMMITTEE = "committee"
    TWO_COMMITTEES = "two_committees"
    PARTY_BRANCH = "party_branch"
    PARTY_MEMBERS = "party_members"
    SUPERVISORY = "supervisory"
    COLLECTIVE = "collective"


ORGANS: Mapping[str, Name] = MappingProxyType(
    {
        Organ.COUNCIL: Name("议事会（理事会）", "the deliberation council"),
        Organ.REPRESENTATIVES: Name("村（居）民代表会议", "the representatives' assembly"),
        Organ.ASSEMBLY: Name("村（居）民会议", "the villagers' (residents') assembly"),
        Organ.COMMITTEE: Name("村（居）民委员会", "the villagers' (residents') committee"),
        Organ.TWO_COMMITTEES: Name("村（社区）“两委”会", "the two committees' meeting"),
        Organ.PARTY_BRANCH: Name("村（社区）党组织支委会", "the Party branch committee"),
        Organ.PARTY_MEMBERS: Name("党员大会", "the meeting of Party members"),
        Organ.SUPERVISORY: Name("村（居）务监督委员会", "the supervisory committee"),
        Organ.COLLECTIVE: Name("集体经济组织成员（代表）大会", "the collective's members' (representatives') assembly"),
    }
)
"""Each kind in words, in the order in which a community's bodies are shown."""
