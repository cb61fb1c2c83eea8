"""What a page asks of the database: so many statements, and as much work, at ten motions and at ten thousand."""

import pytest

from council.kit import clock
from council.rules.book import check_code
from tests.hall.bulk import add_motions
from tests.statements import counted, stepped
from tests.village import Village
from tests.votes.scene import CLOSES, DAY, opened, send, send_all, tick

NOW = CLOSES + 2 * DAY
FEW, SOME, MANY = 8, 200, 10_000


@pytest.fixture
def story(village: Village) -> dict[str, str]:
    """A village with a vote that is over, and one that runs; the parts of addresses that name them."""
    over = opened(village)
    send_all(village, over, {"for": range(1, 11), "against": [11, 12], "abstain": [13]})
    tick(village)
    runs = opened(village, at=CLOSES + DAY, closes=CLOSES + 6 * DAY)
    send(village, 1, runs, "for", at=NOW)
    return {"over": over, "runs": runs}


PAGES = {
    "": (None, 11),
    "/motions": (None, 4),
    "/motions?before=2025-4": (None, 4),
    "/motions?state=passed": (None, 4),
    "/motions?state=voting": (None, 4),
    "/motions?state=passed&year=2025": (None, 4),
    "/motions/{over}": (None, 11),
    "/motions/{runs}": (None, 11),
    "/motions/{over}/versions": (None, 4),
    "/seats": (None, 6),
    "/seats/yishihui": (None, 6),
    "/rules": (None, 5),
    "/record": (None, 6),
    "/record?before=8": (None, 6),
    "/record?about={over}": (None, 6),
    "/record/1": (None, 6),
    "/feed.atom": (None, 5),
    "/board/feed.atom": (None, 5),
    "/motions/{over}/feed.atom": (None, 6),
    "/verify": (None, 3),
    "/verify?code={code}": (None, 6),
    "/motions/{runs}/ballot": (1, 8),
    "/motions/{runs}/ballot/receipt": (1, 12),
    "/motions/new": (1, 8),
    "/motions/drafts": (1, 8),
    "/motions/{runs}/vote": (13, 14),
    "/desk": ("clerk", 28),
    "me": (1, 12),
}
"""Who asks, and how many statements the page takes. A BEGIN and its end are not among them; who asks is one, and on a
public page of a place the version of the book, with its next deadline, is one."""


def fetch(village: Village, path: str, who: object) -> None:
    with clock.at(NOW):
        answer = village.client(who).get("/me" if path == "me" else village.url + path)
    assert answer.status_code == 200, path


def asked_for(village: Village, path: str, who: object) -> list[str]:
    with counted(village.db) as asked:
        fetch(village, path, who)
    return [each for each in asked if each.split()[0] in ("SELECT", "WITH")]


def test_no_page_asks_more_when_there_are_more_motions(village: Village, story: dict[str, str]) -> None:
    code = check_code(bytes.fromhex(village.client().get(f"{village.url}/record/2.json").json()["leaf"]))
    pages = {path.format(**story, code=code): asks for path, asks in PAGES.items()}
    add_motions(village, FEW)
    few = {path: len(asked_for(village, path, who)) for path, (who, _) in pages.items()}
    add_motions(village, MANY - FEW)
    many = {path: len(asked_for(village, path, who)) for path, (who, _) in pages.items()}
    assert few == {path: statements for path, (_, statements) in pages.items()}
    assert many == few


def test_nobody_waits_longer_where_there_is_more_history(village: Village, story: dict[str, str]) -> None:
    """SQLite's own work, counted in the steps of its machine: a deep page of ten thousand as the first of sixty."""
    if not village.db.lite:
        pytest.skip("PostgreSQL does not count its steps")
    code = check_code(bytes.fromhex(village.client().get(f"{village.url}/record/2.json").json()["leaf"]))
    pages = {path.format(**story, code=code): who for path, (who, _) in PAGES.items()}

    def work(path: str, who: object) -> int:
        with stepped(village.db) as steps:
            fetch(village, path, who)
        return steps[0]

    add_motions(village, SOME)
    few = {path: work(path, who) for path, who in pages.items()}
    add_motions(village, MANY - SOME)
    many = {path: work(path, who) for path, who in pages.items()}
    grown = {path: (few[path], many[path]) for path in pages if many[path] > 1.1 * few[path] + 5}
    assert not grown
