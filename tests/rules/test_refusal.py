"""A "no" is a value, and says its reason."""

import copy
import pickle

from council.rules.refusal import N_, Name, Refusal

NEW = Name("新居民", "New residents")


def test_a_name_is_said_in_both_languages() -> None:
    assert (NEW.said("zh_CN"), NEW.said("en")) == ("新居民", "New residents")


def test_two_refusals_alike_are_the_same() -> None:
    first = Refusal("Seat %(seat)s is vacant.", seat=7)
    assert first == Refusal("Seat %(seat)s is vacant.", seat=7)
    assert hash(first) == hash(Refusal("Seat %(seat)s is vacant.", seat=7))
    assert first != Refusal("Seat %(seat)s is vacant.", seat=8)
    assert first != "Seat 7 is vacant."


def test_a_refusal_is_readable_on_a_console() -> None:
    assert str(Refusal("Seat %(seat)s is for %(own)s.", seat=7, own=NEW)) == "Seat 7 is for New residents."
    assert repr(Refusal("No.", seat=7)) == "Refusal('No.', seat=7)"


def test_a_fact_may_have_any_name() -> None:
    assert Refusal("%(reason)s %(self)s", reason="a", self="b").facts == {
        "reason": "a",
        "self": "b",
    }


def test_notes_stand_beside_fields_and_leave_the_first_refusal_alone() -> None:
    whole = Refusal("Some fields need another look.")
    noted = whole.with_notes(phone=Refusal("Too short.")).with_notes(name=Refusal("Empty."))
    assert noted.notes == {"phone": Refusal("Too short."), "name": Refusal("Empty.")}
    assert whole.notes == {}
    assert whole != noted


def test_a_refusal_survives_copying_and_pickling() -> None:
    refusal = Refusal("Seat %(seat)s is vacant.", seat=7).with_notes(seat=Refusal("Vacant."))
    assert copy.copy(refusal) == refusal
    assert pickle.loads(pickle.dumps(refusal)) == refusal


def test_a_marked_sentence_is_itself() -> None:
    assert N_("A key.") == "A key."
