"""What a pod keeps at hand, and the help it asks for."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import or_, select, true

from bot.core.refs import CommunityRef
from bot.domain.access import Viewer
from bot.domain.pods.resources import Resource, SupportRequest, SupportState
from storage.mapping import Mapper, folded, text_of
from storage.repositories.base import Nouns, Shape, inside
from storage.tables.pods import pods, resources, support_requests

_resource: Final = Mapper(Resource, resources, {"title_key": lambda resource: folded(resource.title)})
_support: Final = Mapper(SupportRequest, support_requests)


class SqlResources(Nouns[Resource]):
    """A pod's resources."""

    shape = Shape(_resource, resources, lasting=("pod",))

    def of_pod(self, viewer: Viewer, pod: str, *, limit: int = 25, offset: int = 0) -> Sequence[Resource]:
        """Give a pod's resources that are in use, by title; none for who is not in the pod."""
        query = (
            self.shape.query()
            .join(pods, pods.c.id == resources.c.pod)
            .where(resources.c.pod == pod, ~resources.c.retired)
            .where(pods.c.community == text_of(viewer.community), inside(viewer, pods.c.id))
            .order_by(resources.c.title_key, resources.c.seq)
            .limit(limit)
            .offset(offset)
        )
        return self._all(self.run.rows(query))


class SqlSupportRequests(Nouns[SupportRequest]):
    """Pods' requests for support."""

    shape = Shape(_support, support_requests, lasting=("pod",))

    def open_in(self, community: CommunityRef) -> Sequence[str]:
        """Give the ids of those not yet answered, oldest first."""
        query = (
            select(support_requests.c.id)
            .join(pods, pods.c.id == support_requests.c.pod)
            .where(pods.c.community == text_of(community))
            .where(support_requests.c.state.in_([SupportState.ASKED.value, SupportState.TAKEN.value]))
            .order_by(support_requests.c.asked_at, support_requests.c.seq)
        )
        return [row[0] for row in self.run.rows(query)]

    def of_pod(self, viewer: Viewer, pod: str) -> Sequence[SupportRequest]:
        """Give a pod's requests, newest first; none for who is neither in the pod nor a steward."""
        allowed = inside(viewer, pods.c.id)
        if viewer.steward and viewer.member is not None:
            allowed = or_(allowed, true())
        query = (
            self.shape.query()
            .join(pods, pods.c.id == support_requests.c.pod)
            .where(support_requests.c.pod == pod, pods.c.community == text_of(viewer.community), allowed)
            .order_by(support_requests.c.asked_at.desc(), support_requests.c.seq.desc())
        )
        return self._all(self.run.rows(query))
