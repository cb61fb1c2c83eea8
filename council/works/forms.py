"""The forms of this room: what may be sent, and how long it may be."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from council.kit.forms import Day, Form, Line, Number, Text, Yuan, fault
from council.kit.uploads import Paper, Picture, Pictures
from council.openness.forms import Event
from council.rules.rating import Content, Finished
from council.rules.refusal import N_
from council.works.beginning import Planned
from council.works.rating_tables import MOST_SAID
from council.works.tables import MOST_LINE, MOST_TEXT

PART = re.compile(r"(.{1,28}?)[\s,，;；]+(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?[\s,，;；]+(\d{1,3})\s*[%％]?")
Small = Annotated[Number, Field(ge=0, le=1000)]
Reason = Annotated[Line, StringConstraints(min_length=2, max_length=200)]
Said = Annotated[Text, StringConstraints(max_length=MOST_TEXT)]
Ref = Annotated[Line, StringConstraints(max_length=12)]


def parts_in(text: str) -> tuple[Planned, ...]:
    """Milestones as they are typed, one a line: what, by when, what share: 立灯杆，2026-12-20，60."""
    return tuple(_part(line.strip()) for line in text.splitlines() if line.strip())


def _part(line: str) -> Planned:
    found = PART.fullmatch(line)
    try:
        day = date(*map(int, found.groups()[1:4])) if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        raise fault(
            N_("“%(line)s”: please write what, by when and its share, such as: poles, 2026-12-20, 60"), line=line[:40]
        )
    return Planned(found[1].strip(), day, int(found[5]))


def _readable(text: str) -> str:
    parts_in(text)
    return text


class BeginForm(Form):
    due: Day
    person_1: Small
    person_2: Small | None = None
    person_3: Small | None = None
    milestones: Annotated[Text, StringConstraints(max_length=1000), AfterValidator(_readable)] = ""


class ReportForm(Form):
    line: Annotated[Line, StringConstraints(min_length=2, max_length=MOST_LINE)]
    milestone: Small | None = None
    percent: Small | None = None
    paid: Yuan = 0
    corrects: Small | None = None
    photos: Pictures = ()
    invoice: Paper | None = None


class ContractForm(Form):
    party: Annotated[Line, StringConstraints(min_length=2, max_length=60)]
    amount: Yuan
    agreement: Paper | None = None


class ExtendForm(Form):
    position: Small
    until: Day
    why: Reason


class MoneyForm(Form):
    allowed_by: Ref


class LookForm(Form):
    holds: Literal["true", "untrue"]
    text: Said = ""
    photo: Picture | None = None


class AnswerForm(Form):
    number: Small
    text: Annotated[Said, StringConstraints(min_length=2)]
    photo: Picture | None = None


class RateForm(Form):
    event: Event  # the sum is made from it
    content: Content
    finished: Finished
    text: Annotated[Text, StringConstraints(max_length=MOST_SAID)] = ""
    number: Annotated[Line, StringConstraints(max_length=20)] = ""
    code: Annotated[Line, StringConstraints(max_length=20)] = ""
    sum: Annotated[Line, StringConstraints(max_length=10)] = ""


class CodeForm(Form):
    number: Annotated[Line, StringConstraints(max_length=20)]
    code: Annotated[Line, StringConstraints(max_length=20)]


class SlipForm(Form):
    filed_on: Day
    content: Content
    finished: Finished
    text: Annotated[Text, StringConstraints(max_length=MOST_SAID)] = ""
    number: Annotated[Line, StringConstraints(max_length=20)] = ""
    code: Annotated[Line, StringConstraints(max_length=20)] = ""


class ClearForm(Form):
    text: Annotated[Text, StringConstraints(max_length=MOST_SAID)]


class AcceptForm(Form):
    line: Annotated[Said, StringConstraints(min_length=2)]
    paper: Paper | None = None
