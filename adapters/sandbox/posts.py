"""What a person does on the page, as gestures in the sandbox; each gives where they are afterwards."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from starlette.exceptions import HTTPException

from adapters.sandbox.answers import Where
from adapters.sandbox.engine import Sandbox
from adapters.sandbox.happenings import NotAllowed
from adapters.sandbox.people import Message, NoSuch, Person, Room, RoomKind
from adapters.sandbox.sent import Sent
from adapters.sandbox.spot import Spot
from bot.core.errors import BadToken
from bot.core.refs import RoomRef
from bot.core.tokens import Token


@dataclass(frozen=True, slots=True)
class Posts:
    """Carries out what was posted by one person."""

    sandbox: Sandbox
    person: Person
    sent: Sent

    async def run(self, name: str) -> Spot:
        """Do what was asked; 404 for what is not there for them, 403 for what they may not, 400 for nonsense."""
        act = _ACTS.get(name)
        if act is None:
            raise HTTPException(404)
        try:
            return await act(self)
        except NoSuch as wrong:
            raise HTTPException(404) from wrong
        except NotAllowed as wrong:
            raise HTTPException(403) from wrong
        except (BadToken, ValueError) as wrong:
            raise HTTPException(400) from wrong

    async def say(self) -> Spot:
        """Say something; a line that begins with a slash, or a filled palette, is a command."""
        text = self.sent.one("text")
        if self.sent.one("command") or text.lstrip().startswith("/"):
            return await self.command()
        room = self._room()
        thread = self.sent.number("thread")
        if thread:
            first = self.sandbox.world.message_for(self.person, room, str(thread))
            if first.only_for:
                raise NotAllowed("a private answer has no thread")
            thread = first.thread or first.id
        self.sandbox.happenings.post(self.person, room, text, thread)
        self.sandbox.connection.tell_soon()
        return self.sent.spot

    async def command(self) -> Spot:
        """Use a command, typed or from the palette."""
        room = self._room()
        name = self.sent.one("command") or self.sent.one("name")
        if name:
            values = {key: given[0] for key, given in self.sent.values().items() if given and given[0]}
            where = await self.sandbox.gestures.use(self.person, name, values, room.ref, wait=False)
        else:
            line = self.sent.one("text").strip()
            where = await self.sandbox.gestures.type_command(self.person, line, room.ref, wait=False)
        return self._after(where)

    async def press(self) -> Spot:
        """Press a button or choose from a menu."""
        token, value = Token.parse(self.sent.one("token")), self.sent.one("value")
        home = self.sent.one("on") == "home"
        message = None if home else self._on()
        where = await self.sandbox.gestures.press(self.person, token, value, message, home=home, wait=False)
        return self._after(where)

    async def submit(self) -> Spot:
        """Send the open form's section; only what it asks for is taken."""
        form = self.sandbox.world.messages.form(self.person.ref)
        if form is None or form.sheet.token != self.sent.one("token"):
            return self.sent.spot
        several = [asked.name for asked in form.sheet.inputs if asked.several]
        values = self.sent.filled(several, [asked.name for asked in form.sheet.inputs])
        token = Token.parse(form.sheet.token)
        return self._after(await self.sandbox.gestures.submit(self.person, token, values, wait=False))

    async def close_form(self) -> Spot:
        """Put the open form away; what was saved of it stays with the bot."""
        self.sandbox.closes_form(self.person.ref)
        return self.sent.spot

    async def shortcut(self) -> Spot:
        """Use a shortcut on a message."""
        return self._after(
            await self.sandbox.gestures.shortcut(self.person, self.sent.one("name"), self._on(), wait=False)
        )

    async def react(self) -> Spot:
        """React, or take it back."""
        self.sandbox.happenings.react(self.person, self._on(), self.sent.one("emoji"))
        self.sandbox.connection.tell_soon()
        return self.sent.spot

    async def edit(self) -> Spot:
        """Change one's own words."""
        self.sandbox.happenings.edit(self.person, self._on(), self.sent.one("text"))
        self.sandbox.connection.tell_soon()
        return replace(self.sent.spot, edit=0)

    async def delete(self) -> Spot:
        """Take one's own words back."""
        self.sandbox.happenings.delete(self.person, self._on())
        self.sandbox.connection.tell_soon()
        return self.sent.spot

    async def dismiss(self) -> Spot:
        """Put a private answer away."""
        message = self._on()
        if message.only_for != self.person.id:
            raise NotAllowed("only a private answer can be dismissed")
        self.sandbox.world.messages.drop(message.id)
        self.sandbox.world.changes.note()
        return self.sent.spot

    async def leave(self) -> Spot:
        """Go out of a closed room."""
        room = self._room()
        if room.kind is not RoomKind.CLOSED:
            raise NotAllowed("only a closed room can be left")
        self.sandbox.happenings.leave(self.person.ref, room.ref)
        self.sandbox.connection.tell_soon()
        return Spot()

    async def dms(self) -> Spot:
        """Take no direct messages from the bot, or take them again."""
        self.sandbox.closes_dms(self.person.ref, closed=self.person.dms_open)
        return self.sent.spot

    def _room(self) -> Room:
        spot = self.sent.spot
        if spot.kind == "room":
            return self.sandbox.world.room_for(self.person, RoomRef(self.person.ref.community, spot.room))
        return self.sandbox.world.direct(self.person)

    def _on(self) -> Message:
        return self.sandbox.world.message_for(self.person, self._room(), str(self.sent.number("on")))

    def _after(self, where: Where) -> Spot:
        """Stay here; from the home page go to where the answer stands."""
        spot = self.sent.spot
        return Spot(journal=spot.journal) if spot.kind == "home" and where.reply else spot


_ACTS: Final[Mapping[str, Callable[[Posts], Awaitable[Spot]]]] = {
    "say": Posts.say,
    "command": Posts.command,
    "press": Posts.press,
    "submit": Posts.submit,
    "close-form": Posts.close_form,
    "shortcut": Posts.shortcut,
    "react": Posts.react,
    "edit": Posts.edit,
    "delete": Posts.delete,
    "dismiss": Posts.dismiss,
    "leave": Posts.leave,
    "dms": Posts.dms,
}
