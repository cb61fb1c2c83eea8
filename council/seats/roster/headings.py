"""What the headings of a roster mean, in any order and in the words that villages use."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from council.rules.refusal import Refusal
from council.seats.roster.sheets import Cell

_WORDS = {
    "name": "姓名 成员姓名 名字 理事姓名 委员姓名 议事员姓名 人员姓名 name",
    "seat": "席位号 席号 席位编号 席位序号 席次 座位号 席位 seat",
    "sex": "性别 男女 sex gender",
    "category": "居民类别 席位类别 席位类型 居民类型 成员类别 户籍类别 代表类别 category",
    "office": "会内职务 理事会职务 议事会职务 理事会内职务 议事会内职务 office",
    "household": "户号 户编号 家庭编号 户代码 农户编号 家庭户号 household",
    "charter": "章程 适用章程 适用规则 charter",
    "phone": "联系电话 手机 手机号 手机号码 电话 电话号码 联系方式 联系手机 移动电话 phone mobile",
    "term_start": "任期起 任期开始 任期起始 任期自 任期开始日期 任期起始日期 任期开始时间 任期起始时间 任职开始",
    "term_end": "任期止 任期结束 任期至 任期终止 任期截止 任期结束日期 任期终止日期 任期截止日期 任期结束时间"
    " 任期届满 届满 届满日期 届满时间 任职结束",
    "term": "任期 任期起止 任期起止日期 任期起止时间 起止日期 起止时间 任职期限",
    "county": "县 县区 区县 县市区 县名 所属县 所在县 所属县区 county",
    "township": "乡镇 街道 镇街 街镇 乡镇街道 镇 乡 镇乡 所属乡镇 所在乡镇 乡镇名称 所属街道 township",
    "community": "行政村 村 社区 村社区 村居 村名 行政村名称 村名称 社区名称 村居名称 所属村 所在村 所属社区"
    " 所在社区 village",
    "body": "理事会名称 议事会名称 组织名称 会议名称 村民理事会名称 村民议事会名称 机构名称 理事会 议事会 council",
}
_WORDS_TOO = {
    "category": "类别 类型 身份",
    "office": "职务 担任职务 职位",
    "phone": "固定电话 座机",
    "term_start": "当选日期 当选时间 任职日期 任职时间 就任日期 选举日期 选举时间",
    "county": "区 县市 市县",
}
_OFTEN_PAST = (
    "序号 编号 备注 出生年月 出生日期 年龄 民族 住址 家庭住址 现居住地址 政治面貌 文化程度 学历 身份证号 身份证号码"
)
_PAST = frozenset(_OFTEN_PAST.split())  # not kept; they help to know a row of headings
_FIRST = {word: field for field, words in _WORDS.items() for word in words.split()}
_SECOND = {word: field for field, words in _WORDS_TOO.items() for word in words.split()}


def meaning(heading: Cell) -> str | None:
    """The field that a heading stands for; none for a column that is not kept."""
    return _meaning(heading) if isinstance(heading, str) else None


@lru_cache(maxsize=4096)
def _meaning(heading: str) -> str | None:
    return next((known[word] for known in (_FIRST, _SECOND) for word in _folded(heading) if word in known), None)


def _folded(heading: str) -> tuple[str, str]:
    """A heading without spaces and signs: with what stands in brackets, as in 村(社区), and without."""
    plain = unicodedata.normalize("NFKC", heading[:40]).lower()
    return re.sub(r"[\W_]", "", plain), re.sub(r"[\W_]", "", re.sub(r"\(.*?\)", "", plain))


def is_heading(row: list[Cell]) -> bool:
    """Whether a row holds headings: one for the name, and another or nothing else."""
    words = {cell: meaning(cell) or _past(cell) for cell in row if cell is not None}
    fields = set(words.values())
    return "name" in fields and (None not in fields or len(fields) > 2)


def _past(heading: Cell) -> str | None:
    return next((word for word in _folded(heading) if word in _PAST), None) if isinstance(heading, str) else None


def columns(headings: Mapping[int, str]) -> dict[str, int]:
    """Which column (its number) holds which field.

    职务 is the office only where no column says 会内职务, and so for each word that can mean two things.
    Refused: two columns for the same thing.
    """
    found: dict[str, int] = {}
    for words in (_FIRST, _SECOND):
        before = set(found)
        for column, heading in headings.items():
            field = next((words[word] for word in _folded(heading) if word in words), None)
            if field is None or field in before:
                continue
            if field in found:
                first = headings[found[field]]
                raise Refusal(
                    "Two columns hold the same: “%(first)s” and “%(second)s”. Take one out.",
                    first=first,
                    second=heading,
                )
            found[field] = column
    return found
