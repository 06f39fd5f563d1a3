"""Intents as calls of Slack's Web API."""

from typing import assert_never

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import views
from adapters.slack.apps import PLATFORM, Identity
from adapters.slack.events import member_seen
from adapters.slack.failures import answered
from adapters.slack.names import mark
from adapters.slack.people import People
from adapters.slack.reading import METADATA, Reading
from adapters.slack.render import Renderer, words_of
from adapters.slack.rich import Json
from adapters.slack.rooms import Rooms
from adapters.slack.sight import Sight
from adapters.slack.threads import Threads
from adapters.slack.web import NO_BLOCKS, Web
from bot.core.content import Content
from bot.core.inbound import ThreadRead
from bot.core.intents import (
    Admit,
    CloseRoom,
    Compute,
    Direct,
    Edit,
    Expel,
    LookUpMember,
    OpenRoom,
    Pin,
    Post,
    PublishHome,
    ReadThread,
    Retract,
    ScheduleEvent,
    SendFile,
    StartThread,
)
from bot.core.refs import CommunityRef, MessageRef
from bot.ports.chat import NEVER_SENT, Delivery, Receipt, Rejected, Scope, Unsupported
from bot.ports.clock import Clock


def community_of(delivery: Delivery) -> CommunityRef:
    """Tell in which community an intent is to be carried out; Rejected where its post is not there."""
    match delivery.intent:
        case Post(room=room) | Admit(room=room) | Expel(room=room) | CloseRoom(room=room):
            return room.community
        case Direct(member=who) | LookUpMember(member=who) | SendFile(member=who) | PublishHome(member=who):
            return who.community
        case ReadThread(thread):
            return thread.room.community
        case Edit() | Retract() | Pin() | StartThread():
            return target_of(delivery).room.community
        case OpenRoom(community=community) | ScheduleEvent(community=community) | Compute(community=community):
            return community
        case _:
            assert_never(delivery.intent)


def target_of(delivery: Delivery) -> MessageRef:
    """Read which message an earlier post became."""
    try:
        target = MessageRef.parse(delivery.target)
    except ValueError:
        raise Rejected(NEVER_SENT) from None
    if target.room.community.platform != PLATFORM:
        raise Rejected(NEVER_SENT)
    return target


class Intents:
    """Carries intents out in one workspace."""

    def __init__(
        self,
        client: AsyncWebClient,
        web: Web,
        me: Identity,
        render: Renderer,
        people: People,
        sight: Sight,
        clock: Clock,
    ) -> None:
        self._client = client
        self._web = web
        self._me = me
        self._render = render
        self._people = people
        self._clock = clock
        self._rooms = Rooms(client, me)
        self._threads = Threads(me, people, sight, Reading(client, me))

    async def perform(self, delivery: Delivery) -> Receipt:
        """Carry out one intent; raises a ``Failure`` that says what to do next."""
        match delivery.intent:
            case Post(room, content, thread):
                return await self._post(delivery, room.room, content, thread.message if thread else None)
            case Direct(member, content):
                return await self._post(delivery, await self._web.direct(member.user), content, None)
            case Edit(content=content):
                return await self._edit(delivery, content)
            case Retract():
                return await self._retract(delivery)
            case Pin():
                return await self._pin(delivery)
            case StartThread():
                # In Slack the first reply begins a thread, and it is named by the message it is under.
                return Receipt(made=str(target_of(delivery)))
            case OpenRoom():
                return await self._rooms.open(delivery.intent, delivery.key)
            case Admit():
                return await self._rooms.admit(delivery.intent)
            case Expel():
                return await self._rooms.expel(delivery.intent)
            case CloseRoom():
                return await self._rooms.close(delivery.intent)
            case ReadThread():
                return await self._read(delivery, delivery.intent)
            case LookUpMember(member):
                told = await self._people.look_up(member.user)
                key = f"heard:{delivery.key}"
                return Receipt(heard=member_seen(told, self._me, key=key, at=self._clock.now()))
            case SendFile():
                return await self._send_file(delivery, delivery.intent)
            case PublishHome(member, content):
                await self._web.publish(member.user, views.home(content, self._render.look(delivery.reader)))
                return Receipt()
            case ScheduleEvent() | Compute():
                raise Unsupported(type(delivery.intent).__name__)
            case _:
                assert_never(delivery.intent)

    async def _post(self, delivery: Delivery, channel: str, content: Content, thread: str | None) -> Receipt:
        look = await self._render.look_at(content, delivery.reader, channel)
        more: Json = {"metadata": {"event_type": METADATA, "event_payload": {"key": mark(delivery.key)}}}
        if thread:
            more["thread_ts"] = thread
        try:
            answer = await self._web.post(channel, self._render.message(content, look), **more)
        except Rejected as refused:
            if refused.code not in NO_BLOCKS:
                raise
            answer = await self._web.post(channel, self._render.plain_message(content, look), **more)
        return Receipt(made=str(self._me.message(str(answer["channel"]), str(answer["ts"]))))

    async def _edit(self, delivery: Delivery, content: Content) -> Receipt:
        target = target_of(delivery)
        channel = target.room.room
        look = await self._render.look_at(content, delivery.reader, channel)
        try:
            await self._web.edit(channel, target.message, self._render.message(content, look))
        except Rejected as refused:
            if refused.code not in NO_BLOCKS:
                raise
            await self._web.edit(channel, target.message, self._render.plain_message(content, look))
        return Receipt(made=str(target))

    async def _retract(self, delivery: Delivery) -> Receipt:
        target = target_of(delivery)
        call = self._client.chat_delete(channel=target.room.room, ts=target.message)
        try:
            await answered(call, repeatable=True, scope=Scope.DESTINATION)
        except Rejected as refused:
            if refused.code != "message_not_found":
                raise
        return Receipt()

    async def _pin(self, delivery: Delivery) -> Receipt:
        target = target_of(delivery)
        call = self._client.pins_add(channel=target.room.room, timestamp=target.message)
        try:
            await answered(call, repeatable=True, scope=Scope.COMMUNITY)
        except Rejected as refused:
            if refused.code != "already_pinned":
                raise
        return Receipt()

    async def _read(self, delivery: Delivery, asked: ReadThread) -> Receipt:
        messages = await self._threads.read(asked)
        heard = ThreadRead(
            key=f"heard:{delivery.key}",
            community=self._me.community,
            at=self._clock.now(),
            intent=delivery.key,
            then=delivery.then,
            about=delivery.about,
            messages=messages,
        )
        return Receipt(heard=heard)

    async def _send_file(self, delivery: Delivery, intent: SendFile) -> Receipt:
        """Send a file in Slack's three steps; only the last can be seen, so only it can be in doubt."""
        content = intent.body.encode()
        channel = await self._web.direct(intent.member.user)
        ticket = await answered(
            self._client.files_getUploadURLExternal(filename=intent.name, length=len(content)),
            repeatable=True,
            scope=Scope.COMMUNITY,
        )
        await self._web.upload(str(ticket["upload_url"]), content)
        call = self._client.files_completeUploadExternal(
            files=[{"id": str(ticket["file_id"]), "title": intent.name}],
            channel_id=channel,
            initial_comment=words_of(intent.note, self._render.look(delivery.reader)),
        )
        await answered(call, repeatable=False, scope=Scope.COMMUNITY)
        return Receipt()
