"""What Discord tells of single members when someone asks."""

from collections.abc import Mapping
from typing import Any

from adapters.discord import wording
from adapters.discord.rest import Call, Rest
from bot.core.inbound import MemberSeen
from bot.core.intents import LookUpMember
from bot.ports.chat import Delivery, Receipt
from bot.ports.clock import Clock

Payload = Mapping[str, Any]


class Lookups:
    """Reads members."""

    def __init__(self, rest: Rest, clock: Clock) -> None:
        self._rest = rest
        self._clock = clock

    async def member(self, delivery: Delivery, intent: LookUpMember) -> Receipt:
        """Read what a server tells of a member: the name; language and zone are not told."""
        guild, user = intent.member.community.id, intent.member.user
        member = await self._rest.call(Call("GET", "/guilds/{guild}/members/{user}", {"guild": guild, "user": user}))
        account: Payload = member["user"]
        heard = MemberSeen(
            key=f"heard:{delivery.key}",
            community=intent.member.community,
            at=self._clock.now(),
            member=intent.member,
            display_name=wording.called(account, member),
            bot=bool(account.get("bot")),
        )
        return Receipt(heard=heard)
