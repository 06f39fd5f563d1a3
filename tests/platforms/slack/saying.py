"""What a person says, and where they come and go."""

from __future__ import annotations

from typing import Any

from . import conversations, membership, messages, reactions
from .errors import ClientRefused
from .hand import Hand, typed
from .state import Channel, Json, Message


class Saying(Hand):
    """Messages, reactions, membership."""

    def says(
        self,
        channel: Channel | str | None,
        text: str,
        thread: Message | str | None = None,
        *,
        literally: bool = False,
        **extra: Any,
    ) -> Message:
        """Post a message, into a thread if one is named; `extra` goes into the event (e.g. `files=[…]`).

        The event leaves in its turn: wait with `slack.deliveries.settled()`.
        """
        room = self.joined(channel)
        content: Json = {"text": typed(text, literally=literally)}
        if thread is not None:
            content["thread_ts"] = thread.thread_ts or thread.ts if isinstance(thread, Message) else thread
        client_id = {"client_msg_id": self.server.ids.uuid(), **extra}
        return messages.post(self.server, self.workspace, room, self.id, content, extra=client_id)

    def edits(self, message: Message, text: str) -> None:
        """Rewrite one's own message."""
        self._own(message)
        messages.rewrite(self.server, self.workspace, message, {"text": typed(text)})

    def deletes(self, message: Message) -> None:
        """Delete one's own message, or as an admin anybody's."""
        if not self.user.is_admin:
            self._own(message)
        messages.remove(self.server, self.workspace, message)

    def _own(self, message: Message) -> None:
        if message.user != self.id or message.deleted:
            raise ClientRefused(f"{self.user.name} cannot change this message")
        self._open(message)

    def _open(self, message: Message) -> None:
        if message.channel.archived:
            raise ClientRefused(f"{message.channel.name} is archived")

    def reacts(self, message: Message, name: str) -> None:
        """Add a reaction, e.g. `eyes`."""
        if not self.can_read(message) or message.ephemeral_to:
            raise ClientRefused(f"{self.user.name} cannot react to this message")
        self._open(message)
        if self.id not in message.reactions.get(name, []):
            reactions.react(self.server, self.workspace, message, self.id, name)

    def unreacts(self, message: Message, name: str) -> None:
        """Take one's own reaction away."""
        if self.id not in message.reactions.get(name, []):
            raise ClientRefused(f"{self.user.name} did not react with {name}")
        self._open(message)
        reactions.unreact(self.server, self.workspace, message, self.id, name)

    def joins(self, channel: Channel | str) -> None:
        """Join a public channel."""
        room = self.place(channel)
        if room.kind != "public" or room.archived or self.user.guest:
            raise ClientRefused(f"{self.user.name} cannot join {room.name}")
        membership.enter(self.server, self.workspace, room, self.id)

    def leaves(self, channel: Channel | str) -> None:
        """Leave a channel."""
        membership.depart(self.server, self.workspace, self.joined(channel), self.id)

    def adds(self, other: Hand, channel: Channel | str) -> None:
        """Bring somebody else into a channel by hand."""
        membership.enter(self.server, self.workspace, self.joined(channel), other.id, self.id)

    def removes(self, other: Hand, channel: Channel | str) -> None:
        """Put somebody else out of a channel by hand."""
        membership.depart(self.server, self.workspace, self.joined(channel), other.id, self.id)

    def creates(self, name: str, *, private: bool = False) -> Channel:
        """Make a channel, without the app."""
        kind = "private" if private else "public"
        return conversations.new_channel(self.server, self.workspace, name, kind, self.id)

    def archives(self, channel: Channel | str) -> None:
        """Archive a channel by hand."""
        room = self.joined(channel)
        conversations.set_archived(self.server, self.workspace, room, self.id, archived=True)

    def unarchives(self, channel: Channel | str) -> None:
        """Bring an archived channel back by hand."""
        room = self.place(channel)
        conversations.set_archived(self.server, self.workspace, room, self.id, archived=False)

    def renames(self, channel: Channel | str, name: str) -> None:
        """Rename a channel by hand."""
        conversations.set_name(self.server, self.workspace, self.joined(channel), name)
