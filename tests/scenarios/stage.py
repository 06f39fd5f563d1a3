"""A stage on which stories are played: people who use the bot through one platform's client, and the bot itself.

A story is written once against these protocols. Gestures name buttons by their label and inputs by their name, and
return when the bot has answered, all that follows from it was delivered, and nothing more is due.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Role
from tests.scenarios.capabilities import Capability
from tests.support.bot import BotUnderTest
from tests.support.clock import FrozenClock

Filled = Mapping[str, str | Sequence[str]]
"""What is filled in, by input name: a text, an option's value or a person's name, or several."""


class Deed(StrEnum):
    """What the bot does to rooms and in the calendar, and a platform may refuse."""

    LET_IN = "let_in"
    TAKE_OUT = "take_out"
    MAKE_ROOM = "make_room"
    PUT_ROOM_AWAY = "put_room_away"
    SHOW_EVENT = "show_event"


@dataclass(frozen=True)
class Remembered:
    """A button as it stood when it was seen: it can be pressed later, from a screen that was not refreshed."""

    label: str
    token: str
    where: Any
    """The message, as the platform's stage knows it."""


class Actor(Protocol):
    """One person at their client."""

    @property
    def name(self) -> str:
        """The first name."""
        ...

    @property
    def ref(self) -> MemberRef:
        """The key under which the bot knows them."""
        ...

    async def uses(self, command: str, /, *, at: str = "general", **values: str) -> None:
        """Use a command in a room, with its parameters by name."""
        ...

    async def uses_shortcut(self, label: str, *, on: str) -> None:
        """Choose an entry of a message's menu.

        Here and below the newest message in sight with these words is meant: one that a person said, if there is one,
        else one of the bot's, which quotes people.
        """
        ...

    async def presses(self, what: str | Remembered, *, on: str = "") -> None:
        """Press the newest button of this label in sight (of a message with these words), or a remembered one."""
        ...

    def remembers(self, label: str, *, on: str = "") -> Remembered:
        """Keep a button in sight, to press it when it may be old."""
        ...

    async def fills(self, values: Filled | None = None) -> None:
        """Fill in the open form's section and send it; what is wrong stays with the form."""
        ...

    async def closes(self) -> None:
        """Close the open form, if there is one, without sending it."""
        ...

    async def is_offered(self, command: str, param: str, typed: str = "") -> Sequence[str]:
        """Give what the client suggests while a parameter is typed."""
        ...

    async def opens_home(self) -> None:
        """Open the bot's own page."""
        ...

    async def says(self, room: str, text: str, *, under: str = "") -> None:
        """Say something in a room, or in the thread of the message there with the words ``under``."""
        ...

    async def writes(self, text: str) -> None:
        """Say something to the bot alone."""
        ...

    async def reacts(self, emoji: str, *, on: str) -> None:
        """React to a message."""
        ...

    async def takes_reaction_back(self, emoji: str, *, on: str) -> None:
        """Take one's own reaction to a message back."""
        ...

    async def edits(self, old: str, new: str) -> None:
        """Let one's own message with the words ``old`` say ``new``, and nothing else."""
        ...

    async def deletes(self, text: str) -> None:
        """Delete one's own message."""
        ...

    def message_link(self, text: str) -> str:
        """Give what the client copies as a message's link."""
        ...

    async def makes_room(self, name: str, *, closed: bool = False, bot: bool = True) -> None:
        """Make a room by hand, with the ``bot`` in it or without; a closed one is seen by who is added."""
        ...

    async def adds(self, other: "Actor", room: str) -> None:
        """Add somebody to a room by hand, past the bot."""
        ...

    async def leaves(self, room: str) -> None:
        """Go out of a room by hand."""
        ...

    async def leaves_community(self) -> None:
        """Go for good."""
        ...

    def reads(self) -> str:
        """Give every word in sight, oldest first: rooms, threads, direct messages, private answers, the open form."""
        ...

    def last_read(self) -> str:
        """Give the newest message in sight, private or not; a form or its answer where one is open."""
        ...

    def inputs(self) -> Sequence[str]:
        """Give the names of the open form's inputs; none for no form."""
        ...

    def errors(self) -> Mapping[str, str]:
        """Give what the form, the client or what was shown in the form's place says is wrong, by input name."""
        ...

    def labels(self, *, on: str = "") -> Sequence[str]:
        """Give the labels of all buttons in sight (of messages with these words), newest last."""
        ...

    def rooms(self) -> Sequence[str]:
        """Give the names of the rooms in sight."""
        ...

    def may_say(self, room: str) -> bool:
        """Tell whether the client lets them write in a room."""
        ...


class Stage(Protocol):
    """One platform with a bot on it."""

    @property
    def platform(self) -> str:
        """The platform's name."""
        ...

    @property
    def bot(self) -> BotUnderTest:
        """The bot."""
        ...

    @property
    def clock(self) -> FrozenClock:
        """The time, for the bot and the platform alike."""
        ...

    @property
    def community(self) -> CommunityRef:
        """The community in which the story plays."""
        ...

    def needs(self, capability: Capability) -> None:
        """Leave the story out where this platform cannot play it."""
        ...

    async def person(
        self,
        name: str,
        *,
        steward: bool = False,
        locale: str = "en",
        zone: str = "UTC",
        guest: bool = False,
        reachable: bool = True,
    ) -> Actor:
        """Bring a person into the community; the same name gives the same person.

        Who is not ``reachable`` takes no direct messages.
        """
        ...

    async def settle(self) -> None:
        """Wait until all is delivered and nothing is due."""
        ...

    async def later(self, **by: float) -> None:
        """Let time pass, from one thing that falls due to the next."""
        ...

    def away(self) -> AbstractAsyncContextManager[None]:
        """Let the bot be gone while the platform goes on; afterwards another one stands on the same store."""
        ...

    def maps(self, group: str, role: Role) -> None:
        """Let a new group of the platform's own give a role, from the bot's next start on."""
        ...

    async def puts_in(self, group: str, *actors: Any) -> None:
        """Let just these people be in a group of the platform's own."""
        ...

    async def refuses(self, deed: Deed, *, times: int = 1) -> None:
        """Let the platform refuse the bot something the next times it tries, with a reason that can be mended."""
        ...

    async def archives(self, room: str) -> None:
        """Let somebody who may put a room away by hand."""
        ...

    async def repeats_next(self, times: int) -> None:
        """Let the platform tell the next happening several times."""
        ...

    def called(self) -> set[str]:
        """Name whom the bot's messages in rooms have pinged, "everyone" for a whole room or community."""
        ...

    def calendar(self) -> Sequence[str]:
        """Give the titles of what the community's own calendar shows; nothing where it has none."""
        ...

    def readers_of(self, marker: str) -> set[str]:
        """Name everybody who could ever read a text, by first name."""
        ...
