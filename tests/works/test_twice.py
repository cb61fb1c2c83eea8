"""Whatever is sent of a work twice, by an impatient finger or a proxy, is one act; and a stranger's sending is none."""

from typing import Any

import pytest

from council.kit import clock
from council.kit.ids import new_id
from tests.files import photograph
from tests.openness.scene import passed
from tests.village import Village
from tests.votes.scene import DAY
from tests.works.scene import BEGUN, begun, looked, reported

PHOTO = ("a.jpg", photograph(), "image/jpeg")
Sent = tuple[object, str, dict[str, str], str | None]
FORMS: dict[str, Sent] = {
    "work.begin": ("委一", "/begin", {"due": "2026-12-20", "person_1": "1"}, None),
    "work.report": ("委一", "/report", {"line": "又立了两根"}, "photos"),
    "work.contract": ("委一", "/desk/contract", {"party": "青桥照明公司", "amount": "20000"}, "agreement"),
    "work.extend": ("委一", "/desk/later", {"position": "0", "until": "2026-12-30", "why": "连下五天雨"}, None),
    "work.money": ("委一", "/desk/money", {"allowed_by": "2026-2"}, None),
    "work.look": ("监一", "/look", {"holds": "untrue", "text": "只看到五根"}, "photo"),
    "work.answer": ("委一", "/desk/answer", {"number": "1", "text": "补立了三根"}, "photo"),
    "work.accept": ("委一", "/desk/accept", {"line": "都亮了"}, "paper"),
}


@pytest.fixture
def ready(village: Village, cleared: str, act: str) -> str:
    """Everything is there for this act."""
    passed(village)
    if act != "work.begin":
        begun(village, cleared)
        reported(village, cleared, BEGUN, milestone=1)
        reported(village, cleared, BEGUN, milestone=2)
    if act == "work.answer":
        looked(village, cleared, False, BEGUN)
    return cleared


def send(village: Village, ref: str, act: str, who: object, event: str) -> Any:
    _, path, typed, field = FORMS[act]
    files = {field: PHOTO} if field else None
    return village.client(who).post(
        f"{village.url}/works/{ref}{path}", data={**typed, "event": event}, files=files, follow_redirects=False
    )


@pytest.mark.parametrize("act", FORMS)
def test_sent_twice_it_is_one_act_and_a_strangers_none(village: Village, ready: str, act: str) -> None:
    event, before = new_id().hex, len(village.entries())
    with clock.at(BEGUN + DAY):
        for other in ("stranger", 8, "监一" if FORMS[act][0] != "监一" else "委一"):
            assert send(village, ready, act, other, new_id().hex).status_code in (403, 404, 422)
        asked_in = send(village, ready, act, None, new_id().hex)
        assert "/login" in asked_in.headers["location"]
        assert len(village.entries()) == before
        first, second = (send(village, ready, act, FORMS[act][0], event) for _ in range(2))
    assert first.status_code == second.status_code == 303, second.text
    assert first.headers["location"] == second.headers["location"]
    assert [entry["act"] for entry in village.entries()[before:]] == [act]
