"""A platform with the adapter on it, as the suite sees it: what can be done beside the adapter, and what is then there.

What a platform holds is always told of the platform itself, never of the adapter.
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from enum import StrEnum
from typing import Final, Protocol

from bot.core.intents import Intent
from bot.core.outcome import Done
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.ports.chat import Answer, ChatPort
from tests.scenarios.capabilities import LACKING, Capability

WAIT: Final = 7.0
"""Seconds for which a platform in a hurry wants to be left alone."""


class Trouble(StrEnum):
    """What can go wrong with the next call that carries an intent out."""

    REFUSED = "refused"
    """The platform says no, for a reason that somebody can mend."""
    HURRIED = "hurried"
    """It is asked too much, here."""
    HURRIED_EVERYWHERE = "hurried_everywhere"
    """It is asked too much, by the bot as a whole."""
    UNANSWERED = "unanswered"
    """It does nothing, and gives no answer that tells so."""
    CUT_OFF = "cut_off"
    """It does it, and the answer is lost."""
    LOGGED_OUT = "logged_out"
    """The bot's credentials count no more."""


class Venue(Protocol):
    """One platform: a community with Amina and João in it and a room in which both are, and the adapter, listening."""

    platform: str
    port: ChatPort
    community: CommunityRef
    amina: MemberRef
    joao: MemberRef
    general: RoomRef

    async def says(self, room: RoomRef, text: str, *, under: MessageRef | None = None) -> MessageRef:
        """Let Amina say something in a room, or in the thread under a message there."""
        ...

    async def loses(self, room: RoomRef) -> None:
        """Put a room away by hand, so that nothing can be said in it any more."""
        ...

    async def leaves(self, member: MemberRef) -> None:
        """Let somebody go for good."""
        ...

    async def shuts_door(self, member: MemberRef) -> None:
        """Let somebody take no direct messages from now on."""
        ...

    def said_in(self, room: RoomRef) -> Sequence[str]:
        """Give what stands in a room and its threads."""
        ...

    def told(self, member: MemberRef) -> Sequence[str]:
        """Give what stands between the bot and somebody, and what stands in the files there."""
        ...

    def pinned(self, room: RoomRef) -> Sequence[str]:
        """Give what is pinned in a room."""
        ...

    def threads(self, room: RoomRef) -> Sequence[str]:
        """Name the threads in a room."""
        ...

    def rooms_named(self, name: str) -> Sequence[RoomRef]:
        """Give the rooms of this name, whatever the platform has put behind it."""
        ...

    def is_inside(self, room: RoomRef, member: MemberRef) -> bool:
        """Tell whether somebody can read a room."""
        ...

    def is_open(self, room: RoomRef) -> bool:
        """Tell whether Amina, who is inside, can still say something in a room."""
        ...

    def page_of(self, member: MemberRef) -> str:
        """Give what stands on somebody's own page."""
        ...

    def planned(self) -> Sequence[str]:
        """Give the titles of the events in the calendar that are not cancelled."""
        ...

    def expects(self, trouble: Trouble, intent: type[Intent]) -> None:
        """Let the next call that carries such an intent out go wrong."""
        ...

    def blinds(self) -> None:
        """Let nothing be looked at until ``recovers``."""
        ...

    def recovers(self) -> None:
        """Let everything work again."""
        ...

    def nowhere(self) -> AbstractAsyncContextManager[ChatPort]:
        """Give an adapter for an address at which nobody listens."""
        ...


def can(platform: str, capability: Capability | None) -> bool:
    """Tell whether a platform offers what is needed."""
    return capability is None or capability not in LACKING[platform]


async def nothing_to_say(_inbound: object) -> Answer:
    """Answer as a core that has nothing to say."""
    return Answer(Done())
