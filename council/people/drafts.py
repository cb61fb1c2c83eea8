"""What a clerk has typed into a long form and not sent yet: kept on the server as they type, for nobody but them.

No entry tells of it and no lock is taken: it is no act, only paper on a desk. The act that sends the form drops it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Text, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel, col

from council.kit.act import Act
from council.kit.db import Db
from council.people.tables import memberships_of
from council.rules.refusal import Refusal

MOST_SIGNS = 240_000  # in one draft, as JSON writes them: six for a Chinese one
MOST_DRAFTS = 50  # of one person; the oldest goes


class FormDraft(SQLModel, table=True):
    """A form as it was typed so far. `form` names which: matter, step-2026-11 …"""

    __tablename__ = "form_draft"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "membership_id"], ["membership.community_id", "membership.id"]),
    )
    community_id: UUID = Field(primary_key=True)
    membership_id: UUID = Field(primary_key=True)
    form: str = Field(primary_key=True, max_length=80)
    fields: str = Field(sa_type=Text)  # JSON: what was typed, by field
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as a page shows it."""

    form: str
    fields: Mapping[str, str]
    kept_at: datetime


def keep_draft(db: Session, community: UUID, account: UUID, form: str, typed: Mapping[str, str], now: datetime) -> None:
    """Keep what was typed, in place of what was kept before. Empty fields are left out; of nothing, nothing stays."""
    membership = _own(db, community, account)
    fields = json.dumps({name: value for name, value in typed.items() if value.strip()})
    if len(fields) > MOST_SIGNS:
        raise Refusal("This is too much to keep as a draft. Please send it, or make it shorter.")
    of = (col(FormDraft.community_id) == community, col(FormDraft.membership_id) == membership)
    if fields == "{}":
        db.execute(delete(FormDraft).where(*of, col(FormDraft.form) == form))
        return
    held = db.execute(select(col(FormDraft.form)).where(*of).order_by(col(FormDraft.kept_at))).scalars().all()
    if form in held:
        db.execute(update(FormDraft).where(*of, col(FormDraft.form) == form).values(fields=fields, kept_at=now))
        return
    if len(held) >= MOST_DRAFTS:
        db.execute(delete(FormDraft).where(*of, col(FormDraft.form) == held[0]))
    db.execute(
        insert(FormDraft).values(
            community_id=community, membership_id=membership, form=form, fields=fields, kept_at=now
        )
    )


def _own(db: Db, community: UUID, account: UUID) -> UUID:
    held = memberships_of(db, community, account)
    if not held:
        raise Refusal("Only members of this community keep drafts here.")
    return held[0].id


def drafts_kept(db: Db, community: UUID, account: UUID | None) -> list[Kept]:
    """Every form this person has begun here, the newest first."""
    own = [held.id for held in memberships_of(db, community, account)]
    rows = db.execute(KEPT_OF, {"community": community, "own": own}).all()
    return [Kept(form, json.loads(fields), kept_at) for form, fields, kept_at in rows]


KEPT_OF = (
    select(col(FormDraft.form), col(FormDraft.fields), col(FormDraft.kept_at))
    .where(col(FormDraft.community_id) == bindparam("community"), col(FormDraft.membership_id).in_(bindparam("own")))
    .order_by(col(FormDraft.kept_at).desc())
)


def draft_kept(db: Db, community: UUID, account: UUID | None, form: str) -> Kept | None:
    """What this person has typed into a form and not sent."""
    return next((kept for kept in drafts_kept(db, community, account) if kept.form == form), None)


def drop_kept(act: Act, form: str) -> None:
    """The form was sent: its draft goes with the act."""
    own = [held.id for held in memberships_of(act.db, act.community, act.asker)]
    of = (col(FormDraft.community_id) == act.community, col(FormDraft.membership_id).in_(own))
    act.db.execute(delete(FormDraft).where(*of, col(FormDraft.form) == form))
