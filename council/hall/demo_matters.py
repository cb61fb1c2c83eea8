"""The weighty matters of the demo's village: one that may be carried out, one on the board, one at the two committees,
one that was sent back."""

from datetime import date, timedelta

from council.hall import demo_people as people
from council.hall.demo_diary import SECOND, Counted, Course, Diary, Session
from council.hall.demo_pictures import Camera
from council.hall.demo_story import Told
from council.hall.demo_village import Village, term
from council.hall.demo_works import Site, carry_out_ditch
from council.meetings.acts import Authorised, delegate
from council.openness.acts import check, clear_text, judge, reply
from council.procedure.acts import send_back
from council.seats.tables import bodies_of

HANDED_ON = ("public_works", "large_spending", "tenders")
ANSWERS = people.COMMITTEE[2][0].name

DITCH = Told(
    "public_works", "东沟 860 米水渠清淤，补三处漏水的渠壁",
    "清 860 米水渠的淤泥，补三处漏水的渠壁。", "96,000 元，不向各户收钱，不摊工。",
    96_000, "县里补助八万元，村集体一万六千元", "春灌前完工。", 120, "二组、三组用渠水的 118 户。",
    "东沟三年没有清过，下游两个组浇地要等半夜。三处渠壁漏水，一处已经冲了田埂。\n\n"
    "**怎么做**：机器清上段，人工清过村的下段；漏水处凿开，重砌，抹面。\n\n"
    "**钱怎么花**：三家报价，取最低的一家。每一笔发票贴在公开栏。",
)  # fmt: skip
RELIEF = Told(
    "relief_lists", "今年冬天 14 户困难户的取暖补助名单", "14 户每户补 600 元取暖费。", "8,400 元，县里拨的钱。",
    8_400, "县民政局取暖补助", "入冬前发到户。", 25, "名单上的 14 户。",
    "名单由各组提，两委逐户上门看过。比去年多 3 户，少 2 户：多的是今年生了大病的，少的是孩子已经工作的。",
)  # fmt: skip
ROOF = Told(
    "large_spending", "卫生室换屋顶，加两张看护床", "换掉漏雨的屋顶，添两张看护床。", "52,000 元，村集体出。",
    52_000, "村集体经营收入", "雨季前换好。", 90, "全村，来看病的老人最多。",
    "屋顶去年漏了四次，药柜挪了两回。看护床现在只有一张，挂水的人坐着等。",
)  # fmt: skip
COURT = Told(
    "tenders", "小学后面的球场请谁来修", "从报价的施工队里选一家修球场。", "134,000 元，按中标价。",
    134_000, "县体育局拨款", "半年内修好。", 180, "学校 132 个孩子，晚上来打球的人。",
    "球场地面裂了，篮架锈了一只。钱已经到村里，要选一家施工队。",
)  # fmt: skip
CARTED = "淤泥当天拉走，运到西边的洼地填路基。合同里已经写明，谁家田头都不堆。"
JUDGED = "委员会已经答应当天拉走，写进了合同。不用重新表决，我们到场看。"
GROWN_UP = "他家孩子今年有了工作，按县里的标准不再列入。家里再有难处，随时来村委会说。"
BACK = "三家报价只附了两家，请两委补齐再商议"


def walk_matters(village: Village, diary: Diary, camera: Camera) -> None:
    """Write into the diary what happens to them, from the assembly's authorisation on."""
    diary.note(-77, "15:00", lambda: _authorise(village, camera))
    _ditch(diary, Site(village, camera))
    relief = _relief_and_court(diary)
    diary.publishes(relief, -4)
    diary.objects(relief, -3, "我家邻居去年也有名字，今年没有，请说说为什么", "established")
    diary.on(relief, -2, "15:20", ANSWERS, reply, 1, GROWN_UP)
    diary.on(relief, -2, "16:00", SECOND, clear_text, 1, "有一户去年在名单上，今年没有，请说说为什么")
    diary.objects(relief, -1, "租房住的困难户能不能也报名？通知里没有写", "new")
    _roof(diary)


def _authorise(village: Village, camera: Camera) -> None:
    """The villagers' assembly lets the representatives decide these matters until its term ends."""
    bodies = {one.charter: one.key for one in village.database.read_now(lambda db: bodies_of(db, village.id))}
    decided: date = village.moment(-78, "09:00").date()
    until = min(term()[1], decided + timedelta(days=3 * 365))
    given = Authorised(bodies["assembly_adults"], bodies["representatives"], HANDED_ON, decided, decided, until)
    village.do("clerk", delegate, given, camera.sheet())


def _ditch(diary: Diary, site: Site) -> None:
    """From the proposal to what is carried out."""
    ditch = Course(DITCH)
    diary.begins(ditch, -76, "members_masses")
    for session in (
        Session("party_branch", -74, -70, 5, {1: Counted(5)}),
        Session("two_committees", -68, -64, 9, {1: Counted(8, 1)}),
        Session("party_members", -62, -57, 27, {1: Counted(24, 1)}, papers=True),
        Session("representatives", -55, -46, 36, {1: Counted(31, 3)}),
    ):
        diary.holds(session, ditch)
    diary.on(ditch, -44, "09:00", SECOND, check, "decision", True, "")
    diary.publishes(ditch, -44)
    diary.objects(ditch, -42, "清出来的淤泥别堆在我家田头，去年堆了半年没人拉", "established")
    diary.on(ditch, -40, "09:40", ANSWERS, reply, 1, CARTED)
    diary.on(ditch, -39, "16:00", SECOND, clear_text, 1, "清出来的淤泥别堆在农户的田头，去年堆了半年没人拉")
    diary.on(ditch, -39, "16:20", SECOND, judge, 1, False, JUDGED)
    diary.on(ditch, -26, "09:00", SECOND, check, "resolution", True, "每天路过都看了，挂满了天数。")
    diary.note(-25, "09:00", lambda: setattr(site, "ref", ditch.ref))
    carry_out_ditch(diary, site)


def _relief_and_court(diary: Diary) -> Course:
    """Two matters that branch and committees dealt with in the same evenings; the second was sent back."""
    relief, court = Course(RELIEF), Course(COURT)
    diary.begins(relief, -40, "members_masses")
    diary.begins(court, -40, "cadres")
    diary.holds(Session("party_branch", -38, -34, 5, {1: Counted(5), 2: Counted(4)}), relief, court)
    diary.holds(Session("two_committees", -32, -29, 10, {1: Counted(10), 2: Counted(7, 2)}), relief, court)
    diary.on(court, -27, "15:00", "clerk", send_back, "consultation", BACK)
    diary.holds(Session("party_members", -26, -21, 25, {1: Counted(23)}, papers=True), relief)
    diary.holds(Session("representatives", -19, -9, 34, {1: Counted(33)}), relief)
    return relief


def _roof(diary: Diary) -> None:
    """It waits for the two committees, whose meeting is called."""
    roof = Course(ROOF)
    diary.begins(roof, -16, "superior")
    diary.holds(Session("party_branch", -14, -10, 4, {1: Counted(4)}), roof)
    diary.calls(Session("two_committees", -2, 2, 0, {}), [roof])
