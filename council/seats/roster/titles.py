"""What the title of a roster says: where, which body, and for which term."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from council.seats.roster.values import term as term_in

_LONGEST = 80
_ABOVE = r"(?:.{2,8}?(?:省|自治区))?(?:(?P<city>.{2,7}?(?:市|自治州|地区|盟)))?"
_TOWN = r"街道|镇|乡|苏木"
_COUNTY = rf"(?P<county>.{{2,7}}?(?:县|旗|市|(?<![社小新园])区)|.县(?=.{{1,7}}(?:{_TOWN})))"
_TOWNSHIP = rf"(?P<township>.{{1,7}}?(?:{_TOWN}|(?(county)街|(?!))))"
_COMMUNITY = r"(?P<community>.{1,16}?(?:社区|村|嘎查))"
_PLACE = re.compile(rf"{_ABOVE}{_COUNTY}?{_TOWNSHIP}?(?:{_COMMUNITY}(?P<unit>.*))?")
_KIND = (
    r"(?:村民|居民)?(?:共治|协商|民主)*(?:议事|理事|协商|自治|监督|促进)(?:委员)?会|监委会"
    r"|(?:村民|居民)(?:代表)?(?:会议|大会)|村代会|党员(?:大会|会议)|[“\"]?两委[”\"]?(?:联席)?会议?"
    r"|(?:股份)?(?:集体)?经济(?:组织|合作社|联合社)(?:成员|社员|股东)(?:代表)?大会"
)
_COMMITTEES = r"(?:村民|居民)委员会|[村居]委会|党?(?:支部|总支|总支部)委员会|党支部|支委会"
_REGISTER = r"(?:花?名册|名单|[登统一汇][记计览总]表|信息表|情况表)"
_LIST = rf"(?:全体|组成)?(?:成员|人员|理事|委员|代表)*(?:基本)?(?:信息|情况)?(?:{_REGISTER}|表|公示)?"
_TERM = r"(?:第[\d一二三四五六七八九十]+届)?"
_BODY = re.compile(rf"(?P<place>.*?){_TERM}(?P<kind>{_KIND}){_LIST}")
_BOARD = re.compile(rf"(?P<place>.*?){_TERM}(?P<kind>{_COMMITTEES})(?:班子)?(?:成员|委员|人员|干部)*{_REGISTER}")
_PEOPLE = re.compile(rf"(?P<place>.*?){_TERM}(?:全体)?(?P<kind>(?:村民|居民)代表|党员|村民|居民)(?:信息)?{_REGISTER}")
_CALLED = {
    "村代会": "村民代表会议", "村民代表": "村民代表会议", "居民代表": "居民代表会议", "村民": "村民会议",
    "居民": "居民会议", "党员": "党员大会", "党员会议": "党员大会", "村委会": "村民委员会", "居委会": "居民委员会",
    "支部委员会": "党支部委员会", "党支部": "党支部委员会", "支委会": "党支部委员会", "总支委员会": "党总支委员会",
    "总支部委员会": "党总支委员会", "监委会": "村务监督委员会",
}  # fmt: skip
"""A register is called by its people, or by a short word; the body has one name."""
_BEFORE = re.compile(r"^(?:附件\d*|附表\d*|.{0,4}(?:单位|名称|组织))[::.]?|^\d{4}年度?")
_PARTY = re.compile(r"^(?:中共|中国共产党)")
_COMMITTEE = re.compile(r"(?:村民|居民)?委员会$|[村居]委会$")


@dataclass(frozen=True, slots=True)
class Title:
    """What is known of all rows below a title; what it does not say is None."""

    county: str | None = None
    township: str | None = None
    community: str | None = None
    body: str | None = None
    term: tuple[date, date] | None = None

    def over(self, other: "Title") -> "Title":
        """This title, completed by another where it is silent."""
        return Title(
            self.county or other.county,
            self.township or other.township,
            self.community or other.community,
            self.body or other.body,
            self.term or other.term,
        )


@lru_cache(maxsize=8192)
def read_title(text: str) -> Title:
    """What one line above a roster says: 柳桥社区议事会成员名册(2026—2031年) is 柳桥社区 and its 议事会.

    A body's name begins with its community where the title has one. Years alone are no term.
    """
    if len(text) > _LONGEST:
        return Title()
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    term = term_in(folded)
    plain = _PARTY.sub("", _BEFORE.sub("", re.sub(r"\(.*?\)|《|》", "", folded)))
    body = _BODY.fullmatch(plain) or _BOARD.fullmatch(plain) or _PEOPLE.fullmatch(plain)
    kind = _CALLED.get(body["kind"], body["kind"]) if body else ""
    place = _PLACE.fullmatch(body["place"] if body else _COMMITTEE.sub("", plain))
    if not place:
        return Title(body=kind if body and not body["place"] else None, term=term)
    community, unit = place["community"], place["unit"] or ""
    if not body and unit:
        return Title(term=term)
    return Title(
        county=place["county"] or place["city"],
        township=place["township"],
        community=community,
        body=f"{community or ''}{unit}{kind}" if body else None,
        term=term,
    )
