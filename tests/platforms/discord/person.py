"""A person at the Discord client: does what the client allows, and sees what the client shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .answers import Answered, ClientRefused
from .components import SELECTS, Kind
from .errors import Json
from .interactions import Interaction, InteractionType, Modal
from .messages import Draft, delete, edit, post, react, set_pinned, unreact
from .options import Typed, typed_autocomplete, typed_command, use_menu
from .pages import find_button, find_select, resolve, submission
from .people import set_interested
from .permissions import Permission
from .places import clear_overwrite, join_thread, set_overwrite, start_thread
from .state import POSTS, Attachment, Channel, ChannelType, Message, MessageType, Overwrite, ScheduledEvent, User

if TYPE_CHECKING:
    from .server import FakeDiscord

P = Permission


class Person:
    """One account with somebody behind it. The same person may be a member of several guilds.

    Whatever the client does not offer raises `ClientRefused`. Methods that reach the app return, as `Answered`,
    how it answered, or that it did not within 3 seconds.
    """

    def __init__(self, server: FakeDiscord, user: User) -> None:
        self.server = server
        self.user = user
        self.modal: Modal | None = None

    def __repr__(self) -> str:
        return f"<Person {self.name}>"

    @property
    def id(self) -> int:
        """The account's identifier."""
        return self.user.id

    @property
    def name(self) -> str:
        """The name that others see."""
        return self.user.global_name or self.user.name

    @property
    def mention(self) -> str:
        """The text that mentions this person."""
        return f"<@{self.user.id}>"

    # Interactions

    async def command(
        self, name: str, options: dict[str, Typed] | None = None, channel: Channel | None = None
    ) -> Answered:
        """Use a slash command such as `pod join` in a channel (in the DM with the bot if none is given)."""
        place = channel or self.dm
        data = typed_command(self, name, options or {}, place)
        return await self._interact(InteractionType.COMMAND, place, data)

    async def completes(
        self, name: str, option: str, text: str, channel: Channel | None = None, options: dict[str, Typed] | None = None
    ) -> list[Json]:
        """Type into an option with autocompletion and get the app's suggestions, each with name and value."""
        place = channel or self.dm
        data = typed_autocomplete(self, name, option, text, options or {}, place)
        answered = await self._interact(InteractionType.AUTOCOMPLETE, place, data)
        return answered.choices

    async def use_on_message(self, message: Message, name: str) -> Answered:
        """Pick an entry of a message's Apps menu."""
        place = self._place_of(message)
        return await self._interact(InteractionType.COMMAND, place, use_menu(self, name, place, message=message))

    async def use_on_person(self, person: Person, name: str, channel: Channel) -> Answered:
        """Pick an entry of a person's Apps menu."""
        return await self._interact(InteractionType.COMMAND, channel, use_menu(self, name, channel, user=person.user))

    async def press(self, message: Message, button: str) -> Answered:
        """Press a button, named by its custom_id or its label."""
        found = find_button(self._seen(message), button)
        data: Json = {"custom_id": found["custom_id"], "component_type": int(Kind.BUTTON), "id": found.get("id")}
        return await self._interact(InteractionType.COMPONENT, self._place_of(message), data, source=message)

    async def select(self, message: Message, select: str, *values: Typed) -> Answered:
        """Pick values from a menu, named by custom_id or placeholder; options go by label or value."""
        found = find_select(self._seen(message), select)
        place = self._place_of(message)
        picked, resolved = resolve(self, found, list(values), place)
        data: Json = {
            "custom_id": found["custom_id"],
            "component_type": found["type"],
            "id": found.get("id"),
            "values": picked,
        }
        if found["type"] in SELECTS - {Kind.STRING_SELECT}:
            data["resolved"] = resolved
        return await self._interact(InteractionType.COMPONENT, place, data, source=message)

    async def submit(self, modal: Modal, values: dict[str, Typed | list[Typed]]) -> Answered:
        """Fill in a modal, fields named by label or custom_id, and send it. It closes, whatever comes."""
        if self.modal is not modal:
            raise ClientRefused("that modal is not open any more")
        parent = modal.interaction
        data = submission(self, modal, values)
        self.modal = None
        source = parent.source
        return await self._interact(InteractionType.MODAL_SUBMIT, parent.channel, data, source=source, parent=parent)

    def dismiss(self) -> None:
        """Close the open modal without sending it."""
        self.modal = None

    async def _interact(
        self,
        kind: InteractionType,
        place: Channel,
        data: Json,
        *,
        source: Message | None = None,
        parent: Interaction | None = None,
    ) -> Answered:
        server = self.server
        opened = server.interactions.open(kind, self.user, place, data, source=source, parent=parent)
        answered = Answered(server, opened)
        await answered.first()
        if answered.modal is not None:
            self.modal = answered.modal
        return answered

    # Writing

    async def says(
        self,
        channel: Channel | None,
        text: str,
        *,
        reply_to: Message | None = None,
        files: dict[str, bytes] | None = None,
    ) -> Message:
        """Write into a channel or thread (None: the DM with the bot), perhaps as a reply, perhaps with files."""
        place = channel or self.dm
        self._need(place, P.SEND_MESSAGES_IN_THREADS if place.is_thread else P.SEND_MESSAGES)
        if place.type in {ChannelType.CATEGORY, *POSTS}:
            raise ClientRefused("nobody can write there")
        if not (text.strip() or files) or len(text) > 2000:
            raise ClientRefused("a message has 1 to 2,000 characters")
        if place.is_thread and place.locked and not self._has(place, P.MANAGE_THREADS):
            raise ClientRefused("the thread is locked")
        kind = MessageType.REPLY if reply_to else MessageType.DEFAULT
        draft = Draft(text, type=kind, reply_to=reply_to, attachments=self._files(files or {}))
        return post(self.server.world, place, self.user, draft)

    async def edits(self, message: Message, text: str) -> None:
        """Change an own message."""
        if message.author is not self.user:
            raise ClientRefused("only one's own messages can be edited")
        self._need_awake(message)
        edit(self.server.world, self._seen(message), {"content": text})

    async def deletes(self, message: Message) -> None:
        """Delete an own message, or another's as a manager of messages."""
        if message.author is not self.user and not self._has(self._place_of(message), P.MANAGE_MESSAGES):
            raise ClientRefused("only one's own messages can be deleted")
        delete(self.server.world, self._seen(message))

    async def reacts(self, message: Message, emoji: str) -> None:
        """React with an emoji."""
        self._need(self._place_of(message), P.READ_MESSAGE_HISTORY)
        self._need_awake(message)
        if emoji not in self._seen(message).reactions:
            self._need(self._place_of(message), P.ADD_REACTIONS)
        react(self.server.world, message, self.user, emoji)

    async def unreacts(self, message: Message, emoji: str) -> None:
        """Take an own reaction back."""
        self._need_awake(message)
        unreact(self.server.world, self._seen(message), self.user, emoji)

    async def pins(self, message: Message) -> None:
        """Pin a message."""
        self._need(self._place_of(message), P.PIN_MESSAGES)
        set_pinned(self.server.world, message, self.user, pinned=True)

    async def starts_thread(
        self, channel: Channel, name: str, *, message: Message | None = None, private: bool = False
    ) -> Channel:
        """Start a thread, on a message or on its own."""
        self._need(channel, P.CREATE_PRIVATE_THREADS if private else P.CREATE_PUBLIC_THREADS)
        kind = ChannelType.PRIVATE_THREAD if private else ChannelType.PUBLIC_THREAD
        return start_thread(self.server.world, channel, self.user, name, kind, {}, message)

    async def posts(self, forum: Channel, title: str, text: str, *, tags: list[str] | None = None) -> Channel:
        """Make a post in a forum, with tags by name."""
        self._need(forum, P.SEND_MESSAGES)
        ids = [int(tag["id"]) for tag in forum.available_tags if tag["name"] in (tags or ())]
        world = self.server.world
        thread = start_thread(world, forum, self.user, title, ChannelType.PUBLIC_THREAD, {"applied_tags": ids})
        post(world, thread, self.user, Draft(text), message_id=thread.id)
        return thread

    async def is_interested(self, event: ScheduledEvent) -> None:
        """Press "Interested" on a scheduled event."""
        set_interested(self.server.world, event, self.user, interested=True)

    # Managing a channel by hand

    async def lets_in(self, other: Person, channel: Channel) -> None:
        """Add somebody to a channel by hand, with an overwrite; to a thread as its member."""
        if channel.is_thread:
            join_thread(self.server.world, channel, other.user)
            return
        self._need(channel, P.MANAGE_ROLES)
        set_overwrite(self.server.world, channel, Overwrite(other.id, 1, P.VIEW_CHANNEL, 0))

    async def puts_out(self, other: Person, channel: Channel) -> None:
        """Take somebody's overwrite from a channel by hand."""
        self._need(channel, P.MANAGE_ROLES)
        clear_overwrite(self.server.world, channel, other.id)

    # Seeing

    @property
    def dm(self) -> Channel:
        """The direct conversation with the bot."""
        return self.server.world.dm_between(self.user, self.server.world.bot)

    def can_see(self, channel: Channel) -> bool:
        """Tell whether the channel shows in this person's list."""
        return self._has(channel, P.VIEW_CHANNEL)

    def sees(self, channel: Channel | None = None) -> list[Message]:
        """List what this person sees in a channel (None: the DM), oldest first, with what only they are shown."""
        place = channel or self.dm
        if not self.can_see(place):
            return []
        history = self._has(place, P.READ_MESSAGE_HISTORY)
        shown = [m for m in place.messages.values() if not m.deleted and m.ephemeral_to in {None, self.id}]
        return [m for m in shown if history or m.ephemeral_to is not None]

    def reads(self, channel: Channel | None = None) -> str:
        """Join the texts of everything this person sees in a channel (None: the DM)."""
        return "\n".join(message.text for message in self.sees(channel))

    def finds(self, text: str, channel: Channel | None = None) -> Message:
        """Find the latest message this person sees with a text or a button's label in it (no channel: anywhere).

        Raises:
            AssertionError: there is none; it tells what is seen instead.
        """
        seen = self.sees(channel) if channel else self.sees_everywhere()
        found = [message for message in seen if text in message.text]
        if not found:
            raise AssertionError(f"{self.name} sees no {text!r}, only {[m.text for m in seen]}")
        return max(found, key=lambda message: message.id)

    def sees_everywhere(self) -> list[Message]:
        """List what this person sees in every guild and in the DM with the bot."""
        guilds = [g for g in self.server.world.guilds.values() if self.id in g.members]
        places = [c for g in guilds for c in g.channels.values()]
        return [m for place in (*places, self.dm) for m in self.sees(place)]

    # What the client checks

    def _has(self, channel: Channel, permission: Permission) -> bool:
        return bool(self.server.world.allowed(channel, self.user) & permission)

    def _need(self, channel: Channel, permission: Permission) -> None:
        if not self._has(channel, P.VIEW_CHANNEL) or not self._has(channel, permission):
            raise ClientRefused(f"{self.name} may not do that in {channel.name or 'the DM'}")

    def _need_awake(self, message: Message) -> None:
        if self._place_of(message).archived:
            raise ClientRefused("the thread is archived, until somebody writes in it")

    def _place_of(self, message: Message) -> Channel:
        return self.server.world.channel(message.channel_id)

    def _seen(self, message: Message) -> Message:
        if message not in self.sees(self._place_of(message)):
            raise ClientRefused(f"{self.name} does not see that message")
        return message

    def file(self, name: str, content: bytes) -> Attachment:
        """Take a file from this person's machine, to give to a command's option or a modal's upload."""
        return Attachment(self.server.world.snowflakes.take(), name, content, "application/octet-stream")

    def _files(self, files: dict[str, bytes]) -> list[Attachment]:
        return [self.file(name, content) for name, content in files.items()]
