"""What cards and a pod's nuggets are found by, and what people said no to."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make what is new."""
    with op.batch_alter_table("cards", schema=None) as batch_op:
        batch_op.create_index("ix_cards_reader", ["reader"], unique=False)

    with op.batch_alter_table("nuggets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nuggets_pod"))
        batch_op.create_index("ix_nuggets_pod_published_at", ["pod", "published_at"], unique=False)

    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("refused", sa.Text(), nullable=True))
    consents = sa.table("consents", sa.column("answer"), sa.column("asked_for"), sa.column("refused"))
    no = consents.update().where(consents.c.answer == "refused").values(refused=consents.c.asked_for)
    taken_back = consents.update().where(consents.c.answer == "withdrawn").values(refused="pod")
    op.execute(no)
    op.execute(taken_back)
    op.create_table(
        "refusals",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_refusals")),
        sa.UniqueConstraint("member", "message", name=op.f("uq_refusals_member_message")),
    )
