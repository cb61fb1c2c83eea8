"""A resolution is carried out: begun when it may be, reported, looked at on site, changed within what was resolved."""

from datetime import date, timedelta

import pytest

from council.kit import clock
from council.kit.act import NotFound, SignInFirst
from council.motions.tables import motion_at
from council.rules.refusal import Refusal
from council.rules.works import State
from council.works.acts import Said, accept, add_money, answer, contract, extend, report
from council.works.reading import late_works, work_of, works_page
from tests.openness.scene import POSTED, at, case, objects, passed
from tests.village import Village
from tests.votes.scene import DAY, tick
from tests.works.scene import BEGUN, POLES, begun, looked, photo, reported, work

STRANGERS = ["监一", 8, "stranger"]


# ── begin ──


def test_it_begins_when_its_notice_has_hung_its_days(village: Village, cleared: str) -> None:
    found = begun(village, cleared)
    assert (found.percent, found.paid, found.state(date(2026, 12, 1))) == (0, 0, State.UNDER_WAY)
    assert (found.body, found.people) == ("柳桥社区居民委员会", ("委一", "委二"))
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("work.begin", "seat:weiyuanhui/1", f"work:{cleared}")
    motion = village.read(motion_at, cleared)
    assert entry["facts"]["cost_fen"] == motion.cost_fen == found.plan.budget
    assert entry["facts"]["milestones"][0] == {"position": 1, "due_day": "2026-12-10", "weight": 60}


def test_never_before_the_notice_is_over(village: Village, posted: str) -> None:
    with pytest.raises(Refusal):
        begun(village, posted, POSTED + DAY)
    assert village.read(work_of, village.read(motion_at, posted).id) is None


def test_never_over_an_objection_without_answer(village: Village, posted: str) -> None:
    objects(village, posted)
    tick(village, at(2026, 12, 1, 0))
    with pytest.raises(Refusal, match="answer"):
        begun(village, posted)


def test_what_was_not_published_does_not_begin(village: Village, ref: str) -> None:
    with pytest.raises(Refusal):
        begun(village, ref)


@pytest.mark.parametrize("who", STRANGERS)
def test_only_the_committee_begins(village: Village, cleared: str, who: object) -> None:
    with pytest.raises(Refusal, match="Only the committee"):
        begun(village, cleared, who=who)


def test_signed_out_one_signs_in_first(village: Village, cleared: str) -> None:
    with pytest.raises(SignInFirst):
        begun(village, cleared, who=None)


def test_twice_is_once(village: Village, working: str) -> None:
    with pytest.raises(Refusal, match="begun already"):
        begun(village, working)


def test_a_later_day_than_resolved_goes_back_to_the_body(village: Village, cleared: str) -> None:
    resolved = village.read(motion_at, cleared).done_by_day
    with pytest.raises(Refusal, match="back to the body") as refused:
        begun(village, cleared, due=resolved + DAY)
    assert list(refused.value.notes) == ["due"]


def test_the_parts_make_one_whole(village: Village, cleared: str) -> None:
    with pytest.raises(Refusal, match="these make 60"):
        begun(village, cleared, milestones=(POLES,))


@pytest.mark.parametrize("people", [(), (9,), (1, 9)])
def test_somebody_of_the_committee_answers_for_it(village: Village, cleared: str, people: tuple[int, ...]) -> None:
    with pytest.raises(Refusal, match="who answers for it"):
        begun(village, cleared, people=people)


# ── report ──


def test_a_report_says_how_far_it_is_and_what_was_paid(village: Village, working: str) -> None:
    found = reported(village, working, BEGUN + 5 * DAY, milestone=1, paid=1_200_000, photos=[photo()])
    assert (found.percent, found.paid, len(found.reports[0].photos)) == (60, 1_200_000, 1)
    entry = village.last()
    assert (entry["act"], entry["actor"]) == ("work.report", "seat:weiyuanhui/1")
    assert {k: v for k, v in entry["facts"].items() if k != "invoice"} == {
        "number": 1, "paid_fen": 1_200_000, "milestone": 1, "photos": [*found.reports[0].photos],
    }  # fmt: skip
    assert entry["files"] == [*found.reports[0].photos] == [found.reports[0].invoice]
    assert case(village, working).reported_on == date(2026, 12, 6)


