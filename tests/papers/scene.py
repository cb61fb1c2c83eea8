"""A matter on its whole way through the acts, and a council's motion beside it: what stands in the rooms is printed."""

from datetime import datetime, timedelta
from typing import Any

from council.kit import clock
from council.kit.clock import CHINA
from council.openness.acts import check, clear_text, judge, reply
from tests.openness.scene import objects, post
from tests.procedure.hall import through
from tests.procedure.scene import WATCHER, begun
from tests.village import Village

DAY = timedelta(days=1)
STAGES = ("proposal", "consultation", "review", "resolution")
FOUNDED = datetime(2026, 8, 1, 9, 0, tzinfo=CHINA)
BEGUN = datetime(2026, 8, 10, 9, 0, tzinfo=CHINA)
DECIDED = BEGUN + 80 * DAY  # the fourth meeting, on Thursday 29 October
POSTED = DECIDED + DAY + timedelta(hours=6)  # a Friday; fifteen days later is a Saturday
NOW = POSTED + 3 * DAY


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
