"""The pages of openness, in Chinese, by anyone, the clerk, the committee and the supervisory committee."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from council.kit import clock
from council.kit.pictures import prepared
from council.openness.acts import clear_text, judge, reply, take_down
from council.rules.publicity import About
from tests.files import photograph
from tests.openness.scene import HOME, POSTED, WORDS, at, notice, objects, passed, post
from tests.openness.test_calendar import OF_2027, SOURCE
from tests.openness.test_object import objection
from tests.village import Village
from tests.votes.scene import DAY, tick

CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
NEW = "/objections/new"
SAID = {"text": WORDS, "category": "new"}
NEXT = POSTED + DAY


def at_motion(village: Village, ref: str, more: str = "") -> str:
    return f"{village.url}/motions/{ref}{more}"


# ── the board ──


def test_the_board_shows_what_hangs_and_what_hung(village: Village, posted: str) -> None:
    with clock.at(NEXT):
        page = village.client().get(f"{village.url}/board")
        assert "公示还剩 6 天" in page.text
        assert "到11月30日（周一），当天也算" in page.text
        assert page.text.count('class="gone"') == 0
        assert page.text.count('class="now" aria-current="date"') == 1
        assert page.text.count('class="coming"') == 6
        facts = village.client().get(f"{village.url}/board.json").json()
        assert [(each["motion"], each["ends_on"]) for each in facts["open"]] == [(posted, "2026-11-30")]
    with clock.at(at(2026, 12, 1, 0)):
        page = village.client().get(f"{village.url}/board").text
        assert "眼下没有公示" in page
        assert "公示期已满" in page
        assert village.client().get(f"{village.url}/board.json").json()["past"][0]["state"] == "over"


def test_an_empty_board_says_so(village: Village) -> None:
    page = village.client().get(f"{village.url}/board").text
    assert "眼下没有公示" in page
    assert "以前没有公示" in page


def test_the_last_day_is_told_as_such(village: Village, posted: str) -> None:
    with clock.at(at(2026, 11, 30, 23, 59)):
        page = village.client().get(at_motion(village, posted, "/notice")).text
    assert "公示今天最后一天" in page
    assert page.count('class="gone"') == 6


def test_a_moved_end_says_why(village: Village, ref: str) -> None:
    post(village, ref, days=12)
    with clock.at(NEXT):
        assert "顺延到下一个工作日" in village.client().get(at_motion(village, ref, "/notice")).text


def test_a_long_period_shows_its_ends_and_today(village: Village, ref: str) -> None:
    post(village, ref, days=30)
    with clock.at(POSTED + 12 * DAY):
        page = village.client().get(at_motion(village, ref, "/notice")).text
    assert page.count('class="gap"') == 2
    assert page.count('class="now"') == 1


def test_entered_later_it_says_so_wherever_it_stands(village: Village, ref: str) -> None:
    post(village, ref, POSTED + 2 * DAY, posted_on=clock.day_of(POSTED), photo=prepared(photograph()))
    with clock.at(POSTED + 2 * DAY):
        assert "晚 2 天补录" in village.client().get(at_motion(village, ref, "/notice")).text
        page = village.client("监一").get(f"{village.url}/supervise").text
        assert "晚 2 天补录" in page
    assert "/papers/" in village.client().get(at_motion(village, ref, "/notice")).text


def test_taken_down_and_sent_back_are_told(village: Village, posted: str) -> None:
    with clock.at(at(2026, 11, 28)):
        village.do("clerk", take_down, posted, About.RESOLUTION, clock.day_of(at(2026, 11, 28)), "刮大风，被吹掉了")
        page = village.client().get(at_motion(village, posted, "/notice")).text
        assert "没到期就揭了（刮大风，被吹掉了）" in page
        assert page.count('class="halt"') == 3
        assert "我要提意见" not in page


def test_one_asks_for_a_notice_that_is_there(village: Village, ref: str) -> None:
    client = village.client()
    assert client.get(at_motion(village, ref, "/notice")).status_code == 404
    post(village, ref)
    for query, status in (("about=plan", 404), ("about=x", 404), ("posting=2", 404), ("posting=1", 200)):
        assert client.get(at_motion(village, ref, f"/notice?{query}")).status_code == status


# ── objecting ──


def test_anyone_objects_and_follows_it_by_number_and_code(village: Village, posted: str) -> None:
    client = village.client()
    with clock.at(NEXT):
        page = client.submit(at_motion(village, posted, "/objections/new"), SAID, form=NEW)
        assert page.status_code == 200
        assert page.headers["cache-control"] == "no-store"
        code = CODE.search(page.text)
        assert code is not None
        number = f"{posted.partition('-')[2]}-1"
        assert number in page.text
        assert "11月27日" in page.text
        public = village.client().get(at_motion(village, posted, "/notice"))
        assert WORDS not in public.text
        assert "待核" in public.text
        assert WORDS not in village.client().get(at_motion(village, posted, "/notice.json")).text
        found = client.submit(
            f"{village.url}/objections", {"number": number, "code": code[0].lower()}, form="/objections"
        )
        assert WORDS in found.text
        assert "您的意见在等答复" in found.text
        wrong = client.submit(f"{village.url}/objections", {"number": number, "code": "00000000"}, form="/objections")
        assert (wrong.status_code, "对不上" in wrong.text) == (422, True)
        none = {"number": "第三条", "code": "0"}
        assert client.submit(f"{village.url}/objections", none, form="/objections").status_code == 422


def test_a_form_sent_twice_is_one_objection_with_one_receipt(village: Village, posted: str) -> None:
    client, sending = village.client(), "0123456789abcdef0123456789abcdef"
    with clock.at(NEXT):
        path = at_motion(village, posted, "/objections/new")
        first, again = (client.post(path, data={**SAID, "event": sending}) for _ in range(2))
    assert CODE.findall(first.text) == CODE.findall(again.text)
    assert village.last()["facts"]["number"] == 1


def test_what_was_typed_is_kept_when_it_is_refused(village: Village, posted: str) -> None:
    with clock.at(NEXT):
        page = village.client().submit(at_motion(village, posted, "/objections/new"), {"text": WORDS}, form=NEW)
    assert page.status_code == 422
    assert WORDS in page.text


def test_when_many_come_a_sum_is_asked_in_words(village: Village, posted: str) -> None:
    client = village.client()
    path = at_motion(village, posted, "/objections/new")
    with clock.at(NEXT):
        for _ in range(3):
            assert client.submit(path, SAID, form=NEW).status_code == 200
        page = client.get(path).text
        asked = re.search(r"([一二三四五六七八九])加([一二三四五六七八九])等于几？", page)
        assert asked is not None
        refused = client.submit(path, {**SAID, "sum": "1"}, form=NEW)
        assert (refused.status_code, WORDS in refused.text) == (422, True)
        page = client.get(path).text
        asked = re.search(r"([一二三四五六七八九])加([一二三四五六七八九])等于几？", page)
        sending = re.search(r'name="event" value="([0-9a-f]{32})"', page)
        assert asked
        assert sending
        digits = "零一二三四五六七八九"
        answer = str(digits.index(asked[1]) + digits.index(asked[2]))
        assert client.post(path, data={**SAID, "sum": answer, "event": sending[1]}).status_code == 200


def test_after_the_period_it_says_where_to_go(village: Village, posted: str) -> None:
    with clock.at(at(2026, 12, 1, 0)):
        page = village.client().get(at_motion(village, posted, "/objections/new"))
    assert page.status_code == 403
    assert "公示期已过。还有意见，请找监委会。" in page.text


def test_a_photograph_comes_with_it_and_is_for_few_eyes(village: Village, posted: str) -> None:
    with clock.at(NEXT):
        file = {"photo": ("灯.jpg", photograph(), "image/jpeg")}
        path = at_motion(village, posted, NEW)
        assert village.client().submit(path, SAID, form=NEW, files=file).status_code == 200
        own = at_motion(village, posted, "/objections/1")
        assert "<img" not in village.client().get(own).text
        page = village.client("监一").get(f"{village.url}/supervise/{posted}/objections/1").text
        picture = re.search(r'src="([^"]+\.thumb\.jpg)"', page)
        assert picture
        assert village.client().get(picture[1]).status_code == 404
        village.do("监一", clear_text, posted, 1, "灯太亮了，影响睡觉", photo=True)
        assert village.client().get(picture[1]).status_code == 200
        assert "<img" in village.client().get(own).text


def test_who_is_not_content_hands_it_on(village: Village, posted: str) -> None:
    client = village.client()
    with clock.at(NEXT):
        page = client.submit(at_motion(village, posted, "/objections/new"), SAID, form=NEW)
        code = CODE.search(page.text)
        assert code
        village.do("委一", reply, posted, 1, "灯杆往西挪八米。")
        followed = client.submit(at_motion(village, posted, "/objections/1"), {"code": code[0]}, form="/follow")
        assert "对答复不满意" in followed.text
        fields = dict(re.findall(r'type="hidden" name="(event|code)" value="([^"]*)"', followed.text))
        done = client.post(at_motion(village, posted, "/objections/1/hand-on"), data={**fields, "why": "还是太亮"})
        assert "已交监委会" in done.text
        assert "还是太亮" not in done.text
        assert "还是太亮" in village.client("监一").get(f"{village.url}/supervise/{posted}/objections/1").text


def test_objections_page_by_number(village: Village, posted: str) -> None:
    for number in range(1, 24):
        objects(village, posted, address=f"203.0.113.{number}", moment=NEXT + timedelta(hours=number // 5))
    with clock.at(NEXT + DAY):
        first = village.client().get(at_motion(village, posted, "/notice.json")).json()
        rest = village.client().get(at_motion(village, posted, f"/notice.json?before={first['before']}")).json()
    assert (len(first["objections"]), len(rest["objections"]), rest["before"]) == (20, 3, None)


# ── the clerk's desk ──


def test_the_clerk_publishes_with_a_photograph(village: Village, ref: str) -> None:
    client = village.client("clerk")
    path = at_motion(village, ref, "/notice/desk")
    with clock.at(POSTED):
        assert "去公示决议" in client.get(f"{village.url}/desk").text
        few = {"days": "5", "place": "村口", "phone": "0571-12345678", "posted_on": "2026-11-23"}
        short = client.submit(path, few, form="/post")
        assert (short.status_code, "至少公示 7 天，您填了 5 天" in short.text) == (422, True)
        typed = {"days": "7", "place": "村口公告栏", "phone": "0571-12345678", "posted_on": "2026-11-23"}
        page = client.submit(path, typed, form="/post", files={"photo": ("栏.jpg", photograph(), "image/jpeg")})
        assert page.status_code == 200
        assert "公示登记好了" in page.text
    assert notice(village, ref).photo is not None
    with clock.at(POSTED):
        home = village.client().get(village.url).text
        assert "公示还剩 7 天" in home
        assert "公示还剩 7 天" in village.client().get(at_motion(village, ref)).text


def test_an_unknown_year_is_warned_of_and_entered(village: Village, ref: str) -> None:
    client, path = village.client("clerk"), at_motion(village, ref, "/notice/desk")
    with clock.at(at(2026, 12, 24)):
        assert "放不放假还不知道" in client.get(path).text
        typed = {"days": "7", "place": "村口公告栏", "phone": "0571-12345678", "posted_on": "2026-12-24"}
        refused = client.submit(path, typed, form="/post")
        assert (refused.status_code, "国务院办公厅的放假通知还没录入" in refused.text) == (422, True)
        assert client.submit(path, {**typed, "unknown": "yes"}, form="/post").status_code == 200
        assert "到期日还没定" in village.client().get(at_motion(village, ref, "/notice")).text
        year = {"year": "2027", "source": SOURCE, "text": OF_2027}
        read = client.submit(f"{village.url}/desk/calendar", year, form="/read")
        assert "2027 年是这样吗" in read.text
        fields = dict(re.findall(r'type="hidden" name="(event|year|source)" value="([^"]*)"', read.text))
        done = client.post(f"{village.url}/desk/calendar", data={**fields, "text": OF_2027})
        assert "放假安排录入了" in done.text
        assert "到12月31日（周四），当天也算" in village.client().get(at_motion(village, ref, "/notice")).text
        wrong = client.submit(f"{village.url}/desk/calendar", {**year, "year": "2028"}, form="/read")
        assert (wrong.status_code, OF_2027[:20] in wrong.text) == (422, True)


def test_a_slip_is_typed_in_and_answered(village: Village, posted: str) -> None:
    client = village.client("clerk")
    with clock.at(NEXT):
        typed = {"motion": posted, "channel": "paper", "filed_on": "2026-11-24", **SAID}
        page = client.submit(f"{village.url}/desk/objections", typed, form="/desk/objections")
        assert CODE.search(page.text)
        assert "告诉写条子" in page.text
        assert WORDS in client.get(f"{village.url}/desk/objections").text
        path = at_motion(village, posted, "/objections/1/reply")
        done = client.submit(path, {"reply": "灯杆往西挪八米。"}, form="/reply")
        assert "答复公开了" in done.text
    assert "灯杆往西挪八米。" in village.client().get(at_motion(village, posted, "/notice")).text


def test_an_overdue_reply_stands_out(village: Village, posted: str) -> None:
    objects(village, posted)
    with clock.at(at(2026, 11, 28)):
        for page in (
            village.client().get(at_motion(village, posted, "/notice")).text,
            village.client("clerk").get(f"{village.url}/desk").text,
            village.client("委二").get(f"{village.url}/desk/objections").text,
        ):
            assert "应在11月27日（周五）前答复，已过期" in page


@pytest.mark.parametrize("path", ["/motions/{ref}/notice/desk", "/desk/objections", "/desk/calendar", "/supervise"])
def test_the_desks_are_nobody_elses(village: Village, posted: str, path: str) -> None:
    assert village.client("stranger").get(village.url + path.format(ref=posted)).status_code == 404
    assert "登录" in village.client().get(village.url + path.format(ref=posted)).text


# ── the supervisory committee's ──


def test_the_supervisory_committee_clears_judges_and_checks(village: Village, posted: str) -> None:
    objects(village, posted)
    client = village.client("监一")
    desk = f"{village.url}/supervise/{posted}"
    with clock.at(NEXT):
        village.do("委一", reply, posted, 1, "灯杆往西挪八米。")
        assert WORDS in client.get(f"{village.url}/supervise").text
        cleared = client.submit(f"{desk}/objections/1", {"text": "灯太亮，影响睡觉"}, form="/clear")
        assert "现在大家都能看了" in cleared.text
        judged = client.submit(
            f"{desk}/objections/1", {"judged": "not_upheld", "opinion": "位置已经改了"}, form="/judge"
        )
        assert "认定记下了" in judged.text
        checked = client.submit(desk, {"holds": "true"}, form=2)  # after larger print and the decision
        assert "意见记下了" in checked.text
        page = village.client().get(at_motion(village, posted, "/notice")).text
    for words in ("灯太亮，影响睡觉", "位置已经改了", "属实", "不成立"):
        assert words in page


def test_an_upheld_objection_stops_the_calendar(village: Village, posted: str) -> None:
    objects(village, posted)
    with clock.at(at(2026, 11, 26)):
        village.do("委一", reply, posted, 1, "确实照到了。")
        village.do("监一", judge, posted, 1, True, "到现场看过，应当重新定位置")
        page = village.client().get(at_motion(village, posted, "/notice")).text
    assert "退回去重新定" in page
    assert page.count('class="halt"') == 5


# ── the record, and how much it costs ──


def test_the_record_tells_every_one_of_these_acts(village: Village, posted: str) -> None:
    objects(village, posted)
    tick(village, at(2026, 12, 1, 0))
    told = village.client().get(f"{village.url}/record?about={posted}").text
    for words in ("公示了", "提了意见", "期满"):
        assert words in told
    assert HOME not in told


def test_the_pages_cost_no_more_with_more_on_them(village: Village, ref: str) -> None:
    statements = [counted(village, "/board"), 0]
    post(village, ref)
    for number in range(1, 4):
        objects(village, ref, address=f"203.0.113.{number}")
        other = passed(village)
        post(village, other)
        with clock.at(NEXT):
            statements.append(counted(village, "/board"))
    assert len(set(statements[2:])) == 1
    with clock.at(NEXT):
        assert counted(village, f"/motions/{ref}/notice") <= 12


def counted(village: Village, path: str) -> int:
    """How many statements a page takes."""
    seen: list[str] = []

    def saw(*args: object) -> None:
        seen.append(str(args[2]))

    event.listen(village.db.reading, "before_cursor_execute", saw)
    try:
        assert village.client().get(village.url + path).status_code == 200
    finally:
        event.remove(village.db.reading, "before_cursor_execute", saw)
    return len(seen)


def test_a_reply_shown_late_says_by_how_much(village: Village, posted: str) -> None:
    objects(village, posted)
    with clock.at(at(2026, 11, 30)):
        village.do("委一", reply, posted, 1, "灯杆往西挪八米。")
        assert "晚 3 天" in village.client().get(at_motion(village, posted, "/notice")).text
    assert objection(village, posted).late == 3
