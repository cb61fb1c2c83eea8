"""Lists as a clerk types or pastes them from a paper: numbers, who is absent and why, who sat in, who said what."""

import re

from council.kit.forms import digits
from council.meetings.spoken import Spoken
from council.rules.refusal import Refusal

MOST = 2000  # numbers in one list
APART = re.compile(r"[\s,，、;；。]+")
RANGE = re.compile(r"(\d{1,6})(?:-|~|～|–|—|至|到)(\d{1,6})")
NUMBER = re.compile(r"(?:\D*-)?(\d{1,6})")
REASONS = {
    "ill": ("病", "住院", "不舒服", "ill", "sick"),
    "away": ("外出", "在外", "务工", "打工", "出差", "外地", "away"),
    "working": ("上班", "工作", "值班", "加班", "work"),
    "family": ("家", "孩子", "老人", "红白", "family"),
    "none": ("未请假", "没请假", "无故", "不明"),
}
"""Words by which a paper gives the reason of an absence."""
STANCES = {
    "for": ("赞成", "同意", "for"),
    "against": ("反对", "不同意", "against"),
    "neutral": ("中立", "建议", "neutral"),
}


def numbers_in(text: str) -> tuple[int, ...]:
    """The member numbers in a list: 1, 3、5-9, 柳塘-12. Each once, in their order; a Refusal names what is none."""
    found: list[int] = []
    for word in filter(None, APART.split(digits(text))):
        if span := RANGE.fullmatch(word):
            first, last = int(span[1]), int(span[2])
            if last < first or last - first >= MOST:
                raise Refusal("“%(word)s” is no range of numbers.", word=word)
            found += range(first, last + 1)
        elif one := NUMBER.fullmatch(word):
            found.append(int(one[1]))
        else:
            raise Refusal("“%(word)s” is no number.", word=word[:20])
    if len(found) > MOST:
        raise Refusal("At most %(most)s numbers at once, please.", most=MOST)
    return tuple(dict.fromkeys(found))


def households_in(text: str) -> tuple[str, ...]:
    """The household numbers in a list, as the roster writes them."""
    found = tuple(dict.fromkeys(filter(None, APART.split(digits(text)))))
    if len(found) > MOST:
        raise Refusal("At most %(most)s numbers at once, please.", most=MOST)
    return found


def absences_in(text: str) -> tuple[tuple[int, str, str], ...]:
    """A line each: numbers, then why. `12 住院`, `13 14 外出务工`. The number, the key of the reason, its words."""
    found: list[tuple[int, str, str]] = []
    for line in filter(None, map(str.strip, digits(text).splitlines())):
        parts = re.fullmatch(r"((?:(?:\D*-)?\d{1,6}(?:[-~–—至到]\d{1,6})?[\s,，、;；]*)+)(.*)", line)
        if parts is None:
            raise Refusal("“%(line)s” does not begin with a number.", line=line[:20])
        why = parts[2].strip(" :：,，、")
        found += [(number, reason_of(why), why[:60]) for number in numbers_in(parts[1])]
    if len({number for number, _, _ in found}) < len(found):
        raise Refusal("Somebody is listed twice.")
    return tuple(found)


def reason_of(words: str) -> str:
    """The key of a reason that a paper gives in words."""
    if not words:
        return "none"
    known = (key for key, signs in REASONS.items() if any(sign in words.lower() for sign in signs))
    return next(known, "other")


def observers_in(text: str) -> tuple[tuple[str, str], ...]:
    """A line each: a name, then the post. `何建 青桥镇包村干部`."""
    found: list[tuple[str, str]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, post = re.sub(r"[\s,，、:：]+", " ", line).partition(" ")
        if not post:
            raise Refusal("“%(line)s” gives no post. Write the name, a space, and the post.", line=line[:20])
        found.append((name[:40], post[:60]))
    return tuple(found)


def spoken_in(text: str, position: int) -> tuple[Spoken, ...]:
    """A line each: who (a number, or a name), a colon, what. `12 赞成：灯要装到村尾`."""
    found: list[Spoken] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        who, sign, gist = re.sub(r"\s+", " ", line.replace("：", ":")).partition(":")
        if not (sign and gist.strip()):
            raise Refusal("“%(line)s” does not say who spoke: write a number or a name, then a colon.", line=line[:20])
        name, _, stance = who.strip().rpartition(" ") if " " in who.strip() else (who.strip(), "", "")
        key = next((key for key, words in STANCES.items() if stance in words), None)
        name = name if key else who.strip()
        number = NUMBER.fullmatch(digits(name))
        found.append(
            Spoken(
                position, gist.strip()[:500], key or "neutral", int(number[1]) if number else None,
                "" if number else name[:40],
            )
        )  # fmt: skip
    return tuple(found)
