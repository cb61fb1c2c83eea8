"""Short links: five signs on paper lead to a page, however they are typed."""

from collections.abc import Callable

import pytest

from council.places import links
from council.places.links import SIGNS, link_to, path_of, short_link
from tests.village import Village


def test_a_path_has_one_code_and_the_code_leads_there(village: Village) -> None:
    path = f"{village.url}/motions/2026-11"
    code = village.do("clerk", short_link, path)
    assert len(code) == 5
    assert set(code) <= set(SIGNS)
    assert village.do("clerk", short_link, path) == code
    assert village.do("clerk", short_link, village.url) != code
    assert village.look(lambda db: path_of(db, code)) == path
    assert village.read(link_to, path) == code
    assert village.read(link_to, "/nowhere") is None


def test_a_code_is_read_as_people_type_it(village: Village) -> None:
    code = village.do("clerk", short_link, village.url)
    kindly = code.replace("0", "O").replace("1", "l")
    for typed in (code, code.lower(), kindly, kindly.lower(), f"{code[:2]}-{code[2:]}", f" {code} "):
        assert village.look(lambda db, typed=typed: path_of(db, typed)) == village.url  # type: ignore[misc]


@pytest.mark.parametrize("typed", ["", "7", "7K3", "U" * 5, "7K3M9!", "７K3M9", "x" * 5000, "\0", "路灯路灯路"])
def test_what_is_no_code_leads_nowhere(village: Village, typed: str) -> None:
    assert village.look(lambda db: path_of(db, typed)) is None


def test_a_taken_code_makes_the_next_one_longer(found: Callable[..., Village], monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = found(), found()
    first = one.do("clerk", short_link, one.url)
    chosen = iter(first + "ABCDEF")
    monkeypatch.setattr(links.secrets, "choice", lambda signs: next(chosen))
    assert other.do("clerk", short_link, other.url) == "ABCDEF"


def test_the_link_leads_on_in_the_language_of_its_address(village: Village) -> None:
    code = village.do("clerk", short_link, village.url)
    for lang in ("", "/en"):
        answer = village.client().get(f"{lang}/q/{code.lower()}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (302, lang + village.url)
        assert "set-cookie" not in answer.headers
    assert village.client().get("/q/00000").status_code == 404
    assert village.client().get(f"/q/{code}.json").status_code == 404
