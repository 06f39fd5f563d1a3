"""Which server a direct message is about: Discord's direct messages belong to none.

A card that was sent directly says which server it came from; everything else is about the first of the served
servers that the person is in. Either way Discord is asked whether they are a member there, and its answer counts
for a minute: a person who left is nobody's member, whatever they still have in their messages. Where roles of the
server give roles of the bot's it is asked each time: who was taken out of one must be denied at the next press.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from adapters.discord.failures import UNKNOWN_GUILD
from adapters.discord.places import community
from adapters.discord.rest import ApiRefusal, Call, Rest
from bot.ports.chat import Groups
from bot.ports.clock import Clock

Payload = Mapping[str, Any]

_KEPT_SECONDS: Final = 60.0
_KEPT: Final = 10_000
_NOT_MEMBER: Final = frozenset({10007, 10013, UNKNOWN_GUILD, 50001})


class Homes:
    """Finds and remembers, for a short while, who is a member where."""

    def __init__(self, rest: Rest, clock: Clock, served: Callable[[], Sequence[str]], groups: Groups) -> None:
        self._rest = rest
        self._clock = clock
        self._served = served
        self._groups = groups
        self._known: dict[tuple[str, str], tuple[Payload | None, float]] = {}
        self._whose: dict[str, str] = {}

    async def of(self, user: str, claimed: str = "") -> str | None:
        """Give the server meant; None where the person is in none that is served, or not in the one they claim.

        Raises:
            Failure: Discord could not be asked.
        """
        served = self._served()
        candidates = [claimed] if claimed else served
        for guild in candidates:
            if guild in served and await self._is_member(user, guild):
                return guild
        return None

    async def of_conversation(self, channel: str) -> str | None:
        """Give the server that a direct conversation is about; None as above, and where the bot is not in it.

        Raises:
            Failure: Discord could not be asked.
        """
        if channel not in self._whose:
            try:
                told = await self._rest.call(Call("GET", "/channels/{channel}", {"channel": channel}))
            except ApiRefusal:
                return None
            if len(self._whose) >= _KEPT:
                self._whose.clear()
            self._whose[channel] = next((str(one["id"]) for one in told.get("recipients") or ()), "")
        return await self.of(self._whose[channel]) if self._whose[channel] else None

    def record(self, user: str, guild: str) -> Payload | None:
        """Give what Discord last told of this member; None for one who is none, or of whom it told long ago."""
        member, until = self._known.get((user, guild), (None, 0.0))
        return member if until > self._clock.monotonic() else None

    def seen(self, user: str, guild: str, member: Payload) -> None:
        """Note that Discord itself just showed this person as a member."""
        self._keep(user, guild, member)

    def left(self, user: str, guild: str) -> None:
        """Note that this person has left."""
        self._keep(user, guild, None)

    async def _is_member(self, user: str, guild: str) -> bool:
        member, until = self._known.get((user, guild), (None, 0.0))
        if until > self._clock.monotonic() and not self._groups.get(community(guild)):
            return member is not None
        try:
            call = Call("GET", "/guilds/{guild}/members/{user}", {"guild": guild, "user": user})
            member = await self._rest.call(call)
        except ApiRefusal as refusal:
            if refusal.code not in _NOT_MEMBER:
                raise
            member = None
        self._keep(user, guild, member)
        return member is not None

    def _keep(self, user: str, guild: str, member: Payload | None) -> None:
        if len(self._known) >= _KEPT:
            self._known.clear()
        self._known[user, guild] = (member, self._clock.monotonic() + _KEPT_SECONDS)
