"""What this feature holds of a member: given out to them, and forgotten when they say so."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Final, TypeVar

from bot.core.ids import kind_of
from bot.core.intents import Expel
from bot.core.refs import MemberRef
from bot.domain.pods.joining import LIVE, JoinRequest, JoinState
from bot.domain.pods.pod import Pod
from bot.features.pods.keeping import pod_of
from bot.features.pods.kinds import POD, RESOURCE, SUPPORT
from bot.features.pods.leaving import ended
from bot.features.pods.wording import ERASED
from bot.ports.context import Context
from bot.ports.feature import Erasure
from bot.ports.store import Reads

T = TypeVar("T")

_EVERY: Final = tuple(JoinState)


def export(member: MemberRef, store: Reads) -> Mapping[str, object]:
    """Give the member's requests, proposals, resources and requests for support."""
    touched = _touched(member, store)
    return {
        "requests": [asdict(request) for request in store.requests.of_member(member, _EVERY)],
        "proposals": [asdict(pod) for pod in _of(touched, POD.letter, store.pods.get) if pod.proposer == member],
        "resources": [
            asdict(item) for item in _of(touched, RESOURCE.letter, store.resources.get) if item.owner == member
        ],
        "support": [asdict(item) for item in _of(touched, SUPPORT.letter, store.support.get) if item.asker == member],
    }


def erase(member: MemberRef, keep_anonymised: bool, ctx: Context) -> None:
    """Leave every pod and forget who it was; what they gave to pods is kept without a name, or taken out of use."""
    nobody = MemberRef(member.community, ERASED)
    touched = _touched(member, ctx.store)
    own = ctx.store.requests.of_member(member, _EVERY)
    for request in own:
        _end_and_empty(request, ctx)
    ctx.store.requests.forget(member, nobody)
    for request in own:
        ctx.refresh(request.id)
    for pod in _of(touched, POD.letter, ctx.store.pods.get):
        _forget_in_pod(pod, member, nobody, ctx)
    for resource in _of(touched, RESOURCE.letter, ctx.store.resources.get):
        if resource.owner == member:
            retired = resource.retired or not keep_anonymised
            ctx.store.resources.save(replace(resource, owner=nobody, retired=retired))
    for support in _of(touched, SUPPORT.letter, ctx.store.support.get):
        asker = nobody if support.asker == member else support.asker
        taken_by = nobody if support.taken_by == member else support.taken_by
        text = support.text if support.asker != member or keep_anonymised else ""
        ctx.store.support.save(replace(support, asker=asker, taken_by=taken_by, text=text))


def _end_and_empty(request: JoinRequest, ctx: Context) -> None:
    pod = pod_of(ctx, request)
    forgotten = replace(
        request,
        state=_ended(request.state),
        ended_at=request.ended_at or ctx.now,
        answers=(),
        asked_more="",
        answered_more="",
        reason="",
        trouble=None,
    )
    ctx.store.requests.save(forgotten)
    if request.state in LIVE:
        ended(request, pod, ctx)
        if pod.room is not None:
            ctx.send(Expel(pod.room, request.member))


def _ended(state: JoinState) -> JoinState:
    if state is JoinState.ADMITTED:
        return JoinState.LEFT
    return JoinState.WITHDRAWN if state in LIVE else state


def _forget_in_pod(pod: Pod, member: MemberRef, nobody: MemberRef, ctx: Context) -> None:
    forgotten = replace(
        pod,
        proposer=nobody if pod.proposer == member else pod.proposer,
        decided_by=nobody if pod.decided_by == member else pod.decided_by,
        cofacilitators=tuple(other for other in pod.cofacilitators if other != member),
    )
    if forgotten != pod:
        ctx.store.pods.save(forgotten)


def _touched(member: MemberRef, store: Reads) -> frozenset[str]:
    """Give the ids of all that the member did something about, as the log has it, and of their pods."""
    found = {request.pod for request in store.requests.of_member(member, _EVERY)}
    for logged in store.events.by_actor(member):
        found.add(logged.about)
        payload = json.loads(logged.payload) if logged.payload else {}
        found.update(str(payload[name]) for name in ("request", "resource", "support") if payload.get(name))
    return frozenset(found)


def _of(ids: frozenset[str], letter: str, get: Callable[[str], T | None]) -> Iterator[T]:
    for object_id in sorted(ids):
        if kind_of(object_id) == letter and (item := get(object_id)) is not None:
            yield item


ERASURE = Erasure(export, erase)
