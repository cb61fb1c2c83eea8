"""A form as it arrives: whose it is, how much of it may come, and what is left of one that was too much."""

from contextlib import aclosing

from python_multipart.exceptions import FormParserError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from council.kit.forms import CORRECT_THIS, Form
from council.kit.guard import let_come, same_site
from council.kit.pictures import too_large
from council.kit.uploads import most_bytes, takes
from council.rules.refusal import Refusal

MOST_FIELDS, MOST_PART = 100, 1024 * 1024
BEYOND = 20  # files more than a form takes that are still read, so that its answer is a note and not an error page


async def arrived(request: Request, form: type[Form]) -> tuple[FormData, Refusal | None]:
    """What was sent. Files that are too many bytes are refused beside their field; what was typed before them stays."""
    if not same_site(request.headers, request.app.state.origins):
        raise HTTPException(403)
    fields = takes(form)
    try:
        if not fields or not request.headers.get("content-type", "").startswith("multipart/form-data"):
            return await request.form(max_fields=MOST_FIELDS, max_files=1, max_part_size=MOST_PART), None
        let_come(request.scope, most_bytes(form))
        return await _with_files(request, next(iter(fields)), sum(field.most for field in fields.values()))
    except (UnicodeError, FormParserError, MultiPartException, ClientDisconnect):  # no charset, or cut short
        raise HTTPException(400) from None


class Parser(MultiPartParser):
    """Starlette's, which takes a body without its end for a whole one."""

    ended = False

    def on_end(self) -> None:
        self.ended = True

    async def parse(self) -> FormData:
        sent = await super().parse()
        if not self.ended:
            for file in self._files_to_close_on_error:
                file.close()
            raise MultiPartException("cut short")
        return sent


async def _with_files(request: Request, field: str, most: int) -> tuple[FormData, Refusal | None]:
    async with aclosing(request.stream()) as stream:
        parser = Parser(
            request.headers, stream, max_files=most + BEYOND, max_fields=MOST_FIELDS, max_part_size=MOST_PART
        )
        try:
            return await parser.parse(), None
        except HTTPException as error:
            if error.status_code != 413:
                raise
    typed: list[tuple[str, str | UploadFile]] = [
        (name, value) for name, value in parser.items if not isinstance(value, UploadFile)
    ]
    return FormData(typed), Refusal(CORRECT_THIS).with_notes(**{field: too_large()})
