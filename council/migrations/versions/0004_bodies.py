"""Households, and the near relatives whom supervisors declare"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("membership", sa.Column("household", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=True))
    op.create_table(
        "declaration",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("body_key", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("tenure_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("relatives", sa.Integer(), nullable=False),
        sa.Column("declared_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "body_key", "tenure_id"], ["tenure.community_id", "tenure.body_key", "tenure.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "body_key", "tenure_id", "number"),
    )
    op.create_table(
        "relative",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("body_key", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("tenure_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kinship", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("member", sa.Integer(), nullable=True),
        sa.Column("namesake", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "body_key", "tenure_id", "number"],
            ["declaration.community_id", "declaration.body_key", "declaration.tenure_id", "declaration.number"],
        ),
        sa.PrimaryKeyConstraint("community_id", "body_key", "tenure_id", "number", "position"),
    )
    op.create_table(
        "own_matter",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("decided_by", sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
        sa.Column("why", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("begun_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["ledger_head.community_id"]),
        sa.PrimaryKeyConstraint("community_id", "key"),
    )
