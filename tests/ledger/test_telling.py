"""Every kind of entry that any act records is told as a sentence, every fact in it has a name, in both languages."""

import ast
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from council.kit import clock
from council.ledger.facts import LABELS, NOT_IN_TABLES
from council.ledger.telling import ACTS
from council.votes.acts import open, void
from tests.ledger.busy import busy
from tests.ledger.demo_world import DemoVillage as Village
from tests.ledger.demo_world import demo_village

__all__ = ["busy", "demo_village"]
CODE = Path(__file__).parents[2] / "council"
TOLD_ELSEWHERE = (
    *("notice.", "objection.", "check.", "calendar."),  # in tests/openness/test_verify.py
    *("case.", "path."),  # in tests/procedure/test_telling.py
    "work.",  # in tests/works/test_verify.py
    "oversight.",  # in tests/oversight/test_verify.py
    *("meeting.poll", "meeting.vote"),  # in tests/meetings/test_phones.py
)


def recorded() -> Iterator[tuple[str, str]]:
    """Where `record` is called in the source, and with what kind."""
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record":
                kind = node.args[1]
                for each in (kind.body, kind.orelse) if isinstance(kind, ast.IfExp) else (kind,):
                    assert isinstance(each, ast.Constant), f"{path}:{node.lineno} records a kind that nobody can find"
                    yield str(path), str(each.value)


def test_every_kind_that_is_recorded_has_its_sentence() -> None:
    assert {kind for _, kind in recorded()} == set(ACTS)


def test_every_kind_of_entry_is_told_with_all_its_facts(busy: Village) -> None:
    with_void = {entry["act"] for entry in busy.entries()}
    own = {kind for kind in ACTS if not kind.startswith(TOLD_ELSEWHERE)}
    assert own - with_void <= {"vote.void"}
    client = busy.client()
    for entry in busy.entries():
        page = client.get(f"{busy.url}/record/{entry['seq']}")
        assert page.status_code == 200
        assert "%(" not in page.text
        assert client.get(f"/en{busy.url}/record/{entry['seq']}").status_code == 200
    client.get(f"{busy.url}/record")


def test_a_seat_is_told_with_its_body_where_there_are_several(busy: Village) -> None:
    page = busy.client().get(f"{busy.url}/record/21").text
    assert "柳塘村议事会 1号席" in page


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
    ref = demo_village.motion(9)
    with clock.at(clock.now() + timedelta(days=4)):
        demo_village.do(7, open, ref, clock.now() + timedelta(days=3))
        demo_village.do(7, void, ref, "学校的安排还没有定，先放一放")
    said = demo_village.client().get(f"{demo_village.url}/record.json").json()["entries"][0]["said"]
    assert "取消了" in said
    assert "先放一放" in said
