"""The charters of bodies that meet: their numbers with their sources, and what a file that extends another may say."""

from importlib.resources import files

import pytest

from council.charters import CHARTERS, alike, charter, charters, counted_by, load
from council.rules.charter import Charter, CharterFault
from council.rules.organ import ORGANS, Organ
from council.rules.share import Base


def written(key: str) -> str:
    return files("council.charters").joinpath(f"{key}.toml").read_text(encoding="utf-8")


VRA, SUPERVISORY, TWO = written("representatives"), written("supervisory"), written("two_committees")


def swap(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


# ── the numbers of domain.md 1.2 ──


@pytest.mark.parametrize(
    ("key", "days", "quorum", "of", "yes", "base"),
    [
        ("representatives", 3, "2/3", Base.SEATS, "1/2", Base.PRESENT),
        ("representatives_zhejiang", 3, "2/3", Base.SEATS, "1/2", Base.PRESENT),
        ("representatives_chongqing", 3, "2/3", Base.SEATS, "1/2", Base.PRESENT),
        ("representatives_xiawei", 2, "2/3", Base.SEATS, "1/2", Base.PRESENT),
        ("representatives_shandong", 5, "2/3", Base.SEATS, "1/2", Base.PRESENT),
        ("assembly_adults", 10, "1/2", Base.ENTITLED, "1/2", Base.PRESENT),
        ("assembly_households", 10, "2/3", Base.ENTITLED, "1/2", Base.PRESENT),
        ("assembly_adults_chongqing", 10, "1/2", Base.ENTITLED, "1/2", Base.PRESENT),
        ("residents_assembly_households", 10, "1/2", Base.ENTITLED, "1/2", Base.PRESENT),
        ("party_members", 3, "2/3", Base.ENTITLED, "1/2", Base.ENTITLED),
        ("collective", 10, "2/3", Base.ENTITLED, "2/3", Base.ENTITLED),
        ("collective_representatives", 10, "2/3", Base.ENTITLED, "2/3", Base.ENTITLED),
        ("two_committees", 1, "1/2", Base.FILLED, "1/2", Base.PRESENT),
    ],
)
def test_notice_quorum_and_majority(key: str, days: int, quorum: str, of: Base, yes: str, base: Base) -> None:
    law = charter(key)
    assert law.rule.quorum is not None
    assert (law.notice_days, str(law.rule.quorum.share), law.rule.quorum.base) == (days, quorum, of)
    assert (str(law.rule.threshold.share), law.rule.threshold.base) == (yes, base)
    assert law.rule.threshold.strict == (yes == "1/2"), "a half is more than a half, two thirds include the number"
    assert law.rule.quorum.strict == (quorum == "1/2")


def test_who_belongs_who_leads_and_who_is_kept_out() -> None:
    assert charter("two_committees").composed_of == (Organ.PARTY_BRANCH, Organ.COMMITTEE)
    assert charter("representatives").composed_of == (Organ.COMMITTEE,)
    led_by = {"representatives": "committee", "assembly_adults": "committee", "party_members": "party_branch"}
    assert {key: charter(key).convened_by for key in (*led_by, "committee")} == {**led_by, "committee": None}
    national, zhejiang = charter("supervisory").bars, charter("supervisory_zhejiang").bars
    assert national is not None
    assert zhejiang is not None
    assert (national.kinds, national.roles, national.relatives) == ((Organ.COMMITTEE,), (), True)
    assert zhejiang.roles == ("clerk", "bookkeeper")


def test_only_the_collectives_members_join_online_or_send_a_housemate() -> None:
    assert [law.key for law in charters() if law.online] == ["collective"]
    assert [law.key for law in charters() if law.proxies != "none"] == ["collective"]
    assert [law.key for law in charters() if law.unreachable == "leave_out"] == ["assembly_adults_chongqing"]
    assert {law.kind for law in charters() if law.roll == "counted"} == {"assembly", "party_members", "collective"}


def test_every_kind_of_body_has_a_charter_and_a_name() -> None:
    assert {law.kind for law in charters()} == set(ORGANS) == set(Organ)


def test_what_is_only_a_default_says_so() -> None:
    for law in charters():
        for name, source in law.sources.items():
            words = ("》", "做法", "默认值", "四议两公开", "清单", "授权")
            assert any(word in source.text.zh for word in words), (law.key, name)
            assert source.text.zh.startswith("默认值") == source.text.en.startswith("Default"), (law.key, name)


def test_a_kind_of_seat_has_one_name_wherever_it_stands() -> None:
    """The record tells a seat's kind by its key alone."""
    names: dict[str, object] = {}
    for law in charters():
        for kind in law.categories:
            assert names.setdefault(kind.key, kind.name) == kind.name, kind.key
            assert len(kind.key) <= 20
    assert all(len(key) <= 40 for key in CHARTERS)


def test_the_other_way_of_counting_leads_back() -> None:
    for law in charters():
        if law.or_counted:
            other = charter(law.or_counted)
            assert other.kind == law.kind
            assert {law.count_by, other.count_by} == {"persons", "households"}
            back = counted_by(other, law.count_by)
            assert back is not None
            assert back.rule == law.rule
    assert counted_by(charter("yishihui"), "households") is None


def test_a_body_changes_only_to_a_charter_with_the_same_seats() -> None:
    assert [law.key for law in alike(charter("supervisory"))] == ["supervisory", "supervisory_zhejiang"]
    assert {law.key for law in alike(charter("assembly_adults"))} == {
        "assembly_adults", "assembly_households", "assembly_adults_chongqing",
    }  # fmt: skip
    assert charter("residents_representatives") not in alike(charter("representatives"))
    assert alike(charter("yishihui")) == (charter("yishihui"),)


# ── broken files ──


def test_a_file_that_extends_another_says_only_what_differs() -> None:
    law = load(written("representatives_xiawei"), "x.toml")
    base = charter("representatives")
    assert (law.notice_days, law.rule, law.categories, law.shares) == (2, base.rule, base.categories, base.shares)
    assert "下围村" in law.sources["notice_days"].text.zh
    assert law.sources["quorum"] == base.sources["quorum"]


@pytest.mark.parametrize(
    ("text", "old", "new", "field"),
    [
        (written("representatives_xiawei"), 'extends = "representatives"', 'extends = "nobody"', "extends"),
        (written("representatives_xiawei"), 'source = "xiawei"', 'source = "hearsay"', "notice.source"),
        (written("representatives_xiawei"), "days = 2", "days = -2", "notice_days"),
        (VRA, 'share = "4/5"', 'share = "5/4"', "shares"),
        (VRA, 'who = "own", share = "4/5"', 'who = "men", share = "4/5"', "shares"),
        (VRA, 'share = "4/5" }', 'share = "4/5", least = 3 }', "shares"),
        (VRA, 'share = "4/5" }', 'share = "4/5", why = "so" }', "shares.of.1.why"),
        (VRA, 'kinds = ["committee"]', 'kinds = ["club"]', "composed_of.kinds"),
        (VRA, 'kind = "committee"', 'kind = "club"', "convened_by.kind"),
        (VRA, 'by = "persons"', 'by = "heads"', "count_by"),
        (VRA, 'by = "persons"', 'by = "persons"\nor_as = "representatives"', "count_by"),
        (VRA, 'who = "none"', 'who = "anyone"', "proxies"),
        (VRA, "attends = false", 'attends = "no"', "online.attends"),
        (VRA, 'shows = "named"', 'shows = "all"', "roll"),
        (VRA, "[roll]", "[rolls]", "roll"),
        (written("assembly_adults_chongqing"), 'rule = "leave_out"', 'rule = "forget"', "unreachable"),
        (SUPERVISORY, 'kinds = ["committee"]\nroles = []', "kinds = []\nroles = []", "bars"),
        (SUPERVISORY, "relatives = true", "relatives = 1", "bars.relatives"),
        (SUPERVISORY, 'vice_chair = { zh = "副主任", en = "vice chair" }\n', "", "offices"),
        (TWO, '[composed_of]\nkinds = ["party_branch", "committee"]', "[composed_of]\nkinds = []", "categories"),
        (TWO, "[composed_of]", '[size]\nleast = 3\nmost = 9\nsource = "default"\n\n[composed_of]', "size"),
    ],
)  # fmt: skip
def test_a_broken_provision_is_refused_and_the_field_named(text: str, old: str, new: str, field: str) -> None:
    with pytest.raises(CharterFault) as fault:
        load(swap(text, old, new), "broken.toml")
    assert (fault.value.field, fault.value.where) == (field, "broken.toml")


@pytest.mark.parametrize("law", charters(), ids=lambda law: law.key)
def test_what_a_charter_settles_and_what_it_is_silent_on(law: Charter) -> None:
    assert law.own_seats or (law.size, law.seats) == ((0, 0), 0)
    assert law.window == (law.kind == Organ.COUNCIL)
    assert all(source.text.zh and source.text.en for source in law.sources.values())
