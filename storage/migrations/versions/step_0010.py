"""Who asked the same is found when that is answered."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make what is new."""
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.create_index("ix_questions_merged_into", ["merged_into"], unique=False)
