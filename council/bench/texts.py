"""What the generated people and places are called, and what their motions say: invented, and as long as real ones."""

from datetime import date
from importlib.resources import files
from random import Random

from council.motions.wording import Wording

COUNTY, COUNTY_SLUG = "松岭县", "songling"
TOWNSHIPS = (
    "青桥镇", "白石镇", "东溪镇", "沙河镇", "云台镇", "凤冈镇",
    "龙潭镇", "双井镇", "大坪镇", "新市镇", "石门镇", "梅岭镇",
)  # fmt: skip
FIRST = "柳桃松竹梅兰桂杨榆槐柏枫荷菊莲藤葛茶麻谷禾豆瓜椒姜蒜葱芹蔗棉"
SECOND, THIRD = "桥溪塘坪湾坡岭沟井洼岗畈堰圩墩埠店铺庄寨屯集渡口沙石泉源", "上下东西"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = (
    "建国", "秀英", "德福", "志强", "长林", "月兰", "海燕", "桂芳", "国良", "小梅",
    "大勇", "春花", "玉梅", "水根", "文明", "美玉", "金土", "大山", "春燕", "晓东",
)  # fmt: skip
WORKS = (
    ("lighting", "路段装 {n} 盏太阳能路灯", "在这段 {m} 米的路上装 {n} 盏路灯。"),
    ("facilities", "小桥的栏杆换成新的", "换掉小桥两边锈断的 {n} 段栏杆。"),
    ("parking", "晒谷场边划 {n} 个停车位", "东边铺砖，划 {n} 个停车位。"),
    ("sanitation", "垃圾投放点增加 {n} 处", "按组加 {n} 处分类投放点。"),
    ("greening", "路口空地种 {n} 棵桂花树", "把空地整平，种 {n} 棵桂花。"),
    ("safety", "学校门口装 {n} 条减速带", "校门口两头装 {n} 条减速带。"),
    ("culture", "文化活动室添 {n} 套桌椅", "给活动室添 {n} 套桌椅。"),
    ("mutual_aid", "给 {n} 位独居老人送午饭", "每天中午给 {n} 位老人送饭。"),
)
SAID = files(__package__).joinpath("said.txt").read_text("utf-8").strip().split("\n\n")
"""Paragraphs of about seventy signs; a motion's text is thirteen of them."""


def place_name(index: int) -> str:
    """The village's name: each index has its own."""
    first, rest = index % len(FIRST), index // len(FIRST)
    second, third = rest % len(SECOND), rest // len(SECOND)
    return f"{THIRD[third - 1] if third else ''}{FIRST[first]}{SECOND[second]}村"


def person_name(dice: Random) -> str:
    return dice.choice(SURNAMES) + dice.choice(GIVEN)


def phone(index: int, number: int) -> str:
    """Begins with 12: no telephone in China has such a number."""
    return f"12{index:05}{number:04}"


def wording(dice: Random, number: int, put_on: date, done_by: date) -> tuple[str, Wording]:
    """A motion's matter and words; its text has about a thousand signs, which are 3 KB."""
    matter, title, what = WORKS[number % len(WORKS)]
    n, m, k = dice.randint(3, 20), dice.randint(120, 980), dice.randint(2, 9)
    yuan = dice.randint(20, 800) * 100
    said = [part.format(n=n, m=m, k=k) for part in dice.sample(SAID, 13)]
    return matter, Wording(
        title=f"{number % 12 + 1}组" + title.format(n=n),
        what=what.format(n=n, m=m),
        cost=f"{yuan:,} 元，不向各户收钱。",
        cost_fen=yuan * 100,
        money_from="街道民生小额资金",
        done_by=f"{(done_by - put_on).days // 30} 个月内做完。",
        done_by_day=done_by,
        whom=f"这一片 {n + 20} 户，过路的人。",
        text="\n\n".join(said),
    )
