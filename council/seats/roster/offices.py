"""Who leads: what the office column of a body means, read for the whole body at once."""

import re
from collections.abc import Sequence

from council.seats.roster.listed import Office

_OWN = re.compile(r"^(?:村民|居民|共治)*(?:理事会|议事会)(?=.)")
_VICE = re.compile(r"^(?:常务|执行|第[一二])副")
_CHAIR = frozenset(("理事长", "议事长", "CHAIR"))
_LEADER = frozenset(("会长", "主任", "主席", "主任委员", "召集人", "负责人"))
_VICE_CHAIR = frozenset(("副理事长", "副议事长", "副会长", "副主任", "副主席", "副主任委员", "副召集人", "VICE CHAIR"))
_MEMBER = frozenset(("", "理事", "成员", "委员", "会员", "议事员", "代表", "普通理事", "普通成员", "MEMBER"))


def offices(words: Sequence[str]) -> list[Office | None]:
    """The office of each member of one body, in order; None where the word is not known.

    会长 or 主任 is the chair only where nobody is 理事长: it may be an office outside the body.
    """
    known = [_office(word, _CHAIR) for word in words]
    if "chair" in known:
        return known
    return [_office(word, _CHAIR | _LEADER) for word in words]


def _office(word: str, chair: frozenset[str]) -> Office | None:
    parts = [_VICE.sub("副", _OWN.sub("", part)).strip() for part in re.split(r"[、,;/兼]", word.upper())]
    ranks: tuple[tuple[Office, frozenset[str]], ...] = (
        ("chair", chair),
        ("vice_chair", _VICE_CHAIR),
        ("member", _MEMBER),
    )
    return next((office for office, words in ranks if not words.isdisjoint(parts)), None)
