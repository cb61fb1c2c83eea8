"""Every kind of entry that any act records is told as a sentence, every fact in it has a name, in both languages."""

import ast
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from council.hall.demo_story import TABLES
from council.hall.demo_village import Village as Told
from council.kit import clock
from council.ledger.facts import LABELS, NOT_IN_TABLES
from council.ledger.telling import ACTS
from council.motions.acts import drop, propose, redraft
from council.people.acts import appoint, end_role
from council.seats.acts import appoint_office, correct, fill
from council.seats.alternates import add_alternate, call_alternate
from council.seats.founding import found
from council.seats.persons import Named
from council.seats.reviews import begin_review, settle_review
from council.seats.roster import read_roster
from council.votes.acts import open, recuse, unrecuse, vacate, void
from tests.ledger.demo_world import DemoVillage as Village
from tests.ledger.demo_world import demo_village

__all__ = ["demo_village"]
CODE = Path(__file__).parents[2] / "council"


def recorded() -> Iterator[tuple[str, str]]:
    """Where `record` is called in the source, and with what kind."""
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record":
                kind = node.args[1]
                assert isinstance(kind, ast.Constant), f"{path}:{node.lineno} records a kind that nobody can look up"
                yield str(path), kind.value


def test_every_kind_that_is_recorded_has_its_sentence() -> None:
    assert {kind for _, kind in recorded()} == set(ACTS)


@pytest.fixture
def busy(demo_village: Village) -> Village:
    """The demo after every other thing that can be done in it was done."""
    v, ref = demo_village, demo_village.motion(5)
    v.do("clerk", fill, v.body, 13, "new", Named(name="唐小兰"))
    v.do("clerk", correct, v.body, 13, "唐晓兰", "12000550199")
    v.do("clerk", appoint_office, v.body, 9, "vice_chair")
    v.do("clerk", begin_review, v.body, 10, "established")
    v.do("clerk", settle_review, v.body, 10)
    v.do("clerk", add_alternate, v.body, "established", Named(name="李春生"))
    v.do("clerk", vacate, v.body, 3, "身体不好，书面辞去")
    v.do("clerk", call_alternate, v.body, 3)
    v.do("clerk", recuse, ref, 6, "学校是我女儿管的，应当回避")
    v.do("clerk", unrecuse, ref, 6)
    words = Told(v.db, v.id, v.body, clock.today()).wording(TABLES)
    draft = v.do(1, propose, v.body, TABLES.matter, words)
    v.do(1, redraft, draft, TABLES.matter, words)
    v.do(1, drop, draft)
    v.do("clerk", appoint, "clerk", name="沈小云")
    v.do("clerk", end_role, "clerk", 14)
    title = "云溪县青桥街道柳塘村东组村民理事会成员名册"
    rows = "".join(f"{n},户{n},理事\n" for n in range(1, 6))
    found(v.db, read_roster("东组.csv", f"{title}\n席位号,姓名,职务\n{rows}".encode()))
    return v


def test_every_kind_of_entry_is_told_with_all_its_facts(busy: Village) -> None:
    with_void = {entry["act"] for entry in busy.entries()}
    assert set(ACTS) - with_void <= {"vote.void"}
    client = busy.client()
    for entry in busy.entries():
        page = client.get(f"{busy.url}/record/{entry['seq']}")
        assert page.status_code == 200
        assert "%(" not in page.text
        assert client.get(f"/en{busy.url}/record/{entry['seq']}").status_code == 200
    client.get(f"{busy.url}/record")


def test_a_seat_is_told_with_its_body_where_there_are_several(busy: Village) -> None:
    page = busy.client().get(f"{busy.url}/record/21").text
    assert "柳塘村议事会 1 号席" in page


def keys_in(facts: Any) -> Iterator[str]:
    if isinstance(facts, dict):
        if not all(isinstance(each, dict) for each in facts.values()) or not facts:
            yield from facts
        for each in facts.values():
            yield from keys_in(each)
    elif isinstance(facts, list):
        for each in facts:
            yield from keys_in(each)


def test_every_fact_has_a_name(busy: Village) -> None:
    keys = {key for entry in busy.entries() for key in (*keys_in(entry["facts"]), *entry["sealed"])}
    assert {key for key in keys if key.partition(":")[0] not in LABELS} <= NOT_IN_TABLES


def test_a_vote_that_is_called_off_is_told(demo_village: Village) -> None:
    ref = demo_village.motion(5)
    with clock.at(clock.now() + timedelta(days=4)):
        demo_village.do(7, open, ref, clock.clock.now() + timedelta(days=3))
        demo_village.do(7, void, ref, "学校的安排还没有定，先放一放")
    said = demo_village.client().get(f"{demo_village.url}/record.json").json()["entries"][0]["said"]
    assert "取消了" in said
    assert "先放一放" in said
