"""No phone number is shown in public, stands in the book, or is told to the clerk who looks at the desk."""

import pytest
from sqlalchemy import select

from council.people.tables import Membership
from tests.people.people import newcomer, printed
from tests.village import Village


def phones(village: Village) -> list[str]:
    query = select(Membership.phone).where(Membership.community_id == village.id)
    return [phone for (phone,) in village.look(lambda db: db.rows(query)) if phone]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/seats/yishihui",
        "/motions",
        "/record",
        "/rules",
        "/slip?no=7",
        ".json",
        "/seats/yishihui.json",
        "/record.json",
    ],
)
def test_no_phone_stands_on_a_page_that_anyone_may_read(village: Village, address: str) -> None:
    printed(village, newcomer(village, phone="13612345678"))
    page = village.client().get(f"{village.url}{address}")
    assert page.status_code == 200
    assert len(phones(village)) == 15
    assert not [phone for phone in phones(village) if phone in page.text]


def test_the_lists_of_the_desk_hold_no_phone(village: Village) -> None:
    client = village.client("clerk")
    for address in ("/desk/slips", "/desk/people"):
        page = client.get(f"{village.url}{address}")
        assert not [phone for phone in phones(village) if phone in page.text]


def test_a_slip_page_tells_a_stranger_nothing_about_a_member(village: Village) -> None:
    """Known or unknown number: the same page."""
    printed(village, 7)
    client = village.client()
    known, unknown = (client.get(f"{village.url}/slip?no={number}").text for number in (7, 8888))
    assert known.replace('value="7"', "") == unknown.replace('value="8888"', "")
    assert "熊建" not in known
