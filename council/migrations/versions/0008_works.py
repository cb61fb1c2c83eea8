"""Works: how a resolution is carried out"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

from council.works.walls import walls

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

Text = sqlmodel.sql.sqltypes.AutoString
Moment = sqlmodel.sql.sqltypes.UTCDateTime
OPEN = sa.text("accepted_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "undertaking",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body_key", Text(length=60), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("budget_fen", sa.BigInteger(), nullable=False),
        sa.Column("money_from", Text(length=28), nullable=False),
        sa.Column("report_days", sa.Integer(), nullable=True),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("next_due", sa.Date(), nullable=False),
        sa.Column("report_due", sa.Date(), nullable=True),
        sa.Column("accepted_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["community_id", "body_key"], ["body.community_id", "body.key"]),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["motion.community_id", "motion.id"]),
        sa.PrimaryKeyConstraint("community_id", "motion_id"),
    )
    op.create_index(
        "undertaking_due",
        "undertaking",
        ["community_id", "next_due"],
        unique=False,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index("undertaking_number", "undertaking", ["community_id", "year", "number"], unique=True)
    op.create_index(
        "undertaking_report",
        "undertaking",
        ["community_id", "report_due"],
        unique=False,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_table(
        "work_person",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "membership_id"], ["membership.community_id", "membership.id"]),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["undertaking.community_id", "undertaking.motion_id"]),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "membership_id"),
    )
    op.create_table(
        "work_milestone",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", Text(length=28), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["undertaking.community_id", "undertaking.motion_id"]),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "position"),
    )
    op.create_table(
        "work_contract",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("party", Text(length=60), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("paper", Text(length=64), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "by_id"], ["membership.community_id", "membership.id"]),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["undertaking.community_id", "undertaking.motion_id"]),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "entry"),
    )
    op.create_table(
        "work_progress",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("line", Text(length=80), nullable=False),
        sa.Column("milestone", sa.Integer(), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("paid_fen", sa.BigInteger(), nullable=False),
        sa.Column("invoice", Text(length=64), nullable=True),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "by_id"], ["membership.community_id", "membership.id"]),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["undertaking.community_id", "undertaking.motion_id"]),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "number"),
    )
    op.create_table(
        "work_photo",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("photo", Text(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "motion_id", "number"],
            ["work_progress.community_id", "work_progress.motion_id", "work_progress.number"],
        ),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "number", "position"),
    )
    op.create_table(
        "work_check",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("photo", Text(length=64), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "by_id"], ["membership.community_id", "membership.id"]),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["undertaking.community_id", "undertaking.motion_id"]),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "number"),
    )
    op.create_table(
        "work_answer",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("photo", Text(length=64), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "by_id"], ["membership.community_id", "membership.id"]),
        sa.ForeignKeyConstraint(
            ["community_id", "motion_id", "number"],
            ["work_check.community_id", "work_check.motion_id", "work_check.number"],
        ),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "number"),
    )
    op.create_table(
        "work_extension",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("why", Text(length=200), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "by_id"], ["membership.community_id", "membership.id"]),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["undertaking.community_id", "undertaking.motion_id"]),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "entry"),
    )
    op.create_table(
        "work_money",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("allowed_by", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "allowed_by"], ["motion.community_id", "motion.id"]),
        sa.ForeignKeyConstraint(["community_id", "by_id"], ["membership.community_id", "membership.id"]),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["undertaking.community_id", "undertaking.motion_id"]),
        sa.PrimaryKeyConstraint("community_id", "allowed_by"),
    )
    op.create_table(
        "work_acceptance",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("final_fen", sa.BigInteger(), nullable=False),
        sa.Column("line", Text(length=500), nullable=False),
        sa.Column("paper", Text(length=64), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "by_id"], ["membership.community_id", "membership.id"]),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["undertaking.community_id", "undertaking.motion_id"]),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "entry"),
    )
    connection = op.get_bind()
    for statement in walls(connection.dialect.name):
        connection.exec_driver_sql(statement)
