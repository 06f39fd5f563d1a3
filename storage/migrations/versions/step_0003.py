"""Tokens of workspaces that installed an app, and what came lately through the public door."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "tokens",
        sa.Column("community", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community", name="pk_tokens"),
    )
    op.create_table(
        "signatures",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_signatures"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_signatures_until", "signatures", ["until"])
