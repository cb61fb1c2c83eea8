"""Forms: what people type is read kindly; what nobody typed is refused, with a sentence at each field."""

import unicodedata
from datetime import UTC, date, datetime
from enum import Enum
from io import BytesIO
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ConfigDict, Field, StringConstraints
from starlette.datastructures import FormData, UploadFile

from council.kit import forms, words
from council.kit.forms import Day, Form, Line, Moment, Name, Number, Phone, Text, Yuan, fault, read, showable
from council.kit.ids import new_id
from council.rules.refusal import Refusal

Colour = Enum("Colour", {"RED": "red"})


class Everything(Form):
    name: Name | None = None
    line: Annotated[Line, StringConstraints(min_length=2, max_length=5)] | None = None
    text: Text | None = None
    yuan: Yuan | None = None
    day: Day | None = None
    moment: Moment | None = None
    phone: Phone | None = None
    number: Annotated[Number, Field(ge=1, le=99)] | None = None
    choice: Literal["yes", "no"] | None = None
    colour: Colour | None = None


class Needed(Form):
    name: Name


def typed(**fields: str) -> Everything:
    return read(Everything, FormData(list(fields.items())))


def refused(form: type[Form], fields: list[tuple[Any, Any]]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read(form, FormData(fields))
    return caught.value


def note(field: str, value: str) -> str:
    """What the field says to this, in Chinese."""
    refusal = refused(Everything, [(field, value)])
    assert list(refusal.notes) == [field]
    return words.said("zh_CN", refusal.notes[field])


@pytest.mark.parametrize(
    ("field", "value", "means"),
    [
        ("name", "  张三 ", "张三"),
        ("name", "张\u3000三", "张 三"),
        ("line", "一\r\n二", "一 二"),
        ("line", "=1+1", "=1+1"),
        ("text", "一\r\n二", "一\n二"),
        ("text", "<script>", "<script>"),
        ("yuan", "21600", 2_160_000),
        ("yuan", "２１，６００ 元", 2_160_000),
        ("yuan", "￥38.5", 3850),
        ("yuan", "0", 0),
        ("yuan", "0.01", 1),
        ("yuan", "99999999999.99", 9_999_999_999_999),
        ("day", "2026-11-24", date(2026, 11, 24)),
        ("day", "２０２６年１１月２４日", date(2026, 11, 24)),
        ("day", "2026.3.5", date(2026, 3, 5)),
        ("day", "2028/2/29", date(2028, 2, 29)),
        ("moment", "2026-11-24T20:00", datetime(2026, 11, 24, 12, 0, tzinfo=UTC)),
        ("moment", "2026-11-24 00:00:00", datetime(2026, 11, 23, 16, 0, tzinfo=UTC)),
        ("phone", "１９９ 0123-4567", "19901234567"),
        ("phone", "（0571）8888 0000", "057188880000"),
        ("phone", "+86 199 0123 4567", "+8619901234567"),
        ("number", "７", 7),
        ("number", " 42 ", 42),
        ("choice", "yes", "yes"),
        ("colour", "red", Colour("red")),
    ],
)
def test_it_is_read_as_people_type(field: str, value: str, means: object) -> None:
    assert getattr(typed(**{field: value}), field) == means


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "路\0灯"),
        ("name", "长" * 41),
        ("name", "\u202d\x1b[31m"),
        ("line", "一"),
        ("line", "一二三四五六"),
        ("line", "\x7f二三"),
        ("line", "一\ud800二"),
        ("line", "一\ue000二"),
        ("line", "\ufffd\ufffd"),
        ("text", "长" * 20_001),
        ("text", "\x08"),
        ("yuan", "三万"),
        ("yuan", "-5"),
        ("yuan", "1e9"),
        ("yuan", "1.234"),
        ("yuan", "=1+1"),
        ("yuan", "NaN"),
        ("yuan", "9" * 12),
        ("yuan", "1.5.2"),
        ("day", "明年"),
        ("day", "2026-02-30"),
        ("day", "0001-01-01"),
        ("day", "2200-01-01"),
        ("day", "2026-11-24T20:00"),
        ("day", "٢٠٢٦-١١-٢٤x"),
        ("moment", "2026-11-24"),
        ("moment", "2026-11-24T24:00"),
        ("moment", "2026-11-24T20:00:30"),
        ("moment", "2026-11-24T20:00+08:00"),
        ("phone", "1234"),
        ("phone", "1" * 16),
        ("phone", "199-你好"),
        ("phone", "1" * 5000),
        ("number", "0"),
        ("number", "100"),
        ("number", "七"),
        ("number", "7.5"),
        ("number", "1_0"),
        ("number", "9" * 5000),
        ("number", "0x10"),
        ("choice", "maybe"),
        ("colour", "blue"),
        ("event", "x"),
        ("event", "A" * 32),
        ("event", "0" * 33),
        ("event", "0" * 32 + "\n0"),
    ],
)
def test_what_cannot_be_meant_gets_a_chinese_sentence(field: str, value: str) -> None:
    said = note(field, value)
    assert any("CJK" in unicodedata.name(c, "") for c in said), said
    assert "%(" not in said


