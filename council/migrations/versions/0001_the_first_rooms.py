"""The first rooms"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

from council.ledger.walls import walls as ledger_walls
from council.votes.walls import walls as vote_walls

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("password_hash", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "county",
        sa.Column("slug", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.PrimaryKeyConstraint("slug"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "failed_tries",
        sa.Column("bucket", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("bucket"),
    )
    op.create_table(
        "known_device",
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.PrimaryKeyConstraint("secret_hash"),
    )
    with op.batch_alter_table("known_device", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_device_account_id"), ["account_id"], unique=False)

    op.create_table(
        "session",
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("device", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column("since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.PrimaryKeyConstraint("secret_hash"),
        sa.UniqueConstraint("id"),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_account_id"), ["account_id"], unique=False)

    op.create_table(
        "sign_in_name",
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.PrimaryKeyConstraint("name"),
    )
    with op.batch_alter_table("sign_in_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_name_account_id"), ["account_id"], unique=False)

    op.create_table(
        "township",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_slug", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_slug"],
            ["county.slug"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("county_slug", "name", name="township_name"),
    )
    op.create_table(
        "community",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_slug", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("township_id", sa.Uuid(), nullable=True),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("founded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_slug"],
            ["county.slug"],
        ),
        sa.ForeignKeyConstraint(
            ["township_id"],
            ["township.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("county_slug", "township_id", "name", name="community_name"),
    )
    op.create_table(
        "community_label",
        sa.Column("label", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
        ),
        sa.PrimaryKeyConstraint("label"),
        sa.UniqueConstraint("community_id"),
    )
    op.create_table(
        "community_slug",
        sa.Column("county_slug", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("slug", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
        ),
        sa.ForeignKeyConstraint(
            ["county_slug"],
            ["county.slug"],
        ),
        sa.PrimaryKeyConstraint("county_slug", "slug"),
        sa.UniqueConstraint("community_id"),
    )
    op.create_table(
        "ledger_head",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("last_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
        ),
        sa.PrimaryKeyConstraint("community_id"),
    )
    op.create_table(
        "body",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("charter", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("founded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["ledger_head.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "key"),
        sa.UniqueConstraint("community_id", "name", name="body_name"),
    )
    op.create_table(
        "contacts",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(length=30), nullable=False),
        sa.Column("office", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("hours", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["ledger_head.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id"),
    )
    op.create_table(
        "ledger_entry",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("act", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=90), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("event_id", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["ledger_head.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "seq"),
        sa.UniqueConstraint("community_id", "event_id", name="ledger_entry_event"),
    )
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.create_index("ledger_entry_subject", ["community_id", "subject", "seq"], unique=False)

    op.create_table(
        "membership",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("sex", sqlmodel.sql.sqltypes.AutoString(length=6), nullable=True),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["ledger_head.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "number", name="membership_number"),
    )
    op.create_table(
        "account_membership",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "membership_id"],
            ["membership.community_id", "membership.id"],
        ),
        sa.PrimaryKeyConstraint("account_id", "community_id", "membership_id"),
        sa.UniqueConstraint("community_id", "membership_id", name="account_membership_once"),
    )
    op.create_table(
        "alternate",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("body_key", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("category", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("called_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "body_key"],
            ["body.community_id", "body.key"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "membership_id"],
            ["membership.community_id", "membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "body_key", "category", "position"),
    )
    op.create_table(
        "ledger_opening",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("field", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("salt", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "seq"],
            ["ledger_entry.community_id", "ledger_entry.seq"],
        ),
        sa.PrimaryKeyConstraint("community_id", "seq", "field"),
    )
    op.create_table(
        "motion",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_key", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("matter", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("proposer_id", sa.Uuid(), nullable=False),
        sa.Column("proposer_seat", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("begun_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("put_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("held_since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("held_until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("outcome", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=True),
        sa.Column("decided_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("withdrawn_why", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "body_key"],
            ["body.community_id", "body.key"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposer_id"],
            ["membership.community_id", "membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "year", "number", name="motion_number"),
    )
    op.create_table(
        "role",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("role", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "membership_id"],
            ["membership.community_id", "membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.create_index(
            "role_held_once",
            ["community_id", "membership_id", "role"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "seat",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("body_key", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("category", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "body_key"],
            ["body.community_id", "body.key"],
        ),
        sa.PrimaryKeyConstraint("community_id", "body_key", "number"),
    )
    op.create_table(
        "slip",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("issued_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ended_by", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "membership_id"],
            ["membership.community_id", "membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.create_index(
            "slip_one_standing",
            ["community_id", "membership_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "motion_version",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("what", sqlmodel.sql.sqltypes.AutoString(length=28), nullable=False),
        sa.Column("cost", sqlmodel.sql.sqltypes.AutoString(length=28), nullable=False),
        sa.Column("cost_fen", sa.BigInteger(), nullable=False),
        sa.Column("money_from", sqlmodel.sql.sqltypes.AutoString(length=28), nullable=False),
        sa.Column("done_by", sqlmodel.sql.sqltypes.AutoString(length=28), nullable=False),
        sa.Column("done_by_day", sa.Date(), nullable=False),
        sa.Column("whom", sqlmodel.sql.sqltypes.AutoString(length=28), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("change", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("written_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "motion_id"],
            ["motion.community_id", "motion.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "version"),
    )
    op.create_table(
        "recusal",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("body_key", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("declared_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("returned_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "body_key", "seat"],
            ["seat.community_id", "seat.body_key", "seat.number"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "motion_id"],
            ["motion.community_id", "motion.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "seat"),
    )
    op.create_table(
        "tenure",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("body_key", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("office", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("term_start", sa.Date(), nullable=True),
        sa.Column("term_end", sa.Date(), nullable=True),
        sa.Column("began_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ended_why", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "body_key", "seat"],
            ["seat.community_id", "seat.body_key", "seat.number"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "membership_id"],
            ["membership.community_id", "membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "body_key", "id"),
    )
    with op.batch_alter_table("tenure", schema=None) as batch_op:
        batch_op.create_index(
            "tenure_one_holder",
            ["community_id", "body_key", "seat"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(
            "tenure_one_seat_each",
            ["community_id", "body_key", "membership_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "vote",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body_key", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("opened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("closes_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=True),
        sa.Column("voided_why", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "body_key"],
            ["body.community_id", "body.key"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "motion_id"],
            ["motion.community_id", "motion.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "motion_id", "round", name="vote_round"),
    )
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.create_index(
            "vote_not_ended",
            ["closes_at", "community_id"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(
            "vote_one_runs",
            ["community_id", "motion_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "review",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("body_key", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("tenure_id", sa.Uuid(), nullable=False),
        sa.Column("category", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("settled_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "body_key", "tenure_id"],
            ["tenure.community_id", "tenure.body_key", "tenure.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "body_key", "tenure_id"),
    )
    op.create_table(
        "roll",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("category", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=True),
        sa.Column("recused_why", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
        sa.Column("vacated_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "membership_id"],
            ["membership.community_id", "membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "vote_id"],
            ["vote.community_id", "vote.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "vote_id", "seat"),
    )
    op.create_table(
        "ballot",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("choice", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("salt", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("sent_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.CheckConstraint("choice IN ('for', 'against', 'abstain')", name="ballot_choice"),
        sa.ForeignKeyConstraint(
            ["community_id", "vote_id", "seat"],
            ["roll.community_id", "roll.vote_id", "roll.seat"],
        ),
        sa.PrimaryKeyConstraint("community_id", "vote_id", "seat"),
    )
    connection = op.get_bind()
    dialect = connection.dialect.name
    for statement in (*ledger_walls(dialect), *vote_walls(dialect)):
        connection.exec_driver_sql(statement)
