"""Results: what people say of a work that was accepted, and when they are asked once more"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

from council.works.rating_walls import walls

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

Text = sqlmodel.sql.sqltypes.AutoString
Moment = sqlmodel.sql.sqltypes.UTCDateTime
ASKED = sa.text("asked_until IS NOT NULL")
NAMED = sa.text("voter <> ''")
UNCLEARED = sa.text("text <> '' AND cleared_at IS NULL")
CLEARED = sa.text("cleared_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("work_acceptance", sa.Column("asked_on", sa.Date(), nullable=True))
    op.add_column("work_acceptance", sa.Column("asked_until", sa.Date(), nullable=True))
    index("work_acceptance_asked", "work_acceptance", ["asked_until"], ASKED)
    op.create_table(
        "work_rating",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("voter", Text(length=40), nullable=False),
        sa.Column("channel", Text(length=10), nullable=False),
        sa.Column("content", Text(length=20), nullable=False),
        sa.Column("finished", Text(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("salt", Text(length=64), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("cleared_text", sa.Text(), nullable=True),
        sa.Column("cleared_at", Moment(), nullable=True),
        sa.Column("cleared_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["community_id", "by_id"], ["membership.community_id", "membership.id"]),
        sa.ForeignKeyConstraint(["community_id", "cleared_by"], ["membership.community_id", "membership.id"]),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["undertaking.community_id", "undertaking.motion_id"]),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "number"),
    )
    index("work_rating_voter", "work_rating", ["motion_id", "round", "voter", "number"], NAMED)
    index("work_rating_uncleared", "work_rating", ["entry"], UNCLEARED)
    index("work_rating_read", "work_rating", ["motion_id", "number"], CLEARED)
    op.create_table(
        "work_rating_count",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("weighs", sa.Boolean(), nullable=False),
        sa.Column("content", Text(length=20), nullable=False),
        sa.Column("finished", Text(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["undertaking.community_id", "undertaking.motion_id"]),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "round", "weighs", "content", "finished"),
    )
    connection = op.get_bind()
    for statement in walls(connection.dialect.name):
        connection.exec_driver_sql(statement)


def index(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, ["community_id", *columns], sqlite_where=where, postgresql_where=where)