def test_a_correction_takes_its_place_and_both_stay(village: Village, working: str) -> None:
    reported(village, working, BEGUN + 5 * DAY, milestone=1, paid=1_200_000)
    found = reported(village, working, BEGUN + 6 * DAY, paid=1_000_000, corrects=1, line="只立了 5 根")
    assert (found.percent, found.paid, len(found.reports)) == (0, 1_000_000, 2)


def test_what_was_paid_has_its_invoice(village: Village, working: str) -> None:
    with pytest.raises(Refusal, match="invoice") as refused, clock.at(BEGUN + DAY):
        village.do("委一", report, working, Said(line="付了首款", paid=1))
    assert list(refused.value.notes) == ["invoice"]


def test_a_correction_by_which_more_was_paid_has_its_invoice_too(village: Village, working: str) -> None:
    reported(village, working, BEGUN + DAY, paid=500)
    with pytest.raises(Refusal, match="invoice") as refused:
        reported(village, working, BEGUN + DAY, paid=501, corrects=1)
    assert list(refused.value.notes) == ["invoice"]
    assert reported(village, working, BEGUN + DAY, paid=501, corrects=1, invoice=photo()).paid == 501


@pytest.mark.parametrize("who", STRANGERS)
def test_only_the_committee_reports(village: Village, working: str, who: object) -> None:
    with pytest.raises(Refusal, match="Only the committee"):
        reported(village, working, BEGUN + DAY, who=who)


def test_what_has_not_begun_has_no_reports(village: Village, cleared: str) -> None:
    with pytest.raises(NotFound):
        reported(village, cleared, BEGUN + DAY)


# ── changes ──


def test_contracts_stay_within_the_budget(village: Village, working: str) -> None:
    budget = work(village, working).plan.budget
    with clock.at(BEGUN + DAY):
        village.do("委一", contract, working, "青桥照明公司", budget - 1, photo())
    assert (village.last()["act"], village.last()["facts"]) == ("work.contract", {"cost_fen": budget - 1})
    with pytest.raises(Refusal, match="back to the body"), clock.at(BEGUN + DAY):
        village.do("委一", contract, working, "另一家", 2)


def test_an_extension_is_public_and_has_its_reason(village: Village, working: str) -> None:
    with clock.at(BEGUN + DAY):
        village.do("委一", extend, working, 1, date(2026, 12, 15), "下了三天雨，坑里有水")
    found = work(village, working)
    assert (found.parts[0].due, found.parts[0].planned) == (date(2026, 12, 15), date(2026, 12, 10))
    assert village.last()["facts"] == {"position": 1, "until_day": "2026-12-15"}
    assert not found.overdue(date(2026, 12, 14))


def test_a_day_beyond_the_resolved_one_is_refused(village: Village, working: str) -> None:
    beyond = work(village, working).resolved + DAY
    with pytest.raises(Refusal, match="back to the body"), clock.at(BEGUN + DAY):
        village.do("委一", extend, working, 0, beyond, "来不及了")


def test_over_budget_is_shown_and_another_resolution_allows_it(village: Village, working: str) -> None:
    budget = work(village, working).plan.budget
    assert reported(village, working, BEGUN + DAY, paid=budget + 500).over == 500
    more = passed(village)
    with clock.at(BEGUN + 2 * DAY):
        village.do("委一", add_money, working, more)
    found = work(village, working)
    assert (found.over, [f"{one.year}-{one.number}" for one in found.added]) == (0, [more])
    assert village.last()["facts"]["allowed_by"] == more
    with pytest.raises(Refusal, match="spent on something"), clock.at(BEGUN + 2 * DAY):
        village.do("委一", add_money, working, more)
    with pytest.raises(Refusal, match="another motion"), clock.at(BEGUN + 2 * DAY):
        village.do("委一", add_money, working, working)


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_changes_anything(village: Village, working: str, who: object) -> None:
    for act, *words in ((contract, "甲", 1), (extend, 1, date(2026, 12, 15), "雨"), (add_money, working)):
        with pytest.raises(Refusal, match="Only the committee"), clock.at(BEGUN + DAY):
            village.do(who, act, working, *words)


# ── on site ──


