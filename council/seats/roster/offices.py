"""Who leads: what the office column of a body means, read for the whole body at once."""

import re
from collections.abc import Sequence

from council.rules.organ import Organ
from council.seats.roster.listed import Office

_OWN = re.compile(
    r"^(?:(?:村民|居民|共治)*(?:理事会|议事会|委员会)|[村居社区]+委会|(?:村务|居务)?监督?委(?:员)?会|村(?!民)|社区"
    r"|(?:村|社区)?(?:党总支|党支部|党委|总支|支部|党组织))(?=.)"
)
_VICE = re.compile(r"^(?:常务|执行|第[一二])副")
_CHAIR = frozenset(("理事长", "议事长", "CHAIR"))
_LEADER = frozenset(("会长", "主任", "主席", "主任委员", "召集人", "负责人"))
_SECRETARY = frozenset(("书记", "CHAIR"))
_VICE_CHAIR = frozenset(("副理事长", "副议事长", "副会长", "副主任", "副主席", "副主任委员", "副召集人", "VICE CHAIR"))
_VICE_SECRETARY = frozenset(("副书记", "VICE CHAIR"))
_MEMBER = frozenset(("", "理事", "成员", "委员", "会员", "议事员", "代表", "普通理事", "普通成员", "MEMBER"))
_BRANCH_MEMBER = re.compile(r".{0,4}委员|支委")


def offices(words: Sequence[str], kind: str = Organ.COUNCIL) -> list[Office | None]:
    """The office of each member of one body, in order; None where the word is not known.

    A Party branch is led by its 书记, whatever other offices stand beside. Elsewhere 会长 or 主任 is the chair only
    where nobody is 理事长: it may be an office outside the body.
    """
    if kind == Organ.PARTY_BRANCH:
        return [_in_branch(_parts(word)) for word in words]
    known = [_office(word, _CHAIR) for word in words]
    if "chair" in known:
        return known
    return [_office(word, _CHAIR | _LEADER) for word in words]


def _in_branch(parts: list[str]) -> Office | None:
    if not _SECRETARY.isdisjoint(parts):
        return "chair"
    if not _VICE_SECRETARY.isdisjoint(parts):
        return "vice_chair"
    return "member" if any(part in _MEMBER or _BRANCH_MEMBER.fullmatch(part) for part in parts) else None


def _office(word: str, chair: frozenset[str]) -> Office | None:
    parts = _parts(word)
    ranks: tuple[tuple[Office, frozenset[str]], ...] = (
        ("chair", chair),
        ("vice_chair", _VICE_CHAIR),
        ("member", _MEMBER),
    )
    return next((office for office, words in ranks if not words.isdisjoint(parts)), None)


def _parts(word: str) -> list[str]:
    """村党支部书记、村委会主任 is 书记 and 主任."""
    return [_VICE.sub("副", _bare(part)).strip() for part in re.split(r"[、,;/兼]", word.upper())]


def _bare(word: str) -> str:
    while (shorter := _OWN.sub("", word)) != word:
        word = shorter
    return word
