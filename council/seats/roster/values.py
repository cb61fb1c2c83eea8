"""What one cell means: a name, a number, a date, a phone. A Refusal says why a cell cannot be read."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from council.rules.refusal import Refusal
from council.seats.roster.listed import Sex
from council.seats.roster.sheets import Cell, Formula

MOST_SEATS = 9999  # an assembly of all adults has a row for each
_SERIAL_ZERO, _SERIALS = date(1899, 12, 30), range(18264, 109_942)  # days of a spreadsheet, 1950 to 2200
_YEARS = range(1949, 2200)
_DAY = r"(\d{4})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})日?"
_DATE = re.compile(rf"{_DAY}(?:[T ]*\d{{1,2}}:\d\d(?::\d\d(?:\.\d+)?)?)?|(\d{{4}})(\d\d)(\d\d)")
_TERM = re.compile(rf"{_DAY}(?:起?至|到|起|[-—–―~])+{_DAY}")
_SEAT = re.compile(r"(?:第|席位?|NO\.?)?(\d{1,4})(?:号?席位?|号|位)?", re.IGNORECASE)
_PHONE = re.compile(r"1\d{10}|0\d{9,11}|[48]00\d{7}|[2-9]\d{6,7}")
_NOTHING = frozenset(("", "-", "--", "—", "——", "/", "\\", "*", ".", "无", "没有", "暂无", "未填", "不详"))
_NO_DAY = _NOTHING | {"长期", "至今", "现任", "在任"}
_VACANT = frozenset(("空缺", "缺", "空", "暂缺", "缺额", "空位", "空席", "待补", "待补选", "待选"))
_SEXES: dict[str, Sex] = {"男": "male", "男性": "male", "M": "male", "MALE": "male"}
_SEXES |= {"女": "female", "女性": "female", "F": "female", "FEMALE": "female"}
_MARKUP = re.compile(r"[<>{}\\|`^]|&#?\w+;|https?:", re.IGNORECASE)
_HAN = r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_GAP = re.compile(rf"(?<={_HAN})\s+(?={_HAN})")
_DOT = re.compile(r"(?<=\w)\s*[•‧∙・･‧⋅●.．]\s*(?=\w)")


def said(cell: Cell) -> str:
    """A cell as text with full-width forms folded; 7.0 is 7, an empty cell is ''."""
    if cell is None or isinstance(cell, Formula):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return unicodedata.normalize("NFKC", str(cell)).strip()


def vacant(cell: Cell) -> bool:
    """Whether a seat is listed as vacant where its holder's name would stand: 空缺, (缺)."""
    return said(cell).strip("()") in _VACANT


def person(cell: Cell) -> str:
    """A person's name, at most 40 characters; 王　伟 is 王伟, and 阿依古丽.买买提 is 阿依古丽·买买提."""
    if said(cell) in _NOTHING:
        raise Refusal("The name is empty. Write the name, or 空缺 where the seat is vacant.")
    return _name(_DOT.sub("·", _GAP.sub("", cell)) if isinstance(cell, str) else cell, 40)


def named(cell: Cell, longest: int = 40) -> str | None:
    """The name of a place or a body, at most so many characters; none where the cell is empty."""
    if said(cell) in _NOTHING:
        return None
    return _name(_GAP.sub("", cell) if isinstance(cell, str) else cell, longest)


def _name(cell: Cell, longest: int) -> str:
    if not isinstance(cell, str) or not any(letter.isalpha() for letter in cell):
        raise Refusal("“%(value)s” is not a name.", value=_short(said(cell)))
    if len(cell) > longest:
        raise Refusal(
            "“%(value)s” is too long: a name has at most %(longest)s characters.",
            value=_short(cell),
            longest=longest,
        )
    if _MARKUP.search(cell):
        raise Refusal("“%(value)s” holds signs that no name has. Write the name alone.", value=_short(cell))
    return cell


