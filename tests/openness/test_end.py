"""A period ends at 24:00 of its last day in China, by the clock, with an entry of its own; then the matter goes on."""

from datetime import date, timedelta

import pytest

from council.app import due_communities
from council.kit import clock
from council.motions.tables import motion_at
from council.openness.acts import reply
from council.openness.ending import end
from council.openness.gate import blocked_by, may_implement
from council.rules.refusal import Refusal
from council.rules.walk import Result
from tests.openness.scene import LAST, POSTED, at, case, notice, objects, post
from tests.village import Village
from tests.votes.scene import DAY, opened, tick

MIDNIGHT = at(2026, 12, 1, 0)
MILLISECOND = timedelta(milliseconds=1)


def blocked(village: Village, ref: str, today: date) -> list[str]:
    motion = village.read(motion_at, ref)
    return [str(refusal) for refusal in village.read(blocked_by, motion.id, today)]


def test_at_midnight_the_clock_ends_it_and_the_matter_goes_on(village: Village, posted: str) -> None:
    tick(village, MIDNIGHT)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("notice.end", "clock", f"notice:{posted}/resolution/1")
    assert entry["facts"] == {
        "posted_on": "2026-11-23", "ends_on": "2026-11-30", "objections": 0, "waiting": 0, "stage": "publication",
        "attempt": 1, "result": "cleared", "on_day": "2026-11-30",
    }  # fmt: skip
    step = case(village, posted).last("publication")
    assert step is not None
    assert (step.result, step.done_on, step.entry) == (Result.CLEARED, LAST, entry["seq"])
    assert case(village, posted).running("works")
    assert notice(village, posted).cleared_at is not None


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("/motions/{ref}", "公示中", "可以办了"),
        ("/motions/{ref}.json", '"publication"', '"works"'),
        ("/motions", "公示中", "办理中"),
    ],
)
def test_whoever_looks_first_reads_that_it_is_over(
    village: Village, posted: str, path: str, before: str, after: str
) -> None:
    """Nobody need act, and no job need run, for a page to tell it."""
    for moment, words in ((MIDNIGHT - MILLISECOND, before), (MIDNIGHT, after)):
        with clock.at(moment):
            assert words in village.client().get(village.url + path.format(ref=posted)).text


def test_a_millisecond_before_it_still_hangs(village: Village, posted: str) -> None:
    tick(village, MIDNIGHT - MILLISECOND)
    assert village.last()["act"] == "notice.post"
    assert blocked(village, posted, LAST) == ["It is published until 2026-11-30, that day included."]


def test_another_time_zone_changes_nothing(village: Village, posted: str) -> None:
    """At midnight in China it is 16:00 of the day before in UTC."""
    tick(village, MIDNIGHT.astimezone(clock.UTC))
    assert village.last()["act"] == "notice.end"


def test_it_ends_before_any_other_act(village: Village, posted: str) -> None:
    with pytest.raises(Refusal, match="The notice period is over"):
        objects(village, posted, MIDNIGHT)
    assert village.last()["act"] == "notice.end"


def test_it_ends_once(village: Village, posted: str) -> None:
    tick(village, MIDNIGHT)
    tick(village, MIDNIGHT + DAY)
    assert [entry["act"] for entry in village.entries()].count("notice.end") == 1
    with pytest.raises(Refusal, match="does not hang any more"), clock.at(MIDNIGHT):
        village.do(None, end, notice(village, posted))


def test_nobody_ends_it_early(village: Village, posted: str) -> None:
    with pytest.raises(Refusal, match="It is published until"), clock.at(MIDNIGHT - MILLISECOND):
        village.do(None, end, notice(village, posted))


def test_the_servers_clock_finds_where_it_is_due(village: Village, posted: str) -> None:
    assert village.id not in village.look(lambda db: due_communities(db, MIDNIGHT - MILLISECOND))
    assert village.id in village.look(lambda db: due_communities(db, MIDNIGHT))
    tick(village, MIDNIGHT)
    assert village.id not in village.look(lambda db: due_communities(db, MIDNIGHT))


def test_a_vote_and_a_period_that_are_due_together_are_both_done(village: Village, posted: str) -> None:
    opened(village, at(2026, 11, 24), at(2026, 11, 30, 20))
    tick(village, at(2026, 12, 5))
    assert [entry["act"] for entry in village.entries()[-2:]] == ["vote.close", "notice.end"]


def test_over_the_end_of_a_year_with_a_known_calendar(village: Village, ref: str) -> None:
    post(village, ref, at(2026, 11, 24, 23, 59, 59), days=7)
    assert notice(village, ref).ends_on == date(2026, 12, 1)
    post_at_midnight = at(2026, 11, 25, 0)
    assert clock.day_of(post_at_midnight) == date(2026, 11, 25)


# ── objections keep it waiting (G41) ──


def test_g41_an_objection_on_the_sixth_day_keeps_the_work_waiting_until_it_is_answered(
    village: Village, posted: str
) -> None:
    objects(village, posted, at(2026, 11, 29))
    tick(village, MIDNIGHT)
    assert village.last()["facts"]["waiting"] == 1
    assert "result" not in village.last()["facts"]
    assert case(village, posted).running("publication")
    motion = village.read(motion_at, posted)
    refusal = village.read(may_implement, motion.id, date(2026, 12, 1))
    assert str(refusal) == "Objection 1 is not answered; the reply is due on 2026-12-02."
    with clock.at(at(2026, 12, 2)):
        village.do("clerk", reply, posted, 1, "灯杆往西挪八米，灯头加遮光罩。")
    assert village.last()["act"] == "objection.reply"
    assert village.last()["facts"]["result"] == "cleared"
    assert village.read(may_implement, motion.id, date(2026, 12, 2)) is None
    assert case(village, posted).running("works")


def test_answered_before_the_end_the_period_runs_on_to_its_last_day(village: Village, posted: str) -> None:
    objects(village, posted, POSTED + DAY)
    with clock.at(POSTED + 2 * DAY):
        village.do("委一", reply, posted, 1, "灯杆往西挪八米，灯头加遮光罩。")
    assert "result" not in village.last()["facts"]
    assert notice(village, posted).ends_on == LAST
    assert blocked(village, posted, LAST) == ["It is published until 2026-11-30, that day included."]
    tick(village, MIDNIGHT)
    assert village.last()["facts"]["result"] == "cleared"
