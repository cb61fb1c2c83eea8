"""The chair's page: what stands in the way, the opening, who is awaited and a text for each, the verdict."""

from collections.abc import Callable

import pytest

from council.kit import clock
from council.votes.acts import open, recuse
from tests.judge import document
from tests.village import Village
from tests.votes.scene import CHAIR, CLOSES, DAY, OPENED, VICE, opened, put_motion, send_all

NOON = OPENED + DAY


def at(village: Village, ref: str, page: str = "vote") -> str:
    return f"{village.url}/motions/{ref}/{page}"


def test_the_chair_opens_from_the_page(village: Village) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        client = village.client(CHAIR)
        page = client.get(at(village, ref)).text
        assert "都齐了，可以开始。" in page
        assert "13 席 × 三分之二 → 需 9 票" in page
        assert 'value="2026-11-19T20:00"' in page  # three evenings on
        done = client.submit(at(village, ref), {"closes_at": "2026-11-22T20:00"}, form="/open")
    assert "表决开始了。请把下面的话发给各位成员。" in done.text
    assert village.last()["facts"]["closes_at"] == "2026-11-22T12:00:00.000Z"


def test_what_stands_in_the_way_is_said_and_the_form_is_not_there(village: Village) -> None:
    ref = put_motion(village, at=OPENED - DAY)
    with clock.at(OPENED):
        page = village.client(CHAIR).get(at(village, ref)).text
        assert "3 天" in page
        assert "现在还不能开始，原因见上面。" in page
        assert "closes_at" not in page
        form = {"closes_at": "2026-11-22T20:00", "event": "ab" * 16}
        sent = village.client(CHAIR).post(at(village, ref) + "/open", data=form)
    assert sent.status_code == 422
    assert village.last()["act"] == "motion.put"


@pytest.mark.parametrize("typed", ["2026-11-15T20:00", "2026-11-16T20:00", "2027-11-16T20:00", "明天", "", "x" * 9000])
def test_a_bad_deadline_is_refused_at_its_field_and_kept(village: Village, typed: str) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        answer = village.client(CHAIR).submit(at(village, ref), {"closes_at": typed}, form="/open")
    assert answer.status_code == 422
    field = next(i for i in document(answer.text).iter("input") if i.get("name") == "closes_at")
    assert field.get("value") == typed
    assert field.get("aria-invalid") == "true"
    assert village.last()["act"] == "motion.put"


@pytest.mark.parametrize(("who", "status"), [(CHAIR, 200), (VICE, 200), ("clerk", 200), (8, 404), ("stranger", 404)])
def test_whose_page_it_is(village: Village, who: object, status: int) -> None:
    ref = opened(village)
    with clock.at(NOON):
        assert village.client(who).get(at(village, ref)).status_code == status


def test_someone_signed_out_signs_in_first(village: Village) -> None:
    ref = opened(village)
    with clock.at(NOON):
        answer = village.client().get(at(village, ref), follow_redirects=False)
    assert answer.headers["location"] == f"/login?next={at(village, ref)}"


def test_the_clerk_sees_who_may_open_it(village: Village) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        page = village.client("clerk").get(at(village, ref)).text
    assert "只有主持这件事的 13号席 陶伟 能办。" in page
    assert "closes_at" not in page


def test_while_it_runs_who_is_awaited_and_a_text_for_each(village: Village) -> None:
    ref = opened(village)
    send_all(village, ref, {"for": range(1, 11)})
    with clock.at(NOON):
        page = village.client(CHAIR).get(at(village, ref)).text
    texts = [t.text or "" for t in document(page).iter("textarea")]
    assert len(texts) == 3
    assert texts[0].strip() == (
        "魏斌华您好：“村口到小学路段装 12 盏路灯”一事请您投票，11月22日（周日）20:00 截止。"
        f"点开：http://testserver{village.url}/motions/{ref}/ballot"
    )
    assert "还有 5 天 11 小时" in page
    assert "能投票的 13 席里，已投 10 席。" in page
    assert "/vote/void" not in page
    assert "已经有人投票了，只能等到截止时间。" in page


def test_the_chair_calls_it_off_from_the_page(village: Village) -> None:
    ref = opened(village)
    with clock.at(NOON):
        client = village.client(CHAIR)
        short = client.submit(at(village, ref), {"reason": "错"}, form="/void")
        assert short.status_code == 422
        assert 'value="错"' in short.text
        done = client.submit(at(village, ref), {"reason": "截止时间写错了"}, form="/void")
        assert "表决已经作废，原因写进了公开记录。" in done.text
        assert "已作废：截止时间写错了" in village.client().get(f"{village.url}/motions/{ref}").text


