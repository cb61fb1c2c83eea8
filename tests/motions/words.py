"""What the motions of these tests say."""

from dataclasses import replace
from datetime import date
from typing import Any

from council.motions.wording import Wording

LIGHTS = Wording(
    title="村口到小学路段装 12 盏路灯",
    what="在村口到小学 620 米路段装 12 盏路灯",
    cost="38,400 元，不向各户收钱",
    cost_fen=38_400_00,
    money_from="街道补助和村集体收益",
    done_by="2099年1月15日前装完，过年前亮灯",
    done_by_day=date(2099, 1, 15),
    whom="走夜路的大人和孩子，沿路 46 户",
    text="**“亮灯”**方案如下。",
)
CLEANING = Wording(
    title="周六一起打扫池塘",
    what="每家出一个人，打扫池塘边",
    cost="不花钱",
    cost_fen=0,
    money_from="",
    done_by="这个月底前",
    done_by_day=date(2099, 1, 31),
    whom="全村",
)


def lights(**other: Any) -> Wording:
    return replace(LIGHTS, **other)


def typed(wording: Wording = LIGHTS, **other: str) -> dict[str, str]:
    """A wording as someone types it into the form."""
    return {
        "title": wording.title, "what": wording.what, "cost": wording.cost, "cost_yuan": str(wording.cost_fen // 100),
        "money_from": wording.money_from, "done_by": wording.done_by, "done_by_day": wording.done_by_day.isoformat(),
        "whom": wording.whom, "text": wording.text, **other,
    }  # fmt: skip
