"""From acceptance to closed, and back: the second publication, an upheld objection to it, accepted anew."""

from datetime import date

import pytest

from council.app import due_communities
from council.kit import clock
from council.openness.acts import judge, reply
from council.procedure.acts import send_back
from council.rules.publicity import About
from council.rules.refusal import Refusal
from council.rules.works import Stands, State
from council.works.acts import accept
from council.works.reading import late_works, open_works, works_page
from tests.openness.scene import at, case, notice, objects, post, voted
from tests.procedure.scene import verified
from tests.village import Village
from tests.votes.scene import DAY, tick
from tests.works.scene import BEGUN, accepted, reported, work

ACCEPTED = BEGUN + 3 * DAY  # Friday, 4 December 2026
LAST = date(2026, 12, 11)  # of the notice of its result, seven days after it was posted
OVER = at(2026, 12, 12, 0)


@pytest.fixture
def ref(village: Village) -> str:
    """A motion on which the council really voted, so that the whole book can be verified."""
    return voted(village)


@pytest.fixture
def done(village: Village, working: str) -> str:
    """Accepted on 4 December, for 7,000 yuan."""
    accepted(village, working, ACCEPTED)
    return working


@pytest.fixture
def published(village: Village, done: str) -> str:
    """And the notice of its result hangs from the same day to the end of 11 December."""
    post(village, done, ACCEPTED, about=About.RESULT)
    return done


def test_its_notice_over_and_nobody_against_it_is_closed(village: Village, published: str) -> None:
    assert notice(village, published, "result").ends_on == LAST
    assert work(village, published).state(LAST) is State.ACCEPTED
    tick(village, OVER)
    assert village.last()["act"] == "notice.end"
    found = work(village, published)
    assert (found.state(LAST + DAY), found.stands) == (State.CLOSED, Stands.FINISHED)
    assert [row.ref for row in village.read(works_page)[0]] == [published]
    assert (village.read(open_works), village.read(late_works, date(2027, 6, 1))) == ([], [])
    assert verified(village) == []
    assert village.id not in village.look(lambda db: due_communities(db, OVER))


def test_an_objection_without_answer_keeps_it_open(village: Village, published: str) -> None:
    objects(village, published, ACCEPTED + DAY)
    tick(village, OVER)
    assert work(village, published).state(LAST + DAY) is State.ACCEPTED
    with clock.at(OVER):
        village.do("clerk", reply, published, 1, "灯头全部换过了，请再看看")
    assert work(village, published).state(LAST + DAY) is State.CLOSED


def upheld(village: Village, ref: str, moment: object) -> None:
    with clock.at(moment):  # type: ignore[arg-type]
        village.do("clerk", reply, ref, 1, "灯头全部换过了，请再看看")
        village.do("监一", judge, ref, 1, True, "有三盏灯根本不亮")


def test_an_upheld_objection_opens_it_again(village: Village, published: str) -> None:
    objects(village, published, ACCEPTED + DAY)
    upheld(village, published, ACCEPTED + 2 * DAY)
    found = work(village, published)
    assert (found.state(date(2026, 12, 6)), found.round) == (State.REOPENED, 2)
    assert (found.acceptance, len(found.acceptances), found.reopened_on) == (None, 1, date(2026, 12, 6))
    assert notice(village, published, "result").sent_back_on == date(2026, 12, 6)
    assert [row.ref for row in village.read(open_works)] == [published]
    assert verified(village) == []


def test_it_is_accepted_anew_and_published_anew(village: Village, published: str) -> None:
    objects(village, published, ACCEPTED + DAY)
    upheld(village, published, ACCEPTED + 2 * DAY)
    with pytest.raises(Refusal, match="Nothing was reported since"), clock.at(ACCEPTED + 3 * DAY):
        village.do("委一", accept, published, "都亮了")
    reported(village, published, ACCEPTED + 3 * DAY, line="换了三只灯头", paid=30_000)
    with clock.at(ACCEPTED + 3 * DAY):
        village.do("委一", accept, published, "都亮了")
    found = work(village, published)
    assert [each.final_fen for each in found.acceptances] == [700_000, 730_000]
    assert (found.round, found.state(date(2026, 12, 8))) == (2, State.ACCEPTED)
    assert post(village, published, ACCEPTED + 4 * DAY, about=About.RESULT) == 2
    tick(village, at(2026, 12, 16, 0))
    assert work(village, published).state(date(2026, 12, 16)) is State.CLOSED
    assert verified(village) == []


def test_upheld_after_all_was_finished_it_is_carried_out_again(village: Village, published: str) -> None:
    objects(village, published, ACCEPTED + DAY)
    with clock.at(ACCEPTED + 2 * DAY):
        village.do("clerk", reply, published, 1, "灯头全部换过了，请再看看")
    tick(village, OVER)
    assert work(village, published).stands is Stands.FINISHED
    upheld_on = OVER + 20 * DAY
    with clock.at(upheld_on):
        village.do("监一", judge, published, 1, True, "有三盏灯根本不亮")
    assert village.last()["facts"]["result"] == "reopened"
    found = work(village, published)
    assert (found.stands, found.reopened_on) == (Stands.THERE, clock.day_of(upheld_on))
    assert case(village, published).running("works")
    assert verified(village) == []


def test_the_clerk_who_sends_it_back_opens_it_too(village: Village, done: str) -> None:
    with clock.at(ACCEPTED + DAY):
        village.do("clerk", send_back, done, "works", "少装了一盏")
    assert (work(village, done).open, work(village, done).round) == (True, 2)


def test_silence_counts_from_the_day_it_was_opened_again(village: Village, published: str) -> None:
    """The last report is of 3 December and every thirtieth day one is due; it was opened again on 1 January."""
    objects(village, published, ACCEPTED + DAY)
    with clock.at(ACCEPTED + 2 * DAY):
        village.do("clerk", reply, published, 1, "灯头全部换过了，请再看看")
    tick(village, OVER)
    with clock.at(at(2027, 1, 1)):
        village.do("监一", judge, published, 1, True, "有三盏灯根本不亮")
    assert village.read(late_works, date(2027, 1, 31)) == []
    assert [each.silent(date(2027, 2, 1)) for each in village.read(late_works, date(2027, 2, 1))] == [1]
    assert work(village, published).state(date(2027, 2, 1)) is State.LATE
