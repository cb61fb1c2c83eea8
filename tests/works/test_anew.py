"""A work that had begun, and its matter was decided anew: what was resolved last binds it, and nothing is forgotten."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from council.kit import clock
from council.motions.acts import amend
from council.motions.tables import motion_at
from council.oversight.late import late_in
from council.procedure.acts import send_back
from council.rules.publicity import About
from council.rules.refusal import Refusal
from council.rules.works import Stands, State
from council.votes.acts import open
from council.works.acts import Wanted, accept, begin, contract, extend
from council.works.resolved import resolutions
from council.works.result import result_of
from tests.openness.scene import at, notice, post, voted
from tests.procedure.scene import verified
from tests.village import Village
from tests.votes.scene import CHAIR, DAY, send_all, tick
from tests.works.scene import BEGUN, accepted, photo, reported, work

STOPPED = BEGUN + 2 * DAY  # Thursday, 3 December 2026
VOTED = STOPPED + 3 * DAY
HUNG = at(2026, 12, 15, 0)  # its second notice hung from 7 December to the end of the 14th


@pytest.fixture
def ref(village: Village) -> str:
    return voted(village)


def anew(village: Village, ref: str, moment: Any = STOPPED, **other: Any) -> None:
    """The clerk sends it back, its text changes, the council passes it again, and its notice hangs its days."""
    with clock.at(moment):
        village.do("clerk", send_back, ref, "resolution", "少算了一条路")
        words = village.read(motion_at, ref).wording
        if other:
            village.do(1, amend, ref, replace(words, **other), "后街也装，钱和日子都改了")
        village.do(CHAIR, open, ref, moment + 3 * DAY)
    send_all(village, ref, {"for": range(1, 11)}, moment + DAY)
    tick(village, moment + 3 * DAY)
    post(village, ref, moment + 4 * DAY)
    tick(village, clock_midnight(village, ref))


def clock_midnight(village: Village, ref: str) -> Any:
    """The end of its last day."""
    last = notice(village, ref).ends_on
    assert last is not None
    return at(last.year, last.month, last.day, 0) + DAY


def test_while_it_is_decided_anew_it_stands_still(village: Village, working: str) -> None:
    with clock.at(STOPPED):
        village.do("clerk", send_back, working, "resolution", "少算了一条路")
    found = work(village, working)
    assert (found.stands, found.state(date(2027, 3, 1))) == (Stands.BEFORE, State.HALTED)
    with pytest.raises(Refusal, match="first it is decided anew"):
        reported(village, working, STOPPED + DAY)
    assert verified(village) == []


def test_what_was_resolved_last_is_the_budget(village: Village, working: str) -> None:
    reported(village, working, BEGUN + DAY, milestone=1, paid=2_000_000)
    anew(village, working, cost_fen=50_000_00, money_from="村集体收益", done_by_day=date(2099, 3, 1))
    found = work(village, working)
    assert (found.plan.budget, found.money_from, found.resolved) == (50_000_00, "村集体收益", date(2099, 3, 1))
    assert (found.version, found.begun_version, found.paid) == (2, 1, 20_000_00)
    with clock.at(HUNG):
        village.do("委一", contract, working, "青桥照明公司", 50_000_00)
        with pytest.raises(Refusal, match="would come to"):
            village.do("委一", contract, working, "青桥照明公司", 1)
        village.do("委一", extend, working, 0, date(2099, 2, 20), "加了后街")
        with pytest.raises(Refusal, match="2099-03-01"):
            village.do("委一", extend, working, 0, date(2099, 3, 2), "加了后街")
    assert verified(village) == []


def test_less_money_than_was_paid_is_over(village: Village, working: str) -> None:
    reported(village, working, BEGUN + DAY, milestone=1, paid=2_000_000)
    anew(village, working, cost_fen=15_000_00)
    assert work(village, working).over == 5_000_00
    page = village.client()
    with clock.at(HUNG):
        told = page.get(f"{village.url}/works/{working}")
        assert "5,000" in told.text
        assert "重新定了" in told.text
        assert "15,000" in told.text
        facts = page.get(f"{village.url}/works/{working}.json").json()
    assert (facts["budget_fen"], facts["over_fen"]) == (15_000_00, 5_000_00)
    assert verified(village) == []


def test_an_earlier_day_binds_the_whole_and_its_parts(village: Village, working: str) -> None:
    """It had begun with parts due on 10 and 20 December; now all is to be done by the 16th."""
    anew(village, working, done_by_day=date(2026, 12, 16))
    found = work(village, working)
    assert (found.plan.due, [part.due.day for part in found.parts]) == (date(2026, 12, 16), [10, 16])
    assert [part.planned.day for part in found.parts] == [10, 20]
    assert found.overdue(date(2026, 12, 18)) == 8
    assert verified(village) == []


def test_the_next_report_is_due_from_the_day_on_which_it_goes_on(village: Village, working: str) -> None:
    """Nobody could report meanwhile: the thirty days count from 14 December, not from the first."""
    anew(village, working)
    found = work(village, working)
    assert (found.again_on, found.reopened_on, found.state(date(2026, 12, 9))) == (
        date(2026, 12, 14), None, State.UNDER_WAY,
    )  # fmt: skip
    reported(village, working, HUNG, milestone=1)
    reported(village, working, HUNG, milestone=2)
    assert work(village, working).silent(date(2027, 1, 14)) == 0
    with clock.at(HUNG):
        village.do("委一", accept, working, "都亮了")
    assert verified(village) == []


def test_it_is_on_the_countys_list_again_once_it_goes_on(village: Village, working: str) -> None:
    accepted(village, working, BEGUN + DAY)
    anew(village, working)
    assert village.look(lambda db: late_in(db, village.county, date(2027, 1, 13)))[0] == []
    (late,) = village.look(lambda db: late_in(db, village.county, date(2027, 1, 14)))[0]
    assert (late.ref, late.report_due, late.overdue_since) == (working, date(2027, 1, 13), None)
    assert work(village, working).silent(date(2027, 1, 14)) == 1
    assert verified(village) == []


def test_the_result_of_a_second_round_has_the_second_budget(village: Village, working: str) -> None:
    accepted(village, working, BEGUN + DAY)
    anew(village, working, cost_fen=50_000_00)
    reported(village, working, HUNG, paid=100_000, photos=[photo()])
    with clock.at(HUNG):
        village.do("委一", accept, working, "后街也亮了")
    found, resolved = work(village, working), village.read(resolutions, work(village, working).motion_id)
    results = [result_of(found, before, resolved) for before in (found.acceptances[1].entry, None)]
    assert [each and each.budget_fen for each in results] == [38_400_00, 50_000_00]
    post(village, working, HUNG, about=About.RESULT)
    with clock.at(HUNG):
        facts = village.client().get(f"{village.url}/motions/{working}/notice.json?about=result").json()
    assert facts["result"]["budget_fen"] == 50_000_00
    assert verified(village) == []


def test_the_page_says_why_it_stood_still_and_what_was_resolved(village: Village, working: str) -> None:
    page = village.client()
    with clock.at(STOPPED):
        village.do("clerk", send_back, working, "resolution", "少算了一条路")
        text = page.get(f"{village.url}/works/{working}").text
    assert "少算了一条路" in text


def test_it_does_not_begin_twice(village: Village, working: str) -> None:
    anew(village, working, cost_fen=40_000_00)
    with clock.at(HUNG), pytest.raises(Refusal, match="begun already"):
        village.do("委一", begin, working, Wanted(due=date(2026, 12, 20), people=(1,)))
