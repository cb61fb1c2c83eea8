"""The paths of matters, and how far each has come"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Text = sqlmodel.sql.sqltypes.AutoString
Moment = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    with op.batch_alter_table("motion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stage", Text(length=20), nullable=True))
    op.create_table(
        "form_draft",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("form", Text(length=80), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("kept_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "membership_id"], ["membership.community_id", "membership.id"]),
        sa.PrimaryKeyConstraint("community_id", "membership_id", "form"),
    )
    op.create_table(
        "village_path",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("path", Text(length=40), nullable=False),
        sa.Column("citation", Text(length=200), nullable=False),
        sa.Column("chosen_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["ledger_head.community_id"]),
        sa.PrimaryKeyConstraint("community_id", "entry"),
    )
    op.create_table(
        "matter_case",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("path_key", Text(length=40), nullable=False),
        sa.Column("origin", Text(length=20), nullable=False),
        sa.Column("again_days", sa.Integer(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("state", Text(length=20), nullable=False),
        sa.Column("stands_at", Text(length=40), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("merging", Text(length=40), nullable=True),
        sa.Column("merging_why", Text(length=200), nullable=True),
        sa.Column("paused_since", Moment(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["motion.community_id", "motion.id"]),
        sa.PrimaryKeyConstraint("community_id", "motion_id"),
    )
    with op.batch_alter_table("matter_case", schema=None) as batch_op:
        batch_op.create_index("matter_case_stands", ["community_id", "state", "stands_at"], unique=False)
    op.create_table(
        "stage_record",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("stage", Text(length=40), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("result", Text(length=20), nullable=False),
        sa.Column("to_stage", Text(length=40), nullable=True),
        sa.Column("merged", sa.Boolean(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("done_at", Moment(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body_key", Text(length=60), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("numbers", sa.Text(), nullable=True),
        sa.Column("why", Text(length=200), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["matter_case.community_id", "matter_case.motion_id"]),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "step"),
        sa.UniqueConstraint("community_id", "motion_id", "stage", "attempt", "result", name="stage_record_once"),
    )
    op.create_table(
        "stage_call",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("stage", Text(length=40), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("papers_on", sa.Date(), nullable=True),
        sa.Column("called_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["matter_case.community_id", "matter_case.motion_id"]),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "meeting_id"),
    )
