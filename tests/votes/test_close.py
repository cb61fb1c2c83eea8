"""A vote ends by its deadline: the clock closes what is due before any other act, and before a page tells of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import pytest

from council import charters
from council.hall.verification import verify_kept
from council.kit import clock
from council.kit.act import Due
from council.kit.clock import CHINA
from council.motions.acts import propose
from council.motions.tables import motion_at
from council.rules.book import seal
from council.rules.charter import Source
from council.rules.refusal import Name, Refusal
from council.rules.share import Base
from council.rules.threshold import Outcome, Threshold
from council.votes.closing import close, due_communities
from council.votes.standing import State, standing
from tests.motions.words import CLEANING
from tests.village import Village
from tests.votes.scene import CLOSES, DAY, SECOND, opened, send, send_all, stands, tick, vote_on

Found = Callable[..., Village]
MORE_YES = Threshold(Fraction(1, 2), Base.CAST, strict=True)


def outcome(village: Village, ref: str) -> str:
    verdict = stands(village, ref, CLOSES).verdict
    assert verdict is not None
    return verdict.outcome


def test_the_clock_closes_before_the_next_act_with_an_entry_of_its_own(village: Village) -> None:
    ref = opened(village)
    send_all(village, ref, {"for": range(1, 10), "against": [10]})
    with clock.at(CLOSES + DAY):
        village.do(2, propose, "yishihui", "sanitation", CLEANING)
    closing, after = village.entries()[-2:]
    assert (closing["act"], closing["actor"], closing["on"]) == ("vote.close", "clock", f"vote:{ref}/1")
    assert closing["facts"]["closes_at"] == "2026-11-22T12:00:00.000Z"
    assert after["act"] == "motion.draft"


def test_the_closing_tells_every_number_and_opens_every_standing_seal(village: Village) -> None:
    ref = opened(village)
    send_all(village, ref, {"for": range(1, 10), "against": [10], "abstain": [11]})
    send(village, 1, ref, "abstain")
    tick(village)
    facts = village.last()["facts"]
    assert facts["verdict"] == {
        "outcome": "rejected", "yes": 8, "no": 1, "abstain": 2, "silent": 2, "present": 11,
        "base": "seats", "of": 13, "share": "2/3", "compare": "at_least", "needed": 9,
    }  # fmt: skip
    assert (facts["seats"], facts["filled"], facts["recused"], facts["superseded"]) == (13, 13, 0, 1)
    cast = {e["seq"]: e["sealed"]["choice"] for e in village.entries() if e["act"] == "vote.cast"}
    assert [b["seat"] for b in facts["ballots"]] == list(range(1, 12))
    for ballot in facts["ballots"]:
        sealed = seal(str(village.id), ballot["entry"], "choice", ballot["salt"], ballot["choice"])
        assert cast[ballot["entry"]] == sealed


def test_the_outcome_is_told_from_the_book_and_due_until_it_is_there(village: Village) -> None:
    ref = opened(village)
    send_all(village, ref, {"for": range(1, 11)})
    before, vote = stands(village, ref, CLOSES - SECOND), vote_on(village, ref)
    assert (before.state, before.verdict, dict(before.chosen)) == (State.OPEN, None, {})
    with pytest.raises(Due) as due:
        village.look(lambda db: standing(db, vote, CLOSES))
    assert (due.value.community, due.value.deadline) == (village.id, CLOSES)
    after = stands(village, ref, CLOSES)
    assert (after.state, after.verdict and after.verdict.yes) == (State.CLOSED, 10)


def test_a_vote_is_closed_once_however_often_the_clock_looks(village: Village) -> None:
    opened(village)
    for _ in range(3):
        tick(village)
    assert [entry["act"] for entry in village.entries()].count("vote.close") == 1


def test_nobody_closes_early_and_nobody_twice(village: Village) -> None:
    ref = opened(village)
    vote = vote_on(village, ref)
    with clock.at(CLOSES - SECOND), pytest.raises(Refusal, match="and not before"):
        village.do(None, close, vote)
    tick(village)
    with clock.at(CLOSES), pytest.raises(Refusal, match="has ended already"):
        village.do(None, close, vote_on(village, ref))


def test_the_motion_is_free_again_and_knows_its_outcome(village: Village) -> None:
    ref = opened(village)
    send_all(village, ref, {"for": range(1, 10)})
    tick(village, CLOSES + DAY)
    motion = village.read(motion_at, ref)
    assert (motion.held_until, motion.outcome, motion.decided_at) == (None, "passed", CLOSES)


def test_the_servers_clock_finds_every_community_with_something_due(found: Found) -> None:
    due, waiting = found(), found()
    opened(due)
    opened(waiting, closes=CLOSES + DAY)
    assert due.id in due.look(lambda db: due_communities(db, CLOSES))
    assert waiting.id not in due.look(lambda db: due_communities(db, CLOSES))
    tick(due)
    assert due.id not in due.look(lambda db: due_communities(db, CLOSES))


def test_nobody_votes_and_the_vote_is_rejected(village: Village) -> None:
    ref = opened(village)
    tick(village)
    assert outcome(village, ref) == Outcome.REJECTED


# ── a village council of five: two thirds must vote, more than half of those who do must agree ──


def five(found: Found) -> tuple[Village, str]:
    village = found(charter="village_council", members=5, chair=1, vice_chair=2)
    return village, opened(village, chair=1)


def test_g20_a_tie_of_four_is_rejected(found: Found) -> None:
    village, ref = five(found)
    send_all(village, ref, {"for": [1, 2], "against": [3, 4]})
    verdict = stands(village, ref, CLOSES).verdict
    assert verdict is not None
    assert (verdict.outcome, verdict.quorum_needed, verdict.present) == (Outcome.REJECTED, 4, 4)


def test_g21_three_of_five_are_no_quorum_and_the_vote_does_not_count(found: Found) -> None:
    village, ref = five(found)
    send_all(village, ref, {"for": [1, 2, 3]})
    assert outcome(village, ref) == Outcome.INVALID_QUORUM
    tick(village)
    assert village.last()["facts"]["verdict"]["quorum_needed"] == 4
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


@pytest.mark.parametrize(("yes", "expected"), [(5, Outcome.PASSED), (4, Outcome.REJECTED)])
def test_g22_eight_of_eleven_vote_and_five_yes_carry_but_four_do_not(found: Found, yes: int, expected: Outcome) -> None:
    village = found(charter="village_council", members=11, chair=1, vice_chair=2)
    ref = opened(village, chair=1)
    send_all(village, ref, {"for": range(1, yes + 1), "against": range(yes + 1, 9)})
    assert outcome(village, ref) == expected


@pytest.mark.parametrize(("no", "abstain", "expected"), [(5, 3, Outcome.REJECTED), (4, 4, Outcome.PASSED)])
def test_g36_more_yes_than_no_carry_and_a_tie_does_not(
    village: Village, monkeypatch: pytest.MonkeyPatch, no: int, abstain: int, expected: Outcome
) -> None:
    law = charters.charter("yishihui")
    nantang = replace(law, rule=replace(law.rule, quorum=None, threshold=MORE_YES))
    monkeypatch.setattr("council.seats.tables.charter", lambda key: nantang)
    ref = opened(village)
    send_all(village, ref, {"for": range(1, 6), "against": range(6, 6 + no), "abstain": range(14 - abstain, 14)})
    assert outcome(village, ref) == expected


def test_g47_the_law_of_the_opening_day_decides_and_both_are_printed(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opened on 30 December 2026 under a rule that ended with the year, closed on 3 January."""
    now = charters.charter("yishihui")
    old = replace(
        now.sources["threshold"], text=Name("旧章程第九条", "Old charter, art. 9"), effective_to=date(2026, 12, 31)
    )
    then = replace(now, sources={**now.sources, "threshold": old})
    monkeypatch.setattr("council.seats.tables.charter", lambda key: then)
    opens, closes = datetime(2026, 12, 30, 9, 0, tzinfo=CHINA), datetime(2027, 1, 3, 20, 0, tzinfo=CHINA)
    ref = opened(village, at=opens, closes=closes)
    monkeypatch.undo()
    new = Source(Name("新章程第九条", "New charter, art. 9"), date(2027, 1, 1))
    later = replace(
        now, sources={**now.sources, "threshold": new}, rule=replace(now.rule, quorum=None, threshold=MORE_YES)
    )
    monkeypatch.setattr("council.charters.charter", lambda key: later)
    send_all(village, ref, {"for": range(1, 9)}, at=opens + DAY)
    verdict = stands(village, ref, closes).verdict
    assert verdict is not None
    assert (verdict.outcome, verdict.needed, verdict.of) == (Outcome.REJECTED, 9, 13)  # not 8 to 0
    with clock.at(closes + DAY):
        page = village.client().get(f"{village.url}/motions/{ref}").text
    assert "旧章程第九条" in page
    assert "新章程第九条" in page
