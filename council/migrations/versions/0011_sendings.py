"""Files that are sent in parts before the form that takes them"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

Text = sqlmodel.sql.sqltypes.AutoString
Moment = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        "sending",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("name", Text(length=80), nullable=False),
        sa.Column("kind", Text(length=80), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("used", Text(length=64), nullable=True),
        sa.ForeignKeyConstraint(["community_id", "membership_id"], ["membership.community_id", "membership.id"]),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index("sending_begun", "sending", ["begun_at"])
    op.create_table(
        "sending_part",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("sending_id", sa.Uuid(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "sending_id"], ["sending.community_id", "sending.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("community_id", "sending_id", "starts"),
    )