def test_a_missing_field_says_so() -> None:
    assert words.said("zh_CN", refused(Needed, []).notes["name"]) == "请填这一项。"


@pytest.mark.parametrize("empty", ["", " ", "\u3000", "\t\n"])
def test_spaces_alone_are_nothing(empty: str) -> None:
    assert "name" in refused(Needed, [("name", empty)]).notes
    assert typed(name=empty).name is None


def test_a_file_where_words_belong_is_missing_words() -> None:
    assert "name" in refused(Needed, [("name", UploadFile(BytesIO(b"x"), filename="x"))]).notes


@pytest.mark.parametrize("name", ["number_of_seats", "self", "reason", "cls", "", "model_config", "\0", "__class__"])
def test_a_field_that_the_form_does_not_name_is_refused(name: str) -> None:
    refusal = refused(Needed, [("name", "张三"), (name, "7")])
    assert "没有这一项" in words.said("zh_CN", refusal.notes[""]), "no link leads to a field that is not there"


@pytest.mark.parametrize("name", ["name", "self", "nonsense", ""])
def test_a_field_given_twice_is_refused(name: str) -> None:
    assert refused(Needed, [("name", "张三"), (name, "李四"), (name, "王五")]).notes


def test_a_form_that_allows_more_names_still_refuses_twice() -> None:
    class Loose(Form):
        model_config = ConfigDict(extra="allow")

    assert refused(Loose, [("self", "yes"), ("self", "yes")]).notes


def test_every_wrong_field_is_marked_at_once() -> None:
    assert set(refused(Everything, [("yuan", "x"), ("day", "x"), ("phone", "x")]).notes) == {"yuan", "day", "phone"}


def test_a_rooms_own_no_is_said_with_its_facts() -> None:
    error = fault("At most %(most)s characters, please.", most=7)
    assert error.context == {"sentence": "At most %(most)s characters, please.", "facts": {"most": 7}}


def test_the_event_is_32_small_hex_digits() -> None:
    event = new_id().hex
    assert typed(event=event).event == event


def test_typed_is_kept_as_text_without_files() -> None:
    sent = FormData([("name", "张\0三"), ("file", UploadFile(BytesIO(b"x"), filename="x"))])
    assert forms.typed_in(sent) == {"name": "张\0三"}


def test_what_no_page_may_hold_is_not_shown_again() -> None:
    assert showable("张\0三\x1b\ud800\n\t四\uffff") == "张三\n\t四"


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=60), max_size=4))
def test_whatever_is_sent_is_read_or_refused(fields: dict[str, str]) -> None:
    try:
        read(Everything, FormData(list(fields.items())))
    except Refusal as refusal:
        for said in (refusal, *refusal.notes.values()):
            assert "%(" not in words.said("zh_CN", said)


@given(st.sampled_from(list(Everything.model_fields)), st.text(alphabet=st.characters(), max_size=80))
def test_no_field_falls_over_its_content(field: str, value: str) -> None:
    try:
        read(Everything, FormData([(field, value)]))
    except Refusal as refusal:
        assert refusal.notes  # noqa: PT017 (either it is read, or the field is marked)
