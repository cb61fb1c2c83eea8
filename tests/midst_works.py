"""What the village in the midst of things carries out: one that may begin, one that is disputed, one that is done."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from council.kit import clock
from council.kit.pictures import prepared
from council.motions.acts import propose, put
from council.votes.acts import cast, open
from council.works.acts import Planned, Said, Wanted, begin, look, report
from tests.files import photograph
from tests.motions.words import lights
from tests.openness.scene import post
from tests.village import Village

DAY = timedelta(days=1)


def set_to_work(village: Village, now: datetime) -> Mapping[str, str]:
    """The numbers of the three, by the places in addresses that they fill. It was all done fifty days ago."""
    cleared, working, finished = refs = _passed(village, now, ("水塔边的灯", "晒谷场的灯", "村尾的灯"))
    for ref in refs:
        post(village, ref, now - 68 * DAY)
    photo, today = prepared(photograph()), clock.day_of(now)
    with clock.at(now - 52 * DAY):
        parts = (Planned("立灯杆", today + 9 * DAY, 60), Planned("装灯头", today + 20 * DAY, 40))
        village.do("委一", begin, working, Wanted(due=today + 30 * DAY, people=(1, 2), milestones=parts))
        village.do("委一", begin, finished, Wanted(due=today + 30 * DAY, people=(3,)))
    with clock.at(now - 50 * DAY):
        village.do("委二", report, working, Said(line="立了 8 根灯杆", paid=8_000_00, photos=[photo], invoice=photo))
        village.do("委三", report, finished, Said(line="全部装好，亮了", percent=100))
    with clock.at(now - 49 * DAY):
        village.do("监一", look, working, False, "只看到五根灯杆", photo)
    return {"cleared": cleared, "working": working, "finished": finished}


def _passed(village: Village, now: datetime, titles: Sequence[str]) -> list[str]:
    """Motions that the council passed side by side."""
    with clock.at(now - 78 * DAY):
        drafts = [village.do(1, propose, village.body, "lighting", lights(title=title)) for title in titles]
        refs = [village.do(1, put, draft) for draft in drafts]
    for ref in refs:
        with clock.at(now - 75 * DAY):
            village.do(13, open, ref, now - 70 * DAY)
    for ref in refs:
        for seat in range(1, 14):
            with clock.at(now - 73 * DAY):
                village.do(seat, cast, ref, "for" if seat < 11 else "against")
    with clock.at(now - 69 * DAY):
        village.db.write_now(village.id, lambda session: None)
    return refs
