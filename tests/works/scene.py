"""A resolution whose notice hung its days, and the work on it, begun on 1 December 2026."""

from datetime import date, datetime
from typing import Any

from council.kit import clock
from council.kit.pictures import Prepared, prepared
from council.works.acts import Planned, Said, Wanted, accept, begin, look, report
from council.works.reading import work_at
from council.works.rows import Work
from tests.files import photograph
from tests.openness.scene import at
from tests.village import Village
from tests.votes.scene import DAY

BEGUN = at(2026, 12, 1)
POLES, LAMPS = Planned("立灯杆", date(2026, 12, 10), 60), Planned("装灯头", date(2026, 12, 20), 40)
PARTS = (POLES, LAMPS)


def photo() -> Prepared:
    return prepared(photograph())


def begun(village: Village, ref: str, moment: datetime = BEGUN, *, who: object = "委一", **more: Any) -> Work:
    wanted = {"due": date(2026, 12, 20), "people": (1, 2), "milestones": PARTS}
    with clock.at(moment):
        village.do(who, begin, ref, Wanted(**{**wanted, **more}))
        return work(village, ref)


def reported(village: Village, ref: str, moment: datetime, *, who: object = "委一", **more: Any) -> Work:
    said = {"line": "立了 8 根灯杆"}
    if more.get("paid") and "corrects" not in more:
        said["invoice"] = photo()  # type: ignore[assignment]
    with clock.at(moment):
        village.do(who, report, ref, Said(**{**said, **more}))
        return work(village, ref)


def accepted(village: Village, ref: str, moment: datetime, *, paid: int = 700_000) -> Work:
    """Both its parts were reached the day before, and it was accepted."""
    reported(village, ref, moment - DAY, milestone=1, paid=paid, photos=[photo()])
    reported(village, ref, moment - DAY, milestone=2)
    with clock.at(moment):
        village.do("委一", accept, ref, "12 盏都亮了")
        return work(village, ref)


def looked(village: Village, ref: str, holds: bool, moment: datetime, *, who: object = "监一", **more: Any) -> Work:
    with clock.at(moment):
        village.do(who, look, ref, holds, more.get("text", "只看到五根"), more.get("photo", photo()))
        return work(village, ref)


def work(village: Village, ref: str) -> Work:
    found: Work = village.read(work_at, ref)
    return found
