"""The forms of this room: what may be sent, and how long it may be."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from council.kit.forms import Day, Form, Line, Number, Phone, Text
from council.kit.uploads import Picture
from council.openness.tables import MOST_TEXT
from council.rules.publicity import About

Said = Annotated[Text, StringConstraints(max_length=MOST_TEXT)]
Reason = Annotated[Line, StringConstraints(max_length=200)]
Event = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Category = Literal["established", "new", "other"]
Code = Annotated[Line, StringConstraints(max_length=20)]


class PostForm(Form):
    about: About
    posted_on: Day
    days: Number
    place: Annotated[Line, StringConstraints(max_length=60)]
    phone: Phone
    unknown: Literal["yes"] | None = None
    photo: Picture | None = None


class PhotoForm(Form):
    about: About
    photo: Picture


class TakeDownForm(Form):
    about: About
    on: Day
    why: Reason


class ObjectForm(Form):
    event: Event  # the code is made from it
    text: Said
    category: Category
    phone: Phone | None = None
    sum: Annotated[Line, StringConstraints(max_length=10)] = ""
    photo: Picture | None = None


class EnterForm(Form):
    event: Event
    motion: Annotated[Line, StringConstraints(max_length=12)]
    channel: Literal["paper", "call"]
    filed_on: Day
    text: Said
    category: Category
    phone: Phone | None = None
    photo: Picture | None = None


class FollowForm(Form):
    number: Annotated[Line, StringConstraints(max_length=20)]
    code: Code


class HandOnForm(Form):
    code: Code
    why: Annotated[Text, StringConstraints(max_length=500)] = ""


class ReplyForm(Form):
    reply: Said


class ClearForm(Form):
    text: Said
    photo: Literal["yes"] | None = None  # may be seen by everyone


class JudgeForm(Form):
    judged: Literal["upheld", "not_upheld"]
    opinion: Said


class CheckForm(Form):
    step: Annotated[Line, StringConstraints(max_length=20)]
    holds: Literal["true", "untrue"]
    opinion: Said = ""


class YearForm(Form):
    year: Annotated[Number, Field(ge=1949, le=2199)]
    source: Reason
    text: Annotated[Text, StringConstraints(max_length=4000)]