def test_afterwards_the_verdict_with_its_arithmetic_for_everyone(village: Village) -> None:
    ref = opened(village)
    send_all(village, ref, {"for": range(1, 11), "against": [11]})
    with clock.at(CLOSES):
        for client, page in (
            (village.client(CHAIR), at(village, ref)),
            (village.client(), f"{village.url}/motions/{ref}"),
        ):
            text = client.get(page).text
            assert "要 9 席赞成才通过，实得 10 席。" in text
            assert "13 席 × 三分之二 → 需 9 票，得 10 票，通过" in text
            assert "赞成 10 · 反对 1 · 弃权 0 · 未表决 2" in text


def test_the_decision_shows_how_each_seat_voted(found: Callable[..., Village]) -> None:
    village = found(vacant={12})
    ref = put_motion(village)
    with clock.at(OPENED):
        village.do(3, recuse, ref, 3, "施工队是我弟弟的")
        village.do(CHAIR, open, ref, CLOSES)
    send_all(village, ref, {"for": [1, 2], "against": [4], "abstain": [5]})
    with clock.at(CLOSES):
        page = village.client().get(f"{village.url}/motions/{ref}")
        facts = village.client().get(f"{village.url}/motions/{ref}.json").json()
    rows = {r[0]: r[3] for r in _table(page.text)}
    assert [rows[str(n)] for n in (1, 4, 5, 6, 12)] == ["赞成", "反对", "弃权", "未表决", "空缺"]
    assert rows["3"].startswith("回避")
    chosen = {seat["seat"]: seat["choice"] for seat in facts["votes"][0]["seats"]}
    assert [chosen[n] for n in (1, 4, 5, 6, 12)] == ["for", "against", "abstain", None, None]


def test_while_it_runs_the_table_says_who_and_never_what(village: Village) -> None:
    ref = opened(village)
    send_all(village, ref, {"for": [1], "against": [4]})
    with clock.at(NOON):
        page = village.client().get(f"{village.url}/motions/{ref}").text
        facts = village.client().get(f"{village.url}/motions/{ref}.json").json()
    rows = {r[0]: r[3] for r in _table(page)}
    assert [rows[str(n)] for n in (1, 2, 4)] == ["已投", "还没投", "已投"]
    assert {seat["choice"] for seat in facts["votes"][0]["seats"]} == {None}
    assert facts["votes"][0]["verdict"] is None


def _table(text: str) -> list[list[str]]:
    table = next(t for t in document(text).iter("table"))
    return [["".join(cell.itertext()).strip() for cell in row] for row in table.iter("tr")]


# ── standing aside ──


def test_a_member_stands_aside_and_comes_back_on_the_page(village: Village) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        client = village.client(3)
        done = client.submit(at(village, ref, "recusal"), {"reason": "施工队是我弟弟的"}, form="/recusal")
        assert "记下了，这一席对这件议案回避。" in done.text
        assert "3号席 石涵轩：施工队是我弟弟的" in done.text
        back = client.submit(at(village, ref, "recusal"), form="/recusal/return")
        assert "记下了，这一席不再回避，可以投票。" in back.text


def test_the_clerk_chooses_the_seat(village: Village) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        client = village.client("clerk")
        done = client.submit(at(village, ref, "recusal"), {"seat": "5", "reason": "这块地是我家的"}, form="/recusal")
    assert "5号席 汪秀子：这块地是我家的" in done.text
    assert village.last()["actor"] == "clerk:90"


@pytest.mark.parametrize(("who", "status"), [(8, 200), ("clerk", 200), ("stranger", 404)])
def test_whose_page_the_recusals_are(village: Village, who: object, status: int) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        assert village.client(who).get(at(village, ref, "recusal")).status_code == status


@pytest.mark.parametrize(
    "form",
    [{"seat": "5", "reason": "这块地是我家的"}, {"seat": "3", "reason": ""}, {"seat": "9" * 30, "reason": "这块地"}],
)
def test_a_bad_recusal_is_refused(village: Village, form: dict[str, str]) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        answer = village.client(3).post(at(village, ref, "recusal"), data={**form, "event": "ab" * 16})
    assert answer.status_code == 422
    assert village.last()["act"] == "motion.put"
