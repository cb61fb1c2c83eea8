"""The clerk enters the public contacts; the book says that they stand, and no number enters it."""

import pytest

from council.kit.act import SignInFirst
from council.kit.ids import new_id
from council.places.contacts import set_contacts
from council.places.tables import find_place
from council.rules.refusal import Refusal
from tests.village import Village

GIVEN = {"phone": "0000-555 0118", "office": "柳桥社区居委会一楼", "hours": "周一至周六 8:30–17:30"}
PATH = "/desk/contacts"


def standing(village: Village) -> tuple[str, str, str]:
    place = village.look(lambda db: find_place(db, village.county, village.slug))
    return place.phone, place.office, place.hours


def test_the_clerk_sets_them(village: Village) -> None:
    village.do("clerk", set_contacts, **GIVEN)
    assert standing(village) == tuple(GIVEN.values())


def test_the_book_says_which_are_given_and_not_what_they_are(village: Village) -> None:
    village.do("clerk", set_contacts, **{**GIVEN, "hours": ""})
    entry = village.last()
    assert (entry["act"], entry["actor"]) == ("contacts.set", "clerk:90")
    assert entry["facts"] == {"phone": 1, "office": 1, "hours": 0}
    assert entry["sealed"] == {}
    assert "0118" not in str(village.entries())


@pytest.mark.parametrize("who", [7, 13, "stranger"])
def test_nobody_else_may(village: Village, who: object) -> None:
    with pytest.raises(Refusal, match="Only the clerk"):
        village.do(who, set_contacts, **GIVEN)
    assert standing(village) == ("", "", "")


def test_someone_signed_out_is_asked_to_sign_in(village: Village) -> None:
    with pytest.raises(SignInFirst):
        village.do(None, set_contacts, **GIVEN)


def test_they_can_be_emptied_again(village: Village) -> None:
    village.do("clerk", set_contacts, **GIVEN)
    village.do("clerk", set_contacts, phone="", office="", hours="")
    assert standing(village) == ("", "", "")


def test_nothing_new_is_no_entry(village: Village) -> None:
    village.do("clerk", set_contacts, **GIVEN)
    with pytest.raises(Refusal, match="Nothing is different"):
        village.do("clerk", set_contacts, **GIVEN)
    with pytest.raises(Refusal, match="Nothing is different"):
        village.do("clerk", set_contacts, **GIVEN)
    assert [entry["act"] for entry in village.entries()].count("contacts.set") == 1


def test_the_page_sets_them_and_every_foot_shows_them(village: Village) -> None:
    client = village.client("clerk")
    page = client.submit(village.url + PATH, GIVEN, form=PATH)
    assert page.status_code == 200
    assert "页脚" in page.text
    assert '<a href="tel:0000-5550118">' in page.text
    assert client.get(village.url + PATH).text.count("柳桥社区居委会一楼") == 2, "in its field and at the foot"


def test_sent_twice_it_is_once(village: Village) -> None:
    client, event = village.client("clerk"), new_id().hex
    for _ in range(2):
        assert client.post(village.url + PATH, data={**GIVEN, "event": event}).status_code == 200
    assert [entry["act"] for entry in village.entries()].count("contacts.set") == 1


def test_full_width_digits_are_a_telephone_number(village: Village) -> None:
    sent = village.client("clerk").post(
        village.url + PATH, data={"phone": "０７７１－５５５０１１８", "event": new_id().hex}
    )
    assert sent.status_code == 200
    assert standing(village)[0] == "0771-5550118"


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"phone": "打给老王"}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"phone": "1" * 31}, "phone"),
        ({"phone": "----------"}, "phone"),
        ({"phone": "<b>12345</b>"}, "phone"),
        ({"office": "长" * 61}, "office"),
        ({"office": "一楼\0"}, "office"),
        ({"hours": "长" * 5000}, "hours"),
    ],
)
def test_bad_input_is_told_beside_its_field(village: Village, bad: dict[str, str], field: str) -> None:
    sent = village.client("clerk").post(village.url + PATH, data={**GIVEN, **bad, "event": new_id().hex})
    assert sent.status_code == 422
    assert f'href="#field-{field}"' in sent.text
    assert standing(village) == ("", "", "")


def test_a_member_sees_that_it_is_the_clerks(village: Village) -> None:
    page = village.client(7).get(village.url + PATH)
    assert page.status_code == 403
    assert 'name="phone"' not in page.text
    assert village.client(7).post(village.url + PATH, data={"event": new_id().hex, **GIVEN}).status_code == 403
    assert standing(village) == ("", "", "")
