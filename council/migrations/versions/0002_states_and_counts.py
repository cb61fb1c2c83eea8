"""How motions stand, written down and counted, and entries found by their check code"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATE = """
UPDATE motion SET state = CASE
    WHEN number IS NULL THEN 'draft'
    WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
    WHEN held_until IS NOT NULL THEN 'held'
    WHEN outcome = 'passed' THEN 'passed'
    WHEN outcome IS NULL OR EXISTS (
        SELECT 1 FROM motion_version AS stands
        WHERE stands.community_id = motion.community_id AND stands.motion_id = motion.id
            AND stands.version = motion.version AND stands.written_at > motion.decided_at
    ) THEN 'put'
    WHEN outcome = 'rejected' THEN 'rejected'
    ELSE 'invalid'
END
"""
COUNT = """
INSERT INTO motion_count (community_id, year, state, count)
SELECT community_id, year, state, count(*) FROM motion WHERE year IS NOT NULL GROUP BY community_id, year, state
"""


def upgrade() -> None:
    op.create_table(
        "motion_count",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["ledger_head.community_id"]),
        sa.PrimaryKeyConstraint("community_id", "year", "state"),
    )
    text = sqlmodel.sql.sqltypes.AutoString(length=20)
    op.add_column("motion", sa.Column("state", text, nullable=False, server_default="draft"))
    op.execute(STATE)
    op.execute(COUNT)
    op.create_index("motion_state", "motion", ["community_id", "state", "year", "number"])
    op.create_index("ledger_entry_leaf", "ledger_entry", ["community_id", "leaf"])
