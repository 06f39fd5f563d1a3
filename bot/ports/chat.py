"""A chat platform, as the core sees it: it tells what happens, and carries out what is wanted."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from bot.core.commands import CommandSpec
from bot.core.inbound import ActionPressed, CommandUsed, FormSubmitted, FromPeople, Inbound
from bot.core.intents import Intent
from bot.core.outcome import Outcome
from bot.core.refs import CommunityRef
from bot.core.text import Msg, Translator, t
from bot.ports.health import Finding


@dataclass(frozen=True, slots=True)
class Reader:
    """For whose eyes something is rendered: language tag and IANA zone (empty: unknown, shown as UTC)."""

    locale: str = "en"
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the core answers, and for whom to render it.

    ``later`` is set when the work is sealed but not yet stored: ``outcome`` then says that it is still being
    saved, and ``later`` ends in the truth, to be told in the same place. ``stored`` tells a platform whether it
    may acknowledge an event; an event that is not stored must be left unacknowledged, so that it comes again.
    """

    outcome: Outcome
    reader: Reader = Reader()
    stored: bool = True
    later: "Awaitable[Answer] | None" = None


Words = Callable[[str], Translator]
"""Gives a language's words by its tag; the nearest language that there is, in the end English."""

Deliver = Callable[[Inbound], Awaitable[Answer]]


Groups = Mapping[CommunityRef, frozenset[str]]
"""The platforms' own groups that give a role, by community: who is in which of the others is not told."""


@dataclass(frozen=True, slots=True)
class ShortcutSpec:
    """A shortcut on a message, as the platform's menu shows it."""

    name: str
    label: Msg


@dataclass(frozen=True, slots=True)
class Menus:
    """All that a platform registers with its clients, taken from the features' declarations.

    ``minding`` are the commands and the actions that mind who gets into the room in which they are used.
    """

    commands: tuple[CommandSpec, ...]
    shortcuts: tuple[ShortcutSpec, ...] = ()
    minding: frozenset[str] = frozenset()

    def minds_door(self, gesture: FromPeople) -> bool:
        """Tell whether it matters to what is wanted who gets into the room; a platform tells its ``door`` then."""
        match gesture:
            case CommandUsed(name=name):
                return name in self.minding
            case ActionPressed(token=token) | FormSubmitted(token=token):
                return token.action in self.minding
            case _:
                return False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of an intent: the room or message made (a reference's text), or empty.

    ``heard`` is an inbound that answers the intent (a thread that was read, a member that was looked up).
    """

    made: str = ""
    heard: Inbound | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One intent on its way. ``target`` is the message (reference's text) that a post named by key became."""

    key: str
    intent: Intent
    reader: Reader
    target: str = ""
    attempt: int = 1
    then: str = ""
    about: str = ""


NEVER_SENT: Final = "post_never_sent"
"""The code of a ``Rejected`` where there is nothing to edit, pin, take back or answer under."""


NOT_YOURS_TO_READ: Final = t(
    "You cannot read that conversation yourself, so I do not read it for you. Ask someone who is in it to let you in, "
    "or to do this for you."
)
NOTHING_TO_READ: Final = t(
    "There is nothing that a person wrote, or it was deleted. Choose a message that is still there, and try again."
)


class Scope(StrEnum):
    """How far a refusal to be hurried reaches."""

    DESTINATION = "destination"
    COMMUNITY = "community"
    PLATFORM = "platform"


class Failure(Exception):
    """An intent was not carried out, or it is not known whether it was."""


class Unsupported(Failure):
    """This platform has no such thing; never tried again, told to those whom it concerns."""


class Rejected(Failure):
    """The platform will never do this one. ``code`` is the platform's; ``fix`` says what would help."""

    def __init__(self, code: str, fix: Msg | None = None, *, room_gone: bool = False) -> None:
        super().__init__(code)
        self.code, self.fix, self.room_gone = code, fix, room_gone


class NotReadable(Rejected):
    """What was to be read for somebody is not theirs to read."""

    def __init__(self) -> None:
        super().__init__("not_readable", NOT_YOURS_TO_READ)


class NothingSaid(Rejected):
    """There is nothing to read: nobody said anything there, or it was deleted."""

    def __init__(self) -> None:
        super().__init__("nothing_said", NOTHING_TO_READ)


class Postponed(Failure):
    """Not now: try again after so many seconds. The whole of ``scope`` waits."""

    def __init__(self, seconds: float, scope: Scope = Scope.DESTINATION) -> None:
        super().__init__(f"{seconds} s, {scope}")
        self.seconds, self.scope = seconds, scope


class Unreachable(Failure):
    """Nothing was sent (no connection, or the platform said it did nothing); try again with back-off."""


class Uncertain(Failure):
    """It was sent and no answer came: it may have been done. Look before sending again."""


class Disconnected(Failure):
    """The credentials are refused (401, revoked): nothing more goes to this community until someone mends it."""


class Found(StrEnum):
    """What a look into the platform's own record said of a doubtful intent."""

    DONE = "done"
    NOT_DONE = "not_done"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Settled:
    """The answer to a doubt, with the receipt if it was done."""

    found: Found
    receipt: Receipt = Receipt()


class ChatPort(Protocol):
    """One platform. ``platform`` is its name in references."""

    @property
    def platform(self) -> str:
        """The name in references: ``slack``, ``discord``, ``sandbox``."""
        ...

    @property
    def ready(self) -> bool:
        """Tell whether it is connected and listening."""
        ...

    def communities(self) -> tuple[CommunityRef, ...]:
        """Give the communities that it serves at this moment."""
        ...

    async def run(self, menus: Menus, deliver: Deliver) -> None:
        """Listen until cancelled; every happening is given to ``deliver``, and its answer shown."""
        ...

    async def perform(self, delivery: Delivery) -> Receipt:
        """Carry out one intent; raises a ``Failure`` that says what to do next."""
        ...

    async def settle(self, delivery: Delivery) -> Settled:
        """Look whether a doubtful intent was carried out, by its key."""
        ...

    async def examine(self) -> Sequence[Finding]:
        """Look whether it is set up, can be reached and may do what it needs; for ``doctor``, beside a running bot."""
        ...