def sex(cell: Cell) -> Sex | None:
    """Male, female, or none where the cell is empty."""
    word = said(cell).upper()
    if word in _NOTHING:
        return None
    if word not in _SEXES:
        raise Refusal("“%(value)s” is not a sex. Write 男 or 女, or leave it empty.", value=_short(word))
    return _SEXES[word]


def seat(cell: Cell) -> int | None:
    """A seat's number from 1: 7, 7.0, 7号, 第7席; none where the cell is empty."""
    word = re.sub(r"\s", "", said(cell))
    if word in _NOTHING:
        return None
    found = None if isinstance(cell, bool) else _SEAT.fullmatch(word)
    if not found or not 1 <= int(found[1]) <= MOST_SEATS:
        raise Refusal("“%(value)s” is not a seat number. Write 1, 2, 3 …", value=_short(word))
    return int(found[1])


def household(cell: Cell) -> str | None:
    """A household's number as the village writes it: 12, 3组12, A-07; none where the cell is empty."""
    word = re.sub(r"\s", "", said(cell)).upper()
    if word in _NOTHING:
        return None
    if len(word) > 20 or _MARKUP.search(word):
        raise Refusal("“%(value)s” is not a household number. Write at most 20 signs, such as 12.", value=_short(word))
    return word


def day(cell: Cell) -> date | None:
    """A whole date between 1949 and 2199: 2026-03-05, 2026.3.5, 2026年3月5日, 20260305, a spreadsheet's own
    date or its serial number; none where the cell is empty."""
    word = said(cell)
    if word in _NO_DAY:
        return None
    if isinstance(cell, datetime):
        cell = cell.date()
    if not isinstance(cell, date):
        cell = None if isinstance(cell, bool) else _written_day(word)
    if cell is None or cell.year not in _YEARS:
        raise Refusal("“%(value)s” is not a date. Write it whole, such as 2026-03-05.", value=_short(word))
    return cell


def _written_day(word: str) -> date | None:
    found = _DATE.fullmatch(re.sub(r"\s*([年月日./-])\s*", r"\1", word))
    if found:
        return _date(*(part for part in found.groups() if part))
    number = re.fullmatch(r"(\d{5,6})(?:\.\d+)?", word)
    if number and int(number[1]) in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(number[1]))
    return None


def _date(year: str, month: str, of_month: str) -> date | None:
    try:
        return date(int(year), int(month), int(of_month))
    except ValueError:
        return None


def term(text: str) -> tuple[date, date] | None:
    """The two whole dates of a term such as 2026年3月1日至2031年2月28日; years alone are none."""
    found = _TERM.search(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
    if not found:
        return None
    start, end = _date(*found.groups()[:3]), _date(*found.groups()[3:])
    return (start, end) if start and end and start < end else None


def phone(cell: Cell) -> str | None:
    """One Chinese phone number, mobile or fixed, as digits; none where the cell is empty.

    Refused: too short or long, more than one, an identity number, digits that a spreadsheet has rounded off.
    """
    word = re.sub(r"\.0+$", "", said(cell))
    if word in _NOTHING:
        return None
    number = re.sub(r"[\s()\-–—]", "", word)
    number = re.sub(r"^(?:\+|00)?86(?=1\d{10}$)|^(?:\+|00)86", "", number)
    if _PHONE.fullmatch(number):
        return number
    raise _no_phone(_short(word), number)


def _no_phone(value: str, number: str) -> Refusal:
    if re.fullmatch(r"\d{15}|\d{17}[\dXx]", number):
        return Refusal("An identity number stands where a phone number should. Take it out of the file.")
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+?\d+", number):
        return Refusal("The phone “%(value)s” has lost its digits. Write it again as text.", value=value)
    if re.fullmatch(r"[\d/、,;]+", number) and len(number) > 14:
        return Refusal("There is more than one phone number: “%(value)s”. Keep one.", value=value)
    if number.isdecimal() and len(number) < 11:
        return Refusal("The phone “%(value)s” is too short.", value=value)
    return Refusal("“%(value)s” is not a phone number.", value=value)


def _short(value: str) -> str:
    return value if len(value) <= 30 else f"{value[:29]}…"
