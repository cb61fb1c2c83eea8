"""A form as it arrives: whose it is, how much of it may come, and what is left of one that was too much."""

from collections.abc import Collection, Mapping
from contextlib import aclosing
from functools import partial
from urllib.parse import parse_qsl
from uuid import UUID

from python_multipart.exceptions import FormParserError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from council.kit import clock
from council.kit.db import Reader
from council.kit.forms import CORRECT_THIS, Form
from council.kit.guard import let_come, same_site
from council.kit.here import Site
from council.kit.pictures import too_large
from council.kit.sendings import Came, Sendings, Sent, named_in, put_in
from council.kit.uploads import most_bytes, takes
from council.rules.refusal import Refusal

MOST_FIELDS, MOST_PART = 100, 1024 * 1024
BEYOND = 20  # files more than a form takes that are still read, so that its answer is a note and not an error page


async def arrived(request: Request, form: type[Form], *, before: bool) -> tuple[FormData, Refusal | None]:
    """What was sent. Files that are too many bytes are refused beside their field; what was typed before them stays.
    With `before`, files may have come before their form."""
    if not same_site(request.headers, request.app.state.origins):
        raise HTTPException(403)
    fields = takes(form)
    sent, too_much = await _read(request, form)
    named = named_in(sent, fields) if before else []
    if not named:
        return sent, too_much
    most = sum(field.most for field in fields.values())
    return await _with_sendings(request, sent, fields, named[: most + 1], most), too_much


async def _read(request: Request, form: type[Form]) -> tuple[FormData, Refusal | None]:
    fields, kind = takes(form), request.headers.get("content-type", "")
    try:
        if kind.partition(";")[0].strip().lower() == "application/x-www-form-urlencoded":
            return _plain(await request.body()), None
        if not fields or not kind.startswith("multipart/form-data"):
            return await request.form(max_fields=MOST_FIELDS, max_files=1, max_part_size=MOST_PART), None
        let_come(request.scope, most_bytes(form))
        return await _with_files(request, next(iter(fields)), sum(field.most for field in fields.values()))
    except (UnicodeError, FormParserError, MultiPartException, ClientDisconnect):  # no charset, or cut short
        raise HTTPException(400) from None


def _plain(body: bytes) -> FormData:
    """A form without files, as nearly all are: Starlette's parser takes three times as long for the same."""
    if max(map(len, body.split(b"&"))) > MOST_PART:
        raise HTTPException(400)
    try:
        return FormData([*parse_qsl(body.decode("latin-1"), keep_blank_values=True, max_num_fields=MOST_FIELDS)])
    except ValueError:  # too many
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


async def _with_sendings(
    request: Request, sent: FormData, fields: Collection[str], named: list[UUID], most: int
) -> FormData:
    """The form with the files that it names. They are read one at a time, for the memory that each takes; those of a
    form that names too many are not read at all."""
    site: Site = request.app.state.site
    secret, at = request.cookies.get(site.cookie, ""), request.path_params

    def find(db: Reader) -> tuple[UUID, UUID | None, Mapping[UUID, Came]]:
        community, account = site.locate(db, at["county"], at["community"]), site.who(db, secret)
        own = site.sendings.find(db, community, account, named, clock.now()) if account else {}
        return community, account, own

    community, account, own = await site.db.read(find)
    files = {}
    for sending in named:
        came = own.get(sending)
        if came and len(named) <= most:
            files[sending] = await site.db.read(partial(_laid_down, site.sendings, community, sending, came), slow=True)
        else:
            files[sending] = Sent(sending, came)
    request.scope["sendings"] = {file.sending: file.sha256 for file in files.values() if file.whole}

    async def drop(sendings: list[UUID]) -> None:
        if account:
            how = partial(site.sendings.drop, community=community, account=account, sendings=sendings, now=clock.now())
            await site.db.write_account(how)

    return put_in(sent, fields, files, drop)


def _laid_down(sendings: Sendings, community: UUID, sending: UUID, came: Came, db: Reader) -> Sent:
    return Sent(sending, came, sendings.content(db, community, sending))
