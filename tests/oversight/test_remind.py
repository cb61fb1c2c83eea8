"""An officer reminds a committee of what is late: once a week, in their own township, and everyone can read that."""

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from council.kit import clock
from council.kit.act import NotFound, SignInFirst
from council.kit.ids import new_id
from council.oversight import officers
from council.oversight.acts import remind
from council.oversight.officers import post_named
from council.places.tables import County, Township
from council.rules.refusal import Refusal
from council.works.acts import accept
from tests.openness.scene import at
from tests.oversight.scene import LATE, officer, reminded
from tests.village import Village
from tests.votes.scene import DAY
from tests.works.scene import BEGUN, reported

WEEK = 7 * DAY


def test_the_book_says_who_reminded_and_how_late_it_was(village: Village, working: str) -> None:
    reminded(village, working)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("oversight.remind", "officer:1", f"work:{working}")
    assert entry["facts"] == {"days_overdue": 4, "days_silent": 0}
    assert set(entry["sealed"]) == {"authority", "name"}


def test_an_officer_of_the_county_reminds_too(village: Village, working: str) -> None:
    reminded(village, working, who="县里林")
    assert village.last()["actor"] == "officer:2"


@pytest.mark.parametrize("who", ["stranger", "clerk", "委一", "监一", 1])
def test_nobody_else_reminds(village: Village, working: str, who: object) -> None:
    with pytest.raises(Refusal, match="Only an officer"):
        reminded(village, working, who=who)  # type: ignore[arg-type]


def test_someone_signed_out_signs_in_first(village: Village, working: str) -> None:
    with pytest.raises(SignInFirst), clock.at(LATE):
        village.do(None, remind, working)


def test_an_officer_of_elsewhere_is_refused(village: Village, working: str) -> None:
    mark = village.county.removeprefix("yunxi")
    with clock.at(BEGUN):
        village.db.write_account_now(
            lambda db: (
                db.execute(insert(Township).values(id=new_id(), county_slug=village.county, name="石塘镇")),
                db.execute(insert(County).values(slug=f"linxi{mark}", name=f"临溪县{mark}")),
            )
        )
        officer(village, "镇干部", township="石塘镇")
        officer(village, "邻县人", county=f"linxi{mark}")
    for who in ("镇干部", "邻县人"):
        with pytest.raises(Refusal, match="Only an officer of this township"):
            reminded(village, working, who=who)


def test_nothing_is_reminded_of_before_it_is_late(village: Village, working: str) -> None:
    with pytest.raises(Refusal, match="Nothing is late"):
        reminded(village, working, at(2026, 12, 10))
    reminded(village, working, at(2026, 12, 11))


def test_what_was_accepted_is_never_late(village: Village, working: str) -> None:
    reported(village, working, BEGUN + DAY, milestone=1)
    reported(village, working, BEGUN + 2 * DAY, milestone=2)
    with clock.at(BEGUN + 3 * DAY):
        village.do("委一", accept, working, "都亮了")
    with pytest.raises(Refusal, match="Nothing is late"):
        reminded(village, working, LATE + 60 * DAY)


def test_a_report_that_is_missing_is_late(village: Village, cleared: str) -> None:
    from tests.works.scene import begun

    work = begun(village, cleared, due=clock.day_of(BEGUN + 90 * DAY), milestones=())
    assert work.plan.report_days
    silent = BEGUN + (work.plan.report_days + 3) * DAY
    reminded(village, cleared, silent)
    assert village.last()["facts"] == {"days_overdue": 0, "days_silent": 3}


def test_within_a_week_nobody_reminds_again(village: Village, working: str) -> None:
    reminded(village, working)
    for who in ("何干部", "县里林"):
        with pytest.raises(Refusal, match="They were reminded on"):
            reminded(village, working, LATE + WEEK - DAY, who=who)
    reminded(village, working, LATE + WEEK, who="县里林")


def test_sent_twice_it_is_one_reminder(village: Village, working: str) -> None:
    reminded(village, working, event="0" * 32)
    told = village.entries()
    with pytest.raises((Refusal, DBAPIError)):
        reminded(village, working, event="0" * 32)  # the door asks `once` before it
    assert village.entries() == told


def test_a_work_that_is_none_is_not_found(village: Village, working: str) -> None:
    for ref in ("2026-99", "x"):
        with pytest.raises(NotFound):
            reminded(village, ref)


def test_whoever_is_no_officer_any_more_is_refused(village: Village, working: str) -> None:
    def end(db) -> str:  # type: ignore[no-untyped-def]
        return officers.dismiss(db, post_named(db, village.county), 1, LATE)

    assert village.db.write_account_now(end) == "何干部"
    with pytest.raises(Refusal, match="Only an officer"):
        reminded(village, working)


WALLS = [
    "UPDATE reminder SET days_overdue = 1",
    "UPDATE reminder SET name = 'x'",
    "DELETE FROM reminder",
    "INSERT INTO reminder SELECT * FROM reminder",
]


@pytest.mark.parametrize("attack", WALLS)
def test_the_database_keeps_a_reminder_as_it_was_sent(village: Village, working: str, attack: str) -> None:
    reminded(village, working)
    with pytest.raises(DBAPIError):
        village.db.write_now(village.id, lambda db: db.connection().execute(text(attack)))
