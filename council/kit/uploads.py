"""Form fields that take files: `photo: Picture`, `sheet: Paper | None = None`, `sheets: Papers`.

    class ReportForm(Form):
        words: Line
        photos: Pictures = ()

What the form then holds is `Prepared` (kit/pictures): it was opened in a thread, before any transaction. A file that
is refused is a note beside its field, and what was typed stays. In the page, the macro `upload` of _forms.html. What
came in parts before the form (kit/sendings) is a file like the others.
"""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_type_hints

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema
from starlette.datastructures import UploadFile

from council.kit.forms import Form, fault, showable
from council.kit.pictures import MOST_BYTES, Kind, Prepared, prepared, too_large
from council.kit.sendings import Sent
from council.rules.refusal import N_, Refusal

SEVERAL = 6  # files that a field for several takes
MOST_TEXT = 2 * 1024 * 1024  # that may come beside the files
ENDINGS = {
    "jpg": b"\xff\xd8", "jpeg": b"\xff\xd8", "jpe": b"\xff\xd8", "jfif": b"\xff\xd8", "png": b"\x89PNG",
    "webp": b"RIFF", "pdf": b"%PDF-",
}  # fmt: skip
"""What a file begins with whose name ends so."""
TYPES = {
    "image/jpeg": b"\xff\xd8", "image/jpg": b"\xff\xd8", "image/pjpeg": b"\xff\xd8", "image/png": b"\x89PNG",
    "image/webp": b"RIFF", "application/pdf": b"%PDF-", "image/heic": b"", "image/heif": b"", "image/*": b"",
    "application/octet-stream": b"", "": b"",
}  # fmt: skip
"""What a file begins with that its browser calls so; the last ones tell nothing."""


@dataclass(frozen=True)
class Takes:
    """How many files a field takes, and of which kinds."""

    kinds: tuple[Kind, ...] = ("picture", "pdf")
    most: int = 1
    several: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def read(self, files: object) -> Prepared | tuple[Prepared, ...]:
        """The files of this field, each prepared, none twice."""
        if not isinstance(files, list) or not all(isinstance(file, UploadFile) for file in files):
            raise fault(N_("Please choose a file here."))
        if len(files) > self.most:
            raise fault(N_("At most %(most)s files, please. Send the others afterwards."), most=self.most)
        found = {one.sha256: one for one in (self._one(file, len(files) > 1) for file in files)}
        return tuple(found.values()) if self.several else next(iter(found.values()))

    def _one(self, file: UploadFile, among_others: bool) -> Prepared:
        try:
            one = _prepared(file)
            if one.kind not in self.kinds:
                raise Refusal(N_("Please send a photograph here: JPEG, PNG or WebP."))
        except Refusal as refusal:
            if isinstance(file, Sent):
                file.refusal = refusal
            if among_others:
                name = showable(file.filename or "")[-40:]
                raise fault(N_("%(file)s: %(reason)s"), file=name, reason=refusal) from None
            raise fault(refusal.reason, **refusal.facts) from None
        return one


Paper = Annotated[Prepared, Takes()]
Papers = Annotated[tuple[Prepared, ...], Takes(most=SEVERAL, several=True)]
Picture = Annotated[Prepared, Takes(("picture",))]
Pictures = Annotated[tuple[Prepared, ...], Takes(("picture",), most=SEVERAL, several=True)]


def _prepared(file: UploadFile) -> Prepared:
    if isinstance(file, Sent):
        if file.refusal:
            raise file.refusal
        if file.used:  # no more than its hash is left, by which the same form is known: an act that is new refuses it
            return Prepared("picture", file.sha256, file.sha256.encode())
    return prepared(_content(file))


def _content(file: UploadFile) -> bytes:
    """The bytes of a file that is what its name and its browser say."""
    data = file.file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise too_large()
    ending = (file.filename or "").rpartition(".")[2].lower()
    said = (file.content_type or "").partition(";")[0].strip().lower()
    begins = [ENDINGS.get(ending, b""), TYPES.get(said, b"")]
    if data and not all(map(data.startswith, begins)):
        raise Refusal(
            N_("This file is not what its name says. Please take the picture again, or save it anew as JPEG or PDF.")
        )
    if said not in TYPES:
        raise Refusal(N_("Only photographs (JPEG, PNG, WebP) and PDF can be taken. This is something else."))
    return data


@cache
def takes(form: type[Form]) -> dict[str, Takes]:
    """The fields of a form that take files."""
    hints = get_type_hints(form, include_extras=True)
    return {name: found[0] for name, hint in hints.items() if (found := list(_within(hint)))}


def _within(hint: Any) -> list[Takes]:
    if isinstance(hint, Takes):
        return [hint]
    return [found for part in get_args(hint) for found in _within(part)]


def most_bytes(form: type[Form]) -> int:
    """What a sending of this form may weigh."""
    return MOST_TEXT + MOST_BYTES * sum(each.most for each in takes(form).values())


def sent_files(form: Form) -> list[tuple[str, list[str]]]:
    """The hashes of the files as they came, field by field: with them two sendings are told apart."""
    found = []
    for name in takes(type(form)):
        value: Prepared | tuple[Prepared, ...] | None = getattr(form, name)
        several = value if isinstance(value, tuple) else (value,)
        found.append((name, [one.sent for one in several if one]))
    return found
