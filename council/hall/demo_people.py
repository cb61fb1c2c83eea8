"""Everybody of the demo's village: 1,500 adults of 480 households, and who sits where. All names are invented."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from council.hall import demo_story as story

ADULTS, HOUSEHOLDS = 1500, 480
SURNAMES = "陈王李张周吴赵孙郑黄林何罗马石韦冯邓曾彭萧蔡潘田董袁蒋余杜叶程魏苏吕丁沈任姚卢姜崔钟谭陆汪范金石廖贾夏"
MEN = "建国志明德福长林大勇文斌春生永强家旺福来国良水生金宝新民学文树根保田立军海波小军天佑俊杰"
WOMEN = "秀英桂芳月兰玉梅小梅春花海燕秀珍美玲丽华翠莲金凤爱华彩云素芬红霞雪梅晓燕婷婷佳怡银花巧云"
BORN = "子家文志永明春玉立国晓建海金学树"


@dataclass(frozen=True, slots=True)
class Villager:
    """An adult; `phone` only where they sign in to the demo, or did before."""

    name: str
    sex: str
    household: str
    phone: str = ""


SECRETARY = Villager("陈国栋", "男", "1", "12000550301")
COMMITTEE = (
    (SECRETARY, "主任"),
    (Villager("吴秀兰", "女", "2", "12000550302"), "副主任"),
    (Villager("黄志远", "男", "3", "12000550303"), "委员"),
    (Villager("林彩霞", "女", "4", "12000550304"), "委员"),
    (Villager("罗永年", "男", "5", "12000550305"), "委员"),
    (Villager("彭大海", "男", "6", "12000550306"), "委员"),
    (Villager("苏晓梅", "女", "7", "12000550307"), "委员"),
)
BRANCH = (
    (SECRETARY, "书记"),
    (Villager("田保国", "男", "8", "12000550311"), "副书记"),
    (COMMITTEE[2][0], "组织委员"),
    (Villager("姚丽珍", "女", "9", "12000550312"), "宣传委员"),
    (Villager("沈立新", "男", "10", "12000550313"), "纪检委员"),
)
SUPERVISORY = (
    (Villager("钟明山", "男", "11", "12000550321"), "主任"),
    (Villager("谭素芬", "女", "12", "12000550322"), "委员"),
    (Villager("范学军", "男", "13", "12000550323"), "委员"),
)
CADRES = tuple(dict.fromkeys(person for person, _ in (*COMMITTEE, *BRANCH, *SUPERVISORY)))


def villagers() -> tuple[Villager, ...]:
    """All adults in the order of their households; the cast of the story lives among them."""
    cast = [*CADRES, *_neighbours()]
    homes: list[list[Villager]] = [[] for _ in range(HOUSEHOLDS)]
    for one in cast:
        homes[int(one.household) - 1].append(one)
    for at in range(ADULTS - len(cast)):
        homes[at % HOUSEHOLDS].append(_someone(at, homes[at % HOUSEHOLDS], at % HOUSEHOLDS))
    return tuple(one for home in homes for one in home)


def _neighbours() -> Iterator[Villager]:
    """The council's established members and the clerk are villagers too, known by their telephones."""
    members = [one for one in story.MEMBERS if one.category == "户籍居民"]
    for place, one in enumerate(members, 21):
        yield Villager(one.name, one.sex, str(place), one.phone)
    yield Villager(story.CLERK[0], "男", "30", story.CLERK[1])


def _someone(at: int, home: Sequence[Villager], household: int) -> Villager:
    """The next one of a household: man and woman in turn, no name twice in one home."""
    sex = "女" if (at // HOUSEHOLDS + household) % 2 else "男"
    given = WOMEN if sex == "女" else MEN
    surname = home[0].name[0] if home and len(home) != 1 else SURNAMES[(household * 7 + len(home) * 11) % len(SURNAMES)]
    taken = {one.name for one in home}
    first = household * 5 + at // HOUSEHOLDS * 3
    names = (surname + _given(number, given) for number in range(first, first + 100))
    return Villager(next(name for name in names if name not in taken), sex, str(household + 1))


def _given(number: int, given: str) -> str:
    """建国, or every third time 明国."""
    word = given[number * 2 % len(given) :][:2]
    return word if number % 3 else BORN[number % len(BORN)] + word[1]


def representatives(everyone: Sequence[Villager]) -> list[Villager]:
    """Thirty-three, fifteen of them women; with the committee's seven the assembly is forty."""
    homes = [one for one in everyone if not one.phone and int(one.household) > 40]
    women = [one for one in homes if one.sex == "女"][3::40][:15]
    men = [one for one in homes if one.sex == "男"][5::35][:18]
    chosen = sorted({*women, *men}, key=lambda one: int(one.household))
    assert len(chosen) == 33
    return chosen


def party_members(everyone: Sequence[Villager]) -> list[Villager]:
    """Thirty-one: the branch, four of the committee's others, the supervisors, and neighbours."""
    known = list(
        dict.fromkeys(
            [*(one for one, _ in BRANCH), *(one for one, _ in COMMITTEE[:5]), *(one for one, _ in SUPERVISORY)]
        )
    )
    others = [one for one in everyone if not one.phone and int(one.household) > 60][7::60]
    return [*known, *others][:31]


def offices_of(one: Villager) -> str:
    """What a cadre is, in the words of the bodies: 党支部书记、村委会主任."""
    places = (("党支部", BRANCH), ("村委会", COMMITTEE), ("监委会", SUPERVISORY))
    return "、".join(f"{body}{office}" for body, members in places for person, office in members if person == one)


HEADINGS = "县,街道,村,组织名称,姓名,性别,户号,职务,联系电话,任期起,任期止"


def village_roster(begins: str, ends: str) -> bytes:
    """The file in which the clerk keeps all bodies of the village, one below the other."""
    everyone = villagers()
    bodies: list[tuple[str, list[tuple[Villager, str]], bool]] = [
        ("党支部委员会", list(BRANCH), True),
        ("村民委员会", list(COMMITTEE), True),
        ("村民代表会议", [(one, "代表") for one in representatives(everyone)], True),
        ("党员大会", [(one, "") for one in party_members(everyone)], False),
        ("村务监督委员会", list(SUPERVISORY), True),
        ("村民会议", [(one, "") for one in everyone], False),
    ]
    rows = [
        f"{story.COUNTY},{story.TOWNSHIP},{story.LIUTANG},{story.LIUTANG}{body},{one.name},{one.sex},{one.household},{office},"
        f"{one.phone},{begins if term else ''},{ends if term else ''}"
        for body, people, term in bodies
        for one, office in people
    ]
    return "\n".join([HEADINGS, *rows, ""]).encode()
