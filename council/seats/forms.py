"""What the clerk's forms about seats may send."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from council.kit.forms import Form, Line, Name, Number, Phone, fault
from council.rules.refusal import Refusal
from council.seats.persons import Named
from council.seats.roster.values import person


def _person(text: str) -> str:
    """A name as a roster may hold one: no markup, no digits alone."""
    try:
        return person(text)
    except Refusal as refusal:
        raise fault(refusal.reason, **refusal.facts) from None


PersonName = Annotated[Name, AfterValidator(_person)]
Key = Annotated[Line, StringConstraints(max_length=20)]


class PersonForm(Form):
    """Someone for a seat or a place in the order: a member by number, or someone new by name."""

    category: Key
    member: Annotated[Number, Field(ge=1, le=999_999)] | None = None
    name: PersonName | None = None
    sex: Literal["male", "female"] | None = None
    phone: Phone | None = None

    @property
    def named(self) -> Named:
        return Named(self.member, self.name or "", self.sex, self.phone)


class CorrectForm(Form):
    name: PersonName
    phone: Phone | None = None


class OfficeForm(Form):
    office: Key


class ReviewForm(Form):
    category: Key


class PlainForm(Form):
    """A button."""
