"""The user groups that give roles: who is in each is told whole, at the start and whenever Slack says it changed.

Slack says so a few times only. What nobody heard, as the bot was out of reach, is made good by telling all from time to
time: who was taken out of a group must not keep its role until the next start.
"""

import asyncio
import secrets
from typing import Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.apps import Identity
from adapters.slack.failures import answered
from bot.core.inbound import GroupListed
from bot.ports.chat import Deliver, Failure, Postponed, Rejected, Scope
from bot.ports.clock import Clock

TROUBLE_SECONDS: Final = 30.0
AGAIN_SECONDS: Final = 3600.0
GONE: Final = "no_such_subteam"
EVENTS: Final = frozenset({"subteam_members_changed", "subteam_updated"})

log = structlog.get_logger()


class Groups:
    """The groups of one workspace that give a role there, by Slack's ids."""

    def __init__(
        self, client: AsyncWebClient, me: Identity, groups: frozenset[str], deliver: Deliver, clock: Clock
    ) -> None:
        self._client = client
        self._me = me
        self._groups = groups
        self._deliver = deliver
        self._clock = clock
        # One after the other: what was asked first must not be told last.
        self._asking = asyncio.Lock()

    async def tell_all(self) -> None:
        """Tell who is in each, again and again until cancelled, however long Slack or the store is away."""
        while self._groups:
            for group in sorted(self._groups):
                while (wait := await self.tell(group)) is not None:  # noqa: ASYNC110 - Slack and the store tell nobody that they are back.
                    await asyncio.sleep(wait)
            await asyncio.sleep(AGAIN_SECONDS)

    async def tell(self, group: str) -> float | None:
        """Tell who is in a group; gives after how many seconds to try again, or None once it is told."""
        if group not in self._groups:
            return None
        async with self._asking:
            try:
                call = self._client.usergroups_users_list(usergroup=group)
                users = (await answered(call, repeatable=True, scope=Scope.COMMUNITY)).get("users") or []
            except Rejected as refused:
                if refused.code != GONE:
                    # Slack will say the same again until somebody mends it; `doctor` says what to do.
                    log.error("slack_group_not_told", team=self._me.community.id, why=refused.code)  # noqa: TRY400 - no words
                    return None
                users = []
            except Failure as failure:
                log.warning("slack_group_put_off", team=self._me.community.id, failure=type(failure).__name__)
                return failure.seconds if isinstance(failure, Postponed) else TROUBLE_SECONDS
            listed = GroupListed(
                # Each asking is one of its own: it tells how it is by then.
                key=f"group:{group}:{secrets.token_hex(8)}",
                community=self._me.community,
                at=self._clock.now(),
                group=group,
                holders=frozenset(self._me.member(user) for user in users),
            )
            return None if (await self._deliver(listed)).stored else TROUBLE_SECONDS
