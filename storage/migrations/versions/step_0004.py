"""Change nuggets, consents, adoptions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make what is new."""
    op.create_table(
        "nuggets",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("community", sa.Text(), nullable=False),
        sa.Column("pod", sa.Text(), nullable=False),
        sa.Column("room", sa.Text(), nullable=True),
        sa.Column("gesture", sa.Text(), nullable=True),
        sa.Column("collector", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("more", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("template", sa.Integer(), nullable=False),
        sa.Column("withheld", sa.Text(), nullable=False),
        sa.Column("asking", sa.Text(), nullable=True),
        sa.Column("skipped", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("flag", sa.Text(), nullable=True),
        sa.Column("captured_at", sa.BigInteger(), nullable=False),
        sa.Column("consented_at", sa.BigInteger(), nullable=True),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("review_by", sa.Text(), nullable=True),
        sa.Column("supersedes", sa.Text(), nullable=False),
        sa.Column("superseded_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_nuggets")),
        sa.UniqueConstraint("id", name=op.f("uq_nuggets_id")),
    )
    with op.batch_alter_table("nuggets", schema=None) as batch_op:
        batch_op.create_index("ix_nuggets_audience", ["audience", "published_at"], unique=False)
        batch_op.create_index("ix_nuggets_author", ["author"], unique=False)
        batch_op.create_index("ix_nuggets_collector", ["collector"], unique=False)
        batch_op.create_index("ix_nuggets_community", ["community", "state"], unique=False)
        batch_op.create_index("ix_nuggets_pod", ["pod"], unique=False)
        batch_op.create_index("ix_nuggets_reading", ["room", "state"], unique=False)

    op.create_table(
        "templates",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("community", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sign", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("areas", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_templates")),
        sa.UniqueConstraint("community", "number", name=op.f("uq_templates_community_number")),
        sa.UniqueConstraint("id", name=op.f("uq_templates_id")),
    )

    op.create_table(
        "adoptions",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("nugget", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("adapted", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["nugget"], ["nuggets.id"], name=op.f("fk_adoptions_nugget")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_adoptions")),
        sa.UniqueConstraint("id", name=op.f("uq_adoptions_id")),
    )
    with op.batch_alter_table("adoptions", schema=None) as batch_op:
        batch_op.create_index("ix_adoptions_by", ["by"], unique=False)
        batch_op.create_index("ix_adoptions_nugget", ["nugget"], unique=False)

    op.create_table(
        "consents",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("nugget", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_for", sa.Text(), nullable=False),
        sa.Column("given_for", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("attribution", sa.Text(), nullable=False),
        sa.Column("nameless", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["nugget"], ["nuggets.id"], name=op.f("fk_consents_nugget")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_consents")),
        sa.UniqueConstraint("id", name=op.f("uq_consents_id")),
        sa.UniqueConstraint("nugget", "member", name=op.f("uq_consents_nugget_member")),
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index("ix_consents_member", ["member"], unique=False)

    op.create_table(
        "echoes",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("nugget", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("echo", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["nugget"], ["nuggets.id"], name=op.f("fk_echoes_nugget")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_echoes")),
        sa.UniqueConstraint("nugget", "member", "echo", name=op.f("uq_echoes_nugget_member_echo")),
    )
    with op.batch_alter_table("echoes", schema=None) as batch_op:
        batch_op.create_index("ix_echoes_member", ["member"], unique=False)

    op.create_table(
        "harvests",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("community", sa.Text(), nullable=False),
        sa.Column("pod", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_harvests")),
        sa.UniqueConstraint("id", name=op.f("uq_harvests_id")),
    )
    with op.batch_alter_table("harvests", schema=None) as batch_op:
        batch_op.create_index("ix_harvests_pod", ["pod"], unique=False)

    op.create_table(
        "revisions",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("nugget", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("more", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["nugget"], ["nuggets.id"], name=op.f("fk_revisions_nugget")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_revisions")),
        sa.UniqueConstraint("id", name=op.f("uq_revisions_id")),
    )
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.create_index("ix_revisions_nugget", ["nugget"], unique=False)

    op.create_table(
        "sources",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("nugget", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["nugget"], ["nuggets.id"], name=op.f("fk_sources_nugget")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_sources")),
        sa.UniqueConstraint("nugget", "message", name=op.f("uq_sources_nugget_message")),
    )
    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.create_index("ix_sources_message", ["message"], unique=False)

    op.create_index("uq_nuggets_reference", "nuggets", [sa.literal_column("substr(id, 1, 7)")], unique=True)
    op.create_index("uq_templates_reference", "templates", [sa.literal_column("substr(id, 1, 7)")], unique=True)
    op.create_index("uq_adoptions_reference", "adoptions", [sa.literal_column("substr(id, 1, 7)")], unique=True)
    op.create_index("uq_consents_reference", "consents", [sa.literal_column("substr(id, 1, 7)")], unique=True)
    op.create_index("uq_harvests_reference", "harvests", [sa.literal_column("substr(id, 1, 7)")], unique=True)
    op.create_index("uq_revisions_reference", "revisions", [sa.literal_column("substr(id, 1, 7)")], unique=True)
