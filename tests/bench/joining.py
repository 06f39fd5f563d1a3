"""A community in a file, with pods, facilitators, and requests to join that wait for a yes."""

import contextlib
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from bot.app.catalogue import Catalogue
from bot.app.clock import SystemClock
from bot.app.context import WritingContext
from bot.app.dispatch import Dispatcher
from bot.app.founding import Founding, found_communities
from bot.app.pace import Pace
from bot.bootstrap import FEATURES
from bot.core.ids import new_id, reference
from bot.core.inbound import CommandUsed
from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.domain.access import Grant, Role
from bot.domain.members import Member
from bot.domain.pods.charter import Charter
from bot.domain.pods.joining import JoinState
from bot.domain.pods.pod import Pod, PodState
from bot.features.pods.asking import ask
from bot.features.pods.fields import ACCEPTED
from bot.features.pods.forms import Answers
from bot.ports.store import UnitOfWork
from storage import SqlStorage, open_storage, upgrade

EACH_POD = 4
"""Requests to each pod: so few that no approval reads many others that nobody was let in on yet."""
PODS_OF_ONE = 2
"""Pods that one person facilitates."""
AT_ONCE = 100
QUESTION = "What would you like to work on?"
ANSWER = "We have lost a third of our hand-washing stations since the rains, and would like to compare notes."


class Rested(SystemClock):
    """A clock by which everybody has rested before each gesture: the pace is asked, and holds nobody up."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def monotonic(self) -> float:
        self._seconds += 3600
        return self._seconds


@dataclass(frozen=True)
class Waiting:
    """A request that waits: who may approve it, and how it is called."""

    facilitator: MemberRef
    reference: str


class Joining:
    """The core over such a community. ``requests`` come from one pod after the other, each once."""

    def __init__(self, storage: SqlStorage, community: CommunityRef) -> None:
        self.storage = storage
        self.community = community
        self.catalogue = Catalogue(FEATURES)
        self.dispatcher = Dispatcher(self.catalogue, storage, SystemClock(), pace=Pace(Rested()))
        self.requests: Iterator[Waiting] = iter(())
        self._pods: list[Pod] = []

    async def fill(self, facilitators: Sequence[MemberRef]) -> None:
        """Let people ask to join, with all that follows from it; what was to be sent to them counts as sent."""
        await found_communities(self.storage, [Founding(self.community, name="Quality")])
        self._pods = await self.storage.write(partial(self._open, facilitators), [self.community]).result
        waiting: list[Waiting] = []
        left = iter([pod for _ in range(EACH_POD) for pod in self._pods])
        while some := list(islice(left, AT_ONCE)):
            waiting += await self.storage.write(partial(self._asks, pods=some), [self.community]).result
        while await self.storage.write(self._sends, []).result:
            pass
        self.requests = iter(waiting)

    async def approved(self) -> int:
        """Count the approved requests that are stored."""
        return await self.storage.read(
            lambda uow: sum(uow.requests.count(pod.id, [JoinState.APPROVED]) for pod in self._pods)
        )

    def _pod(self, facilitator: MemberRef) -> Pod:
        pod_id, now = new_id("P"), SystemClock().now()
        return Pod(
            id=pod_id,
            community=self.community,
            state=PodState.ACTIVE,
            charter=Charter(
                name=f"Clean hands {pod_id[2:7]}", focus="Hygiene", objective="Halve", questions=(QUESTION,)
            ),
            proposer=facilitator,
            proposed_at=now,
            opened_at=now,
            room=RoomRef(self.community, str(int.from_bytes(pod_id.encode()[2:9], "big"))),
        )

    def _open(self, facilitators: Sequence[MemberRef], uow: UnitOfWork) -> list[Pod]:
        # Made in here: should two begin alike, the work is run again and draws other ids.
        pods = [self._pod(one) for one in facilitators for _ in range(PODS_OF_ONE)]
        for pod in pods:
            uow.pods.add(pod)
            uow.members.put(Member(ref=pod.proposer, display_name="Joao"))
            uow.roles.grant(pod.proposer, Grant(Role.FACILITATOR, pod.id))
        return pods

    def _asks(self, uow: UnitOfWork, pods: Sequence[Pod]) -> list[Waiting]:
        return [Waiting(pod.proposer, self._ask(uow, pod)) for pod in pods]

    def _ask(self, uow: UnitOfWork, pod: Pod) -> str:
        member = MemberRef(self.community, str(int.from_bytes(new_id("U").encode()[2:9], "big")))
        now = SystemClock().now()
        uow.members.put(Member(ref=member, display_name="Amina", organisation="Clean Water", country="GH"))
        asked = CommandUsed(key=member.user, community=self.community, at=now, actor=member, name="pod join")
        ctx = WritingContext(self.catalogue, uow, now, asked)
        ctx.creating = ctx.new_id("R")
        ask(pod, Answers(accept=ACCEPTED, answer_1=ANSWER), ctx)
        return reference(ctx.creating)

    @staticmethod
    def _sends(uow: UnitOfWork) -> int:
        rows = uow.outbox.lease("bench", SystemClock().now(), 60, 1000)
        return sum(uow.outbox.sent(row, f"{row.community}/room/{row.seq}") for row in rows)


@contextlib.asynccontextmanager
async def joining(folder: Path, community: CommunityRef) -> AsyncIterator[Joining]:
    """Open such a community on a new file, whose every commit waits for the disk."""
    url = f"sqlite:///{folder / 'bench.db'}"
    upgrade(url)
    storage = open_storage(url, SystemClock())
    try:
        yield Joining(storage, community)
    finally:
        await storage.close()
