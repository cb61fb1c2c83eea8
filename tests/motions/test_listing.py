"""How motions stand, and their list: page by page, by state, by year, by words."""

from datetime import date, timedelta

from council.kit import clock
from council.motions.acts import amend, conclude, hold, propose, put, stand, withdraw
from council.motions.listing import AFTERWARDS, STATES, motion_counts, motions_page, state_of
from council.motions.tables import motion_at
from council.rules.threshold import Outcome
from tests.motions.words import LIGHTS, lights
from tests.village import Village


def put_one(village: Village, **other: object) -> str:
    return village.do("clerk", put, village.do("clerk", propose, "yishihui", "lighting", lights(**other)))


def held(village: Village, ref: str, days: int = 3) -> None:
    village.do(None, hold, village.read(motion_at, ref).id, clock.now() + timedelta(days=days))


def ended(village: Village, ref: str, outcome: Outcome) -> None:
    held(village, ref)
    village.do(None, conclude, village.read(motion_at, ref).id, outcome)


def one_of_each(village: Village) -> dict[str, str]:
    refs = {state: put_one(village, title=f"这件事：{state}") for state in (*STATES, "changed")}
    held(village, refs["voting"], days=9)
    held(village, refs["ended"], days=1)
    ended(village, refs["passed"], Outcome.PASSED)
    ended(village, refs["rejected"], Outcome.REJECTED)
    ended(village, refs["invalid"], Outcome.INVALID_QUORUM)
    ended(village, refs["changed"], Outcome.REJECTED)
    for state in AFTERWARDS:
        ended(village, refs[state], Outcome.PASSED)
    for state in ("discussion", *AFTERWARDS):
        village.do("clerk", stand, village.read(motion_at, refs[state]).id, state)
    village.do("clerk", withdraw, refs["withdrawn"], "不需要了吧")
    with clock.at(clock.now() + timedelta(hours=1)):
        village.do("clerk", amend, refs["changed"], LIGHTS, "换了写法")
    return refs


def test_the_database_and_the_page_say_the_same_state(village: Village) -> None:
    refs = one_of_each(village)
    later = clock.now() + timedelta(days=2)
    for state in STATES:
        listed = village.read(motions_page, now=later, state=state).rows
        assert listed, state
        assert {state_of(row, later) for row in listed} == {state}
        assert refs[state] in [row.ref for row in listed]
    assert refs["changed"] in [row.ref for row in village.read(motions_page, now=later, state="put").rows]


def test_counts_by_state_and_year(village: Village) -> None:
    one_of_each(village)
    later = clock.now() + timedelta(days=2)
    counts = village.read(motion_counts, now=later)
    assert dict(counts.by_state) == {**dict.fromkeys(STATES, 1), "put": 2}
    assert dict(counts.by_year) == {clock.today().year: len(STATES) + 1}
    assert dict(counts.by_year_passed) == {clock.today().year: 4}


def test_a_vote_past_its_deadline_has_ended(village: Village) -> None:
    ref = put_one(village)
    held(village, ref, days=1)
    row = village.read(motion_at, ref)
    later = clock.now() + timedelta(days=2)
    assert state_of(row, later) == "ended"
    assert state_of(row, clock.now()) == "voting"


def test_the_newest_first_page_by_page_over_the_years(village: Village) -> None:
    year = clock.today().year
    for _ in range(3):
        put_one(village)
    with clock.at(clock.start_of(date(year + 1, 6, 1))):
        for _ in range(2):
            put_one(village)
    seen: list[str] = []
    before = None
    while True:
        page = village.read(motions_page, now=clock.now(), before=before, size=2)
        seen += [row.ref for row in page.rows]
        if page.more is None:
            break
        before = page.more
    assert seen == [f"{year + 1}-2", f"{year + 1}-1", f"{year}-3", f"{year}-2", f"{year}-1"]
    assert [row.ref for row in village.read(motions_page, now=clock.now(), year=year + 1).rows] == seen[:2]


def test_words_are_looked_for_as_they_stand(village: Village) -> None:
    ref = put_one(village, title="装路灯，省电 50%")
    put_one(village, title="打扫池塘", what="打扫池塘边的水沟")

    def found(q: str) -> list[str]:
        return [row.ref for row in village.read(motions_page, now=clock.now(), q=q).rows]

    assert found("省电") == [ref]
    assert found("50%") == [ref]
    assert found("%电_50") == []
    assert found("_") == []
    assert found("水沟") != [ref]
    assert found("\\") == []


def test_drafts_are_in_no_list(village: Village) -> None:
    village.do(7, propose, "yishihui", "lighting", LIGHTS)
    assert village.read(motions_page, now=clock.now()).rows == ()
    assert village.read(motion_counts, now=clock.now()).by_year == {}
