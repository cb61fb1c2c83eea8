"""What the clerk's forms about seats may send."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from council.kit.forms import Form, Line, Name, Number, Phone, fault
from council.rules.refusal import Refusal
from council.seats.persons import Named
from council.seats.roster.values import household, person


def _person(text: str) -> str:
    """A name as a roster may hold one: no markup, no digits alone."""
    try:
        return person(text)
    except Refusal as refusal:
        raise fault(refusal.reason, **refusal.facts) from None


PersonName = Annotated[Name, AfterValidator(_person)]
Key = Annotated[Line, StringConstraints(max_length=20)]


def _household(text: str) -> str:
    """A household's number as a roster may hold it."""
    try:
        return household(text) or ""
    except Refusal as refusal:
        raise fault(refusal.reason, **refusal.facts) from None


Household = Annotated[Line, StringConstraints(max_length=20), AfterValidator(_household)]
MemberNumber = Annotated[Number, Field(ge=1, le=999_999)]
Sex = Literal["male", "female"]


class PersonForm(Form):
    """Someone for a seat or a place in the order: a member by number, or someone new by name."""

    category: Key
    member: MemberNumber | None = None
    name: PersonName | None = None
    sex: Sex | None = None
    phone: Phone | None = None
    household: Household | None = None
    namesake: Literal["yes"] | None = None

    @property
    def named(self) -> Named:
        return Named(
            self.member, self.name or "", self.sex, self.phone, self.household or None, self.namesake is not None
        )


class CorrectForm(Form):
    name: PersonName
    phone: Phone | None = None
    sex: Sex | None = None
    household: Household | None = None


class OfficeForm(Form):
    office: Key


class ReviewForm(Form):
    category: Key


class PlainForm(Form):
    """A button."""


class CharterForm(Form):
    charter: Annotated[Line, StringConstraints(max_length=40)]
    why: Annotated[Line, StringConstraints(max_length=200)]
