"""How far each place was read; which of the platforms' groups give which role, and who is in them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "marks",
        sa.Column("community", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("reached", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community", "place", name="pk_marks"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "group_roles",
        sa.Column("community", sa.Text(), nullable=False),
        sa.Column("outside", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("community", "outside", "role", name="pk_group_roles"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "group_members",
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("outside", sa.Text(), nullable=False),
        sa.Column("community", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("member", "outside", name="pk_group_members"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_group_members_community_outside", "group_members", ["community", "outside"])
