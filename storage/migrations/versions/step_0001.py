"""The first tables."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.append_only import guard_events

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them all."""
    _people()
    _pods()
    _books()
    guard_events()


def _people() -> None:
    op.create_table(
        "cards",
        _seq(),
        *_text("about", "view", "post", "reader"),
        sa.PrimaryKeyConstraint("seq", name="pk_cards"),
        sa.UniqueConstraint("about", "view", "post", name="uq_cards_about_view_post"),
    )
    op.create_table(
        "communities",
        *_text("ref", "name", "locale", "zone"),
        *_text_or_null("steward_room"),
        *_flag("disabled"),
        *_number("version"),
        sa.PrimaryKeyConstraint("ref", name="pk_communities"),
    )
    op.create_table(
        "drafts",
        *_text("member", "submit", "about", "inputs"),
        *_large("saved_at"),
        sa.PrimaryKeyConstraint("member", "submit", "about", name="pk_drafts"),
    )
    op.create_table(
        "grants",
        _seq(),
        *_text("community", "member", "role", "subject"),
        sa.PrimaryKeyConstraint("seq", name="pk_grants"),
        sa.UniqueConstraint("member", "role", "subject", name="uq_grants_member_role_subject"),
    )
    op.create_index("ix_grants_community_role_subject", "grants", ["community", "role", "subject"])
    op.create_table(
        "members",
        *_text(
            "ref",
            "community",
            "name_key",
            "display_name",
            "organisation",
            "discipline",
            "sector",
            "country",
            "locale",
            "zone",
            "platform_locale",
            "platform_zone",
            "platform_name",
        ),
        *_text_or_null("working_hours", "quiet_hours"),
        *_text("topics", "offers", "asks", "digest"),
        *_flag("guest", "bot", "gone", "unreached"),
        *_number("version"),
        sa.PrimaryKeyConstraint("ref", name="pk_members"),
    )
    op.create_index("ix_members_community_name_key", "members", ["community", "name_key"])
    op.create_table(
        "waiting",
        _seq(),
        *_text("member", "view", "about"),
        *_large("since"),
        sa.PrimaryKeyConstraint("seq", name="pk_waiting"),
        sa.UniqueConstraint("member", "view", "about", name="uq_waiting_member_view_about"),
    )
    op.create_index("ix_waiting_about", "waiting", ["about"])


def _pods() -> None:
    op.create_table(
        "pods",
        _seq(),
        *_text("id", "community", "state", "name_key"),
        *_flag("listed"),
        *_text("charter", "proposer"),
        *_large("proposed_at"),
        *_text("cofacilitators", "reason"),
        *_text_or_null("decided_by"),
        *_large_or_null("decided_at"),
        *_text_or_null("room"),
        *_text("charter_post"),
        *_number("attempts"),
        *_text_or_null("trouble"),
        *_large_or_null("opened_at", "last_active_at", "closed_at"),
        *_text_or_null("review_on"),
        *_number("version"),
        sa.PrimaryKeyConstraint("seq", name="pk_pods"),
        sa.UniqueConstraint("id", name="uq_pods_id"),
        sa.UniqueConstraint("room", name="uq_pods_room"),
    )
    op.create_index("ix_pods_community_state", "pods", ["community", "state"])
    op.create_index("ix_pods_name_key", "pods", ["community", "name_key"])
    op.create_index("uq_pods_reference", "pods", [sa.text("substr(id, 1, 7)")], unique=True)
    op.create_table(
        "join_requests",
        _seq(),
        *_text("id", "pod", "member", "state", "origin"),
        *_large("asked_at"),
        *_text("answers", "questions", "asked_more", "answered_more"),
        *_large_or_null("accepted_at"),
        *_text("reason"),
        *_text_or_null("decided_by"),
        *_large_or_null("decided_at", "admitted_at", "ended_at"),
        *_number("attempts"),
        *_text_or_null("trouble"),
        *_number("version"),
        sa.PrimaryKeyConstraint("seq", name="pk_join_requests"),
        sa.ForeignKeyConstraint(["pod"], ["pods.id"], name="fk_join_requests_pod"),
        sa.UniqueConstraint("id", name="uq_join_requests_id"),
    )
    op.create_index("ix_join_requests_member", "join_requests", ["member"])
    op.create_index("ix_join_requests_pod", "join_requests", ["pod"])
    _unique_among(
        "uq_join_requests_live",
        "join_requests",
        ["pod", "member"],
        "state IN ('admitted', 'approved', 'invited', 'needs_info', 'requested')",
    )
    op.create_index("uq_join_requests_reference", "join_requests", [sa.text("substr(id, 1, 7)")], unique=True)
    op.create_table(
        "resources",
        _seq(),
        *_text("id", "pod", "title", "title_key", "kind", "link", "text", "owner"),
        *_large("added_at"),
        *_text_or_null("review_by"),
        *_flag("retired"),
        *_number("version"),
        sa.PrimaryKeyConstraint("seq", name="pk_resources"),
        sa.ForeignKeyConstraint(["pod"], ["pods.id"], name="fk_resources_pod"),
        sa.UniqueConstraint("id", name="uq_resources_id"),
    )
    op.create_index("ix_resources_pod", "resources", ["pod"])
    op.create_index("uq_resources_reference", "resources", [sa.text("substr(id, 1, 7)")], unique=True)
    op.create_table(
        "support_requests",
        _seq(),
        *_text("id", "pod", "kind", "text", "asker"),
        *_large("asked_at"),
        *_text("state"),
        *_text_or_null("taken_by"),
        *_text("answer"),
        *_large_or_null("answered_at"),
        *_number("version"),
        sa.PrimaryKeyConstraint("seq", name="pk_support_requests"),
        sa.ForeignKeyConstraint(["pod"], ["pods.id"], name="fk_support_requests_pod"),
        sa.UniqueConstraint("id", name="uq_support_requests_id"),
    )
    op.create_index("ix_support_requests_pod", "support_requests", ["pod"])
    op.create_index("ix_support_requests_state", "support_requests", ["state"])
    op.create_index("uq_support_requests_reference", "support_requests", [sa.text("substr(id, 1, 7)")], unique=True)


