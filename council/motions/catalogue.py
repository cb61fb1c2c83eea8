"""The catalogue of matters of a community: what the law gives to each kind of body, and what it adds itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Field, SQLModel, col

from council import charters
from council.kit.clock import day_of
from council.kit.db import Db
from council.rules.matters import Matter
from council.rules.organ import Organ
from council.rules.provisions import Source
from council.rules.refusal import Name

DECIDING = (Organ.COUNCIL, Organ.COMMITTEE, Organ.REPRESENTATIVES, Organ.ASSEMBLY, Organ.COLLECTIVE)
"""The kinds of body to which a village may give a matter of its own."""
ADVISING = (Organ.COUNCIL, Organ.COMMITTEE)


class OwnMatter(SQLModel, table=True):
    """A kind of matter that a community has added to its catalogue. Ended, it stands for the motions it was used in."""

    __tablename__ = "own_matter"
    community_id: UUID = Field(primary_key=True, foreign_key="ledger_head.community_id")
    key: str = Field(primary_key=True, max_length=40)  # own-1, own-2 …
    name: str = Field(max_length=40)
    decided_by: str = Field(max_length=100)  # kinds of body, with commas
    why: str = Field(max_length=200)  # what it rests on
    begun_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A village's own matter as the clerk sees it."""

    key: str
    name: str
    decided_by: tuple[Organ, ...]
    why: str
    begun_on: date
    ended: bool

    @property
    def matter(self) -> Matter:
        advise = tuple(organ for organ in ADVISING if organ not in self.decided_by)
        return Matter(
            self.key,
            Name(self.name, self.name),
            self.decided_by,
            advise,
            Source(Name(self.why, self.why), self.begun_on),
        )


def own_matters(db: Db, community: UUID) -> list[OwnRow]:
    """What the community has added, in the order in which it was added; ended ones too."""
    return [
        OwnRow(key, name, tuple(map(Organ, organs.split(","))), why, day_of(begun), ended is not None)
        for key, name, organs, why, begun, ended in db.execute(OWN_MATTERS, {"community": community}).all()
    ]


OWN_MATTERS = (
    select(*(getattr(OwnMatter, name) for name in ("key", "name", "decided_by", "why", "begun_at", "ended_at")))
    .where(col(OwnMatter.community_id) == bindparam("community"))
    .order_by(col(OwnMatter.begun_at), col(OwnMatter.key))
)


def matters_of(db: Db, community: UUID) -> tuple[Matter, ...]:
    """The catalogue from which a motion chooses: the statutory list, then what the village has added."""
    return (*charters.matters(), *(own.matter for own in own_matters(db, community) if not own.ended))


def matter_of(db: Db, community: UUID, key: str) -> Matter:
    """The matter of this key, whether or not a motion may still choose it; KeyError where there is none."""
    try:
        return charters.matter(key)
    except KeyError:
        return {own.key: own for own in own_matters(db, community)}[key].matter


def own_names(db: Db, community: UUID) -> Mapping[str, str]:
    """What the community calls its own matters, by key."""
    return {own.key: own.name for own in own_matters(db, community)}
