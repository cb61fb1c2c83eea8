"""A matter on its whole way through the acts, and a council's motion beside it: what stands in the rooms is printed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from council.kit import clock
from council.kit.clock import CHINA
from council.openness.acts import check, clear_text, judge, reply
from council.votes.acts import open as open_vote
from tests.openness.scene import objects, post
from tests.papers.press import words_in, words_in_word
from tests.procedure.hall import through
from tests.procedure.scene import WATCHER, begun
from tests.village import Village
from tests.votes.scene import put_motion, send_all, tick

DAY = timedelta(days=1)
STAGES = ("proposal", "consultation", "review", "resolution")
FOUNDED = datetime(2026, 8, 1, 9, 0, tzinfo=CHINA)
BEGUN = datetime(2026, 8, 10, 9, 0, tzinfo=CHINA)
DECIDED = BEGUN + 80 * DAY  # the fourth meeting, on Thursday 29 October
POSTED = DECIDED + DAY + timedelta(hours=6)  # a Friday; fifteen days later is a Saturday
NOW = POSTED + 3 * DAY
COUNCIL_PUT = DECIDED - 12 * DAY
COUNCIL_CLOSES = datetime(2026, 10, 28, 20, 0, tzinfo=CHINA)


def decided(village: Village, **words: Any) -> str:
    """A matter that passed all four discussions; its number."""
    ref = begun(village, at=BEGUN, **words)
    through(village, ref, *STAGES, begin=BEGUN)
    return ref


def published(village: Village, **more: Any) -> str:
    """The same with its notice on the board, one objection answered and one that waits, and its check."""
    ref = decided(village)
    post(village, ref, POSTED, **more)
    objects(village, ref, POSTED + DAY)
    objects(village, ref, POSTED + DAY, text="亮灯到早上六点吧", code="0123456Z")
    with clock.at(POSTED + 2 * DAY):
        village.do("clerk", reply, ref, 1, "灯杆往西挪八米，灯头加遮光罩。")
        village.do(WATCHER, clear_text, ref, 1, "灯杆别立在菜地边上")
        village.do(WATCHER, judge, ref, 1, False, "位置已经改了")
        village.do(WATCHER, check, ref, "resolution", True, "看过，贴着")
    return ref


def council_posted(village: Village, **more: Any) -> str:
    """A motion that the council passed by a vote by window, with its notice on the board."""
    ref = put_motion(village, at=COUNCIL_PUT)
    with clock.at(COUNCIL_PUT + 6 * DAY):
        village.do(13, open_vote, ref, COUNCIL_CLOSES)
    send_all(village, ref, {"for": range(1, 11), "against": (11,), "abstain": (12,)}, at=COUNCIL_PUT + 7 * DAY)
    tick(village, COUNCIL_CLOSES)
    post(village, ref, POSTED, **more)
    return ref


@dataclass(frozen=True)
class Sheet:
    """A paper fetched: its page, and the words of page and Word file."""

    html: str
    words: str


def fetched(village: Village, path: str, who: object = None, at: datetime = NOW) -> Sheet:
    """A paper as someone gets it, in the same words on the page and in the Word file."""
    client = village.client(who)
    with clock.at(at):
        page, file = client.get(village.url + path), client.get(f"{village.url}{path}?as=word")
    assert page.status_code == 200, path
    assert file.headers["content-type"].startswith("application/vnd.openxmlformats")
    assert words_in_word(file.content) == words_in(page.text)
    return Sheet(page.text, words_in(page.text))


def refused(village: Village, path: str, *who: object, at: datetime = NOW) -> None:
    """Nobody of these gets the paper, on the page or as a file."""
    with clock.at(at):
        for one in who:
            for as_word in ("", "?as=word"):
                page = village.client(one).get(village.url + path + as_word)
                assert page.status_code == 404 or page.url.path == "/login", (path, one)
