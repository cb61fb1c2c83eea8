"""What hung on the board, by an index of its own"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None

ON_THE_BOARD = sa.text("act IN ('notice.post', 'notice.photograph', 'notice.take_down', 'notice.end')")


def upgrade() -> None:
    op.create_index(
        "ledger_entry_board", "ledger_entry", ["community_id", "seq"], sqlite_where=ON_THE_BOARD,
        postgresql_where=ON_THE_BOARD,
    )  # fmt: skip
