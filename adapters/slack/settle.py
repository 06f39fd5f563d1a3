"""Whether a doubtful intent was carried out, by what Slack itself has kept."""

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.apps import Identity
from adapters.slack.names import mark
from adapters.slack.reading import Reading
from adapters.slack.rooms import Rooms
from adapters.slack.web import Web
from bot.core.intents import Direct, OpenRoom, Post, SendFile
from bot.ports.chat import Delivery, Found, Receipt, Rejected, Settled
from bot.ports.clock import Clock


class Settling:
    """Looks into one workspace."""

    def __init__(self, client: AsyncWebClient, web: Web, me: Identity, clock: Clock) -> None:
        self._web = web
        self._me = me
        self._clock = clock
        self._reading = Reading(client, me)
        self._rooms = Rooms(client, me)

    async def settle(self, delivery: Delivery) -> Settled:
        """Look for what an intent would have left behind; what can be done twice without harm was never done."""
        try:
            return await self._settle(delivery)
        except Rejected as refused:
            # Where nothing can be read any more nothing can be posted either: trying tells the person why.
            return Settled(Found.NOT_DONE if refused.room_gone else Found.UNKNOWN)

    async def _settle(self, delivery: Delivery) -> Settled:
        match delivery.intent:
            case Post(room, _, thread):
                return await self._posted(room.room, thread.message if thread else "", delivery.key)
            case Direct(member):
                return await self._posted(await self._web.direct(member.user), "", delivery.key)
            case OpenRoom():
                return await self._rooms.find(delivery.intent, delivery.key)
            case SendFile(member=member, name=name):
                # A file carries no mark; one of the same name may be this one or an earlier one.
                channel = await self._web.direct(member.user)
                there = await self._reading.has_file(channel, name, self._clock.now())
                return Settled(Found.UNKNOWN if there else Found.NOT_DONE)
            case _:
                return Settled(Found.NOT_DONE)

    async def _posted(self, channel: str, thread: str, key: str) -> Settled:
        found, ts = await self._reading.find_own(channel, thread, mark(key), self._clock.now())
        if found is not Found.DONE:
            return Settled(found)
        return Settled(found, Receipt(made=str(self._me.message(channel, ts))))
