"""Learning pods and what belongs to them."""

from collections.abc import Iterable

from sqlalchemy import Index, UniqueConstraint, literal_column

from bot.domain.pods.joining import LIVE, JoinRequest
from bot.domain.pods.pod import Pod, PodState
from bot.domain.pods.resources import Resource, SupportRequest
from storage.tables.base import flag, text
from storage.tables.nouns import noun_table

UNFINISHED = frozenset({PodState.PROPOSED, PodState.RETURNED, PodState.ACTIVE, PodState.DORMANT})
"""States in which a pod's name is taken."""


def one_of(states: Iterable[str]) -> str:
    """Give the condition of a partial index; the values stand in it, as neither database takes parameters there."""
    return "state IN ({})".format(", ".join(f"'{state}'" for state in sorted(states)))


pods = noun_table(
    "pods",
    Pod,
    text("name_key"),
    flag("listed"),
    UniqueConstraint("room"),
    Index("ix_pods_community_state", "community", "state"),
)
# Not unique: a refused name would tell of an unlisted pod. The rules keep names apart among pods one may know of.
Index("ix_pods_name_key", pods.c.community, pods.c.name_key)

join_requests = noun_table(
    "join_requests",
    JoinRequest,
    # Without the state, so that a decision leaves them alone; a pod's or person's requests are few.
    Index("ix_join_requests_pod", "pod"),
    Index("ix_join_requests_member", "member"),
    within={"pod": "pods"},
)
Index(
    "uq_join_requests_live",
    join_requests.c.pod,
    join_requests.c.member,
    unique=True,
    sqlite_where=literal_column(one_of(LIVE)),
    postgresql_where=literal_column(one_of(LIVE)),
)

resources = noun_table(
    "resources", Resource, text("title_key"), Index("ix_resources_pod", "pod"), within={"pod": "pods"}
)

support_requests = noun_table(
    "support_requests",
    SupportRequest,
    Index("ix_support_requests_pod", "pod"),
    Index("ix_support_requests_state", "state"),
    within={"pod": "pods"},
)
