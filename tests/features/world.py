"""A community in which a test's people use the bot: gestures in, words out."""

import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

from bot.app.founding import Founding, found_communities
from bot.core.content import Button, Content
from bot.core.forms import FormValue, Step
from bot.core.inbound import (
    ActionPressed,
    CommandUsed,
    FormSubmitted,
    Inbound,
    MemberSeen,
    MessagePosted,
    ReactionAdded,
    RoomChanged,
    ShortcutUsed,
    ThreadMessage,
)
from bot.core.intents import Direct
from bot.core.outcome import FormErrors, Outcome, Reply, ShowForm, UpdateCard
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.core.tokens import Token
from bot.domain.access import Grant, Role, Viewer
from bot.ports.feature import Feature
from bot.ports.store import UnitOfWork
from tests.features.plain import lines, pressable, words
from tests.features.platform import RememberingPlatform, delivered
from tests.support.bot import BotUnderTest, bot_under_test
from tests.support.clock import FrozenClock


class Person:
    """Somebody at a client. ``answers`` is what the bot answered them, oldest first; ``form`` is what is open."""

    def __init__(self, world: "World", ref: MemberRef) -> None:
        self.world = world
        self.ref = ref
        self.answers: list[Content] = []
        self.form: Step | None = None
        self.errors: dict[str, str] = {}

    async def uses(self, command: str, **values: str) -> str:
        """Use a command; gives what was answered, in words."""
        return await self._does(
            CommandUsed(
                key=self.world.key(),
                community=self.ref.community,
                at=self.world.clock.now(),
                actor=self.ref,
                name=command.removeprefix("/"),
                values={name: str(value) for name, value in values.items()},
            )
        )

    async def presses(self, label: str) -> str:
        """Press the newest button of this label in sight; gives what was answered, in words."""
        return await self.presses_token(self.button(label).token)

    async def presses_token(self, token: Token) -> str:
        """Press a button that may be old, or never was."""
        return await self._does(
            ActionPressed(
                key=self.world.key(),
                community=self.ref.community,
                at=self.world.clock.now(),
                actor=self.ref,
                token=token,
            )
        )

    async def harvests(self, message: MessageRef, text: str = "", author: "Person | None" = None) -> str:
        """Save a message's thread as a change nugget, from the message's menu."""
        return await self._does(
            ShortcutUsed(
                key=self.world.key(),
                community=self.ref.community,
                at=self.world.clock.now(),
                actor=self.ref,
                name="nuggets.capture",
                message=message,
                thread=message,
                author=author.ref if author else self.ref,
                text=text,
            )
        )

    async def reacts(self, message: MessageRef, emoji: str = "🌱") -> None:
        """React to a message."""
        await self.world.happens(
            ReactionAdded(
                key="",
                community=self.ref.community,
                at=self.world.clock.now(),
                actor=self.ref,
                message=message,
                emoji=emoji,
            )
        )

    async def fills(self, **values: FormValue) -> str:
        """Fill in the open section over what stands in it and send it; gives what was answered, in words."""
        assert self.form is not None, f"{self.ref.user} has no form open"
        standing = {item.name: _initial(item) for item in self.form.section.inputs}
        return await self._does(
            FormSubmitted(
                key=self.world.key(),
                community=self.ref.community,
                at=self.world.clock.now(),
                actor=self.ref,
                token=self.form.token,
                values={**{name: value for name, value in standing.items() if value}, **values},
            )
        )

    def button(self, label: str) -> Button:
        """Give the newest button of this label in sight."""
        for content in self._in_sight():
            for button in pressable(content):
                if words(button.label) == label:
                    return button
        raise AssertionError(f"{self.ref.user} sees no button {label!r} but: {self.labels()}")

    def labels(self) -> list[str]:
        """Give the labels of all the buttons in sight."""
        return [words(button.label) for content in self._in_sight() for button in pressable(content)]

    def told(self) -> str:
        """Give the direct messages, oldest first, as they look now."""
        return "\n---\n".join(lines(content) for content in self._directs())

    def times_told(self, words_: str) -> int:
        """Count how many direct messages said this, those included that were taken back since."""
        sent = (done for done in self.world.platform.done if isinstance(done, Direct) and done.member == self.ref)
        return sum(words_ in lines(done.content) for done in sent)

    def last_told(self) -> str:
        """Give the newest direct message."""
        directs = self._directs()
        return lines(directs[-1]) if directs else ""

    def sees(self) -> str:
        """Give every word in sight."""
        return "\n---\n".join(lines(content) for content in self._in_sight())

    def _directs(self) -> list[Content]:
        return [content for to, content in self.world.platform.messages.values() if to == self.ref]

    def _in_sight(self) -> list[Content]:
        """Give what is in sight, newest first: answers, then direct messages, then the rooms one is in."""
        platform = self.world.platform
        rooms = [
            content
            for to, content in platform.messages.values()
            if isinstance(to, RoomRef) and self.ref in platform.rooms.get(to, ())
        ]
        return [*reversed(self.answers), *reversed(self._directs()), *reversed(rooms)]

    async def _does(self, inbound: Inbound) -> str:
        said = self.took((await delivered(self.world.bot.dispatcher.deliver, inbound)).outcome)
        await self.world.settles()
        return said

    def took(self, outcome: Outcome) -> str:
        self.form, self.errors = None, {}
        match outcome:
            case Reply(content):
                self.answers.append(content)
                return lines(content)
            case UpdateCard():
                self.answers.append(outcome.whole)
                return lines(outcome.whole)
            case ShowForm(step):
                self.form = step
                self.errors = {name: words(text) for name, text in step.errors.items()}
                return words(step.section.intro) if step.section.intro else ""
            case FormErrors(errors, step):
                self.form = step
                self.errors = {name: words(text) for name, text in errors.items()}
                return "\n".join(self.errors.values())
            case _:
                return ""