def test_what_is_not_so_blocks_until_it_is_answered(village: Village, working: str) -> None:
    reported(village, working, BEGUN + DAY, milestone=1)
    reported(village, working, BEGUN + 2 * DAY, milestone=2)
    found = looked(village, working, False, BEGUN + 3 * DAY)
    assert (found.open_looks, found.state(date(2026, 12, 4))) == ([1], State.DISPUTED)
    assert (village.last()["act"], village.last()["actor"]) == ("work.look", "seat:jianwei/1")
    with pytest.raises(Refusal, match="not true"), clock.at(BEGUN + 4 * DAY):
        village.do("委一", accept, working, "全部亮了")
    with clock.at(BEGUN + 4 * DAY):
        village.do("委一", answer, working, 1, "补立了三根，请再来看", photo())
        village.do("委一", accept, working, "全部亮了", photo())
    assert work(village, working).acceptance.line == "全部亮了"


def test_what_is_not_so_needs_its_reason_and_a_photograph(village: Village, working: str) -> None:
    with pytest.raises(Refusal) as refused:
        looked(village, working, False, BEGUN + DAY, text="")
    assert list(refused.value.notes) == ["text"]
    with pytest.raises(Refusal) as refused:
        looked(village, working, False, BEGUN + DAY, photo=None)
    assert list(refused.value.notes) == ["photo"]
    assert looked(village, working, True, BEGUN + DAY, text="", photo=None).open_looks == []


@pytest.mark.parametrize("who", ["委一", "clerk", 8, "stranger"])
def test_only_the_supervisory_committee_looks(village: Village, working: str, who: object) -> None:
    with pytest.raises(Refusal, match="Only the supervisory committee"):
        looked(village, working, True, BEGUN + DAY, who=who)


def test_a_finding_is_answered_once_and_by_the_committee(village: Village, working: str) -> None:
    looked(village, working, False, BEGUN + DAY)
    with clock.at(BEGUN + DAY):
        with pytest.raises(Refusal, match="Only the committee"):
            village.do("监一", answer, working, 1, "补好了")
        village.do("clerk", answer, working, 1, "补好了")
        with pytest.raises(Refusal, match="nothing to answer"):
            village.do("clerk", answer, working, 1, "补好了")


# ── done ──


def test_accepted_it_goes_on_to_the_publication_of_its_result(village: Village, working: str) -> None:
    reported(village, working, BEGUN + DAY, milestone=1, paid=700_000)
    reported(village, working, BEGUN + 2 * DAY, milestone=2)
    with clock.at(BEGUN + 3 * DAY):
        village.do("委一", accept, working, "12 盏都亮了")
    assert village.last()["facts"] == {
        "cost_fen": 700_000, "asked_on": "2027-01-03", "asked_until": "2027-02-02",
        "stage": "works", "attempt": 1, "result": "cleared", "on_day": "2026-12-04",
    }  # fmt: skip
    assert case(village, working).running("result")
    with pytest.raises(Refusal, match="It was accepted"):
        reported(village, working, BEGUN + 4 * DAY)


def test_nothing_is_accepted_half_done(village: Village, working: str) -> None:
    reported(village, working, BEGUN + DAY, milestone=1)
    with pytest.raises(Refusal, match="40 percent"), clock.at(BEGUN + 3 * DAY):
        village.do("委一", accept, working, "差不多了")


# ── late ──


@pytest.mark.parametrize(("days", "late"), [(9, 0), (10, 1)])
def test_what_is_late_is_found_by_its_day(village: Village, working: str, days: int, late: int) -> None:
    assert len(village.read(late_works, clock.day_of(BEGUN) + timedelta(days))) == late


def test_silence_is_late_too(village: Village, cleared: str) -> None:
    begun(village, cleared, milestones=())
    found = work(village, cleared)
    assert found.plan.report_days is not None
    after = clock.day_of(BEGUN) + timedelta(found.plan.report_days + 1)
    assert found.silent(after) == 1
    assert village.read(late_works, after)


def test_works_are_listed_by_key(village: Village, working: str) -> None:
    rows, more = village.read(works_page)
    assert ([row.ref for row in rows], more) == ([working], None)
    assert village.read(works_page, before=working) == ([], None)
