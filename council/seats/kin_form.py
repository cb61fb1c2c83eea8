"""A declaration of near relatives as a form sends it: k1_kinship, k1_name, k1_member, k1_namesake, k2_kinship …"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError, model_validator

from council.kit.forms import CORRECT_THIS, Form, fault
from council.kit.words import said
from council.rules.refusal import N_, Refusal
from council.seats.declaring import MOST
from council.seats.forms import MemberNumber, PersonForm, PersonName
from council.seats.kin import KINSHIPS, Kin

ROW = re.compile(r"k([1-9]|[12][0-9]|30)_(kinship|name|member|namesake)")
NAME: TypeAdapter[str] = TypeAdapter(PersonName)
NUMBER: TypeAdapter[int] = TypeAdapter(MemberNumber)
SPARE = 3  # empty rows below those that are filled
T = TypeVar("T")


class KinForm(Form):
    """Rows of relatives, or a tick that there are none."""

    model_config = ConfigDict(extra="allow")
    none_at_all: Literal["yes"] | None = None

    @model_validator(mode="after")
    def _only_rows(self) -> "KinForm":
        if any(not ROW.fullmatch(name) for name in self.model_extra or {}):
            raise fault(N_("This form does not have such a field."))
        return self

    @property
    def kin(self) -> tuple[Kin, ...]:
        """The relatives, in the order of their rows; a Refusal marks each cell that is wrong."""
        return rows_of(self.model_extra or {})


class SeatKinForm(PersonForm):
    """Someone for a seat, with their declaration in the same form."""

    model_config = ConfigDict(extra="allow")
    none_at_all: Literal["yes"] | None = None

    @model_validator(mode="after")
    def _only_rows(self) -> "SeatKinForm":
        if any(not ROW.fullmatch(name) for name in self.model_extra or {}):
            raise fault(N_("This form does not have such a field."))
        return self

    @property
    def kin(self) -> tuple[Kin, ...]:
        return rows_of(self.model_extra or {})


def rows_of(sent: Mapping[str, Any]) -> tuple[Kin, ...]:
    """The relatives of a form's rows; rows without a name and without a kinship are empty."""
    notes: dict[str, Refusal] = {}
    kin = tuple(_kin(sent, notes))
    if notes:
        raise Refusal(CORRECT_THIS).with_notes(**notes)
    return kin


def _kin(sent: Mapping[str, Any], notes: dict[str, Refusal]) -> Iterator[Kin]:
    rows = sorted({int(found[1]) for name in sent if (found := ROW.fullmatch(name))})
    for row in rows:
        cells = {what: str(sent.get(f"k{row}_{what}") or "").strip() for what in ("kinship", "name", "member")}
        if not any(cells.values()):
            continue
        if cells["kinship"] not in KINSHIPS:
            notes[f"k{row}_kinship"] = Refusal("Please choose one of these.")
        name = _read(NAME, cells["name"], f"k{row}_name", notes, Refusal("Please fill this in."))
        number = None
        if cells["member"]:
            number = _read(
                NUMBER, cells["member"], f"k{row}_member", notes, Refusal("Please write a whole number, in digits.")
            )
        yield Kin(cells["kinship"], name or "", number, sent.get(f"k{row}_namesake") == "yes")


def _read(adapter: TypeAdapter[T], text: str, at: str, notes: dict[str, Refusal], otherwise: Refusal) -> T | None:
    if text:
        try:
            return adapter.validate_python(text)
        except ValidationError as error:
            facts = error.errors()[0].get("ctx") or {}
            if "sentence" in facts:
                notes[at] = Refusal(facts["sentence"], **facts["facts"])
                return None
    notes[at] = otherwise
    return None


def kinship_options(lang: str) -> list[tuple[str, str]]:
    """The kinships as a form offers them."""
    return [(key, said(lang, words)) for key, words in KINSHIPS.items()]


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the page draws it."""

    number: int
    kin: Kin | None


def rows_for(kin: Sequence[Kin], typed: Mapping[str, str]) -> list[Row]:
    """As many rows as are filled, in what stands or in what was just typed, and a few empty ones."""
    used = [int(found[1]) for name, text in typed.items() if text and (found := ROW.fullmatch(name))]
    count = min(max([len(kin), *used]) + SPARE, MOST)
    return [Row(number, kin[number - 1] if number <= len(kin) else None) for number in range(1, count + 1)]
