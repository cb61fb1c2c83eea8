"""What a book claims, held against what could have been done: every lie about a vote is found."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from council.hall.verification import NEVER_OPENED
from council.kit import clock
from council.ledger.book import Entry, book_in
from council.ledger.verify import check
from council.motions.acts import amend
from council.votes.acts import open, recuse, vacate, void
from council.votes.replay import replay
from tests.motions.words import lights
from tests.village import Village
from tests.votes.scene import CHAIR, CLOSES, DAY, OPENED, opened, put_motion, send, send_all, tick

Story = list[Entry]
Lie = Callable[[Story], Story]


def entries(village: Village) -> Story:
    book = village.look(lambda db: book_in(db, village.id))
    assert book is not None
    return list(check(book, NEVER_OPENED).entries)


def faults(village: Village, story: Story) -> list[tuple[int | None, str]]:
    return [(fault.entry, str(fault.reason)) for fault in replay(story, str(village.id))]


@pytest.fixture
def village(found: Callable[..., Village]) -> Village:
    """Seat 3 stands aside, seat 9 leaves after voting, seat 1 changes its vote; nine carry it."""
    village = found(vacant={12})
    ref = put_motion(village)
    with clock.at(OPENED):
        village.do(3, recuse, ref, 3, "施工队是我弟弟的")
        village.do(CHAIR, open, ref, CLOSES)
    send_all(village, ref, {"for": [1, 2, 4, 5, 6, 7, 8, 9, 10], "against": [11]})
    send(village, 1, ref, "abstain")
    send(village, 1, ref, "for")
    with clock.at(OPENED + 2 * DAY):
        village.do("clerk", vacate, "yishihui", 9, "搬走了，辞去席位")
    tick(village)
    return village


def test_an_honest_book_has_no_fault(village: Village) -> None:
    with clock.at(CLOSES + DAY):
        again = put_motion(village, who=2, at=CLOSES + 100 * DAY)
    with clock.at(CLOSES + 104 * DAY):
        village.do(CHAIR, open, again, CLOSES + 110 * DAY)
        village.do(CHAIR, void, again, "截止时间写错了")
        village.do(2, amend, again, lights(cost="28,400 元", cost_fen=28_400_00), "少装三盏，省一万元")
        village.do(CHAIR, open, again, CLOSES + 110 * DAY)
    assert faults(village, entries(village)) == []


def changed(act: str, nth: int = 0, **parts: Any) -> Lie:
    """The story in which one entry of a kind says something else; `facts` are laid over its own."""

    def lie(story: Story) -> Story:
        at = [n for n, entry in enumerate(story) if entry.act == act][nth]
        facts = {**story[at].facts, **parts.get("facts", {})}
        return [*story[:at], replace(story[at], **{**parts, "facts": facts}), *story[at + 1 :]]

    return lie


def verdict(**numbers: Any) -> Lie:
    def lie(story: Story) -> Story:
        [closing] = [entry for entry in story if entry.act == "vote.close"]
        return changed("vote.close", facts={"verdict": {**closing.facts["verdict"], **numbers}})(story)

    return lie


def ballot(nth: int, **parts: Any) -> Lie:
    """One revealed ballot is another."""

    def lie(story: Story) -> Story:
        [closing] = [entry for entry in story if entry.act == "vote.close"]
        ballots = [{**b, **parts} if n == nth else b for n, b in enumerate(closing.facts["ballots"])]
        return changed("vote.close", facts={"ballots": ballots})(story)

    return lie


def roll(seat: int, **parts: Any) -> Lie:
    def lie(story: Story) -> Story:
        [opening] = [entry for entry in story if entry.act == "vote.open"]
        seats = [{**s, **parts} if s["seat"] == seat else s for s in opening.facts["roll"]]
        return changed("vote.open", facts={"roll": seats})(story)

    return lie


def without(act: str) -> Lie:
    return lambda story: [entry for entry in story if entry.act != act]


HALF = {"share": "1/2", "base": "seats", "compare": "at_least", "recusal": "keep"}
LIES: dict[str, tuple[Lie, str]] = {
    "a result is turned": (verdict(outcome="rejected"), "recount does not give"),
    "a number is wrong": (verdict(yes=10), "recount does not give"),
    "a choice is turned": (ballot(0, choice="against"), "not the one that was sealed"),
    "a salt is another": (ballot(0, salt="0" * 64), "not the one that was sealed"),
    "an older ballot is counted": (ballot(0, entry=5), "not the last ballot of each seat"),
    "changed ballots are hidden": (changed("vote.close", facts={"superseded": 0}), "number of changed ballots"),
    "it closes early": (changed("vote.close", at=CLOSES - DAY), "closed before its deadline"),
    "the chair closes it": (changed("vote.close", actor="seat:yishihui/13"), "not by the clock"),
    "another deadline at the close": (
        changed("vote.close", facts={"closes_at": "2026-11-21T12:00:00.000Z"}), "Deadline",
    ),
    "the leaver is hidden": (changed("vote.close", facts={"vacated": []}), "vacated during the vote"),
    "a base is made smaller": (changed("vote.close", facts={"seats": 12}), "numbers of seats"),
    "a ballot after the deadline": (changed("vote.cast", at=CLOSES), "after the deadline"),
    "a ballot of a recused seat": (
        changed("vote.cast", actor="seat:yishihui/3", facts={"seat": 3}), "had stood aside",
    ),
    "a ballot of a vacant seat": (
        changed("vote.cast", actor="seat:yishihui/12", facts={"seat": 12}), "not on the roll",
    ),
    "a ballot of a stranger": (changed("vote.cast", actor="seat:yishihui/14", facts={"seat": 14}), "not on the roll"),
    "a ballot from another body": (changed("vote.cast", actor="seat:lishihui/2"), "not on the roll"),
    "a ballot in another's name": (changed("vote.cast", actor="seat:yishihui/2", facts={"seat": 4}), "not on the roll"),
    "a vacant seat called filled": (roll(12, filled=True), "calls a seat filled"),
    "a seat of another kind": (roll(8, category="established"), "not the body as it was seated"),
    "a holder who was not": (roll(8, member=77), "not the body as it was seated"),
    "a recusal forgotten": (roll(3, recused=False), "declared to stand aside"),
    "a recusal invented": (roll(4, recused=True), "declared to stand aside"),
    "an easier rule in the roll's numbers": (changed("vote.open", facts={"needed": 7}), "needed is not what"),
    "an easier rule": (
        changed("vote.open", facts={"rule": HALF}),
        "needed is not what",
    ),
    "a member opens it": (changed("vote.open", actor="seat:yishihui/2"), "who acted as chair"),
    "the recused chair opens it": (roll(13, recused=True), "who acted as chair"),
    "a version that never stood": (changed("vote.open", facts={"version": 2}), "version that stood"),
    "a round left out": (changed("vote.open", facts={"round": 2}), "round does not follow"),
    "a deadline before the opening": (
        changed("vote.open", facts={"closes_at": "2026-11-01T12:00:00.000Z"}), "Its deadline was over",
    ),
    "a vote on nothing": (without("motion.put"), "comes before what it rests on"),
    "a vote that was never opened": (without("vote.open"), "comes before what it rests on"),
    "a number left out": (changed("motion.put", on="motion:2026-2", facts={"number": 2}), "number does not follow"),
    "a text changed under the vote": (
        lambda story: [
            *story[:-1], replace(story[-1], act="motion.amend", on="motion:2026-1", facts={"version": 2}), story[-1],
        ],
        "A vote was running",
    ),
    "called off after a ballot": (
        lambda story: [*story[:-1], replace(story[-1], act="vote.void", actor="seat:yishihui/13", facts={})],
        "after a ballot had come",
    ),
    "ballots that are no list": (changed("vote.close", facts={"ballots": 7}), "does not say what"),
    "a roll with a seat twice": (
        lambda story: changed(
            "vote.open", facts={"roll": next(e for e in story if e.act == "vote.open").facts["roll"] * 2}
        )(story),
        "does not say what",
    ),
    "a rule of another kind": (changed("vote.open", facts={"rule": {"share": 0.5}}), "does not say what"),
}  # fmt: skip


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_found(village: Village, name: str) -> None:
    lie, said = LIES[name]
    found = faults(village, lie(entries(village)))
    assert any(said in reason for _, reason in found), found


def test_the_fault_names_its_entry(village: Village) -> None:
    story = entries(village)
    assert faults(village, verdict(yes=10)(story)) == [
        (story[-1].seq, "The recount does not give the verdict that was published.")
    ]


def test_votes_that_still_run_are_no_fault(found: Callable[..., Village]) -> None:
    village = found()
    send(village, 8, opened(village), "for")
    assert faults(village, entries(village)) == []
