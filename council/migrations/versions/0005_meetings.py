"""Meetings: notice and agenda, roll call, counts, minutes; what an assembly delegates"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

from council.meetings.walls import walls

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "delegation",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_body", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("to_body", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("matters", sqlmodel.sql.sqltypes.AutoString(length=800), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("paper", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("entered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "from_body"],
            ["body.community_id", "body.key"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "paper"],
            ["paper.community_id", "paper.sha256"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "to_body"],
            ["body.community_id", "body.key"],
        ),
        sa.PrimaryKeyConstraint("community_id", "number"),
    )
    op.create_table(
        "meeting",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_key", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("starts", sqlmodel.sql.sqltypes.AutoString(length=5), nullable=False),
        sa.Column("ends", sqlmodel.sql.sqltypes.AutoString(length=5), nullable=True),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("online_way", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("law", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sent_by", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column("called_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("host_id", sa.Uuid(), nullable=True),
        sa.Column("recorder_id", sa.Uuid(), nullable=True),
        sa.Column("teller_id", sa.Uuid(), nullable=True),
        sa.Column("teller2_id", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("vacant", sa.Integer(), nullable=False),
        sa.Column("reported", sa.Integer(), nullable=True),
        sa.Column("converted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("converted_why", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=True),
        sa.Column("cancelled_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("cancelled_why", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
        sa.Column("closed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "body_key"],
            ["body.community_id", "body.key"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "host_id"],
            ["membership.community_id", "membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "recorder_id"],
            ["membership.community_id", "membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "teller2_id"],
            ["membership.community_id", "membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "teller_id"],
            ["membership.community_id", "membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "held_on", "ordinal", name="meeting_address"),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index("meeting_of_body", ["community_id", "body_key", "held_on"], unique=False)

    op.create_table(
        "agenda_item",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("added_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("consent", sa.Integer(), nullable=True),
        sa.Column("consent_of", sa.Integer(), nullable=True),
        sa.Column("deferred_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("deferred_why", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
        sa.CheckConstraint("kind IN ('decide', 'discuss')", name="agenda_item_kind"),
        sa.ForeignKeyConstraint(
            ["community_id", "meeting_id"],
            ["meeting.community_id", "meeting.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "motion_id"],
            ["motion.community_id", "motion.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "meeting_id", "position"),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index("agenda_item_motion", ["community_id", "motion_id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("category", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("woman", sa.Boolean(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("household", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=True),
        sa.Column("status", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=True),
        sa.Column("channel", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=True),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=True),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("came_id", sa.Uuid(), nullable=True),
        sa.Column("delegate", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=True),
        sa.Column("relation", sqlmodel.sql.sqltypes.AutoString(length=12), nullable=True),
        sa.Column("mandate", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=True),
        sa.Column("marked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint("channel IN ('in_person', 'paper', 'online', 'delegate')", name="attendance_channel"),
        sa.CheckConstraint("status IN ('present', 'absent', 'unreachable')", name="attendance_status"),
        sa.ForeignKeyConstraint(
            ["community_id", "came_id"],
            ["membership.community_id", "membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "mandate"],
            ["paper.community_id", "paper.sha256"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "meeting_id"],
            ["meeting.community_id", "meeting.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "membership_id"],
            ["membership.community_id", "membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "meeting_id", "membership_id"),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index("attendance_number", ["community_id", "meeting_id", "number"], unique=False)

    op.create_table(
        "correction",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "confirmed_by"],
            ["membership.community_id", "membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "meeting_id"],
            ["meeting.community_id", "meeting.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "written_by"],
            ["membership.community_id", "membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "meeting_id", "number"),
    )
    op.create_table(
        "meeting_paper",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("kept_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "meeting_id"],
            ["meeting.community_id", "meeting.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "sha256"],
            ["paper.community_id", "paper.sha256"],
        ),
        sa.PrimaryKeyConstraint("community_id", "meeting_id", "kind", "sha256"),
    )
    op.create_table(
        "minutes_approval",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("approved_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "meeting_id"],
            ["meeting.community_id", "meeting.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "membership_id"],
            ["membership.community_id", "membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "meeting_id", "membership_id"),
    )
    op.create_table(
        "observer",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("post", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("entered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "meeting_id"],
            ["meeting.community_id", "meeting.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "meeting_id", "number"),
    )
    op.create_table(
        "item_recusal",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("declared_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "meeting_id", "position"],
            ["agenda_item.community_id", "agenda_item.meeting_id", "agenda_item.position"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "membership_id"],
            ["membership.community_id", "membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "meeting_id", "position", "membership_id"),
    )
    op.create_table(
        "speech",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=True),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("gist", sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
        sa.Column("stance", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("entered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "meeting_id", "position"],
            ["agenda_item.community_id", "agenda_item.meeting_id", "agenda_item.position"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "membership_id"],
            ["membership.community_id", "membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "meeting_id", "number"),
    )
    op.create_table(
        "tally",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("method", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("abstain", sa.Integer(), nullable=False),
        sa.Column("spoiled", sa.Integer(), nullable=False),
        sa.Column("hand_yes", sa.Integer(), nullable=False),
        sa.Column("hand_no", sa.Integer(), nullable=False),
        sa.Column("hand_abstain", sa.Integer(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("entered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("hall", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=True),
        sa.CheckConstraint("method IN ('hands', 'paper', 'phones')", name="tally_method"),
        sa.ForeignKeyConstraint(
            ["community_id", "closed_by"],
            ["membership.community_id", "membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "confirmed_by"],
            ["membership.community_id", "membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "entered_by"],
            ["membership.community_id", "membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "meeting_id", "position"],
            ["agenda_item.community_id", "agenda_item.meeting_id", "agenda_item.position"],
        ),
        sa.PrimaryKeyConstraint("community_id", "meeting_id", "position"),
    )
    op.create_table(
        "poll",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "meeting_id", "position"],
            ["agenda_item.community_id", "agenda_item.meeting_id", "agenda_item.position"],
        ),
        sa.ForeignKeyConstraint(["community_id", "opened_by"], ["membership.community_id", "membership.id"]),
        sa.PrimaryKeyConstraint("community_id", "meeting_id", "position"),
    )
    op.create_table(
        "phone_vote",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("ballot", sa.Integer(), nullable=False),
        sa.Column("choice", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("salt", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("sent_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.CheckConstraint("choice IN ('for', 'against', 'abstain')", name="phone_vote_choice"),
        sa.ForeignKeyConstraint(
            ["community_id", "meeting_id", "membership_id"],
            ["attendance.community_id", "attendance.meeting_id", "attendance.membership_id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "meeting_id", "position"],
            ["poll.community_id", "poll.meeting_id", "poll.position"],
        ),
        sa.PrimaryKeyConstraint("community_id", "meeting_id", "position", "membership_id"),
        sa.UniqueConstraint("community_id", "meeting_id", "position", "ballot", name="phone_vote_ballot"),
    )
    connection = op.get_bind()
    for statement in walls(connection.dialect.name):
        connection.exec_driver_sql(statement)
