"""What a motion said at one time and another: its versions, as pages read them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import col

from council.kit.db import Db
from council.motions.tables import WORD_COLUMNS, WORDS, MotionVersion
from council.motions.wording import Wording

VERSIONS = (
    select(col(MotionVersion.version), col(MotionVersion.change), col(MotionVersion.written_at), *WORD_COLUMNS)
    .where(
        col(MotionVersion.community_id) == bindparam("community"), col(MotionVersion.motion_id) == bindparam("motion")
    )
    .order_by(col(MotionVersion.version))
)


WORDINGS = select(col(MotionVersion.motion_id), col(MotionVersion.version), *WORD_COLUMNS).where(
    col(MotionVersion.community_id) == bindparam("community"), col(MotionVersion.motion_id).in_(bindparam("motions"))
)


@dataclass(frozen=True, slots=True)
class VersionRow:
    version: int
    wording: Wording
    change: str
    written_at: datetime


def versions_of(db: Db, community: UUID, motion: UUID) -> list[VersionRow]:
    """Every version of a motion, the first one first."""
    return [
        VersionRow(version, Wording(**dict(zip(WORDS, words, strict=True))), change, written_at)
        for version, change, written_at, *words in db.execute(
            VERSIONS, {"community": community, "motion": motion}
        ).all()
    ]


def wordings_of(db: Db, community: UUID, motions: Collection[UUID]) -> dict[tuple[UUID, int], Wording]:
    """What these motions say in each of their versions."""
    rows = db.execute(WORDINGS, {"community": community, "motions": motions}).all() if motions else []
    return {(motion, version): Wording(**dict(zip(WORDS, words, strict=True))) for motion, version, *words in rows}
