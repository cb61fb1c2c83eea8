"""A year's days off are entered from the State Council's notice: open ends are settled, and no end moves earlier."""

from datetime import date

import pytest
from sqlalchemy import update
from sqlmodel import SQLModel

from council.charters.rest_days import YearDays, read_notice
from council.kit import clock
from council.kit.act import SignInFirst
from council.openness.acts import enter_year
from council.openness.calendar import calendar_of, entered_years
from council.rules.refusal import Refusal
from tests.openness.scene import at, case, notice, objects, post
from tests.rules.test_rest_days import OF_2026
from tests.village import Village
from tests.votes.scene import tick

SOURCE = "国务院办公厅关于2027年部分节假日安排的通知，国办发明电〔2026〕9号"
OF_2027 = """一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日至5日放假，共3天。
四、劳动节：5月1日至5日放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""
"""As it might be; these tests rest on no real notice of that year."""


def entered(village: Village, text: str = OF_2027, year: int = 2027, who: object = "clerk", **more: object) -> int:
    given = {"source": SOURCE, "moment": at(2026, 12, 28), **more}
    with clock.at(given["moment"]):  # type: ignore[arg-type]
        return village.do(who, enter_year, read_notice(year, text), given["source"])


def test_before_it_is_entered_nobody_knows(village: Village) -> None:
    assert village.read(calendar_of).works(date(2027, 1, 4)) is None
    entered(village)
    calendar = village.read(calendar_of)
    assert [calendar.works(date(2027, *day)) for day in ((1, 1), (1, 4), (1, 31), (10, 9), (10, 10))] == [
        False, True, True, True, False,
    ]  # fmt: skip
    assert calendar.works(date(2026, 12, 31)) is True
    assert village.read(entered_years) == [(2027, SOURCE, village.last()["seq"])]


def test_the_book_says_which_days_and_which_notice(village: Village) -> None:
    entered(village)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("calendar.enter", "clerk:90", "calendar:2027")
    assert "2027-02-11" in entry["facts"]["off"]
    assert entry["facts"]["worked"] == ["2027-01-31", "2027-02-20", "2027-05-08", "2027-09-26", "2027-10-09"]
    assert set(entry["sealed"]) == {"source"}


def test_an_open_end_is_settled_and_then_comes(village: Village, ref: str) -> None:
    post(village, ref, at(2026, 12, 25), unknown=True)  # to 1 January, which is off
    assert notice(village, ref).ends_on is None
    assert entered(village) == 1
    assert notice(village, ref).ends_on == date(2027, 1, 4)
    assert village.last()["facts"]["ends"] == [{"notice": f"notice:{ref}/resolution/1", "ends_on": "2027-01-04"}]
    tick(village, at(2027, 1, 5, 0))
    assert case(village, ref).running("works")


def test_an_end_that_was_open_is_not_settled_into_the_past(village: Village, ref: str) -> None:
    post(village, ref, at(2026, 12, 25), unknown=True)
    objects(village, ref, at(2027, 1, 11))
    entered(village, moment=at(2027, 1, 12))
    assert notice(village, ref).ends_on == date(2027, 1, 12)


def test_a_posted_end_never_moves_earlier(village: Village, ref: str) -> None:
    entered(village)
    post(village, ref, at(2027, 1, 24))
    assert notice(village, ref).ends_on == date(2027, 1, 31), "a Sunday worked to make up"
    changed = OF_2027.replace("1月31日（周日）、2月20日（周六）上班", "2月20日（周六）上班")
    assert entered(village, changed, moment=at(2027, 1, 25)) == 1
    assert notice(village, ref).ends_on == date(2027, 2, 1)
    assert entered(village, moment=at(2027, 1, 26)) == 0
    assert notice(village, ref).ends_on == date(2027, 2, 1)


def test_the_database_itself_lets_no_end_move_earlier(village: Village, posted: str) -> None:
    table = SQLModel.metadata.tables["notice"]
    earlier = update(table).where(table.c.community_id == village.id).values(ends_on=date(2026, 11, 25))
    with pytest.raises(Exception, match="a notice stays as it was posted"):
        village.db.write_now(village.id, lambda session: session.execute(earlier))


def test_more_days_off_may_be_added_to_a_known_year(village: Village, posted: str) -> None:
    text = OF_2026.replace("七、国庆节：10月1日（周四）至7日", "七、国庆节：11月30日放假1天。10月1日（周四）至7日")
    assert entered(village, text, 2026, moment=at(2026, 11, 25)) == 1
    assert notice(village, posted).ends_on == date(2026, 12, 1)


def test_no_day_off_becomes_a_working_day(village: Village, posted: str) -> None:
    text = OF_2026.replace("10月10日（周六）上班", "10月10日（周六）、11月29日（周日）上班")
    with pytest.raises(Refusal, match="2026-11-29 is known as a day off"):
        entered(village, text, 2026, moment=at(2026, 11, 25))


def test_the_same_again_changes_nothing(village: Village) -> None:
    entered(village)
    with pytest.raises(Refusal, match="Nothing is different"):
        entered(village)


@pytest.mark.parametrize("who", ["监一", "委一", 8, "stranger"])
def test_the_clerk_enters_it(village: Village, who: object) -> None:
    with pytest.raises(Refusal, match="Only the clerk"):
        entered(village, who=who)


def test_someone_signed_out_is_asked_to_sign_in(village: Village) -> None:
    with pytest.raises(SignInFirst):
        entered(village, who=None)


def test_from_the_console_nobody_is_signed_in(village: Village) -> None:
    with clock.at(at(2026, 12, 28)):
        village.do(None, enter_year, read_notice(2027, OF_2027), SOURCE, console=True)
    assert village.last()["actor"] == "console"


@pytest.mark.parametrize(("more", "field"), [({"source": "网上"}, "source"), ({"moment": at(2023, 1, 1)}, "year")])
def test_its_source_is_named_and_the_year_is_near(village: Village, more: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        entered(village, **more)
    assert list(refused.value.notes) == [field]


def test_days_may_be_given_one_by_one(village: Village) -> None:
    read = read_notice(2027, OF_2027)
    assert YearDays(2027, dict(read.days)) == read
