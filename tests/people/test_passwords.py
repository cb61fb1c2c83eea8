"""Passwords: hashed with Argon2id by libpass, refused where others would try them first."""

import importlib.metadata

import pytest

from council.people.passwords import COMMONEST, NOBODY, SCHEME, SHORTEST, hashed, matches, may_choose, renewed

OWN = ("郝红", "13800138000", "柳桥-8")


def test_passlib_is_libpass_and_nothing_else() -> None:
    assert importlib.metadata.distribution("libpass").metadata["Name"] == "libpass"
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        importlib.metadata.distribution("passlib")
    assert set(importlib.metadata.packages_distributions()["passlib"]) == {"libpass"}


def test_a_password_is_argon2id_at_the_settings_of_owasp() -> None:
    assert hashed("柳树下的石桥").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_password_matches_itself_only() -> None:
    kept = hashed("柳树下的石桥")
    assert matches("柳树下的石桥", kept)
    assert not matches("柳树下的石挢", kept)


@pytest.mark.parametrize("kept", [None, "!"], ids=["unknown name", "account without a password"])
def test_nothing_matches_where_there_is_no_password(kept: str | None) -> None:
    assert not matches("whatever it is", kept)


def test_an_unknown_name_costs_what_a_known_one_costs() -> None:
    assert NOBODY.split("$")[:4] == hashed("x").split("$")[:4]
    assert not SCHEME.needs_update(NOBODY)


def test_a_weaker_hash_of_old_is_renewed() -> None:
    old = SCHEME.using(argon2__time_cost=1).hash("柳树下的石桥")
    assert matches("柳树下的石桥", renewed("柳树下的石桥", old))
    assert renewed("柳树下的石桥", hashed("柳树下的石桥")) is None


@pytest.mark.parametrize(
    "password",
    ["1234567", "88888888", "中中中中中中中中", "12345678", "Password1", "138 0013 8000", "138-0013-8000", "柳桥-8"],
)
def test_what_others_would_try_first_is_refused(password: str) -> None:
    assert may_choose(password, OWN)


def test_a_long_name_is_refused_as_its_password() -> None:
    assert may_choose("Zhou Guoping", ("zhou guoping",))


@pytest.mark.parametrize("password", ["老坝村口三棵树啊", "tree house", "hongxing77", " 13800138001x"])
def test_anything_else_of_eight_signs_is_taken(password: str) -> None:
    assert may_choose(password, OWN) is None


def test_the_commonest_are_those_that_the_length_would_let_through() -> None:
    assert all(len(password) >= SHORTEST and password == password.casefold() for password in COMMONEST)
