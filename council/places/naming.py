"""What places and bodies are called in an address and on a slip: pinyin slugs and short labels.

A name is dealt out once and stands: every function takes what stands already and never changes it, so
the same file read again gives the same names. All of a file is named at once, before its first community.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache

Place = tuple[str | None, str]
"""A community within its county: (township, name)."""

_KEPT = (
    "about act api assets board county demo desk en export favicon feed health help home import join json"
    " login logout me member members motions new print privacy q record robots rules search seats settings"
    " slip static status supervise verify votes works zh"
)
RESERVED = frozenset(_KEPT.split())
"""Words that an address keeps for the site itself."""

_LONGEST = 36  # of one name, so that two, a hyphen and a number fit an address
_KIND = "县|区|市|旗|镇|乡|街道|苏木|行政村|嘎查|社区|村民委员会|居民委员会|居委会|村委会|村"
_LABEL = 24
_SUFFIX = re.compile(f"(?<=.)(?:{_KIND})$")
_COUNCIL = "(?:共治|协商)?(?:议事|理事|协商|自治|监督|促进)(?:委员)?会"
_BODY = re.compile(f"(?P<unit>.*?)(?:村民|居民)?(?P<kind>{_COUNCIL})$")


def label(name: str) -> str:
    """The short name for slips and lists: 柳桥社区 is 柳桥, 小坡一村 is 小坡一."""
    return _SUFFIX.sub("", name.strip())[:_LABEL]


def slug(text: str) -> str:
    """The pinyin of a place without its last kind word: 云溪县 is yunxi, 老坝一村 is laobayi. Never empty.

    A word that the site keeps for itself is spelled out (么村 is mecun).
    """
    short = _pinyin(label(text))
    if short not in RESERVED:
        return short
    whole = _pinyin(text)
    return whole if whole not in RESERVED else f"{whole}1"


def county_slug(name: str, taken: Collection[str]) -> str:
    """A slug for a county that does not stand yet: 丘县 is qiu, then qiuxian, then qiuxian-2."""
    short = slug(name)
    return short if short not in taken else _first_free(_pinyin(name), taken)


def community_slugs(whole: Iterable[Place], taken: Mapping[Place, str]) -> dict[Place, str]:
    """A slug for every community of one county: `village`; where that occurs twice, every newcomer takes
    `village-township`, then `-2`. `taken` holds those that stand; they keep theirs."""
    return _deal(whole, taken, taken.values(), slug, _with_township, "-")


def labels(whole: Iterable[Place], taken: Mapping[Place, str], elsewhere: Collection[str] = ()) -> dict[Place, str]:
    """A label for every community of one county, unique in the installation: 柳桥, else 东溪小坡一, then a 2.

    `taken` holds those of this county that stand, `elsewhere` the labels of all other counties.
    """
    return _deal(whole, taken, [*taken.values(), *elsewhere], label, _after_township, "")


def body_keys(names: Iterable[str], community: str, taken: Mapping[str, str]) -> dict[str, str]:
    """A readable key for every body of one community: 柳桥社区议事会 is yishihui, 小坡一村西山组村民理事会 is
    xishanzu-lishihui, a second one of the same sound ends in -2. `taken` holds those that stand."""
    keys: dict[str, str] = {}
    used = set(taken.values())
    for name in dict.fromkeys(names):
        keys[name] = taken.get(name) or _first_free(_body_key(name, community), used)
        used.add(keys[name])
    return keys


def _deal(
    whole: Iterable[Place],
    standing: Mapping[Place, str],
    used: Iterable[str],
    short: Callable[[str], str],
    longer: Callable[[Place], str],
    joint: str,
) -> dict[Place, str]:
    places = list(dict.fromkeys(whole))
    occurs = Counter(short(name) for _, name in {*places, *standing})
    spent = set(used)
    dealt: dict[Place, str] = {}
    for place in places:
        name = standing.get(place)
        if name is None:
            name = short(place[1])
            if occurs[name] > 1 or name in spent:
                name = _first_free(longer(place), spent, joint)
        dealt[place] = name
        spent.add(name)
    return dealt


def _with_township(place: Place) -> str:
    township, name = place
    return f"{slug(name)}-{slug(township)}" if township else slug(name)


def _after_township(place: Place) -> str:
    township, name = place
    return f"{label(township or '')}{label(name)}"


def _body_key(name: str, community: str) -> str:
    own = name.strip().removeprefix(community)
    found = _BODY.match(own)
    if not found:
        return _unreserved(_pinyin(own or name))
    unit, kind = found["unit"].strip(), _pinyin(found["kind"])
    return f"{_pinyin(unit)}-{kind[:18]}" if unit else kind


def _unreserved(word: str) -> str:
    return f"{word}1" if word in RESERVED else word


def _first_free(name: str, used: Collection[str], joint: str = "-") -> str:
    if name not in used:
        return name
    number = 2
    while f"{name}{joint}{number}" in used:
        number += 1
    return f"{name}{joint}{number}"


@lru_cache(maxsize=65536)
def _pinyin(text: str) -> str:
    from pypinyin import lazy_pinyin  # a third of a second to load: only where something new is named

    latin = unicodedata.normalize("NFKD", "".join(lazy_pinyin(unicodedata.normalize("NFKC", text))))
    word = re.sub(r"[^a-z0-9]", "", latin.lower())[:_LONGEST]
    return word or "x" + hashlib.sha256(text.encode()).hexdigest()[:8]
