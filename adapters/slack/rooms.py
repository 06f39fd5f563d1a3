"""Closed rooms: made, filled, emptied, closed."""

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import limits
from adapters.slack.apps import Identity
from adapters.slack.failures import answered
from adapters.slack.names import candidates
from bot.core.intents import Admit, CloseRoom, Expel, OpenRoom
from bot.core.safety import clean, shorten
from bot.ports.chat import Failure, Found, Receipt, Rejected, Scope, Settled

log = structlog.get_logger()


class Rooms:
    """Private channels of one workspace."""

    def __init__(self, client: AsyncWebClient, me: Identity) -> None:
        self._client = client
        self._me = me

    async def open(self, intent: OpenRoom, key: str) -> Receipt:
        """Make a private channel under the first of the possible names that is free."""
        taken = Rejected("name_taken")
        for name in candidates(intent.name, key):
            try:
                call = self._client.conversations_create(name=name, is_private=True)
                answer = await answered(call, repeatable=False, scope=Scope.COMMUNITY)
            except Rejected as refused:
                if refused.code != "name_taken":
                    raise
                taken = refused
                continue
            channel = str(answer["channel"]["id"])
            await self._describe(channel, _purpose(intent))
            return Receipt(made=str(self._me.room(channel)))
        raise taken

    async def _describe(self, channel: str, purpose: str) -> None:
        if not purpose:
            return
        try:
            call = self._client.conversations_setPurpose(channel=channel, purpose=purpose)
            await answered(call, repeatable=True, scope=Scope.COMMUNITY)
        except Failure as failure:
            # The room is there: failing now would make a second one.
            log.warning("slack_room_not_described", failure=type(failure).__name__, why=str(failure))

    async def find(self, intent: OpenRoom, key: str) -> Settled:
        """Look for the room that a doubtful intent may have made.

        A name with the key's suffix is its own. A room of the wished name is taken for it while nobody but the
        bot is in it: whoever was to be admitted was waiting for this very room.
        """
        names = candidates(intent.name, key)
        cursor, fitting = "", ""
        while True:
            call = self._client.users_conversations(
                types="private_channel", exclude_archived=True, limit=200, cursor=cursor
            )
            page = await answered(call, repeatable=True, scope=Scope.COMMUNITY)
            for channel in page.get("channels") or []:
                if channel.get("creator") != self._me.user or channel.get("name") not in names:
                    continue
                if channel["name"] != names[0] or await self._is_new(channel, _purpose(intent)):
                    fitting = str(channel["id"])
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                break
        if not fitting:
            return Settled(Found.NOT_DONE)
        # The answer that was lost is the one after which it would have been described.
        await self._describe(fitting, _purpose(intent))
        return Settled(Found.DONE, Receipt(made=str(self._me.room(fitting))))

    async def _is_new(self, channel: dict[str, object], purpose: str) -> bool:
        described = channel.get("purpose")
        told = described.get("value") if isinstance(described, dict) else ""
        if told not in ("", purpose):
            return False
        call = self._client.conversations_members(channel=str(channel["id"]), limit=10)
        answer = await answered(call, repeatable=True, scope=Scope.COMMUNITY)
        return answer.get("members") == [self._me.user]

    async def admit(self, intent: Admit) -> Receipt:
        """Add a member; one who is there already is no failure."""
        if intent.member.user == self._me.user:
            return Receipt()
        call = self._client.conversations_invite(channel=intent.room.room, users=[intent.member.user])
        try:
            await answered(call, repeatable=True, scope=Scope.COMMUNITY)
        except Rejected as refused:
            if refused.code != "already_in_channel":
                raise
        return Receipt()

    async def expel(self, intent: Expel) -> Receipt:
        """Remove a member; one who is not there is no failure."""
        call = self._client.conversations_kick(channel=intent.room.room, user=intent.member.user)
        try:
            await answered(call, repeatable=True, scope=Scope.COMMUNITY)
        except Rejected as refused:
            # Of a kick Slack says this about the member, not about the bot.
            if refused.code != "not_in_channel":
                raise
        return Receipt()

    async def close(self, intent: CloseRoom) -> Receipt:
        """Archive a channel; an archived one is no failure."""
        call = self._client.conversations_archive(channel=intent.room.room)
        try:
            await answered(call, repeatable=True, scope=Scope.COMMUNITY)
        except Rejected as refused:
            if refused.code != "already_archived":
                raise
        return Receipt()


def _purpose(intent: OpenRoom) -> str:
    return shorten(clean(intent.purpose), limits.PURPOSE)
