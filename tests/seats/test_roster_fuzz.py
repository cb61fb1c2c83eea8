"""Whatever is sent as a roster, the answer is a roster or a Refusal, never anything else."""

from contextlib import suppress
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from council.rules.refusal import Refusal
from council.seats.roster import Roster, read_roster
from council.seats.roster.titles import read_title
from tests.seats.paper import DATA, HEADINGS, as_csv, as_xlsx

WORDS = [
    *HEADINGS, "席位号", "居民类别", "任期", "任期止", "县", "柳塘村村民理事会成员名册", "柳桥社区议事会", "石红",
    "理事长", "户籍居民", "合计", "空缺", "2026.3.5", "19900001234", "=1+1", "<b>", "１３", "\0", "\u202e", "'", '"',
    "%(x)s", "𠮷",
]  # fmt: skip
TEXTS = st.sampled_from(WORDS) | st.text(max_size=12)
GRIDS = st.lists(st.lists(TEXTS | st.integers() | st.floats(), max_size=7), max_size=12)
LEGAL = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=12)
CELLS = (
    st.none() | st.sampled_from([word for word in WORDS if word.isprintable()]) | LEGAL | st.booleans()
    | st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False) | st.dates(date(1900, 3, 1))
    | st.datetimes(datetime(1900, 3, 1))
)  # fmt: skip


def tried(name: str, data: bytes) -> Roster | None:
    with suppress(Refusal):
        roster = read_roster(name, data)
        for finding in roster.findings:
            assert str(finding.message)
        return roster
    return None


@given(st.binary(max_size=400))
def test_any_bytes_as_text(data: bytes) -> None:
    tried("名册.csv", data)


@given(GRIDS)
def test_any_grid_as_text(rows: list[list[object]]) -> None:
    tried("名册.csv", as_csv(HEADINGS, *rows, encoding="utf-8"))


@given(GRIDS)
def test_any_grid_without_headings(rows: list[list[object]]) -> None:
    tried("名册.csv", as_csv(*rows, encoding="utf-8"))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=7), max_size=10), st.sampled_from(["A1:B3", "C2:C9", "A2:G4"]))
def test_any_grid_as_a_workbook(rows: list[list[object]], merged: str) -> None:
    tried("名册.xlsx", as_xlsx(HEADINGS, *rows, merged=[merged]))


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(["willow-bridge-yishihui.xlsx", "willow-bridge-yishihui.xls"]), st.data())
def test_a_damaged_workbook(name: str, draw: st.DataObject) -> None:
    data = bytearray((DATA / name).read_bytes())
    for _ in range(draw.draw(st.integers(1, 6))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    tried(name, bytes(data[: draw.draw(st.integers(1, len(data)))]))


@settings(max_examples=15, deadline=None)
@given(st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b""]), st.binary(max_size=600))
def test_any_bytes_as_a_workbook(start: bytes, rest: bytes) -> None:
    tried("名册.xlsx", start + rest)


@given(st.text())
def test_any_text_as_a_title(text: str) -> None:
    read_title(text)
