"""What the demo's village carries out: done and closed, opened again, under way, late, disputed, over its budget."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from secrets import token_hex
from typing import Any

from council.hall import demo_people as people
from council.hall import demo_story as story
from council.hall.demo_diary import SECOND, Diary, post
from council.hall.demo_pictures import Camera
from council.hall.demo_story import Told
from council.hall.demo_village import Village
from council.kit import clock
from council.motions.tables import motion_at
from council.openness.acts import Sender
from council.openness.gate import may_implement
from council.oversight.acts import remind
from council.rules.publicity import About
from council.rules.rating import Content, Finished
from council.works.acts import Answer, Planned, Said, Wanted, accept, add_money, begin, contract, look, rate, report

HUANG, LUO, PENG = (people.COMMITTEE[place][0].name for place in (2, 4, 5))
VOTES = dict.fromkeys((1, 2, 3, 4, 6, 7, 8, 9, 11), "for") | {5: "against", 12: "abstain"}

SHELTER = Told(
    "facilities", "村口公交站搭一个候车棚", "公交站牌旁搭 6 米长的候车棚，放两条长凳。", "12,800 元，包工包料。",
    12_800, "街道民生小额资金", "三个月内搭好。", 95, "等车的老人和上学的孩子。",
    "站牌那里没有遮的，下雨天老人站在路边等。棚子靠墙搭，不占路。",
)  # fmt: skip
STEPS = Told(
    "facilities", "市场口公厕加坡道和扶手", "公厕门口修一条坡道，里外装扶手。", "5,600 元，含材料。", 5_600,
    "街道民生小额资金", "三个月内修好。", 90, "坐轮椅的 3 个人，腿脚不便的老人。", "门口三级台阶，坐轮椅的进不去。",
)  # fmt: skip
WELL = Told(
    "facilities", "二组公用水井换水泵", "换一台水泵，修好井台。", "6,000 元，含安装。", 6_000, "乡贤捐款",
    "三个月内换好。", 100, "二组用井水的 41 户。", "水泵用了十四年，夏天常常抽不上水。",
)  # fmt: skip
WIRES = Told(
    "facilities", "水井加装漏电保护和一段电线", "井房加漏电保护，换 80 米旧电线。", "1,500 元。", 1_500, "乡贤捐款",
    "跟水泵一起装好。", 60, "二组用井水的 41 户。", "拆开才看见旧电线皮已经裂了，电工说不换不敢通电。",
)  # fmt: skip


class Site:
    """One work of the demo. Where its notice has no end (a year whose days off nobody knows), nothing happens there."""

    def __init__(self, village: Village, camera: Camera, ref: str = ""):
        self.village, self.camera, self.ref, self.going = village, camera, ref, False

    def begins(self, who: int | str, ahead: int, seats: Sequence[int], *parts: tuple[str, int, int]) -> None:
        """`ahead`: days until it is done; of each part its name, its days, its share."""
        today, village = clock.today(), self.village
        self.going = village.database.read_now(
            lambda db: may_implement(db, village.id, motion_at(db, village.id, self.ref).id, today) is None
        )
        written = [Planned(name, today + timedelta(days), share) for name, days, share in parts]
        self.does(who, begin, Wanted(due=today + timedelta(ahead), people=seats, milestones=written))

    def reports(self, who: int | str, line: str, done: int, reached: int | None = None, yuan: int = 0) -> None:
        """With a photograph on which so many of six parts are done, and the invoice of what was paid."""
        said = Said(
            line=line, milestone=reached, paid=yuan * 100, photos=[self.camera.site(done)],
            invoice=self.camera.sheet() if yuan else None,
        )  # fmt: skip
        self.does(who, report, said)

    def looked_at(self, holds: bool, text: str, done: int) -> None:
        self.does(SECOND, look, holds, text, self.camera.site(done))

    def done(self, who: int | str, line: str) -> None:
        self.does(who, accept, line, self.camera.sheet())

    def posted(self, day: int) -> None:
        """Its result hangs on the board."""
        if self.going:
            post(self.village, self.ref, day, self.camera, About.RESULT)

    def says(self, who: int, content: Content, finished: Finished, text: str = "") -> None:
        """A member answers whether it is really done."""
        answer = Answer(content=content, finished=finished, text=text)
        self.does(who, rate, answer, Sender("203.0.113.9", token_hex(16)))

    def does(self, who: int | str, act: Callable[..., object], *args: Any) -> None:
        if self.going:
            self.village.do(who, act, self.ref, *args)


def light_the_road(village: Village, camera: Camera, ref: str) -> None:
    """The council carried it out itself, before the village had a committee here: done, and its result closed."""
    site = Site(village, camera, ref)
    with village.day(-165, "10:00"):
        site.begins(8, 60, (8, 9), ("立灯杆", 25, 60), ("装灯头", 45, 40))
    with village.day(-156, "16:20"):
        site.reports(9, "十二根灯杆立好了", 4, reached=1, yuan=19_200)
    with village.day(-151, "17:00"):
        site.reports(8, "灯头全部装好，晚上亮了", 6, reached=2, yuan=19_200)
    with village.day(-150, "09:00"):
        site.done(8, "逐盏看过，十二盏都亮，第七盏没有照进菜地。")
        site.posted(-150)


def begin_parking(village: Village, camera: Camera, ref: str) -> Site:
    site = Site(village, camera, ref)
    with village.day(-92, "09:30"):
        site.begins(8, 30, (8, 9), ("铺砖", 18, 70), ("划线", 28, 30))
    return site


def carry_out(village: Village, diary: Diary, camera: Camera, parking: Site) -> None:
    """Write into the diary what the village carries out from its committee's election on."""
    _parking(diary, parking)
    shelter, steps, well, wires = (Site(village, camera) for _ in range(4))
    for place, (site, told) in enumerate(((shelter, SHELTER), (steps, STEPS), (well, WELL))):
        _decided(diary, site, told, -76, -73 + place, -67)
    _decided(diary, wires, WIRES, -40, -37, None)
    _shelter(diary, shelter)
    _steps(diary, steps)
    _well(diary, well, wires)


