"""What a person does that waits for an answer: commands, presses, forms, shortcuts, completion, the home page."""

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import replace

import structlog

from adapters.sandbox import permalinks
from adapters.sandbox.answers import Answers, Where
from adapters.sandbox.connection import Connection, NotConnected
from adapters.sandbox.inbound import Hand
from adapters.sandbox.people import Message, NoSuch, Person, RoomKind
from adapters.sandbox.render import Renderer
from adapters.sandbox.tree import Picked
from adapters.sandbox.world import World
from bot.core.commands import Takes, chosen, read_command
from bot.core.content import content
from bot.core.forms import FormValues
from bot.core.inbound import FromPeople
from bot.core.outcome import Reply, Suggestions
from bot.core.refs import Door, RoomRef
from bot.core.text import Msg, Untrusted, t
from bot.core.tokens import Token
from bot.ports.chat import Answer, Reader

log = structlog.get_logger()


class Gestures:
    """Gives each gesture to the core and shows its answer; gives where that stands.

    With ``wait`` it returns when the last word was shown, without as soon as there is something to see.
    """

    def __init__(self, world: World, connection: Connection) -> None:
        self._world = world
        self._connection = connection
        self._answers = Answers(world)
        self._tasks: set[asyncio.Task[None]] = set()

    async def type_command(self, person: Person, line: str, room: RoomRef | None, *, wait: bool = True) -> Where:
        """Read a typed line (``/pod join NQPS``) and use the command."""
        base, _, rest = line.strip().removeprefix("/").partition(" ")
        typed = read_command(self._connection.menus.commands, base.lower(), rest)
        if typed is None:
            words = t(
                "There is no command {command}. Type / to see them all.", command=Untrusted(f"/{base} {rest}".strip())
            )
            return self._say(words, Where(person, room))
        return await self.use(person, typed.spec.name, typed.values, room, wait=wait)

    async def use(
        self, person: Person, name: str, values: Mapping[str, str], room: RoomRef | None, *, wait: bool = True
    ) -> Where:
        """Use a command by its full name with typed values."""
        read = {param: self._read(person, name, param, value) for param, value in values.items()}
        inbound = self._hand(person, room).command(name, read)
        return await self._give(inbound, Where(person, room), wait=wait)

    async def press(
        self, person: Person, token: Token, value: str, on: Message | None, *, home: bool = False, wait: bool = True
    ) -> Where:
        """Press a button or choose from a menu, on a card, on the home page or (forged) on nothing."""
        room = on.room if on else None
        inbound = self._hand(person, room).press(token, value, on.ref if on and not on.only_for else None)
        return await self._give(inbound, Where(person, room, on.id if on else 0, home), wait=wait)

    async def submit(self, person: Person, token: Token, values: FormValues, *, wait: bool = True) -> Where:
        """Send a form's section."""
        form = self._world.messages.form(person.ref)
        where = Where(person, form.room if form else None, form.card if form else 0, form=True)
        card = self._card(where)
        inbound = self._hand(person, where.room).submission(token, values, card.ref if card else None)
        return await self._give(inbound, where, wait=wait)

    async def shortcut(self, person: Person, name: str, on: Message, *, wait: bool = True) -> Where:
        """Use a shortcut on a message."""
        inbound = self._hand(person, on.room).shortcut(name, on)
        return await self._give(inbound, Where(person, on.room), wait=wait)

    async def open_home(self, person: Person, *, wait: bool = True) -> Where:
        """Open the bot's own page."""
        return await self._give(self._hand(person, None).home(), Where(person, home=True), wait=wait)

    async def complete(
        self, person: Person, source: str, typed: str, room: RoomRef | None = None
    ) -> tuple[Picked, ...]:
        """Ask for what completes the typed text; nothing while the bot is away."""
        try:
            answer = await self._connection.ask(self._hand(person, room).completion(source, typed))
        except NotConnected:
            return ()
        if not isinstance(answer.outcome, Suggestions):
            return ()
        return Renderer.of(answer.reader, self._world.words).options(answer.outcome.options)

    async def settled(self) -> None:
        """Wait until every truth that was promised has been shown."""
        while self._tasks:
            await asyncio.wait(tuple(self._tasks))

    async def close(self) -> None:
        """Stop waiting for what was promised."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _hand(self, person: Person, room: RoomRef | None) -> Hand:
        alone = room is not None and self._world.store.room(room).kind is RoomKind.DIRECT
        return Hand(person, self._world.clock.now(), None if alone else room)

    async def _give(self, inbound: FromPeople, where: Where, *, wait: bool) -> Where:
        if self._connection.menus.minds_door(inbound):
            inbound = replace(inbound, door=self._door(inbound.room))
        try:
            answer = await self._connection.ask(inbound)
        except NotConnected:
            return self._say(t("I am not running at this moment. Nothing was done; please try again soon."), where)
        except Exception:  # the person is told, whatever it was.
            log.exception("gesture_not_answered", kind=type(inbound).__name__)
            words = t("Something went wrong, and I cannot tell whether it was done. Please look before you try again.")
            return self._say(words, where)
        where = self._answers.show(answer.outcome, answer.reader, where)
        if answer.later is None:
            return where
        truth = asyncio.create_task(self._tell_truth(answer.later, where))
        self._tasks.add(truth)
        truth.add_done_callback(self._tasks.discard)
        if wait:
            await asyncio.shield(truth)
        return where

    async def _tell_truth(self, later: Awaitable[Answer], where: Where) -> None:
        answer = await later
        where = self._answers.show(answer.outcome, answer.reader, where)
        if answer.later is not None:
            await self._tell_truth(answer.later, where)

    def _door(self, room: RoomRef | None) -> Door | None:
        return Door(self._world.store.room(room).kind.value) if room is not None else None

    def _say(self, words: Msg, where: Where) -> Where:
        """Tell a person something of the sandbox's own."""
        reader = Reader(where.person.locale, where.person.zone)
        form_stays = Where(where.person, where.room, where.card)
        return self._answers.show(Reply(content(words)), reader, form_stays)

    def _card(self, where: Where) -> Message | None:
        if not where.card:
            return None
        try:
            found = self._world.messages.find(where.card)
        except NoSuch:
            return None
        return None if found.only_for else found

    def _read(self, person: Person, command: str, name: str, value: str) -> str:
        """Read a member or a message as a reference, and a choice by its label; what is none stays as typed."""
        params = [param for spec in self._connection.menus.commands if spec.name == command for param in spec.params]
        for param in params:
            if param.name == name and param.takes is Takes.MEMBER:
                named = self._world.named(person.ref.community, value)
                return str(named.ref) if named else value
            if param.name == name and param.takes is Takes.MESSAGE:
                message = permalinks.read(value, person.ref.community)
                return str(message) if message else value
            if param.name == name and param.takes is Takes.CHOICE:
                return chosen(param, value, [self._world.words(person.locale), self._world.words("en")])
        return value
