"""Pieces of pages: what changed is drawn again, and nothing beside it."""

from collections import Counter
from collections.abc import Hashable

import pytest

from council.kit import clock
from council.kit.pieces import Pieces
from council.kit.templating import environment
from council.places.contacts import set_contacts
from tests.village import Village
from tests.votes.scene import CLOSES, DAY, opened, send_all, tick

NOW = CLOSES + 2 * DAY
PAGES = ("", "/motions", "/motions/{over}", "/motions/{runs}", "/seats", "/record", "/verify")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each piece was drawn, and not taken as it was kept."""
    pieces: Pieces = environment("zh_CN").filters["piece"].__self__  # type: ignore[attr-defined]
    draw, times = pieces.draw, Counter[str]()

    def counted(template: str, values: dict[str, Hashable]) -> str:
        times[template] += 1
        return draw(template, values)

    monkeypatch.setattr(pieces, "draw", counted)
    return times


def test_other_office_hours_are_drawn_in_the_footer_alone(village: Village, drawn: Counter[str]) -> None:
    over = opened(village)
    send_all(village, over, {"for": range(1, 11), "against": [11, 12], "abstain": [13]})
    tick(village)
    runs = opened(village, at=CLOSES + DAY, closes=CLOSES + 6 * DAY)
    pages = [village.url + path.format(over=over, runs=runs) for path in PAGES]

    def read() -> list[str]:
        with clock.at(NOW):
            return [village.client().get(page).text for page in pages]

    before = read()
    drawn.clear()
    with clock.at(NOW):
        village.do("clerk", set_contacts, phone="", office="", hours="周一至周六 8:30")
    after = read()
    assert all("周一至周六 8:30" in page for page in after)
    assert not any("8:30" in page for page in before)
    assert set(drawn) == {"_footer.html", "ledger/_row.html"}, drawn  # the change itself is an entry of the book
    assert drawn["ledger/_row.html"] == 1