class World:
    """One community, its people, its platform, and the time."""

    def __init__(self, bot: BotUnderTest, platform: RememberingPlatform, clock: FrozenClock, community: CommunityRef):
        self.bot, self.platform, self.clock, self.community = bot, platform, clock, community
        self.unheard_of = 0
        self._people: dict[str, Person] = {}

    def key(self) -> str:
        self.unheard_of += 1
        return f"test/{self.unheard_of}"

    async def person(self, name: str, *, steward: bool = False, guest: bool = False) -> Person:
        """Bring a person into the community; the same name is the same person."""
        if name not in self._people:
            ref = MemberRef(self.community, name)
            seen = MemberSeen(
                key=self.key(),
                community=self.community,
                at=self.clock.now(),
                member=ref,
                display_name=name,
                guest=guest,
            )
            await delivered(self.bot.dispatcher.deliver, seen)
            if steward:
                await found_communities(self.bot.storage, [Founding(self.community, stewards=(ref,))])
            self._people[name] = Person(self, ref)
        return self._people[name]

    async def bot_person(self, name: str) -> Person:
        """Bring another bot into the community."""
        ref = MemberRef(self.community, name)
        await self.happens(
            MemberSeen(key="", community=self.community, at=self.clock.now(), member=ref, display_name=name, bot=True)
        )
        return Person(self, ref)

    async def settles(self) -> None:
        """Let all be sent and all that is due be done."""
        await self.bot.settle()

    async def later(self, **by: float) -> None:
        """Let time pass, hour by hour of it at most a day at once, and all that falls due happen."""
        self.clock.moves(**by)
        await self.settles()

    async def happens(self, inbound: Inbound) -> None:
        """Let a platform tell something."""
        await delivered(self.bot.dispatcher.deliver, replace(inbound, key=self.key()))
        await self.settles()

    async def says(self, person: Person, room: RoomRef, text: str) -> None:
        """Let somebody say something in a room."""
        message = MessageRef(room, f"m{self.unheard_of}")
        posted = MessagePosted(
            key="", community=self.community, at=self.clock.now(), author=person.ref, message=message, text=text
        )
        await self.happens(posted)

    async def says_to_the_bot(self, person: Person, text: str) -> None:
        """Let somebody write to the bot alone."""
        message = MessageRef(RoomRef(self.community, f"D-{person.ref.user}"), f"m{self.unheard_of}")
        posted = MessagePosted(
            key="",
            community=self.community,
            at=self.clock.now(),
            author=person.ref,
            message=message,
            text=text,
            direct=True,
        )
        await self.happens(posted)

    def tells(self, room: RoomRef, *said: tuple[Person, str]) -> list[MessageRef]:
        """Let people tell something in a thread of a room; gives its messages."""
        messages = [MessageRef(room, f"t{self.key().split('/')[1]}") for _ in said]
        thread = [
            ThreadMessage(message, person.ref, self.clock.now(), text)
            for message, (person, text) in zip(messages, said, strict=True)
        ]
        self.platform.threads[messages[0]] = thread
        return messages

    async def room_goes(self, room: RoomRef) -> None:
        """Let a room be archived from outside."""
        await self.happens(RoomChanged(key="", community=self.community, at=self.clock.now(), room=room, gone=True))

    async def comes_in(self, person: Person, room: RoomRef, by: Person | None = None) -> None:
        """Let somebody be added to a room by hand."""
        await self.platform.comes_in(person.ref, room, by.ref if by else None)
        await self.settles()

    async def goes_out(self, person: Person, room: RoomRef) -> None:
        """Let somebody leave a room by hand."""
        await self.platform.goes_out(person.ref, room)
        await self.settles()

    async def holds(self, person: Person, role: Role, subject: str = "") -> bool:
        """Tell whether somebody holds a role."""
        return await self.bot.storage.read(lambda uow: Grant(role, subject) in uow.roles.of(person.ref))

    async def viewer(self, person: Person) -> Viewer:
        """Give somebody with the roles they hold now."""
        return await self.bot.storage.read(
            lambda uow: Viewer(self.community, person.ref, frozenset(uow.roles.of(person.ref)))
        )

    async def log_of(self, *object_ids: str) -> int:
        """Count what has happened to these objects."""
        return len(await self.bot.storage.read(lambda uow: uow.events.about(object_ids, limit=1000)))

    async def loses(self, person: Person, role: Role, subject: str = "") -> None:
        """Take a role from somebody, as another feature would."""

        def revoke(uow: UnitOfWork) -> None:
            uow.roles.revoke(person.ref, Grant(role, subject))

        await self.bot.storage.write(revoke, [self.community]).result

    def said_in(self, room: RoomRef) -> str:
        """Give what the bot said in a room, as it looks now."""
        found = [lines(content) for to, content in self.platform.messages.values() if to == room]
        return "\n---\n".join(found)


@contextlib.asynccontextmanager
async def a_world(features: Sequence[Feature], *, platform: str = "slack") -> AsyncIterator[World]:
    """Begin a community on a Wednesday morning."""
    clock = FrozenClock()
    community = CommunityRef(platform, "C1")
    remembering = RememberingPlatform(community, clock)
    founding = Founding(community, name="Quality")
    async with bot_under_test(features, clock, {platform: remembering}, foundings=[founding]) as bot:
        yield World(bot, remembering, clock, community)


def _initial(item: object) -> FormValue:
    value = getattr(item, "initial", "")
    if value is None:
        return ""
    return value if isinstance(value, str | tuple) else value.isoformat()
