"""Learning points."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make what is new."""
    op.create_table(
        "learning_points",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("community", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("members", sa.Text(), nullable=False),
        sa.Column("nominated_by", sa.Text(), nullable=False),
        sa.Column("nominated_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("review_by", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("sought", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_learning_points")),
        sa.UniqueConstraint("id", name=op.f("uq_learning_points_id")),
        info={"letters": 1},
    )
    with op.batch_alter_table("learning_points", schema=None) as batch_op:
        batch_op.create_index("ix_learning_points_audience", ["audience", "state"], unique=False)
        batch_op.create_index("ix_learning_points_community", ["community", "state"], unique=False)

    op.create_index(
        "uq_learning_points_reference", "learning_points", [sa.literal_column("substr(id, 1, 7)")], unique=True
    )
