"""The law as data: every number has a source, every broken one is refused with its field named."""

import re
from dataclasses import fields, replace
from datetime import date
from importlib.resources import files

import pytest

from council.charters import (
    CHARTERS,
    charter,
    charters,
    load,
    load_matters,
    matters,
)
from council.rules.charter import PROVISIONS, Charter, CharterFault, Source
from council.rules.refusal import Name


def written(name: str) -> str:
    return files("council.charters").joinpath(name).read_text(encoding="utf-8")


YISHIHUI = written("yishihui.toml")
COUNCIL = written("village_council.toml")
CHARTER_FIELDS = {field.name for field in fields(charter("yishihui"))}


def test_thirteen_seats_of_three_kinds() -> None:
    body = charter("yishihui")
    assert [(one.key, one.seats) for one in body.categories] == [
        ("established", 6),
        ("new", 6),
        ("subdistrict", 1),
    ]
    assert (body.seats, body.least_yes(), body.size, body.term_years) == (13, 9, (13, 13), 5)


def test_a_village_council_has_five_to_eleven_of_one_kind() -> None:
    body = charter("village_council")
    assert [one.key for one in body.categories] == ["member"]
    assert (body.seats, body.size, body.least_yes(), body.least_yes(5)) == (None, (5, 11), 6, 3)


def test_words_that_rosters_use_find_their_category() -> None:
    body = charter("yishihui")
    found = {word: body.category_called(word) for word in ("户籍居民", "来穗人员", "街道代表", "new", "客人")}
    assert {word: one and one.key for word, one in found.items()} == {
        "户籍居民": "established", "来穗人员": "new", "街道代表": "subdistrict", "new": "new", "客人": None,
    }  # fmt: skip
    assert body.category("nobody") is None


@pytest.mark.parametrize("body", charters(), ids=lambda body: body.key)
def test_every_provision_has_a_source_in_force(body: Charter) -> None:
    sources = body.sources
    assert set(sources) <= set(PROVISIONS)
    assert {"threshold", "notice_days", "count_by", "online", "proxies", "roll", "again_days"} <= set(sources)
    assert ("size" in sources) == body.own_seats
    assert ("window_hours" in sources) == body.window
    assert body.lapsed(date(2025, 12, 31)) == ()
    rewritten = {name for name, source in sources.items() if "组织法》（2018 年修正）" in source.text.zh}
    assert set(body.lapsed(date(2026, 11, 21))) == {n for n in rewritten if "比照" not in sources[n].text.zh}


def test_every_file_is_listed_and_every_key_is_its_file() -> None:
    names = {file.name for file in files("council.charters").iterdir() if file.name.endswith(".toml")}
    assert names == {f"{key}.toml" for key in CHARTERS} | {"matters.toml", "paths.toml"}
    assert [one.key for one in charters()] == list(CHARTERS)


def test_an_unknown_key_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        charter("nobody")


def swap(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("seats = 6", "seats = 7", "seats"),
        ("seats = 6", "seats = 5", "seats"),
        ("seats = 6", "seats = 0", "seats"),
        ("seats = 6", "seats = -6", "seats"),
        ("seats = 6", "seats = 6.0", "categories.1.seats"),
        ("seats = 6", 'seats = "6"', "categories.1.seats"),
        ("seats = 6", "seats = true", "categories.1.seats"),
        ("least = 13", "least = 0", "size"),
        ("most = 13", "most = 12", "size"),
        ("least = 13\nmost = 13", "least = 5\nmost = 11", "seats"),
        ("years = 5", "years = 0", "term_years"),
        ("years = 5", "years = 50", "term_years"),
        ('share = "2/3"', 'share = "3/2"', "threshold"),
        ('share = "2/3"', 'share = "0/3"', "threshold"),
        ('share = "2/3"', 'share = "2/0"', "threshold"),
        ('share = "2/3"', 'share = "0.67"', "threshold"),
        ('share = "2/3"', "share = 0.67", "threshold.share"),
        ('base = "seats"', 'base = "everybody"', "threshold"),
        ('compare = "at_least"', 'compare = "around"', "threshold"),
        ('mode = "keep"', 'mode = "maybe"', "recusal"),
        ('rule = "warn"', 'rule = "shout"', "parity"),
        ('who = ["seat", "clerk"]', 'who = ["anyone"]', "proposers"),
        ('who = ["seat", "clerk"]', "who = []", "proposers"),
        ('who = ["seat", "clerk"]', "who = [1]", "proposers.who"),
        ("days = 3", "days = -1", "notice_days"),
        ("days = 3", "days = 91", "notice_days"),
        ("days = 90", "days = -1", "again_days"),
        ("days = 90", "days = 1001", "again_days"),
        ("decides = true", "decides = false", "window_hours"),
        ("decides = true", "decides = 1", "window.decides"),
        ("least = 24", "least = 0", "window_hours"),
        ("least = 24", "least = 400", "window_hours"),
        ("most = 336", "most = 9999", "window_hours"),
        ('filled_by = "alternate"', 'filled_by = "luck"', "vacancy"),
        ('kind = "council"', 'kind = "club"', "kind"),
        ('key = "new"', 'key = "established"', "categories"),
        ('also = ["来穗人员"', 'also = ["户籍"', "also"),
        ('source = "vacancy"', 'source = "hearsay"', "vacancy.source"),
        ("from = 2018-12-29", "from = 2018-12-29\nuntil = 2018-01-01", "sources.committee_term"),
        ("from = 2018-12-29", "from = 2018-12-29T00:00:00", "sources.committee_term.from"),
        ("from = 2018-12-29", 'from = "2018"', "sources.committee_term.from"),
        ("days = 3", "dayz = 3", "notice.days"),
        ("days = 3", "days = 3\nhours = 2", "notice.hours"),
        ("[again]", "[agian]", "again"),
        ('key = "yishihui"', 'key = "yishihui"\nseal = "red"', "seal"),
        ('key = "yishihui"', 'key = " "', "key"),
        ('en = "Yishihui"', "", "name.en"),
        ('eligible = { zh = "户口', 'eligible = { de = "", zh = "户口', "categories.1.eligible.de"),
        ("[size]", "[size", "TOML"),
    ],
)  # fmt: skip
def test_a_broken_charter_is_refused_and_the_field_named(old: str, new: str, field: str) -> None:
    with pytest.raises(CharterFault, match=r"^broken\.toml: ") as fault:
        load(swap(YISHIHUI, old, new), "broken.toml")
    assert (fault.value.field, fault.value.where) == (field, "broken.toml")


