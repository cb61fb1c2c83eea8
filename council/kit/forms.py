"""A form is read into a typed record, or refused with a note at each field; what was typed is kept."""

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
)
from pydantic_core import PydanticCustomError
from starlette.datastructures import FormData, UploadFile

from council.kit.clock import CHINA
from council.rules.refusal import N_, Refusal

F = TypeVar("F", bound="Form")
UNKNOWN_WAY = N_("This form was sent in a way we do not know. Please fill it in again.")
CORRECT_THIS = N_("Something is missing or wrong. Nothing was lost: please correct what is marked.")


class Form(BaseModel):
    """What a form may send. A field it does not name is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
    event: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")] | None = None


def fault(sentence: str, **facts: object) -> PydanticCustomError:
    """A validator's "no": the sentence is a message key."""
    return PydanticCustomError("said", "{sentence}", {"sentence": sentence, "facts": facts})


def read(form: type[F], sent: FormData) -> F:
    """Read what was sent; raise a Refusal with a note for each field that is wrong."""
    typed, files = typed_in(sent), _chosen(form, sent)
    if len(sent.multi_items()) > len(typed):
        for name in typed:
            if len(sent.getlist(name)) > 1:
                raise Refusal(UNKNOWN_WAY).with_notes(**{_marked(form, name): Refusal(N_("This was given twice."))})
    try:
        return form.model_validate({name: value for name, value in typed.items() if value.strip()} | files)
    except ValidationError as error:
        notes = {_marked(form, str(e["loc"][0]) if e["loc"] else ""): _note(e) for e in error.errors()}
        unknown = [e for e in error.errors() if e["type"] == "extra_forbidden"]
        raise Refusal(UNKNOWN_WAY if unknown else CORRECT_THIS).with_notes(**notes) from None


def _marked(form: type[Form], name: str) -> str:
    """Where a note stands: beside its field, or beside none where the form has no such field."""
    return name if name in form.model_fields else ""


def _chosen(form: type[Form], sent: FormData) -> dict[str, list[UploadFile]]:
    """The files of each field; a browser sends one without a name where none was chosen."""
    files: dict[str, list[UploadFile]] = {}
    for name, file in sent.multi_items():
        if isinstance(file, UploadFile) and file.filename and name in form.model_fields:
            files.setdefault(name, []).append(file)
    return files


def typed_in(sent: FormData) -> dict[str, str]:
    """What a person typed, as text, to draw the form again; files are not kept."""
    return {name: value for name, value in sent.items() if isinstance(value, str)}


def showable(text: str) -> str:
    """What was typed, without the signs that no page may hold."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))


SENTENCES = {
    "missing": N_("Please fill this in."),
    "string_too_long": N_("At most %(max_length)s characters, please."),
    "too_long": N_("At most %(max_length)s characters, please."),
    "string_too_short": N_("At least %(min_length)s characters, please."),
    "extra_forbidden": N_("This form does not have such a field."),
    "enum": N_("Please choose one of these."),
    "literal_error": N_("Please choose one of these."),
    "int_parsing": N_("Please write a whole number, in digits."),
    "int_from_float": N_("Please write a whole number, in digits."),
    "greater_than_equal": N_("At least %(ge)s, please."),
    "less_than_equal": N_("At most %(le)s, please."),
}


def _note(error: Any) -> Refusal:
    facts = error.get("ctx") or {}
    if error["type"] == "said":
        sentence = facts["sentence"]
        return Refusal(sentence, **facts["facts"])
    sentence = SENTENCES.get(error["type"], N_("We cannot read this. Please write it another way."))
    return Refusal(sentence, **{k: v for k, v in facts.items() if isinstance(v, int | str)})


# ── what people type ──


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    lost = "\ufffd"  # what stands for a sign in another encoding than the page's
    if lost in text or any(unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") and c not in "\n\t" for c in text):
        raise fault(N_("This holds signs that cannot be shown. Please type it again by hand."))
    return text.strip()


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def digits(text: str) -> str:
    """Full-width digits and signs as people's input methods leave them, made plain."""
    return unicodedata.normalize("NFKC", text).strip()


def _whole(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"[+-]?\d+", text := digits(value)):
        raise fault(N_("Please write a whole number, in digits."))
    return text


def _yuan(value: object) -> object:
    """Yuan as typed, with or without 元, commas and two decimals, into fen."""
    if not isinstance(value, str):
        return value
    text = re.sub(r"[,，\s元¥￥]", "", digits(value))
    if not re.fullmatch(r"\d{1,11}(\.\d{1,2})?", text):
        raise fault(N_("Please write an amount in yuan, such as 21600 or 38.50. No money is 0."))
    whole, _, cents = text.partition(".")
    return int(whole) * 100 + int(cents.ljust(2, "0") or "0")


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    parts = re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", digits(value))
    try:
        day = date(*map(int, parts.groups())) if parts else None
    except ValueError:
        day = None
    if day is None or not 1949 <= day.year <= 2199:
        raise fault(N_("Please write a date, such as 2026-11-24."))
    return day


def _moment(value: object) -> object:
    """A browser's datetime-local, or the same typed by hand, as a moment in Asia/Shanghai."""
    if not isinstance(value, str):
        return value
    parts = re.fullmatch(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:00)?", digits(value))
    try:
        moment = datetime.fromisoformat(f"{parts[1]} {parts[2]}") if parts else None
    except ValueError:
        moment = None
    if moment is None or not 1949 <= moment.year <= 2199:
        raise fault(N_("Please write a day and a time, such as 2026-11-24 20:00."))
    return moment.replace(tzinfo=CHINA).astimezone(UTC)


def _phone(text: str) -> str:
    number = re.sub(r"[\s\-()（）]", "", digits(text))
    if not re.fullmatch(r"\+?\d{5,15}", number):
        raise fault(N_("Please write a telephone number, in digits."))
    return number


Line = Annotated[str, AfterValidator(_clean), AfterValidator(_one_line)]
Text = Annotated[str, AfterValidator(_clean), StringConstraints(max_length=20_000)]
Yuan = Annotated[int, BeforeValidator(_yuan)]
Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Phone = Annotated[str, StringConstraints(max_length=30), AfterValidator(_phone)]
Number = Annotated[int, BeforeValidator(_whole)]
Name = Annotated[Line, StringConstraints(max_length=40)]
