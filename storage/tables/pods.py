"""Learning pods and what belongs to them."""

from collections.abc import Iterable

from sqlalchemy import ForeignKey, Index, Table, UniqueConstraint, literal_column

from bot.domain.pods.joining import LIVE
from bot.domain.pods.pod import PodState
from storage.tables.base import by_reference, flag, maybe, metadata, moment, number, order, perhaps, text

UNFINISHED = frozenset({PodState.PROPOSED, PodState.RETURNED, PodState.ACTIVE, PodState.DORMANT})
"""States in which a pod's name is taken."""


def one_of(states: Iterable[str]) -> str:
    """Give the condition of a partial index; the values stand in it, as neither database takes parameters there."""
    return "state IN ({})".format(", ".join(f"'{state}'" for state in sorted(states)))


pods = Table(
    "pods",
    metadata,
    order(),
    text("id"),
    text("community"),
    text("state"),
    text("name_key"),
    flag("listed"),
    text("charter"),
    text("proposer"),
    moment("proposed_at"),
    text("cofacilitators"),
    text("reason"),
    maybe("decided_by"),
    perhaps("decided_at"),
    maybe("room"),
    text("charter_post"),
    number("attempts"),
    maybe("trouble"),
    perhaps("opened_at"),
    perhaps("last_active_at"),
    perhaps("closed_at"),
    maybe("review_on"),
    number("version"),
    UniqueConstraint("id"),
    UniqueConstraint("room"),
    Index("ix_pods_community_state", "community", "state"),
)
by_reference(pods)
# Not unique: a refused name would tell of an unlisted pod. The rules keep names apart among pods one may know of.
Index("ix_pods_name_key", pods.c.community, pods.c.name_key)

join_requests = Table(
    "join_requests",
    metadata,
    order(),
    text("id"),
    text("pod", ForeignKey("pods.id")),
    text("member"),
    text("state"),
    text("origin"),
    moment("asked_at"),
    text("answers"),
    text("questions"),
    text("asked_more"),
    text("answered_more"),
    perhaps("accepted_at"),
    text("reason"),
    maybe("decided_by"),
    perhaps("decided_at"),
    perhaps("admitted_at"),
    perhaps("ended_at"),
    number("attempts"),
    maybe("trouble"),
    number("version"),
    UniqueConstraint("id"),
    # Without the state, so that a decision leaves them alone; a pod's or person's requests are few.
    Index("ix_join_requests_pod", "pod"),
    Index("ix_join_requests_member", "member"),
)
by_reference(join_requests)
Index(
    "uq_join_requests_live",
    join_requests.c.pod,
    join_requests.c.member,
    unique=True,
    sqlite_where=literal_column(one_of(LIVE)),
    postgresql_where=literal_column(one_of(LIVE)),
)

resources = Table(
    "resources",
    metadata,
    order(),
    text("id"),
    text("pod", ForeignKey("pods.id")),
    text("title"),
    text("title_key"),
    text("kind"),
    text("link"),
    text("text"),
    text("owner"),
    moment("added_at"),
    maybe("review_by"),
    flag("retired"),
    number("version"),
    UniqueConstraint("id"),
    Index("ix_resources_pod", "pod"),
)
by_reference(resources)

support_requests = Table(
    "support_requests",
    metadata,
    order(),
    text("id"),
    text("pod", ForeignKey("pods.id")),
    text("kind"),
    text("text"),
    text("asker"),
    moment("asked_at"),
    text("state"),
    maybe("taken_by"),
    text("answer"),
    perhaps("answered_at"),
    number("version"),
    UniqueConstraint("id"),
    Index("ix_support_requests_pod", "pod"),
    Index("ix_support_requests_state", "state"),
)
by_reference(support_requests)
