"""People, pods and requests as tests want them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from bot.core.content import content
from bot.core.ids import new_id
from bot.core.intents import Direct
from bot.core.refs import CommunityRef, MemberRef
from bot.core.text import Untrusted, t
from bot.domain.access import Grant, Role, Scope, Viewer
from bot.domain.events import Event
from bot.domain.knowledge.item import ItemKind, KnowledgeItem
from bot.domain.members import Member
from bot.domain.pods.charter import Charter
from bot.domain.pods.joining import JoinRequest, JoinState, Origin
from bot.domain.pods.pod import Pod, PodState
from bot.ports.store import UnitOfWork
from tests.storage.databases import HERE

NOW = datetime(2027, 3, 3, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved(Event):
    """An event that names somebody besides its actor."""

    tag: ClassVar[str] = "request:approved"

    member: MemberRef
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened(Event):
    """An event with words of its own."""

    tag: ClassVar[str] = "thing:happened"

    words: str = ""


def member(name: str, community: CommunityRef = HERE) -> MemberRef:
    return MemberRef(community, name)


AMINA, JOAO, LI = member("amina"), member("joao"), member("li")


def a_member(ref: MemberRef, **more: Any) -> Member:
    return Member(ref=ref, **{"display_name": ref.user.capitalize(), **more})


def a_pod(name: str = "Hand hygiene", **more: Any) -> Pod:
    charter = Charter(name=name, focus="IPC", objective="Fewer infections", listed=more.pop("listed", True))
    return Pod(
        **{
            "id": new_id("P"),
            "community": HERE,
            "state": PodState.ACTIVE,
            "charter": charter,
            "proposer": AMINA,
            "proposed_at": NOW,
            **more,
        }
    )


def a_request(pod: Pod, who: MemberRef, **more: Any) -> JoinRequest:
    return JoinRequest(
        **{
            "id": new_id("R"),
            "pod": pod.id,
            "member": who,
            "state": JoinState.REQUESTED,
            "origin": Origin.ASKED,
            "asked_at": NOW,
            **more,
        }
    )


def viewer(who: MemberRef, *grants: Grant, guest: bool = False) -> Viewer:
    return Viewer(who.community, who, frozenset(grants), guest)


def steward(who: MemberRef) -> Viewer:
    return viewer(who, Grant(Role.STEWARD))


def seen_as(uow: UnitOfWork, who: MemberRef) -> Viewer:
    """Give a viewer with the roles that are stored."""
    return Viewer(who.community, who, uow.roles.of(who))


def a_direct(who: MemberRef, words: str = "Welcome") -> Direct:
    return Direct(who, content(t("{words}", words=Untrusted(words))))


def an_item(title: str, text: str = "", **more: Any) -> KnowledgeItem:
    return KnowledgeItem(
        **{
            "id": new_id("N"),
            "kind": ItemKind.NUGGET,
            "community": HERE,
            "scope": Scope.COMMUNITY,
            "language": "en",
            "title": title,
            "text": text,
            "published_at": NOW,
            **more,
        }
    )
