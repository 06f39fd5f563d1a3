"""What stays of labs, groups, learning points, private addresses, and what is found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make what is new."""
    op.create_table(
        "feed_keys",
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("member", "name", name=op.f("pk_feed_keys")),
        sa.UniqueConstraint("digest", name=op.f("uq_feed_keys_digest")),
    )
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
    op.create_table(
        "breakouts",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("lab", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("members", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("rapporteur", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.Text(), nullable=True),
        sa.Column("thread", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lab"], ["labs.id"], name=op.f("fk_breakouts_lab")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_breakouts")),
        sa.UniqueConstraint("id", name=op.f("uq_breakouts_id")),
    )
    with op.batch_alter_table("breakouts", schema=None) as batch_op:
        batch_op.create_index("ix_breakouts_lab", ["lab", "round", "number"], unique=False)
    op.create_table(
        "closings",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("lab", sa.Text(), nullable=False),
        sa.Column("planned", sa.Text(), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lab"], ["labs.id"], name=op.f("fk_closings_lab")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_closings")),
        sa.UniqueConstraint("id", name=op.f("uq_closings_id")),
        sa.UniqueConstraint("lab", name=op.f("uq_closings_lab")),
    )
    op.create_table(
        "feedbacks",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("lab", sa.Text(), nullable=False),
        sa.Column("useful", sa.Text(), nullable=False),
        sa.Column("will_use", sa.Text(), nullable=False),
        sa.Column("improve", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lab"], ["labs.id"], name=op.f("fk_feedbacks_lab")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_feedbacks")),
        sa.UniqueConstraint("id", name=op.f("uq_feedbacks_id")),
        sa.UniqueConstraint("lab", name=op.f("uq_feedbacks_lab")),
    )
    op.create_table(
        "outcomes",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("lab", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("hushed", sa.Boolean(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lab"], ["labs.id"], name=op.f("fk_outcomes_lab")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outcomes")),
        sa.UniqueConstraint("id", name=op.f("uq_outcomes_id")),
        info={"letters": 2},
    )
    with op.batch_alter_table("outcomes", schema=None) as batch_op:
        batch_op.create_index("ix_outcomes_lab", ["lab"], unique=False)
        batch_op.create_index("ix_outcomes_owner", ["owner"], unique=False)
    with op.batch_alter_table("due", schema=None) as batch_op:
        batch_op.create_index("ix_due_leased_until", ["leased_until", "due_at"], unique=False)
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.create_index("ix_questions_merged_into", ["merged_into"], unique=False)
    op.create_index(
        "uq_learning_points_reference", "learning_points", [sa.literal_column("substr(id, 1, 7)")], unique=True
    )
    op.create_index("uq_outcomes_reference", "outcomes", [sa.literal_column("substr(id, 1, 8)")], unique=True)
