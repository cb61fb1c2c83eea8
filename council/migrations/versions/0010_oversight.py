"""Officers and their reminders; what is late, across communities; what hung on the board, by an index of its own"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

from council.oversight.walls import walls

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

Text = sqlmodel.sql.sqltypes.AutoString
Moment = sqlmodel.sql.sqltypes.UTCDateTime
ON_THE_BOARD = sa.text("act IN ('notice.post', 'notice.photograph', 'notice.take_down', 'notice.end')")
OPEN, STANDS = sa.text("accepted_at IS NULL"), sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "ledger_entry_board", "ledger_entry", ["community_id", "seq"], sqlite_where=ON_THE_BOARD,
        postgresql_where=ON_THE_BOARD,
    )  # fmt: skip
    for day in ("next_due", "report_due"):
        op.create_index(
            f"undertaking_late_{day}", "undertaking", [day, "community_id", "motion_id"], sqlite_where=OPEN,
            postgresql_where=OPEN,
        )  # fmt: skip
    op.create_table(
        "officer",
        sa.Column("county_slug", Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("township_id", sa.Uuid(), nullable=True),
        sa.Column("name", Text(length=40), nullable=False),
        sa.Column("phone", Text(length=20), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("code_hash", Text(length=200), nullable=False),
        sa.Column("slip_until", Moment(), nullable=False),
        sa.Column("slip_tries", sa.Integer(), nullable=False),
        sa.Column("slip_ended", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.ForeignKeyConstraint(["county_slug"], ["county.slug"]),
        sa.ForeignKeyConstraint(["township_id"], ["township.id"]),
        sa.PrimaryKeyConstraint("county_slug", "number"),
    )
    op.create_index("officer_account", "officer", ["account_id"])
    op.create_index(
        "officer_phone", "officer", ["county_slug", "phone"], unique=True, sqlite_where=STANDS, postgresql_where=STANDS
    )
    op.create_table(
        "reminder",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("authority", Text(length=40), nullable=False),
        sa.Column("name", Text(length=40), nullable=False),
        sa.Column("days_overdue", sa.Integer(), nullable=False),
        sa.Column("days_silent", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "motion_id"], ["undertaking.community_id", "undertaking.motion_id"]),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "entry"),
    )
    connection = op.get_bind()
    for statement in walls(connection.dialect.name):
        connection.exec_driver_sql(statement)
