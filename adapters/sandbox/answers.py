"""From what the core answers to what the one who acted sees."""

from dataclasses import dataclass, replace
from typing import assert_never

from adapters.sandbox.messages import OpenForm
from adapters.sandbox.people import BOT, Message, NoSuch, Person, RoomKind
from adapters.sandbox.render import Renderer
from adapters.sandbox.world import World
from bot.core.content import Content, content
from bot.core.forms import Step
from bot.core.inbound import MessagePosted
from bot.core.outcome import Done, FormErrors, Outcome, Reply, ShowForm, Suggestions, UpdateCard
from bot.core.refs import RoomRef
from bot.ports.chat import Answer, Reader


@dataclass(frozen=True, slots=True)
class Where:
    """From where a person acted. ``card`` is the message that was pressed, ``home`` their own page.

    ``form`` is set while a form's answer is awaited, ``reply`` names the private answer that the truth replaces, and
    ``thread`` the thread that they spoke in.
    """

    person: Person
    room: RoomRef | None = None
    card: int = 0
    home: bool = False
    form: bool = False
    reply: int = 0
    thread: int = 0


@dataclass(frozen=True, slots=True)
class Answers:
    """Shows outcomes in the world."""

    world: World

    def show(self, outcome: Outcome, reader: Reader, where: Where) -> Where:
        """Show an outcome; gives where the rest of it, if it comes later, is to be shown."""
        with self.world.store.whole():
            shown = self._show(outcome, Renderer.of(reader, self.world.words), where)
        self.world.changes.note()
        return shown

    def to_words(self, said: MessagePosted, answer: Answer) -> None:
        """Show what is answered to something said in a room or to the bot, where it was said."""
        if isinstance(answer.outcome, Done):
            return
        try:
            person = self.world.store.person(said.author)
        except NoSuch:
            return
        thread = int(said.thread.message) if said.thread else 0
        self.show(answer.outcome, answer.reader, Where(person, said.message.room, thread=thread))

    def _show(self, outcome: Outcome, renderer: Renderer, where: Where) -> Where:
        if where.form and not isinstance(outcome, FormErrors | ShowForm):
            self.world.messages.put_form(where.person.ref, None)
        match outcome:
            case Reply(said):
                return self._say(said, renderer, where)
            case UpdateCard():
                return self._update(outcome, renderer, where)
            case ShowForm(step) | FormErrors(_, step):
                return self._open(step, renderer, where)
            case Done() | Suggestions():
                return self._without_reply(where)
            case _:
                assert_never(outcome)

    def _say(self, said: Content, renderer: Renderer, where: Where) -> Where:
        card = renderer.card(said)
        if where.reply:
            self.world.messages.put(replace(self.world.messages.find(where.reply), card=card))
            return where
        message = Message(
            id=0,
            room=where.room or self.world.direct(where.person).ref,
            author=BOT,
            at=self.world.clock.now(),
            card=card,
            only_for=where.person.id,
            thread=self._thread(where),
        )
        return replace(where, reply=self.world.messages.add(message).id)

    def _update(self, update: UpdateCard, renderer: Renderer, where: Where) -> Where:
        if where.home:
            self.world.messages.put_home(where.person.ref, renderer.card(update.whole))
            return self._without_reply(where)
        try:
            pressed = self.world.messages.find(where.card)
        except NoSuch:
            return self._say(update.whole, renderer, where)
        if pressed.author != BOT:
            return self._say(update.whole, renderer, where)
        open_to_all = not pressed.only_for and self.world.store.room(pressed.room).kind is not RoomKind.DIRECT
        card = replace(renderer, shared=open_to_all).card(update.content)
        self.world.messages.put(replace(pressed, card=card))
        if update.note is not None:
            return self._say(content(update.note), renderer, where)
        return self._without_reply(where)

    def _open(self, step: Step, renderer: Renderer, where: Where) -> Where:
        self.world.messages.put_form(where.person.ref, OpenForm(renderer.sheet(step), where.room, where.card))
        return replace(self._without_reply(where), form=True)

    def _without_reply(self, where: Where) -> Where:
        if where.reply:
            self.world.messages.drop(where.reply)
        return replace(where, reply=0)

    def _thread(self, where: Where) -> int:
        if where.thread or not where.card:
            return where.thread
        try:
            return self.world.messages.find(where.card).thread
        except NoSuch:
            return 0
