"""The pages of what people say: anybody, who objected, members, the clerk with slips, the supervisory committee."""

import pytest

from council.kit import clock
from council.openness.acts import judge
from council.works.rating_reading import counts_of
from tests.openness.scene import at
from tests.statements import counted
from tests.village import Village
from tests.votes.scene import DAY, tick
from tests.works.rated import ACCEPTED, NO, YES, says
from tests.works.scene import work
from tests.works.test_rating import CODE, done, ref, three_noes, total

__all__ = ["done", "ref"]
NEXT = ACCEPTED + DAY
AGAIN = at(2027, 1, 5)  # it is asked once more


def url(village: Village, ref: str, more: str = "") -> str:
    return f"{village.url}/works/{ref}{more}"


@pytest.mark.parametrize("htmx", [False, True])
def test_a_resident_answers_from_the_work_page(village: Village, done: str, htmx: bool) -> None:
    client, headers = village.client(), {"HX-Request": "true"} if htmx else {}
    with clock.at(NEXT):
        page = client.get(url(village, done)).text
        assert "还没有人答" in page
        assert f"{url(village, done)}/rating" in page
        typed = {"content": "satisfied", "finished": "partly", "text": "还差一盏"}
        client.submit(url(village, done, "/rating"), typed, form="/rating", headers=headers)
        page = client.get(url(village, done)).text
    assert "1 人答了：满意 1，基本满意 0，不满意 0" in page
    assert "办好了 0，还差一点 1，没办好 0" in page
    assert "还差一盏" not in page, "nobody reads it before it is cleared of names"
    assert "%" not in page.partition('id="answers"')[2].partition("</section>")[0], "never a percentage"


def test_nothing_chosen_keeps_what_was_written(village: Village, done: str) -> None:
    with clock.at(NEXT):
        page = village.client().submit(url(village, done, "/rating"), {"text": "亮多了"}, form="/rating")
    assert page.status_code == 422
    assert "亮多了" in page.text
    assert "note-content" in page.text


def test_the_same_form_sent_twice_is_one_answer(village: Village, done: str) -> None:
    client, entries = village.client(8), len(village.entries())
    with clock.at(NEXT):
        page = client.get(url(village, done, "/rating")).text
        event = page.partition('name="event" value="')[2][:32]
        for _ in range(2):
            form = {"event": event, "content": "mostly", "finished": "partly"}
            assert client.post(url(village, done, "/rating"), data=form).status_code == 200
    assert len(village.entries()) == entries + 1


def test_a_member_sees_their_former_answer_and_that_it_is_public(village: Village, done: str) -> None:
    says(village, done, NO, who=8)
    with clock.at(NEXT):
        page = village.client(8).get(url(village, done, "/rating")).text
    assert "公开记录" in page
    assert 'value="unfinished" required checked' in page


def test_before_it_is_accepted_and_for_who_carries_it_out_it_says_why_not(village: Village, done: str) -> None:
    with clock.at(NEXT):
        answer = village.client("委一").get(url(village, done, "/rating"))
    assert (answer.status_code, "由别人说" in answer.text) == (403, True)
    with clock.at(at(2027, 3, 1)):
        answer = village.client().get(url(village, done, "/rating"))
    assert (answer.status_code, "评价收到2月2日" in answer.text) == (403, True)


def test_who_objected_is_asked_where_they_follow_it_and_counts(village: Village, done: str) -> None:
    client = village.client()
    number = f"{done.partition('-')[2]}-1"
    with clock.at(AGAIN):
        form = {"number": f"{done}-1", "code": CODE}
        page = client.submit(f"{village.url}/objections", form, form="/objections")
        assert "验收有些日子了" in page.text
        page = client.post(url(village, done, "/rating/objector"), data={"number": "1", "code": CODE})
        assert (page.status_code, f'value="{CODE}"' in page.text) == (200, True)
        typed = {"content": "dissatisfied", "finished": "unfinished", "number": number, "code": CODE}
        client.submit(url(village, done, "/rating"), {**typed, "number": f"{done}-1"}, form="/rating")
        wrong = client.submit(url(village, done, "/rating"), {**typed, "number": "7-1"}, form="/rating")
        assert "另一件事" in wrong.text
        wrong = client.submit(url(village, done, "/rating"), {**typed, "code": ""}, form="/rating")
        assert "要一起填" in wrong.text
    assert village.read(counts_of, work(village, done).motion_id)[1].noes == 1


