"""Messages that leave: posted, sent directly, edited, taken back, pinned, with a thread, with a file."""

import re
from collections.abc import Mapping
from typing import Any, Final

import structlog

from adapters.discord import failures, keys, limits, places, render
from adapters.discord.components import Json
from adapters.discord.rest import ApiRefusal, Call, File, Rest
from adapters.discord.spans import Ink
from bot.core.content import Content
from bot.core.intents import Direct, Edit, Pin, Post, Retract, SendFile, StartThread
from bot.core.refs import MemberRef, MessageRef
from bot.core.safety import clean, shorten
from bot.ports.chat import NEVER_SENT, Delivery, Found, Receipt, Rejected, Settled, Words

MESSAGES: Final = "/channels/{channel}/messages"
MESSAGE: Final = MESSAGES + "/{message}"
_INVALID_BODY: Final = 50035
_LOOK_PAGES: Final = 3
_WEEK_MINUTES: Final = 10080
_DMS_KEPT: Final = 10_000

log = structlog.get_logger()


class Posts:
    """Sends and changes messages. Direct conversations that were opened are remembered."""

    def __init__(self, rest: Rest, words: Words) -> None:
        self._rest = rest
        self._words = words
        self._dms: dict[str, str] = {}

    async def post(self, delivery: Delivery, intent: Post) -> Receipt:
        """Post in a room or thread; a thread that nobody started yet is started under its message."""
        guild, room = intent.room.community.id, intent.room.room
        body = self._new(delivery, intent.content, home=guild)
        if intent.thread is None:
            made = await self._send(room, body, delivery, intent.content)
            return _receipt(places.message(guild, room, made))
        thread = places.thread_of(intent.thread)
        try:
            made = await self._send(thread, body, delivery, intent.content)
        except ApiRefusal as refusal:
            if refusal.code != failures.UNKNOWN_CHANNEL:
                raise
            await self._start_thread(intent.thread, self._ink(delivery).plain(intent.content.summary, 60))
            made = await self._send(thread, body, delivery, intent.content)
        return _receipt(places.message(guild, thread, made, parent=room))

    async def direct(self, delivery: Delivery, intent: Direct) -> Receipt:
        """Send a direct message; Rejected("dm_closed") where they take none."""
        home = intent.member.community.id
        channel = await self.dm(intent.member)
        made = await self._send(channel, self._new(delivery, intent.content, home=home), delivery, intent.content)
        return _receipt(places.message(home, channel, made))

    async def send_file(self, delivery: Delivery, intent: SendFile) -> Receipt:
        """Send a file in a direct message, with its note."""
        home = intent.member.community.id
        channel = await self.dm(intent.member)
        file = File(file_name(intent.name), intent.media_type, intent.body.encode())
        body = self._new(delivery, intent.note, home=home, files=(file.name,))
        made = await self._send(channel, body, delivery, intent.note, (file,))
        return _receipt(places.message(home, channel, made))

    async def edit(self, delivery: Delivery, intent: Edit) -> Receipt:
        """Make an earlier message look like this."""
        target = _target(delivery)
        channel, message = places.where(target)
        page = self._page(delivery, keys.mark(intent.post), target.room.community.id)
        call = Call("PATCH", MESSAGE, {"channel": channel, "message": message}, render.message(intent.content, page))
        try:
            await self._awake(call, channel)
        except ApiRefusal as refusal:
            if refusal.code != _INVALID_BODY:
                raise
            log.warning("content_refused", intent="Edit", why=str(refusal))
            plain = render.fallback(intent.content, page, private=False)
            await self._rest.call(Call("PATCH", MESSAGE, call.parts, plain))
        return _receipt(target)

    async def retract(self, delivery: Delivery, _: Retract) -> Receipt:
        """Take an earlier message back; one that is gone already is taken back."""
        channel, message = places.where(_target(delivery))
        try:
            await self._awake(Call("DELETE", MESSAGE, {"channel": channel, "message": message}), channel)
        except ApiRefusal as refusal:
            if refusal.code not in {failures.UNKNOWN_MESSAGE, failures.UNKNOWN_CHANNEL}:
                raise
        return Receipt()

    async def pin(self, delivery: Delivery, _: Pin) -> Receipt:
        """Pin an earlier message; pinning twice is pinning once."""
        channel, message = places.where(_target(delivery))
        path = "/channels/{channel}/messages/pins/{message}"
        await self._awake(Call("PUT", path, {"channel": channel, "message": message}), channel)
        return Receipt()

    async def start_thread(self, delivery: Delivery, intent: StartThread) -> Receipt:
        """Begin a thread under an earlier message; it is named by that message from then on."""
        target = _target(delivery)
        await self._start_thread(target, intent.name)
        return _receipt(target)

    async def find(self, delivery: Delivery, intent: Post | Direct | SendFile) -> Settled:
        """Look in our own recent messages for one that was made for this key."""
        if isinstance(intent, Post):
            guild, room = intent.room.community.id, intent.room.room
            channel = places.thread_of(intent.thread) if intent.thread else room
            parent = room if intent.thread else ""
        else:
            guild, parent = intent.member.community.id, ""
            channel = await self.dm(intent.member)
        before = ""
        for _ in range(_LOOK_PAGES):
            page = await self._recent(channel, before)
            for message in page:
                if keys.carries(message, delivery.key):
                    return Settled(Found.DONE, _receipt(places.message(guild, channel, str(message["id"]), parent)))
            if len(page) < limits.PAGE:
                return Settled(Found.NOT_DONE)
            before = str(page[-1]["id"])
        return Settled(Found.UNKNOWN)

    async def dm(self, member: MemberRef) -> str:
        """Open the direct conversation with a member and give its channel."""
        if not member.user.isdigit():
            raise Rejected("not_a_member", failures.NOT_A_MEMBER)
        channel = self._dms.get(member.user)
        if channel is None:
            opened = await self._rest.call(Call("POST", "/users/@me/channels", {}, {"recipient_id": member.user}))
            channel = str(opened["id"])
            if len(self._dms) >= _DMS_KEPT:
                self._dms.clear()
            self._dms[member.user] = channel
        return channel

    async def _recent(self, channel: str, before: str) -> list[Mapping[str, Any]]:
        query = {"limit": str(limits.PAGE)} | ({"before": before} if before else {})
        found = await self._rest.call(Call("GET", MESSAGES, {"channel": channel}, query=query))
        return list(found or ())

    async def _send(
        self, channel: str, body: Json, delivery: Delivery, content: Content, files: tuple[File, ...] = ()
    ) -> str:
        parts = {"channel": channel}
        try:
            made = await self._rest.call(Call("POST", MESSAGES, parts, body, files=files))
        except ApiRefusal as refusal:
            if refusal.code != _INVALID_BODY:
                raise
            # Better the plain words now than nothing: what was wrong with the rest is in the log.
            log.warning("content_refused", intent=type(delivery.intent).__name__, why=str(refusal))
            page = self._page(delivery, keys.mark(delivery.key), files=tuple(file.name for file in files))
            plain = render.fallback(content, page, private=False) | _nonce(delivery)
            made = await self._rest.call(Call("POST", MESSAGES, parts, plain, files=files))
        return str(made["id"])

    async def _start_thread(self, ref: MessageRef, name: str) -> None:
        channel, message = places.where(ref)
        body = {"name": thread_name(name), "auto_archive_duration": _WEEK_MINUTES}
        try:
            await self._rest.call(Call("POST", MESSAGE + "/threads", {"channel": channel, "message": message}, body))
        except ApiRefusal as refusal:
            if refusal.code != failures.ALREADY_A_THREAD:
                raise

    async def _awake(self, call: Call, channel: str) -> None:
        """Make a call on a message; a thread that fell asleep is woken first."""
        try:
            await self._rest.call(call)
        except ApiRefusal as refusal:
            if refusal.code != failures.THREAD_ARCHIVED:
                raise
            await self._rest.call(Call("PATCH", "/channels/{channel}", {"channel": channel}, {"archived": False}))
            await self._rest.call(call)

    def _new(self, delivery: Delivery, content: Content, *, home: str = "", files: tuple[str, ...] = ()) -> Json:
        page = self._page(delivery, keys.mark(delivery.key), home, files)
        return render.message(content, page) | _nonce(delivery)

    def _page(self, delivery: Delivery, mark: int, home: str = "", files: tuple[str, ...] = ()) -> render.Page:
        reader = delivery.reader
        return render.Page(self._words(reader.locale), reader, home, guild=home, mark=mark, files=files)

    def _ink(self, delivery: Delivery) -> Ink:
        return Ink(self._words(delivery.reader.locale), delivery.reader)


def _nonce(delivery: Delivery) -> Json:
    return {"nonce": keys.nonce(delivery.key), "enforce_nonce": True}


def _target(delivery: Delivery) -> MessageRef:
    try:
        return MessageRef.parse(delivery.target)
    except ValueError:
        raise Rejected(NEVER_SENT) from None


def _receipt(ref: MessageRef) -> Receipt:
    return Receipt(made=str(ref))


def thread_name(name: str) -> str:
    """Make a thread's name: one line, of at most 100 characters, never empty."""
    return shorten(" ".join(clean(name).split()), limits.THREAD_NAME) or "…"


def file_name(name: str) -> str:
    """Make a file's name of the characters that Discord leaves as they are."""
    return re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("._")[-100:] or "file"