def test_thirteen_seats_in_a_band_up_to_eleven_are_said_plainly() -> None:
    with pytest.raises(CharterFault, match=re.escape("seats: 6+6+1 is 13 but size allows 5–11")):
        load(swap(YISHIHUI, "least = 13\nmost = 13", "least = 5\nmost = 11"), "yishihui.toml")


def test_a_quorum_of_those_present_is_refused() -> None:
    broken = swap(COUNCIL, 'base = "filled"', 'base = "present"')
    with pytest.raises(CharterFault, match="quorum") as fault:
        load(broken, "village_council.toml")
    assert fault.value.field == "quorum"


@pytest.mark.parametrize("number", list(re.finditer(r"(?m)^(least|most|years|days|share|seats) = (.+)$", YISHIHUI)))
def test_every_number_of_the_file_is_read(number: re.Match[str]) -> None:
    """Broken one by one, each is refused: none stands in the file unread."""
    broken = f"{YISHIHUI[: number.start(2)]}-1{YISHIHUI[number.end(2) :]}"
    with pytest.raises(CharterFault):
        load(broken, "yishihui.toml")


def test_a_provision_without_a_source_is_refused() -> None:
    body = charter("yishihui")
    with pytest.raises(CharterFault) as fault:
        replace(body, sources={name: one for name, one in body.sources.items() if name != "size"})
    assert fault.value.field == "sources.size"
    with pytest.raises(CharterFault) as fault:
        replace(body, sources={**body.sources, "quorum": body.sources["size"]})
    assert fault.value.field == "sources.quorum"


def test_a_charter_needs_seats_and_hours_for_its_window() -> None:
    body = charter("yishihui")
    with pytest.raises(CharterFault, match="categories"):
        replace(body, categories=())
    with pytest.raises(CharterFault, match="window_hours"):
        replace(body, window_hours=None)


def test_every_provision_is_a_field_of_the_charter_or_its_rule() -> None:
    assert set(PROVISIONS) - CHARTER_FIELDS == {"threshold", "quorum", "recusal", "seats"}


def test_a_source_is_in_force_from_its_first_day_to_its_last() -> None:
    source = Source(Name("甲", "A"), date(2018, 12, 29), date(2025, 12, 31))
    days = [date(2018, 12, 28), date(2018, 12, 29), date(2025, 12, 31), date(2026, 1, 1)]
    assert [source.in_force(day) for day in days] == [False, True, True, False]
    with pytest.raises(ValueError, match="languages"):
        Source(Name("甲", ""), date(2018, 12, 29))


def test_every_matter_has_a_name_of_its_own_and_a_source() -> None:
    assert len({one.name for one in matters()}) == len({one.key for one in matters()}) == len(matters()) == 27
    assert all(one.source.text.zh for one in matters())


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('decided_by = ["council", "committee"]', 'decided_by = ["king"]', "matters.sanitation.decided_by"),
        ('decided_by = ["council", "committee"]', "decided_by = []", "matters.sanitation"),
        ("advise = []", 'advise = ["council"]', "matters.sanitation"),
        ('source = "delegated"', 'source = "nowhere"', "matters.sanitation.source"),
        ("[matters.sanitation]", "[matters.sanitation]\nx = 1", "matters.sanitation.x"),
        ("[sources.art24]", "[extra]\n[sources.art24]", "extra"),
    ],
)
def test_a_broken_catalogue_is_refused(old: str, new: str, field: str) -> None:
    with pytest.raises(CharterFault) as fault:
        load_matters(swap(written("matters.toml"), old, new), "matters.toml")
    assert (fault.value.field, fault.value.where) == (field, "matters.toml")
