"""What the village in the midst of things carries out: one that may begin, one that is disputed, one that is done, one
that is accepted and answered about, and one that was opened again."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from council.kit import clock
from council.kit.pictures import prepared
from council.motions.acts import propose, put
from council.openness.acts import Sender, reply
from council.rules.publicity import About
from council.rules.rating import Content, Finished
from council.votes.acts import cast, open
from council.works.acts import Answer, Planned, Said, Wanted, accept, begin, clear_line, look, rate, report
from tests.files import photograph
from tests.motions.words import lights
from tests.openness.scene import objects, post
from tests.village import Village

DAY = timedelta(days=1)


def set_to_work(village: Village, now: datetime) -> Mapping[str, str]:
    """The numbers of the five, by the places in addresses that they fill. It was all done fifty days ago."""
    titles = ("水塔边的灯", "晒谷场的灯", "村尾的灯", "桥头的灯", "祠堂前的灯")
    cleared, working, finished, accepted, reopened = refs = _passed(village, now, titles)
    for ref in refs:
        post(village, ref, now - 68 * DAY)
    photo, today = prepared(photograph()), clock.day_of(now)
    with clock.at(now - 52 * DAY):
        parts = (Planned("立灯杆", today + 9 * DAY, 60), Planned("装灯头", today + 20 * DAY, 40))
        village.do("委一", begin, working, Wanted(due=today + 30 * DAY, people=(1, 2), milestones=parts))
        for ref in (finished, accepted, reopened):
            village.do("委一", begin, ref, Wanted(due=today + 30 * DAY, people=(3,)))
    with clock.at(now - 50 * DAY):
        village.do("委二", report, working, Said(line="立了 8 根灯杆", paid=8_000_00, photos=[photo], invoice=photo))
        village.do("委三", report, finished, Said(line="全部装好，亮了", percent=100))
    with clock.at(now - 49 * DAY):
        village.do("监一", look, working, False, "只看到五根灯杆", photo)
    _accept(village, now, (accepted, reopened))
    for who in (8, 9, 10):
        _says(village, reopened, now - 32 * DAY, Content.DISSATISFIED, Finished.NO, who)
    return {
        "cleared": cleared, "working": working, "finished": finished, "accepted": accepted, "reopened": reopened,
    }  # fmt: skip


def _accept(village: Village, now: datetime, refs: Sequence[str]) -> None:
    """Accepted forty days ago, the results published, objected to and answered; and two residents have answered about
    each. The book goes forward only, so it is told day by day."""
    photo = prepared(photograph())
    with clock.at(now - 45 * DAY):
        said = Said(line="全部装好", percent=100, paid=9_000_00, photos=[photo], invoice=photo)
        for ref in refs:
            village.do("委二", report, ref, said)
    with clock.at(now - 40 * DAY):
        for ref in refs:
            village.do("委一", accept, ref, "都亮了")
            post(village, ref, now - 40 * DAY, about=About.RESULT)
    for ref in refs:
        objects(village, ref, now - 39 * DAY)
    with clock.at(now - 38 * DAY):
        for ref in refs:
            village.do("clerk", reply, ref, 1, "灯杆往西挪八米，灯头加遮光罩。")
    for ref in refs:
        _says(village, ref, now - 37 * DAY, Content.MOSTLY, Finished.PARTLY, text="王二家门口那盏不亮")
        _says(village, ref, now - 37 * DAY, Content.SATISFIED, Finished.YES, text="亮堂")
    with clock.at(now - 36 * DAY):
        for ref in refs:
            village.do("监一", clear_line, ref, 2, "亮堂")


def _says(
    village: Village, ref: str, moment: datetime, content: Content, finished: Finished, who: object = None,
    text: str = "",
) -> None:  # fmt: skip
    with clock.at(moment):
        said = Answer(content=content, finished=finished, text=text)
        village.do(who, rate, ref, said, Sender(f"203.0.113.{ref.partition('-')[2]}", "0" * 32))


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
