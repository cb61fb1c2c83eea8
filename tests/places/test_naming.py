"""What places and bodies are called in addresses and on slips."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.places.naming import (
    RESERVED,
    Place,
    body_keys,
    community_slugs,
    county_slug,
    label,
    labels,
    slug,
)

WILLOW: Place = ("青桥街道", "柳塘村")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("柳塘村", "liutang"),
        ("云溪县", "yunxi"),
        ("老坝一村", "laobayi"),
        ("柳桥社区", "liuqiao"),
        ("三元里街道", "sanyuanli"),
        ("乐清市", "yueqing"),
        ("绿春县", "lvchun"),
        ("第3社区", "di3"),
        ("本地", "bendi"),
        ("新村社区", "xincun"),
        ("么村", "mecun"),
        ("王 村", "wang"),
        ("Ａ区", "a"),
    ],
)
def test_a_slug_is_the_pinyin_without_the_kind_of_place(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_name_in_a_script_without_pinyin_has_a_slug_all_the_same() -> None:
    assert re.fullmatch("x[0-9a-f]{8}", slug("ئۇيغۇر"))
    assert slug("ئۇيغۇر") == slug("ئۇيغۇر")


@given(st.text(min_size=1))
def test_a_slug_is_never_empty_or_kept_for_the_site(name: str) -> None:
    assert re.fullmatch("[a-z0-9]{1,37}", slug(name))
    assert slug(name) not in RESERVED


def test_a_county_of_the_same_sound_is_spelled_out_and_then_numbered() -> None:
    assert county_slug("丘县", []) == "qiu"
    assert county_slug("丘县", ["qiu"]) == "qiuxian"
    assert county_slug("丘县", ["qiu", "qiuxian"]) == "qiuxian-2"


def test_a_village_alone_with_its_name_has_it() -> None:
    assert community_slugs([WILLOW], {}) == {WILLOW: "liutang"}


def test_where_a_name_occurs_twice_every_newcomer_takes_its_township() -> None:
    other: Place = ("东溪镇", "柳塘村")
    assert community_slugs([WILLOW, other], {}) == {WILLOW: "liutang-qingqiao", other: "liutang-dongxi"}


def test_two_names_of_one_sound_are_told_apart_too() -> None:
    other: Place = ("东溪镇", "刘塘村")
    assert set(community_slugs([WILLOW, other], {}).values()) == {"liutang-qingqiao", "liutang-dongxi"}


def test_the_same_sounds_in_the_same_township_are_numbered() -> None:
    places: list[Place] = [("东溪镇", "柳塘村"), ("东溪镇", "刘塘村"), ("东溪镇", "柳塘社区")]
    assert list(community_slugs(places, {}).values()) == ["liutang-dongxi", "liutang-dongxi-2", "liutang-dongxi-3"]


def test_without_a_township_the_second_is_numbered() -> None:
    assert list(community_slugs([(None, "柳塘村"), (None, "刘塘村")], {}).values()) == ["liutang", "liutang-2"]


def test_a_slug_that_stands_never_changes() -> None:
    other: Place = ("东溪镇", "柳塘村")
    assert community_slugs([WILLOW, other], {WILLOW: "liutang"}) == {WILLOW: "liutang", other: "liutang-dongxi"}
    assert community_slugs([other], {WILLOW: "liutang"}) == {other: "liutang-dongxi"}


VILLAGES = st.sampled_from(["柳塘村", "刘塘村", "柳塘社区", "石桥村", "石乔村", "新村"])
TOWNSHIPS = st.sampled_from([None, "东溪镇", "东西镇", "石桥镇"])


@given(st.lists(st.tuples(TOWNSHIPS, VILLAGES)), st.data())
def test_an_import_killed_in_the_middle_goes_on_with_the_same_names(places: list[Place], draw: st.DataObject) -> None:
    for deal in (community_slugs, labels):
        whole = deal(places, {})
        assert len(set(whole.values())) == len(whole)
        founded = draw.draw(st.integers(0, len(whole)))
        assert deal(places, dict(list(whole.items())[:founded])) == whole


def test_the_label_is_the_short_name() -> None:
    assert (label("柳桥社区"), label("小坡一村"), label("村")) == ("柳桥", "小坡一", "村")


def test_a_label_is_unique_in_the_installation() -> None:
    other: Place = ("东溪镇", "柳塘村")
    assert labels([WILLOW], {}) == {WILLOW: "柳塘"}
    assert labels([WILLOW, other], {}) == {WILLOW: "青桥柳塘", other: "东溪柳塘"}
    assert labels([other], {}, {"柳塘"}) == {other: "东溪柳塘"}
    assert labels([other], {}, {"柳塘", "东溪柳塘"}) == {other: "东溪柳塘2"}
    assert labels([WILLOW], {WILLOW: "柳塘"}, {"东溪柳塘"}) == {WILLOW: "柳塘"}


def test_a_body_is_named_within_its_community() -> None:
    assert body_keys(["柳桥社区议事会"], "柳桥社区", {}) == {"柳桥社区议事会": "yishihui"}
    assert body_keys(["小坡一村西山组村民理事会"], "小坡一村", {}) == {"小坡一村西山组村民理事会": "xishanzu-lishihui"}
    assert body_keys(["老坝一村村民理事会"], "老坝一村", {}) == {"老坝一村村民理事会": "lishihui"}
    assert body_keys(["柳桥老人协会"], "柳桥社区", {}) == {"柳桥老人协会": "liuqiaolaorenxiehui"}


def test_bodies_of_the_same_sound_are_numbered_and_stand() -> None:
    names = ["柳塘村东河组村民理事会", "柳塘村东和组村民理事会"]
    keys = body_keys(names, "柳塘村", {})
    assert list(keys.values()) == ["donghezu-lishihui", "donghezu-lishihui-2"]
    assert body_keys(names, "柳塘村", {names[1]: "donghezu-lishihui-2"}) == keys
