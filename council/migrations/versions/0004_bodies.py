"""Households"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("membership", sa.Column("household", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=True))
