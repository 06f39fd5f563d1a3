"""A stage on which stories are played: people who use the bot through one platform's client, and the bot itself.

A story is written once against these protocols. Gestures name buttons by their label and inputs by their name, and
return when the bot has answered, all that follows from it was delivered, and nothing more is due.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.core.refs import CommunityRef, MemberRef
from tests.support.bot import BotUnderTest
from tests.support.clock import FrozenClock

Filled = Mapping[str, str | Sequence[str]]
"""What is filled in, by input name: a text, an option's value or a person's name, or several."""


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

    async def uses(self, command: str, **values: str) -> None:
        """Use a command, with its parameters by name."""
        ...

    async def presses(self, label: str) -> None:
        """Press the newest button of this label that is in sight."""
        ...

    async def fills(self, values: Filled | None = None) -> None:
        """Fill in the open form's section and send it; errors stay with the form."""
        ...

    async def opens_home(self) -> None:
        """Open the bot's own page."""
        ...

    async def says(self, room: str, text: str) -> None:
        """Say something in a room."""
        ...

    async def adds(self, other: "Actor", room: str) -> None:
        """Add somebody to a room by hand, past the bot."""
        ...

    async def leaves(self, room: str) -> None:
        """Go out of a room by hand."""
        ...

    def reads(self) -> str:
        """Give every word in sight, oldest first: rooms, direct messages, private answers, the open form."""
        ...

    def inputs(self) -> Sequence[str]:
        """Give the names of the open form's inputs; none for no form."""
        ...

    def errors(self) -> Mapping[str, str]:
        """Give what the form, or what was shown in its place, says is wrong, by input name."""
        ...

    def labels(self) -> Sequence[str]:
        """Give the labels of all buttons in sight, newest last."""
        ...

    def rooms(self) -> Sequence[str]:
        """Give the names of the rooms in sight."""
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

    async def person(self, name: str, *, steward: bool = False, locale: str = "en", zone: str = "UTC") -> Actor:
        """Bring a person into the community; the same name gives the same person."""
        ...

    async def settle(self) -> None:
        """Wait until all is delivered and nothing is due."""
        ...

    async def later(self, **by: float) -> None:
        """Let time pass, and all that falls due in it happen."""
        ...

    async def refuses_admissions(self, *, times: int = 1) -> None:
        """Let the platform refuse to let people into closed rooms."""
        ...
