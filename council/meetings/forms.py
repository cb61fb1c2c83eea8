"""What the forms about meetings may send."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, create_model

from council.kit.forms import Day, Form, Line, Name, Number, Text, digits, fault
from council.kit.uploads import Paper, Papers, Pictures
from council.meetings.delegating import DELEGABLE
from council.meetings.lists import absences_in, households_in, numbers_in, observers_in, spoken_in
from council.rules.refusal import N_, Refusal


def _clock(value: object) -> object:
    """19:30 as typed: with a full-width colon, 19点30, 19点半, 19点."""
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"(\d{1,2})[:点时](半|\d{1,2})?分?", digits(value).replace(" ", ""))
    hour, minute = (int(found[1]), 30 if found[2] == "半" else int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise fault(N_("Please write a time of day, such as 19:30."))
    return f"{hour:02}:{minute:02}"


def _readable(read: Any) -> AfterValidator:
    """A list that must be readable; a Refusal stands beside the field."""

    def check(text: str) -> str:
        try:
            read(text)
        except Refusal as refusal:
            raise fault(refusal.reason, **refusal.facts) from None
        return text

    return AfterValidator(check)


Clock = Annotated[str, BeforeValidator(_clock)]
Many = Annotated[Number, Field(ge=0, le=99_999)]
Member = Annotated[Number, Field(ge=1, le=999_999)]
Reason = Annotated[Line, StringConstraints(max_length=200)]
Gist = Annotated[Line, StringConstraints(max_length=500)]
Short = Annotated[Line, StringConstraints(max_length=60)]
Numbers = Annotated[Text, _readable(numbers_in)]
Households = Annotated[Text, _readable(households_in)]
Absences = Annotated[Text, _readable(absences_in)]
Observers = Annotated[Text, _readable(observers_in)]
Said = Annotated[Text, _readable(lambda text: spoken_in(text, 1))]


class PlainForm(Form):
    """A button."""


class NoticeForm(Form):
    photos: Pictures


class CancelForm(Form):
    why: Reason


class HandsForm(Form):
    host: Member | None = None
    recorder: Member | None = None
    teller: Member | None = None
    teller2: Member | None = None

    @property
    def tellers(self) -> tuple[int, ...]:
        return tuple(number for number in (self.teller, self.teller2) if number is not None)


class ReportForm(Form):
    many: Many
    papers: Papers


class ObserverForm(Form):
    name: Name
    post: Short


class ItemForm(Form):
    kind: Literal["decide", "discuss"]
    title: Short
    consent: Many
    about: Literal["neither", "money", "persons"]


class CloseForm(Form):
    ends: Clock


# ── the roll ──


class TickForm(Form):
    """One person by one button. `after` and `q` are the page it stands on; `part`: only the row comes back."""

    status: Literal["present", "absent", "open"]
    after: Many = 0
    q: Annotated[Line, StringConstraints(max_length=60)] = ""
    part: Literal["row"] | None = None


class MarkForm(Form):
    status: Literal["present", "absent", "unreachable", "open"]
    channel: Literal["in_person", "paper", "online", "delegate"] = "in_person"
    reason: Literal["ill", "away", "working", "family", "other", "none"] | None = None
    note: Short = ""
    delegate: Name = ""
    delegate_number: Member | None = None
    relation: (
        Literal["spouse", "parent", "child", "sibling", "grandparent", "grandchild", "household", "none"] | None
    ) = None
    mandate: Paper | None = None


class SheetForm(Form):
    numbers: Numbers = ""
    households: Households = ""
    sheets: Papers = ()


class RestForm(Form):
    status: Literal["present", "absent"]


# ── an item ──


class SpeechForm(Form):
    who: Short
    stance: Literal["for", "against", "neutral"]
    gist: Gist


class DeferForm(Form):
    why: Reason


class AsideForm(Form):
    number: Member
    reason: Reason


class TallyForm(Form):
    method: Literal["hands", "paper"]
    yes: Many
    no: Many
    abstain: Many
    spoiled: Many = 0
    sheets: Papers = ()


class CountForm(Form):
    """The hands of those without a phone."""

    yes: Many = 0
    no: Many = 0
    abstain: Many = 0
    sheets: Papers = ()


class VoteForm(Form):
    choice: Literal["for", "against", "abstain"]
    number: Member


class ConfirmForm(Form):
    present: Many
    yes: Many
    no: Many
    abstain: Many
    spoiled: Many = 0


# ── minutes ──


class SignForm(Form):
    numbers: Numbers = ""
    sheets: Papers


class CorrectForm(Form):
    text: Gist
    position: Annotated[Number, Field(ge=1, le=99)] | None = None


# ── authorisations ──


class Delegating(Form):
    """Which bodies, for how long; each matter is a box of its own: `matter_public_works` …"""

    from_body: Annotated[Line, StringConstraints(max_length=60)]
    to_body: Annotated[Line, StringConstraints(max_length=60)]
    decided_on: Day
    begins: Day
    ends: Day
    paper: Paper

    @property
    def matters(self) -> tuple[str, ...]:
        return tuple(key for key in DELEGABLE if getattr(self, f"matter_{key}", None))


DelegateForm: type[Delegating] = create_model(
    "DelegateForm", __base__=Delegating, **{f"matter_{key}": (Literal["yes"] | None, None) for key in DELEGABLE}
)  # type: ignore[call-overload]


class EndForm(Form):
    number: Annotated[Number, Field(ge=1, le=9999)]
    ended_on: Day
    why: Reason
