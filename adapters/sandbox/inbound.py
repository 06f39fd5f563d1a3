"""What people do in the sandbox, as the core hears it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from adapters.sandbox.people import BOT, Message, Person
from bot.core.forms import FormValues
from bot.core.inbound import (
    ActionPressed,
    CommandUsed,
    CompletionAsked,
    FormSubmitted,
    HomeOpened,
    MemberJoined,
    MemberLeft,
    MemberSeen,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    ReactionAdded,
    ReactionRemoved,
    RolesChanged,
    RoomChanged,
    ShortcutUsed,
)
from bot.core.refs import MemberRef, MessageRef, RoomRef
from bot.core.tokens import Token


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose gesture it is, when and where; every gesture has a key of its own."""

    person: Person
    at: datetime
    room: RoomRef | None = None

    def command(self, name: str, values: Mapping[str, str]) -> CommandUsed:
        """A command was used."""
        return CommandUsed(
            key=_key("command"),
            community=self.person.ref.community,
            at=self.at,
            actor=self.person.ref,
            room=self.room,
            locale=self.person.locale,
            name=name,
            values=values,
        )

    def completion(self, source: str, typed: str) -> CompletionAsked:
        """Suggestions are wanted."""
        return CompletionAsked(
            key=_key("completion"),
            community=self.person.ref.community,
            at=self.at,
            actor=self.person.ref,
            room=self.room,
            locale=self.person.locale,
            source=source,
            typed=typed,
        )

    def press(self, token: Token, value: str, message: MessageRef | None) -> ActionPressed:
        """A button was pressed, or an option of a menu chosen."""
        return ActionPressed(
            key=_key("press"),
            community=self.person.ref.community,
            at=self.at,
            actor=self.person.ref,
            room=self.room,
            locale=self.person.locale,
            token=token,
            value=value,
            message=message,
        )

    def submission(self, token: Token, values: FormValues, message: MessageRef | None) -> FormSubmitted:
        """A form's section was sent."""
        return FormSubmitted(
            key=_key("submit"),
            community=self.person.ref.community,
            at=self.at,
            actor=self.person.ref,
            room=self.room,
            locale=self.person.locale,
            token=token,
            values=values,
            message=message,
        )

    def shortcut(self, name: str, message: Message) -> ShortcutUsed:
        """A shortcut was used on a message."""
        return ShortcutUsed(
            key=_key("shortcut"),
            community=self.person.ref.community,
            at=self.at,
            actor=self.person.ref,
            room=self.room,
            locale=self.person.locale,
            name=name,
            message=message.ref,
            thread=thread_of(message),
            author=MemberRef(self.person.ref.community, message.author),
            text=message.text,
        )

    def home(self) -> HomeOpened:
        """The home page was opened."""
        return HomeOpened(
            key=_key("home"),
            community=self.person.ref.community,
            at=self.at,
            actor=self.person.ref,
            locale=self.person.locale,
        )


def _key(kind: str) -> str:
    return f"{kind}:{secrets.token_hex(12)}"


def thread_of(message: Message) -> MessageRef:
    """Name the thread that a message stands in, or would begin."""
    return MessageRef(message.room, str(message.thread or message.id))


def posted(message: Message, *, direct: bool, names: tuple[str, ...]) -> MessagePosted:
    """A person said something; ``names`` are what the bot is called."""
    said = message.text.casefold()
    return MessagePosted(
        key=f"posted:{message.ref}",
        community=message.room.community,
        at=message.at,
        author=MemberRef(message.room.community, message.author),
        message=message.ref,
        text=message.text,
        thread=MessageRef(message.room, str(message.thread)) if message.thread else None,
        direct=direct,
        mentions_bot=any(f"@{name.casefold()}" in said for name in names),
    )


def edited(message: Message, at: datetime) -> MessageEdited:
    """A message's text changed."""
    key = f"edited:{message.ref}:{at.timestamp()}:{secrets.token_hex(4)}"
    return MessageEdited(key=key, community=message.room.community, at=at, message=message.ref, text=message.text)


def deleted(message: Message, at: datetime) -> MessageDeleted:
    """A message is gone."""
    return MessageDeleted(key=f"deleted:{message.ref}", community=message.room.community, at=at, message=message.ref)


def reacted(person: Person, message: Message, emoji: str, at: datetime) -> ReactionAdded:
    """A person reacted."""
    key = f"reacted:{message.ref}:{person.id}:{secrets.token_hex(8)}"
    return ReactionAdded(
        key=key, community=message.room.community, at=at, actor=person.ref, message=message.ref, emoji=emoji
    )


def unreacted(person: Person, message: Message, emoji: str, at: datetime) -> ReactionRemoved:
    """A person took a reaction back."""
    key = f"unreacted:{message.ref}:{person.id}:{secrets.token_hex(8)}"
    return ReactionRemoved(
        key=key, community=message.room.community, at=at, actor=person.ref, message=message.ref, emoji=emoji
    )


def joined(member: MemberRef, room: RoomRef, by: MemberRef | None, at: datetime) -> MemberJoined:
    """A member came into a room."""
    key = f"joined:{room}:{member.user}:{secrets.token_hex(8)}"
    return MemberJoined(key=key, community=room.community, at=at, member=member, room=room, by=by)


def left(member: MemberRef, room: RoomRef | None, at: datetime) -> MemberLeft:
    """A member is no longer in a room, or in the community."""
    key = f"left:{room or member.community}:{member.user}:{secrets.token_hex(8)}"
    return MemberLeft(key=key, community=member.community, at=at, member=member, room=room)


def seen(person: Person, at: datetime) -> MemberSeen:
    """What the sandbox tells of a person."""
    return MemberSeen(
        key=f"seen:{person.ref}:{secrets.token_hex(8)}",
        community=person.ref.community,
        at=at,
        member=person.ref,
        display_name=person.name,
        locale=person.locale,
        zone=person.zone,
        guest=person.guest,
        bot=person.id == BOT,
    )


def roles_changed(person: Person, at: datetime) -> RolesChanged:
    """A person's groups changed."""
    key = f"roles:{person.ref}:{secrets.token_hex(8)}"
    return RolesChanged(key=key, community=person.ref.community, at=at, holder=person.ref, held=person.roles)


def room_changed(room: RoomRef, at: datetime, *, gone: bool, name: str = "") -> RoomChanged:
    """A room was archived or renamed by a person."""
    key = f"room:{room}:{secrets.token_hex(8)}"
    return RoomChanged(key=key, community=room.community, at=at, room=room, gone=gone, name=name)
