"""What people type to sign in, to use a slip, and in their settings."""

import re
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, model_validator

from council.kit.forms import Form, Line, Name, Number, Phone, digits, fault
from council.people.passwords import Password
from council.people.slips import DIGITS
from council.rules.refusal import N_

Yes = Literal["yes"]
Next = Annotated[Line, StringConstraints(max_length=300)]
MemberNumber = Annotated[Number, Field(ge=1, le=999_999)]
SignInWord = Annotated[Line, StringConstraints(max_length=80)]


def _code(text: str) -> str:
    code = re.sub(r"[\s\-]", "", digits(text))
    if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", code):
        raise fault(N_("The slip has twelve digits. Please type all of them."))
    return code


Code = Annotated[str, StringConstraints(max_length=40), AfterValidator(_code)]


class SignInForm(Form):
    name: SignInWord
    password: Password
    shared: Yes | None = None
    next: Next | None = None


class SignOutForm(Form):
    next: Next | None = None


class LookForm(Form):
    size: Literal["normal", "l"] | None = None
    theme: Literal["auto", "light", "dark"] | None = None
    next: Next | None = None


class SessionsForm(Form):
    session: UUID | None = None
    others: Yes | None = None


class PasswordForm(Form):
    old: Password
    new: Password
    again: Password


class SlipForm(Form):
    """`add` puts the slip's community to the account that is signed in; without it a password is chosen."""

    no: SignInWord
    code: Code
    password: Password | None = None
    again: Password | None = None
    shared: Yes | None = None
    add: Yes | None = None
    next: Next | None = None


class PrintForm(Form):
    """`m8=yes` for each member chosen: a browser sends several boxes of one name, which we refuse elsewhere."""

    model_config = ConfigDict(extra="allow")
    everyone: Yes | None = None

    @model_validator(mode="after")
    def _only_members(self) -> "PrintForm":
        if any(not re.fullmatch(r"m[0-9]{1,6}", name) for name in self.model_extra or {}):
            raise fault(N_("This form does not have such a field."))
        return self

    @property
    def numbers(self) -> list[int]:
        return sorted(int(name[1:]) for name in self.model_extra or {})


class AppointForm(Form):
    """A member by number, or someone new by name."""

    number: MemberNumber | None = None
    name: Name | None = None
    phone: Phone | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "AppointForm":
        if (self.number is None) == (self.name is None):
            raise fault(N_("Please give either the number of a member or the name of someone new."))
        return self


class LayDownForm(Form):
    number: MemberNumber
