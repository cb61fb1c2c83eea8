"""The State Council's notices are read as they are pasted, and agree with the library; what does not fit is refused."""

from datetime import date, timedelta

import pytest

from council.charters.rest_days import read_notice
from council.charters.working_days import STATE, Calendar
from council.rules.refusal import Refusal

OF_2026 = """国务院办公厅关于2026年部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
国务院办公厅
2025年11月4日
"""
OF_2025 = """一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。"""
OF_2019 = """一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。
二、春节：2月4日至10日放假调休，共7天。2月2日（星期六）、2月3日（星期日）上班。
三、清明节：4月5日放假，与周末连休。
四、劳动节：5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。
五、端午节：6月7日放假，与周末连休。
六、中秋节：9月13日放假，与周末连休。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。"""


@pytest.mark.parametrize(("year", "text"), [(2026, OF_2026), (2025, OF_2025), (2019, OF_2019)])
def test_a_notice_read_here_gives_the_days_of_the_library(year: int, text: str) -> None:
    entered = Calendar({year}, read_notice(year, text).days)
    day = date(year - 1, 12, 29)
    while day < date(year, 12, 29):
        works = entered.days.get(day, day.weekday() < 5)
        assert works == STATE.works(day), day
        day += timedelta(days=1)


def test_it_is_shown_as_ranges() -> None:
    read = read_notice(2026, OF_2026)
    assert (date(2026, 2, 15), date(2026, 2, 23)) in read.off
    assert len(read.off) == 7
    assert date(2026, 10, 10) in read.worked


def test_days_of_the_december_before_belong_to_it() -> None:
    days = read_notice(2019, OF_2019).days
    assert (days[date(2018, 12, 29)], days[date(2018, 12, 31)]) == (True, False)


def test_a_new_year_that_begins_in_december_may_leave_its_years_out() -> None:
    text = OF_2019.replace("2018年", "").replace("2019年", "")
    assert read_notice(2019, text).days == read_notice(2019, OF_2019).days


@pytest.mark.parametrize(
    ("wrong", "right", "why"),
    [
        ("2月15日（农历腊月二十八、周日）", "2月16日（农历腊月二十八、周日）", "not the weekday"),
        ("共9天", "共8天", "counts 8 days and names 9"),
        ("四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。\n", "", "these are missing"),
        ("5月1日（周五）至5日（周二）放假调休，共5天", "5月2日至5日放假调休，共4天", "day off in every year"),
        ("5月9日（周六）上班", "5月4日上班", "both as a day off and as a working day"),
        ("5月9日（周六）上班", "5月9日（周六）不休", "cannot read"),
        ("5月9日（周六）上班", "5月39日上班", "cannot read"),
        ("5月9日（周六）上班", "9日上班", "cannot read"),
        ("5月1日（周五）至5日（周二）", "5月1日（周五）至9月5日", "cannot read"),
        ("5月9日（周六）上班", "2028年5月9日上班", "does not belong"),
        ("，共3天。1月4日", "，共3天；1月4日", None),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(wrong: str, right: str, why: str | None) -> None:
    assert wrong in OF_2026
    changed = OF_2026.replace(wrong, right, 1)
    if why is None:
        assert read_notice(2026, changed) == read_notice(2026, OF_2026)
        return
    with pytest.raises(Refusal, match=why):
        read_notice(2026, changed)


def test_the_notice_of_another_year_is_refused() -> None:
    with pytest.raises(Refusal):
        read_notice(2027, OF_2026)


@pytest.mark.parametrize("text", ["", "放假", "今年不放假", "1月1日" * 2000])
def test_what_is_no_notice_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        read_notice(2027, text)
