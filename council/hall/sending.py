"""An act of a community whose answer is drawn at once, or whose refusal is said after its count was committed."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.requests import Request

from council.kit import clock
from council.kit.act import Act, Event
from council.people.browser import secret_of, site_of
from council.rules.refusal import Refusal

T = TypeVar("T")


async def in_community(request: Request, community: UUID, do: Callable[[Act], T], event: Event | None = None) -> T:
    """Do an act whose answer is drawn, or whose refusal is said after its count was committed."""
    site, secret = site_of(request), secret_of(request)
    asker = await site.db.read(lambda db: site.who(db, secret)) if secret else None

    def transaction(db: Session) -> T:
        act = Act(db, community, clock.now(), asker, event)
        if site.once(act):
            raise Refusal("These slips were made already and are shown only once. If the sheet is lost, make new ones.")
        return do(act)

    return await site.db.write(community, transaction, event)