def test_thirty_days_later_it_is_asked_on_me_and_on_the_desk_until_answered(village: Village, done: str) -> None:
    member, committee = village.client(8), village.client("委一")
    with clock.at(at(2027, 1, 2, 23, 59)):
        assert "真办好了吗" not in member.get("/me").text
    with clock.at(at(2027, 1, 3, 0)):
        assert "真办好了吗" in member.get("/me").text
        assert "真办好了吗" in member.get(f"{village.url}/desk").text
        assert "真办好了吗" not in committee.get("/me").text
        says(village, done, YES, at(2027, 1, 3, 0), who=8)
        assert "真办好了吗" not in member.get("/me").text
        assert "真办好了吗" not in member.get(f"{village.url}/desk").text


def test_doubts_and_lines_come_to_the_supervisory_committees_desk(village: Village, done: str) -> None:
    says(village, done, NO, text="王二家门口那盏不亮")
    with clock.at(NEXT):
        supervisor = village.client("监一")
        desk = supervisor.get(f"{village.url}/desk").text
        assert "有 1 人说没全办好" in desk
        assert "王二家门口那盏不亮" in desk
        supervisor.submit(url(village, done, "/answers/1"), {"text": "有一盏不亮"}, form="/answers/1")
        for page in (url(village, done), url(village, done, "/answers")):
            text = village.client().get(page).text
            assert "有一盏不亮" in text
            assert "王二" not in text
        assert village.client(8).get(url(village, done, "/answers/1")).status_code == 404


def test_the_clerk_types_in_a_slip(village: Village, done: str) -> None:
    with clock.at(NEXT):
        typed = {"filed_on": "2026-12-05", "content": "mostly", "finished": "partly", "number": "1", "code": CODE}
        page = village.client("clerk").submit(url(village, done, "/rating/enter"), typed, form="/rating/enter")
        assert "录好了" in page.text
        assert village.client(8).get(url(village, done, "/rating/enter")).status_code == 404


def test_opened_again_it_says_so_with_why_and_what_was_said_before(village: Village, done: str) -> None:
    three_noes(village, done)
    with clock.at(ACCEPTED + 3 * DAY):
        page = village.client().get(url(village, done)).text
        facts = village.client().get(url(village, done, ".json")).json()
        assert "验收过，12月6日（周日）起重新办" in village.client().get(f"{village.url}/motions/{done}").text
    assert "没办好，重新办" in page
    assert "有 3 人说没办好" in page
    assert "不算了：后来重新办" in page
    assert (facts["state"], facts["round"], facts["reopened_on"]) == ("reopened", 2, "2026-12-06")
    assert facts["answers"][0]["members_representatives_objectors"]["unfinished"] == 3


def test_upheld_the_page_says_what_the_supervisory_committee_said(village: Village, done: str) -> None:
    from council.openness.acts import reply
    from tests.openness.scene import objects

    objects(village, done, NEXT)
    with clock.at(NEXT + DAY):
        village.do("clerk", reply, done, 2, "灯头全部换过了")
        village.do("监一", judge, done, 2, True, "有三盏灯根本不亮")
        assert "有三盏灯根本不亮" in village.client().get(url(village, done)).text


def test_no_page_grows_with_the_answers(village: Village, done: str) -> None:
    def asked(*pages: str, who: object = None) -> list[int]:
        found = []
        for page in pages:
            with clock.at(AGAIN), counted(village.db) as statements:
                assert village.client(who).get(page).status_code == 200
            found.append(len(statements))
        return found

    pages = (url(village, done), url(village, done, "/answers"), f"{village.url}/works", url(village, done, "/rating"))
    for number in range(10):
        says(village, done, YES, address=f"203.0.113.{number + 20}")
    tick(village, AGAIN)
    few = [*asked(*pages), *asked("/me", f"{village.url}/desk", who=8), *asked(f"{village.url}/desk", who="监一")]
    total(village, done, 1000)
    many = [*asked(*pages), *asked("/me", f"{village.url}/desk", who=8), *asked(f"{village.url}/desk", who="监一")]
    assert many == few
    with clock.at(AGAIN):
        assert "1010 人答了" in village.client().get(url(village, done)).text.replace(",", "")