def _books() -> None:
    op.create_table(
        "chains",
        *_text("community"),
        *_large("seq"),
        *_text("link"),
        sa.PrimaryKeyConstraint("community", name="pk_chains"),
    )
    op.create_table(
        "destinations",
        *_text("community", "destination", "worker"),
        *_large("fence", "leased_until"),
        sa.PrimaryKeyConstraint("community", "destination", name="pk_destinations"),
    )
    op.create_table(
        "due",
        _seq(),
        *_text("community", "job", "about"),
        *_large("due_at"),
        *_text("payload", "worker"),
        *_large("leased_until"),
        sa.PrimaryKeyConstraint("seq", name="pk_due"),
        sa.UniqueConstraint("about", "job", name="uq_due_about_job"),
    )
    op.create_index("ix_due_due_at", "due", ["due_at"])
    op.create_table(
        "event_bodies",
        *_text("community"),
        _place(),
        *_text("actor", "person", "payload", "salt"),
        sa.PrimaryKeyConstraint("community", "seq", name="pk_event_bodies"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_event_bodies_actor", "event_bodies", ["actor"])
    somebody = sa.text("person > ''")
    op.create_index(
        "ix_event_bodies_person", "event_bodies", ["person"], sqlite_where=somebody, postgresql_where=somebody
    )
    op.create_table(
        "event_people",
        *_text("member", "community"),
        _place(),
        sa.PrimaryKeyConstraint("member", "community", "seq", name="pk_event_people"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "events",
        *_text("community"),
        _place(),
        *_text("tag", "about"),
        *_large("at"),
        *_text("digest", "link"),
        sa.PrimaryKeyConstraint("community", "seq", name="pk_events"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_events_about", "events", ["about"])
    op.create_table(
        "inbox",
        *_text("community", "key"),
        *_large("taken_at"),
        *_text("outcome", "view", "about"),
        sa.PrimaryKeyConstraint("community", "key", name="pk_inbox"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outbox",
        _seq(),
        *_text("key", "community", "destination", "intent", "then", "about", "state"),
        *_flag("open"),
        *_number("attempts"),
        *_large("due_at"),
        *_text("made", "why"),
        *_large("fence"),
        sa.PrimaryKeyConstraint("seq", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["community", "destination", "seq", "open"],
        sqlite_where=sa.text("open = 1"),
        postgresql_where=sa.text("open"),
    )
    op.create_table(
        "waits",
        *_text("community", "destination"),
        *_large("until"),
        sa.PrimaryKeyConstraint("community", "destination", name="pk_waits"),
    )


def _seq() -> sa.Column[int]:
    return sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False)


def _place() -> sa.Column[int]:
    return sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False)


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _text_or_null(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text()) for name in names]


def _large(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def _large_or_null(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger()) for name in names]


def _number(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _flag(*names: str) -> list[sa.Column[bool]]:
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def _unique_among(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)
