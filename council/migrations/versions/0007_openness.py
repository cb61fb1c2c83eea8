"""Notices on the board, objections to them, what is said of them, and entered days off"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

from council.openness.walls import walls

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

Text = sqlmodel.sql.sqltypes.AutoString
Moment = sqlmodel.sql.sqltypes.UTCDateTime
HANGS = sa.text("ended_at IS NULL AND taken_down_on IS NULL AND sent_back_on IS NULL")
UNANSWERED = sa.text("replied_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "calendar_year",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", Text(length=200), nullable=False),
        sa.Column("entered_at", Moment(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["ledger_head.community_id"]),
        sa.PrimaryKeyConstraint("community_id", "year"),
    )
    op.create_table(
        "crowd",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("bucket", Text(length=64), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["ledger_head.community_id"]),
        sa.PrimaryKeyConstraint("community_id", "bucket"),
    )
    op.create_table(
        "calendar_day",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "year"], ["calendar_year.community_id", "calendar_year.year"]),
        sa.PrimaryKeyConstraint("community_id", "day"),
    )
    op.create_table(
        "check_mark",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("step", Text(length=20), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("marked_at", Moment(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "member_id"], ["membership.community_id", "membership.id"]),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["motion.community_id", "motion.id"]),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "step", "attempt", "entry"),
    )
    op.create_table(
        "notice",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("about", Text(length=20), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("stage", Text(length=40), nullable=False),
        sa.Column("law", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.Column("place", Text(length=60), nullable=False),
        sa.Column("phone", Text(length=30), nullable=False),
        sa.Column("counted_to", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("entered_at", Moment(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("photo", Text(length=64), nullable=True),
        sa.Column("taken_down_on", sa.Date(), nullable=True),
        sa.Column("taken_down_why", Text(length=200), nullable=True),
        sa.Column("sent_back_on", sa.Date(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("cleared_at", Moment(), nullable=True),
        sa.CheckConstraint("about IN ('plan', 'resolution', 'result')", name="notice_about"),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["motion.community_id", "motion.id"]),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "entry", name="notice_entry"),
        sa.UniqueConstraint("community_id", "motion_id", "about", "attempt", name="notice_attempt"),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(
            "notice_due", ["ends_on", "community_id"], unique=False, sqlite_where=HANGS, postgresql_where=HANGS
        )
        batch_op.create_index(
            "notice_one_hangs",
            ["community_id", "motion_id", "about"],
            unique=True,
            sqlite_where=HANGS,
            postgresql_where=HANGS,
        )

    op.create_table(
        "objection",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("channel", Text(length=10), nullable=False),
        sa.Column("category", Text(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("salt", Text(length=64), nullable=False),
        sa.Column("phone", Text(length=20), nullable=True),
        sa.Column("code_hash", Text(length=64), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("filed_at", Moment(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("photo", Text(length=64), nullable=True),
        sa.Column("reply_due", sa.Date(), nullable=False),
        sa.Column("cleared_text", sa.Text(), nullable=True),
        sa.Column("cleared_at", Moment(), nullable=True),
        sa.Column("cleared_by", sa.Uuid(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_at", Moment(), nullable=True),
        sa.Column("replied_by", sa.Uuid(), nullable=True),
        sa.Column("reply_changed_at", Moment(), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("judged_at", Moment(), nullable=True),
        sa.Column("judged_by", sa.Uuid(), nullable=True),
        sa.Column("unhappy_at", Moment(), nullable=True),
        sa.Column("unhappy_why", Text(length=500), nullable=True),
        sa.CheckConstraint("channel IN ('web', 'paper', 'call')", name="objection_channel"),
        sa.ForeignKeyConstraint(["community_id", "cleared_by"], ["membership.community_id", "membership.id"]),
        sa.ForeignKeyConstraint(["community_id", "judged_by"], ["membership.community_id", "membership.id"]),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["motion.community_id", "motion.id"]),
        sa.ForeignKeyConstraint(["community_id", "notice_id"], ["notice.community_id", "notice.id"]),
        sa.ForeignKeyConstraint(["community_id", "replied_by"], ["membership.community_id", "membership.id"]),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "motion_id", "number", name="objection_number"),
    )
    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.create_index(
            "objection_waits",
            ["community_id", "reply_due"],
            unique=False,
            sqlite_where=UNANSWERED,
            postgresql_where=UNANSWERED,
        )
    connection = op.get_bind()
    for statement in walls(connection.dialect.name):
        connection.exec_driver_sql(statement)
