"""The forms by which a matter is begun, led on and turned."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import ConfigDict, StringConstraints, model_validator

from council.kit.forms import Day, Form, Line, Number, fault
from council.kit.uploads import Papers, Pictures
from council.meetings.notice import WAYS, Topic, Wanted
from council.motions.forms import AmendForm, Reason, WordingForm
from council.rules.refusal import N_
from council.rules.walk import Result

Key = Annotated[Line, StringConstraints(max_length=60)]
TIME = r"^([01]?\d|2[0-3]):[0-5]\d$"
PICKED = re.compile(r"motion-(\d{4}-\d{1,6})")


class BeginForm(WordingForm):
    """`path` is the one that the page showed: nobody begins a matter without having seen where it goes."""

    matter: Key
    body: Key | None = None
    origin: Key
    path: Key | None = None


class ReviseForm(AmendForm):
    """Another text, and what is different."""


class FinishForm(Form):
    changed: Literal["yes"] | None = None


class MergeForm(Form):
    why: Reason


class BackForm(Form):
    to: Key
    why: Reason


class ReviewForm(Form):
    result: Literal["cleared", "rejected"]
    done_on: Day
    by: Annotated[Line, StringConstraints(max_length=60)]
    opinion: Annotated[Line, StringConstraints(max_length=200)]
    paper: Papers = ()

    @property
    def outcome(self) -> Result:
        return Result(self.result)


class EvaluateForm(Form):
    yes: Number
    no: Number
    silent: Number = 0
    done_on: Day
    paper: Papers = ()


class PathForm(Form):
    path: Key
    citation: Reason


class PapersForm(Form):
    papers_on: Day


class CallForm(Form):
    """A notice: each way that it went out and each matter on the agenda is a box of its own."""

    model_config = ConfigDict(extra="allow")
    body: Key | None = None
    held_on: Day
    starts: Annotated[Line, StringConstraints(pattern=TIME)]
    place: Annotated[Line, StringConstraints(max_length=60)]
    online_way: Annotated[Line, StringConstraints(max_length=60)] | None = None
    count_by: Literal["persons", "households"] | None = None
    sent_on: Day
    papers_on: Day | None = None
    host: Number | None = None
    recorder: Number | None = None
    other: Annotated[Line, StringConstraints(max_length=60)] | None = None  # a plain item, only talked about
    photos: Pictures = ()

    @model_validator(mode="after")
    def _only_boxes(self) -> "CallForm":
        for name in self.model_extra or {}:
            if not (PICKED.fullmatch(name) or name.removeprefix("by-") in WAYS):
                raise fault(N_("This form does not have such a field."))
        return self

    @property
    def picked(self) -> Iterator[str]:
        """The numbers of the motions on the agenda, in their order."""
        found = (PICKED.fullmatch(name) for name in self.model_extra or {})
        yield from sorted((one[1] for one in found if one), key=lambda ref: tuple(map(int, ref.split("-"))))

    @property
    def topics(self) -> list[Topic]:
        plain = [Topic("discuss", title=self.other)] if self.other else []
        return [*(Topic("decide", motion=ref) for ref in self.picked), *plain]

    def wanted(self, body: str) -> Wanted:
        sent_by = tuple(way for way in WAYS if f"by-{way}" in (self.model_extra or {}))
        return Wanted(
            body=body, held_on=self.held_on, starts=self.starts.zfill(5), place=self.place, sent_on=self.sent_on,
            sent_by=sent_by, online_way=self.online_way, count_by=self.count_by, host=self.host,
            recorder=self.recorder,
        )  # fmt: skip
