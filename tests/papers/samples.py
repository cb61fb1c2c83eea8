"""One matter of Willow Pond on every paper, and the same with the longest texts that a village may enter."""

from dataclasses import replace
from datetime import date
from typing import Any

from council.hall.paper_facts import Tally, Turnout
from council.hall.paper_meeting import Ballots, Signer, SignIn
from council.hall.paper_minutes import Item, Minutes, Resolution, Speech
from council.hall.paper_register import Discussed, Opened, Register
from council.hall.paper_slips import OpinionSlip

MATTER = "村口到小学路段安装太阳能路灯"
NUMBER = "柳塘议〔2026〕11号"
DAY = date(2026, 11, 16)
FACTS = [
    ("做什么", "村口到小学 620 米路段，安装太阳能路灯 12 盏"),
    ("花多少", "38,400 元（叁万捌仟肆佰元整），村集体出，不向各户收钱"),
    ("何时好", "2027年1月15日前亮灯"),
]
TALLY = Tally(33, 2, 1, needed=21, passed=True, silent=1, vacant=3)
TURNOUT = Turnout(40, 37, needed=27)
PEOPLE = ("郝红", "冯荣敏", "石涵轩", "钟辉轩", "汪秀子", "魏东国", "熊建", "金伟梓", "肖菊", "钱秀建", "欧阳美玲")


def long(signs: int) -> str:
    """Text as long as a field allows, with signs that may not begin a line."""
    return ("从村口老樟树起，经小学、卫生室到后山口一段路灯（含电线、灯杆）" * 200)[:signs]


def roll(count: int) -> list[Signer]:
    return [
        Signer(PEOPLE[at % len(PEOPLE)], f"{at // 3 + 1} 户", "请假" if at % 17 == 5 else "") for at in range(count)
    ]


SAID = "村口到小学没有路灯，孩子放学看不清。打算装 12 盏太阳能路灯，集体出钱。"
BOARD = "村口公开栏，11月18日至11月24日，7 天。意见 1 条，已答复。"


def met(name: str, verb: str, turnout: Turnout, **more: Any) -> Discussed:
    return Discussed(
        name, verb, held=DAY, time="19:30", place="村委会二楼会议室", host="陈国强", recorder="周国平", turnout=turnout,
        content=SAID, **more,
    )  # fmt: skip


def register() -> Register:
    absent, observers = (
        [("王建国", "外出务工"), ("李桂芳", "生病"), ("赵明", "请假")],
        [("刘海波", "青桥街道党政办主任")],
    )
    steps = [
        met("村党支部提议", "提议", Turnout(5, 5, 3)),
        met("村“两委”会商议", "商议", Turnout(9, 8, 6)),
        met("党员大会审议", "审议", Turnout(31, 26, 16), form="党员大会", township=True, observers=observers),
        met(
            "村民代表会议决议", "决议", TURNOUT, tally=TALLY, form="现场", township=True, absent=absent,
            late=date(2026, 11, 18),
        ),
        Opened("决议公开", published=BOARD, opinion="公示期满，照片在档。", holds=True),
        Opened("实施结果公开", content="12 盏路灯已亮，实际花 37,900 元，经监委到场核验。", published=BOARD),
    ]  # fmt: skip
    return Register("柳塘村", MATTER, NUMBER, "members_masses", steps, path="四议两公开", code="7F3A-91C2-E05B-48D6")


def longest_register() -> Register:
    one = register()
    steps = [
        replace(
            step, place=long(40), content=long(260), host=long(20), form=long(20),
            absent=[("欧阳美玲", "外出务工")] * 12, observers=[("欧阳美玲", long(18))] * 4, late=date(2026, 11, 18),
        )
        if isinstance(step, Discussed) else replace(step, content=long(200), published=long(200), opinion=long(200))
        for step in one.steps
    ]  # fmt: skip
    return replace(one, community="柳塘新村社区", matter=long(60), steps=steps)


def sign_in(people: int = 40) -> SignIn:
    return SignIn("柳塘村村民代表会议", "第 12 次会议", DAY, "19:30", "村委会二楼会议室", roll(people), needed=27)


def ballots(**more: object) -> Ballots:
    wishes: dict[str, object] = {"seats": [(1, "郝红"), (2, "冯荣敏"), (13, "欧阳美玲")], **more}
    return Ballots("柳塘村", "柳塘村议事会", NUMBER, MATTER, FACTS, DAY, **wishes)  # type: ignore[arg-type]


def longest_ballots(**more: object) -> Ballots:
    facts = [(label, long(28)) for label in ("做什么", "花多少", "谁出钱", "何时好", "关系到谁")]
    return replace(ballots(**more), community=long(20), body=long(30), title=long(60), facts=facts)


def minutes() -> Minutes:
    lights = Item(
        MATTER, explained="村口到小学没有路灯。\n打算装 12 盏，花 38,400 元。",
        speeches=[Speech("石涵轩", "冬天天黑得早，早该装了。", "for"), Speech("熊建", "别装到我家窗口。", "neutral")],
        tally=TALLY, method="举手", tellers=["钱秀建", "肖菊"], outcome="要 21 票，得 33 票，通过。",
        resolved="决定：村口到小学路段安装太阳能路灯 12 盏。", recused=[("汪秀子", "施工队是她弟弟的")],
    )  # fmt: skip
    return Minutes(
        "柳塘村村民代表会议", "第 12 次会议", DAY, "19:30", "21:10", "村委会二楼会议室", "陈国强", "周国平", TURNOUT,
        present=list(PEOPLE), absent=[("王建国", "外出务工")], observers=[("刘海波", "青桥街道党政办主任")],
        items=[lights, Item("讨论垃圾投放点", explained="先听意见，下次再定。")],
        late=date(2026, 11, 18), corrections=[(date(2026, 11, 20), "“620 米”写成了“602 米”，以决议为准。")],
        entry=214, code="7F3A-91C2-E05B-48D6",
    )  # fmt: skip


def longest_minutes() -> Minutes:
    speeches = [Speech("欧阳美玲", long(300), "against")] * 12
    item = Item(long(60), explained=f"{long(600)}\n{long(400)}", speeches=speeches, tally=TALLY, method="无记名投票",
                tellers=["欧阳美玲"] * 4, outcome=long(60), resolved=long(500))  # fmt: skip
    return replace(
        minutes(), body=long(60), place=long(60), present=list(PEOPLE) * 4, items=[item] * 2,
        absent=[("欧阳美玲", long(30))] * 6, signing=["主持人（签字）", *PEOPLE],
    )  # fmt: skip


def resolution() -> Resolution:
    return Resolution(
        "柳塘村村民代表会议", "柳塘村", NUMBER, MATTER, DAY, TURNOUT, TALLY, "举手",
        "由村民委员会组织实施，村务监督委员会全程监督。", FACTS, "《村民委员会组织法》第二十六条",
        "柳塘村村民委员会", 214, "7F3A-91C2-E05B-48D6",
    )  # fmt: skip


def longest_resolution() -> Resolution:
    return replace(
        resolution(), body=long(60), title=long(60), text="\n".join([long(300)] * 6), signed=long(40),
        facts=[(label, long(28)) for label in ("做什么", "花多少", "谁出钱", "何时好", "关系到谁")],
    )  # fmt: skip


def slip() -> OpinionSlip:
    return OpinionSlip("柳塘村", NUMBER, MATTER, date(2026, 11, 24), "村委会门口", "0000-555 0118", 3)


def longest_slip() -> OpinionSlip:
    return replace(slip(), community=long(20), title=long(60), box=long(20), phone="0571-8888 8888 转 8888 或 8889")
