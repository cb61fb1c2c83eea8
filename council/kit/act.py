"""What an act is given: its transaction, its community, its moment, and who asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Event:
    """One sending of one form: the same id with the same content is the same act (architecture section 3)."""

    id: str
    content: bytes  # SHA-256 of who sent what where


@dataclass(frozen=True)
class Act:
    db: Session
    community: UUID
    now: datetime  # taken under the community's lock, so that no act is earlier than the one before it
    asker: UUID | None = None  # account; None is the clock or the console
    event: Event | None = None
    address: str = ""  # where a form came from: to count how many come from one place, and for nothing else


class NotFound(Exception):
    """There is no such thing here, or it is none of this person's business."""


class Due(Exception):
    """A deadline has passed whose outcome the book does not have yet. It is told from the book alone: what was sent
    before the deadline may still be on its way there."""

    def __init__(self, community: UUID, deadline: datetime):
        super().__init__()
        self.community, self.deadline = community, deadline


class Waiting(Exception):
    """What was sent is not answered yet. Sent again as it was, under the same event, it leads to its outcome."""

    def __init__(self, sent: Mapping[str, str]):
        super().__init__()
        self.sent = sent


class SignInFirst(Exception):
    """Only someone who is signed in may; after signing in they come back here."""
