"""What this feature holds of a member, given out to them: their own words, states and dates, and nobody else's."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Final, TypeVar

from bot.core.ids import kind_of
from bot.core.refs import MemberRef
from bot.domain.access import Grant, Role
from bot.domain.pods.joining import JoinRequest, JoinState
from bot.domain.pods.pod import Pod
from bot.domain.pods.resources import Resource, SupportRequest
from bot.domain.pods.rules import NEVER_OPENED
from bot.features.pods.kinds import RESOURCE, SUPPORT
from bot.ports.store import Reads

T = TypeVar("T")

EVERY: Final = tuple(JoinState)


def export(member: MemberRef, store: Reads) -> Mapping[str, object]:
    """Give the member's requests, proposals, resources, requests for support, and the reasons they gave.

    What a pod has become, and what others wrote or answered, is given only to who is in that pod at this moment.
    """
    grants = store.roles.of(member)

    def inside(pod: str) -> bool:
        return Grant(Role.POD_MEMBER, pod) in grants or Grant(Role.FACILITATOR, pod) in grants

    touched = touched_by(member, store)
    resources = (item for item in of_kind(touched, RESOURCE.letter, store.resources.get) if item.owner == member)
    support = (item for item in of_kind(touched, SUPPORT.letter, store.support.get) if item.asker == member)
    return {
        "requests": [_request(request) for request in store.requests.of_member(member, EVERY)],
        "proposals": [
            _proposal(pod, inside=inside(pod.id)) for pod in store.pods.naming(member) if pod.proposer == member
        ],
        "resources": [_resource(item) for item in resources],
        "support": [_support(item, inside=inside(item.pod)) for item in support],
        "reasons": list(_reasons(member, store)),
    }


def touched_by(member: MemberRef, store: Reads) -> frozenset[str]:
    """Give the ids of all resources and requests for support that the member did something about, by the log."""
    found: set[str] = set()
    for logged in store.events.by_actor(member):
        payload = json.loads(logged.payload) if logged.payload else {}
        found.update(str(payload[name]) for name in ("resource", "support") if payload.get(name))
    return frozenset(found)


def of_kind(ids: frozenset[str], letter: str, get: Callable[[str], T | None]) -> Iterator[T]:
    """Give those of the objects that are of one kind."""
    for object_id in sorted(ids):
        if kind_of(object_id) == letter and (item := get(object_id)) is not None:
            yield item


def _request(request: JoinRequest) -> Mapping[str, object]:
    return {
        "id": request.id,
        "pod": request.pod,
        "state": request.state,
        "origin": request.origin,
        "asked_at": request.asked_at,
        "accepted_at": request.accepted_at,
        "decided_at": request.decided_at,
        "admitted_at": request.admitted_at,
        "ended_at": request.ended_at,
        "answers": request.answers,
        "answered_more": request.answered_more,
    }


def _proposal(pod: Pod, *, inside: bool) -> Mapping[str, object]:
    given: dict[str, object] = {"id": pod.id, "proposed_at": pod.proposed_at}
    if inside or pod.state in NEVER_OPENED:
        given |= {"state": pod.state, "charter": asdict(pod.charter)}
    if inside:
        given |= {"room": pod.room, "opened_at": pod.opened_at, "closed_at": pod.closed_at}
    return given


def _resource(resource: Resource) -> Mapping[str, object]:
    return {
        "id": resource.id,
        "pod": resource.pod,
        "title": resource.title,
        "kind": resource.kind,
        "link": resource.link,
        "text": resource.text,
        "added_at": resource.added_at,
        "retired": resource.retired,
    }


def _support(support: SupportRequest, *, inside: bool) -> Mapping[str, object]:
    given: dict[str, object] = {
        "id": support.id,
        "pod": support.pod,
        "kind": support.kind,
        "text": support.text,
        "asked_at": support.asked_at,
    }
    if inside:
        given |= {"state": support.state, "answer": support.answer, "answered_at": support.answered_at}
    return given


def _reasons(member: MemberRef, store: Reads) -> Iterator[Mapping[str, object]]:
    for logged in store.events.by_actor(member):
        payload = json.loads(logged.payload) if logged.payload else {}
        said = payload.get("reason") or payload.get("question")
        if said and logged.tag.partition(":")[0] in {"pod", "join"}:
            yield {"at": logged.at, "what": logged.tag, "words": said}