def carry_out_ditch(diary: Diary, site: Site) -> None:
    """Under way, within its money, and confirmed on site."""
    parts = ("上段机器清", 15, 40), ("过村一段人工清", 40, 40), ("补三处渠壁", 55, 20)
    diary.note(-25, "09:10", lambda: site.begins(HUANG, 60, (3, 5), *parts))
    diary.note(-24, "15:00", lambda: site.does(HUANG, contract, "顺达土石方施工队", 88_000_00, site.camera.sheet()))
    diary.note(-18, "16:40", lambda: site.reports(HUANG, "上段清了三百米，淤泥当天拉走", 2, yuan=28_000))
    diary.note(-11, "17:10", lambda: site.reports(LUO, "上段清完了", 3, reached=1))
    diary.note(-8, "10:30", lambda: site.looked_at(True, "走了一遍，上段清到底了，田头没有堆泥。", 3))
    diary.note(-3, "17:20", lambda: site.reports(HUANG, "过村一段清到老祠堂", 4, yuan=16_000))


def _decided(diary: Diary, site: Site, told: Told, put: int, voted: int, posted: int | None) -> None:
    """The council decides, and its decision hangs on the board where something is to be carried out."""
    village = site.village

    def proposed() -> None:
        site.ref = village.put(4, told, put)

    diary.note(put, "19:40", proposed)
    until = village.moment(voted + 2, "20:00")
    diary.note(voted, "09:00", lambda: village.vote(site.ref, 7, voted, VOTES, until=until))
    if posted is not None:
        diary.note(posted, "10:00", lambda: post(village, site.ref, posted, site.camera))


def _parking(diary: Diary, site: Site) -> None:
    """Accepted, its result published; asked a month later, members say that it is not done: opened again."""
    diary.note(-75, "16:00", lambda: site.reports(LUO, "东边的砖铺好了", 4, reached=1, yuan=11_000))
    diary.note(-66, "16:00", lambda: site.reports(LUO, "十二个车位的线划好了", 6, reached=2, yuan=4_600))
    diary.note(-63, "09:00", lambda: site.done(HUANG, "十二个车位划好，西边能晒谷。"))
    diary.note(-63, "11:00", lambda: site.posted(-63))
    noes = (
        (1, "下雨以后南头四个车位的砖陷下去了"), (3, "线掉得看不见了，车又停到路中间"), (11, "南头积水，停不了车"),
    )  # fmt: skip
    diary.note(-31, "19:00", lambda: site.says(2, Content.MOSTLY, Finished.YES))
    for place, (seat, text) in enumerate(noes):
        diary.note(-30, f"19:{place}0", partial(site.says, seat, Content.DISSATISFIED, Finished.NO, text))
    diary.note(-12, "15:30", lambda: site.reports(LUO, "南头四个车位起砖重铺，铺了两个", 5))


def _shelter(diary: Diary, site: Site) -> None:
    """Late: its first part is overdue, for a month nobody has reported, and the township's officer has reminded."""
    diary.note(-49, "09:10", lambda: site.begins(LUO, 65, (5,), ("立棚架", 19, 60), ("装顶和长凳", 58, 40)))
    diary.note(-44, "16:00", lambda: site.reports(LUO, "地基挖好了，等棚架送来", 1, yuan=3_000))
    diary.note(-4, "09:40", lambda: site.does(story.OFFICER[0], remind))


def _steps(diary: Diary, site: Site) -> None:
    """Disputed: what was reported is not so, says the supervisory committee, and nobody has answered."""
    diary.note(-49, "09:20", lambda: site.begins(PENG, 55, (6, 2), ("修坡道", 20, 60), ("装扶手", 50, 40)))
    diary.note(-30, "16:00", lambda: site.reports(PENG, "坡道修好了", 4, reached=1, yuan=3_400))
    diary.note(-9, "16:00", lambda: site.reports(PENG, "里外扶手都装好了", 6, reached=2, yuan=2_200))
    diary.note(-6, "10:20", lambda: site.looked_at(False, "只有门外装了，里面两边都没有扶手。", 4))


def _well(diary: Diary, well: Site, wires: Site) -> None:
    """Over its budget, as another resolution allows."""
    diary.note(-49, "09:30", lambda: well.begins(HUANG, 70, (3,), ("换水泵", 20, 70), ("修井台", 60, 30)))
    diary.note(-41, "16:00", lambda: well.reports(HUANG, "新水泵到了，旧电线不敢通电", 2, yuan=6_000))
    diary.note(-34, "09:00", lambda: well.does(HUANG, add_money, wires.ref))
    diary.note(-13, "16:30", lambda: well.reports(HUANG, "水泵装好，出水了；电线也换了", 4, reached=1, yuan=1_500))
