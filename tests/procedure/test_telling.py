"""Every entry that moves a matter is told as a sentence, with a name for each of its facts, in both languages."""

from collections.abc import Callable
from datetime import timedelta

from council.kit import clock
from council.ledger.telling import ACTS
from council.procedure.acts import (
    Answers,
    bring_again,
    choose_path,
    evaluate,
    finish,
    merge,
    note_papers,
    part,
    review,
    revise,
    send_back,
)
from council.rules.walk import Result
from tests.motions.words import lights
from tests.procedure.hall import BRANCH, notice, sit
from tests.procedure.scene import BEGUN, SECRETARY, begun, step, walked, walked_to
from tests.village import Village

DAY, LETTER = timedelta(days=1), ["ab" * 32]


def test_every_kind_of_step_is_told(settled: Callable[..., Village]) -> None:
    village = settled(one_head=True)
    _all_that_moves_a_matter(village)
    moved = [entry for entry in village.entries() if entry["act"].startswith(("case.", "path."))]
    assert {entry["act"] for entry in moved} == {kind for kind in ACTS if kind.startswith(("case.", "path."))}
    client = village.client()
    for entry in moved:
        for lang in ("", "/en"):
            page = client.get(f"{lang}{village.url}/record/{entry['seq']}")
            assert page.status_code == 200
            assert "%(" not in page.text
            assert f">{entry['act']}<" not in page.text


def _all_that_moves_a_matter(village: Village) -> None:
    held = BEGUN + 10 * DAY
    ref = begun(village)
    with clock.at(BEGUN + DAY):
        village.do("clerk", merge, ref, "consultation", "书记、主任一人兼")
        village.do("clerk", part, ref)
    sit(village, notice(village, ref, "proposal", held), BRANCH, SECRETARY, held)
    with clock.at(held + DAY):
        village.do("clerk", finish, ref)
        village.do("clerk", revise, ref, lights(title="少装三盏"), "少装三盏")
        village.do("clerk", send_back, ref, "proposal", "名单里漏了两户")
    unread = begun(village, title="再修一段水渠", at=held)
    walked(village, unread, "proposal", "consultation", at=held + DAY)
    notice(village, unread, "review", held + 12 * DAY, papers_on=None)
    with clock.at(held + 8 * DAY):
        village.do("clerk", note_papers, unread, clock.day_of(held + 8 * DAY))
    step(village, unread, "review", Result.REJECTED, held + 12 * DAY)
    with clock.at(held + 300 * DAY):
        village.do("clerk", bring_again, unread)
    later = held + 301 * DAY
    day = clock.day_of(later)
    for path, stage in (("four_two_township", "township_review"), ("five_discussions", "evaluation")):
        with clock.at(later):
            village.do("clerk", choose_path, path, "街道〔2026〕3号")
        other = begun(village, title=f"发给困难户的米（{path}）", at=later)
        walked_to(village, other, stage, at=later)
        with clock.at(later):
            if stage == "evaluation":
                village.do("clerk", evaluate, other, stage, Answers(30, 2, 3), day, LETTER)
            else:
                said = "报价三家，预算合适，同意。"
                village.do("clerk", review, other, stage, Result.CLEARED, day, "青桥街道办事处", said, LETTER)
