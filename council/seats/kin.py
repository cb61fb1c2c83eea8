"""The near relatives whom a member of the supervisory committee declares: kept for the clerk, never shown in public.

A declaration belongs to a tenure; a later one takes the place of the former, which stays.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, and_, bindparam, func, select
from sqlmodel import Field, SQLModel, col

from council.kit.db import Db
from council.rules.refusal import Refusal

KINSHIPS = {
    "spouse": Refusal("husband or wife"),
    "parent": Refusal("father or mother"),
    "child": Refusal("son or daughter"),
    "sibling": Refusal("brother or sister"),
    "grandparent": Refusal("grandparent"),
    "grandchild": Refusal("grandchild"),
}
"""Near relatives (Civil Code art. 1045; Zhejiang's measures spell them out)."""


class Declaration(SQLModel, table=True):
    """Someone has said who their near relatives are; none at all is a declaration too."""

    __tablename__ = "declaration"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "body_key", "tenure_id"],
            ["tenure.community_id", "tenure.body_key", "tenure.id"],
        ),
    )
    community_id: UUID = Field(primary_key=True)
    body_key: str = Field(primary_key=True, max_length=60)
    tenure_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)  # from 1; the highest one stands
    relatives: int
    declared_at: datetime


class Relative(SQLModel, table=True):
    """One near relative of a declaration."""

    __tablename__ = "relative"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "body_key", "tenure_id", "number"],
            [
                "declaration.community_id", "declaration.body_key", "declaration.tenure_id", "declaration.number",
            ],
        ),
    )  # fmt: skip
    community_id: UUID = Field(primary_key=True)
    body_key: str = Field(primary_key=True, max_length=60)
    tenure_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    kinship: str = Field(max_length=20)
    name: str = Field(max_length=40)
    member: int | None = None  # their member number, where they have one
    namesake: bool = False  # of the same name as someone barred, and somebody else


@dataclass(frozen=True, slots=True)
class Kin:
    """A near relative as declared. `namesake`: the committee's member of the same name is somebody else."""

    kinship: str
    name: str
    member: int | None = None
    namesake: bool = False


@dataclass(frozen=True, slots=True)
class Declared:
    """The declaration that stands of a tenure."""

    tenure_id: UUID
    number: int
    declared_at: datetime
    kin: tuple[Kin, ...]


def declarations_of(db: Db, community: UUID, bodies: Collection[str]) -> dict[UUID, Declared]:
    """The standing declaration of each tenure in these bodies; who has declared nothing is not among them."""
    if not bodies:
        return {}
    rows = db.execute(DECLARED, {"community": community, "bodies": list(bodies)}).all()
    found: dict[UUID, Declared] = {}
    for tenure, number, at, kinship, name, member, namesake in rows:
        before = found[tenure].kin if tenure in found else ()
        kin = (*before, Kin(kinship, name, member, namesake)) if kinship else before
        found[tenure] = Declared(tenure, number, at, kin)
    return found


_of_declaration = and_(
    col(Relative.community_id) == col(Declaration.community_id),
    col(Relative.body_key) == col(Declaration.body_key),
    col(Relative.tenure_id) == col(Declaration.tenure_id),
    col(Relative.number) == col(Declaration.number),
)
_in_bodies = (
    col(Declaration.community_id) == bindparam("community"), col(Declaration.body_key).in_(bindparam("bodies")),
)  # fmt: skip
_newest = (
    select(col(Declaration.tenure_id), func.max(col(Declaration.number)).label("number"))
    .where(*_in_bodies)
    .group_by(col(Declaration.tenure_id))
    .subquery()
)
DECLARED = (
    select(
        col(Declaration.tenure_id), col(Declaration.number), col(Declaration.declared_at),
        col(Relative.kinship), col(Relative.name), col(Relative.member), col(Relative.namesake),
    )
    .join(
        _newest, and_(_newest.c.tenure_id == col(Declaration.tenure_id), _newest.c.number == col(Declaration.number))
    )
    .outerjoin(Relative, _of_declaration)
    .where(*_in_bodies)
    .order_by(col(Declaration.tenure_id), col(Relative.position))
)  # fmt: skip
