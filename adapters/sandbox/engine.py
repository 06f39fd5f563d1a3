"""The sandbox as a test or a page drives it: people by name, gestures by what is written on the button.

``await sandbox.uses("amina", "/pod join", "NQPS")``, ``await sandbox.presses("joao", "Approve")``,
``sandbox.sees("amina")``.
"""

from dataclasses import replace

from adapters.sandbox.acting import Acting, FormRefused, Given
from adapters.sandbox.happenings import NotAllowed
from adapters.sandbox.people import Message, NoSuch, Person, RoomKind
from adapters.sandbox.sight import SeenForm, SeenMessage, Sight
from adapters.sandbox.stage import On
from adapters.sandbox.world import Which, Who
from bot.core.refs import MessageRef

__all__ = [
    "FormRefused",
    "Given",
    "NoSuch",
    "NotAllowed",
    "On",
    "Person",
    "Sandbox",
    "SeenForm",
    "SeenMessage",
    "Sight",
    "Which",
    "Who",
]


class Sandbox(Acting):
    """A platform of our own, with all that people do in its rooms; each returns when the core has heard of it."""

    async def says(self, who: Who, room: Which | None, text: str, *, thread: On | None = None) -> MessageRef:
        """Say something in a room (None: to the bot alone), or in the thread that a message began."""
        person = self.person(who)
        where = self._room(person, room)
        first: Message | None = None if thread is None else self._message(person, thread)
        message = self.happenings.post(person, where, text, (first.thread or first.id) if first else 0)
        await self.connection.tell()
        return message.ref

    async def edits(self, who: Who, message: On, text: str) -> None:
        """Change one's own words."""
        person = self.person(who)
        self.happenings.edit(person, self._message(person, message), text)
        await self.connection.tell()

    async def deletes(self, who: Who, message: On) -> None:
        """Take one's own words back."""
        person = self.person(who)
        self.happenings.delete(person, self._message(person, message))
        await self.connection.tell()

    async def reacts(self, who: Who, message: On, emoji: str) -> None:
        """React; the same reaction again takes it back."""
        person = self.person(who)
        self.happenings.react(person, self._message(person, message), emoji)
        await self.connection.tell()

    async def joins(self, who: Who, room: Which) -> None:
        """Come into a room by oneself, which only an open one allows."""
        person = self.person(who)
        self.happenings.enter(person.ref, self.world.room_for(person, room).ref, None)
        await self.connection.tell()

    async def adds(self, by: Who, who: Who, room: Which) -> None:
        """Add another to a room by hand, past the bot; the one who adds must be able to read it."""
        adding = self.person(by)
        where = self.world.room_for(adding, room)
        if where.kind is RoomKind.DIRECT:
            raise NotAllowed("nobody can be added to a direct conversation")
        self.happenings.enter(self.person(who).ref, where.ref, adding.ref)
        await self.connection.tell()

    async def leaves(self, who: Who, room: Which | None = None) -> None:
        """Go out of a room, or (None) out of the community."""
        person = self.person(who)
        if room is None:
            self.happenings.leave_community(person)
        else:
            self.happenings.leave(person.ref, self.world.room_for(person, room).ref)
        await self.connection.tell()

    def closes_dms(self, who: Who, *, closed: bool = True) -> None:
        """Take no direct messages from the bot, or take them again."""
        self.world.store.put_person(replace(self.person(who), dms_open=not closed))
        self.world.changes.note()

    async def archives(self, who: Who, room: Which) -> None:
        """Archive a room by hand, past the bot."""
        self.happenings.change_room(self.world.room_for(self.person(who), room), archived=True)
        await self.connection.tell()

    async def renames(self, who: Who, room: Which, name: str) -> None:
        """Rename a room by hand."""
        self.happenings.change_room(self.world.room_for(self.person(who), room), name=name)
        await self.connection.tell()
