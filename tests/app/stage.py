"""The app with the favours on it, the sandbox as its platform, and people with different roles."""

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TypeVar

from adapters.sandbox.adapter import SandboxAdapter
from adapters.sandbox.engine import Sandbox
from bot.app.context import WritingContext
from bot.app.founding import Founding
from bot.app.reading import ReadingContext
from bot.core.content import Button
from bot.core.forms import FormValues, Step
from bot.core.inbound import ActionPressed, CommandUsed, CompletionAsked, FormSubmitted, Inbound, MessagePosted
from bot.core.outcome import FormErrors, Outcome, ShowForm
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.core.tokens import Token
from bot.domain.access import Grant, Role
from bot.domain.members import Member
from bot.domain.pods.charter import Charter
from bot.domain.pods.pod import Pod, PodState
from bot.domain.pods.resources import SupportRequest
from bot.features import help as help_feature
from bot.features import members, waiting
from bot.locales import words
from bot.ports.chat import Answer, ChatPort
from bot.ports.feature import Feature
from bot.ports.ledger import Logged, OutRow, OutState
from bot.ports.store import UnitOfWork
from tests.app import tiny
from tests.app.reading import plain
from tests.support.bot import BotUnderTest, bot_under_test
from tests.support.clock import FrozenClock

FEATURES = (tiny.FEATURE, members.FEATURE, waiting.FEATURE, help_feature.FEATURE)
COMMUNITY = CommunityRef("sandbox", "quality")
AMINA, JOAO, LEILA, SARA, OMAR = (MemberRef(COMMUNITY, name) for name in ("amina", "joao", "leila", "sara", "omar"))
"""Amina asks; João facilitates the near pod, Leila the far one; Sara is a steward; Omar holds no role."""

_numbers = count()

T = TypeVar("T")


def found_pods(uow: UnitOfWork) -> None:
    """Store the two pods and their facilitators; again is no change."""
    for name, facilitator in (("near", JOAO), ("far", LEILA)):
        if uow.pods.get(tiny.PODS[name]) is None:
            pod = Pod(
                id=tiny.PODS[name],
                community=COMMUNITY,
                state=PodState.ACTIVE,
                charter=Charter(name=name, focus="f", objective="o"),
                proposer=SARA,
                proposed_at=datetime.fromisoformat("2027-01-01T00:00:00+00:00"),
            )
            uow.pods.add(pod)
        uow.roles.grant(facilitator, Grant(Role.FACILITATOR, tiny.PODS[name]))


def inbound_command(clock: FrozenClock, who: MemberRef, name: str, **values: str) -> CommandUsed:
    """Make a command's inbound."""
    return CommandUsed(
        key=f"command:{next(_numbers)}", community=who.community, at=clock.now(), actor=who, name=name, values=values
    )


def inbound_press(
    clock: FrozenClock, who: MemberRef, token: Token, *, value: str = "", message: MessageRef | None = None
) -> ActionPressed:
    """Make a press's inbound."""
    return ActionPressed(
        key=f"press:{next(_numbers)}",
        community=who.community,
        at=clock.now(),
        actor=who,
        token=token,
        value=value,
        message=message,
    )


@dataclass
class Stage:
    """The bot, and gestures given to it past any platform."""

    bot: BotUnderTest
    sandbox: Sandbox
    clock: FrozenClock

    async def deliver(self, inbound: Inbound) -> Answer:
        """Give one inbound to the app."""
        return await self.bot.dispatcher.deliver(inbound)

    async def _outcome(self, inbound: Inbound) -> Outcome:
        answer = await self.deliver(inbound)
        # On a busy machine it may be still saving when patience ends; whoever waits is told the truth then.
        return (await answer.later if answer.later else answer).outcome

    async def uses(self, who: MemberRef, name: str, **values: str) -> Outcome:
        """Use a command."""
        return await self._outcome(self.command(who, name, **values))

    async def presses(self, who: MemberRef, token: Token | str, value: str = "") -> Outcome:
        """Press a button with this token."""
        return await self._outcome(self.press(who, token, value=value))

    async def submits(self, who: MemberRef, step: Step | Token, values: FormValues) -> Outcome:
        """Send a form's section."""
        return await self._outcome(self.submission(who, step, values))

    def command(self, who: MemberRef, name: str, **values: str) -> CommandUsed:
        """Make a command's inbound."""
        return inbound_command(self.clock, who, name, **values)

    def press(
        self, who: MemberRef, token: Token | str, *, value: str = "", message: MessageRef | None = None
    ) -> ActionPressed:
        """Make a press's inbound."""
        read = token if isinstance(token, Token) else Token.parse(token)
        return inbound_press(self.clock, who, read, value=value, message=message)

    def completion(self, who: MemberRef, source: str, typed: str) -> CompletionAsked:
        """Make the inbound of somebody who types and wants suggestions."""
        return CompletionAsked(
            key=f"typing:{next(_numbers)}",
            community=who.community,
            at=self.clock.now(),
            actor=who,
            source=source,
            typed=typed,
        )

    def submission(self, who: MemberRef, step: Step | Token, values: FormValues) -> FormSubmitted:
        """Make the inbound of a filled section."""
        token = step.token if isinstance(step, Step) else step
        return FormSubmitted(
            key=f"submit:{next(_numbers)}",
            community=who.community,
            at=self.clock.now(),
            actor=who,
            token=token,
            values=values,
        )

    def message(self, who: MemberRef, text: str, key: str = "") -> MessagePosted:
        """Make the inbound of something said in a room."""
        number = next(_numbers)
        return MessagePosted(
            key=key or f"posted:{number}",
            community=who.community,
            at=self.clock.now(),
            author=who,
            message=MessageRef(RoomRef(who.community, "general"), str(number)),
            text=text,
        )

    async def asks(self, who: MemberRef = AMINA, what: str = "Chairs", **values: str) -> str:
        """Have a favour asked for in one line, and give its id."""
        before = set(await self.favours())
        await self.uses(who, "favour ask", what=what, **{"details": "ten of them", **values})
        (made,) = set(await self.favours()) - before
        return made

    async def favours(self) -> Sequence[str]:
        """Give the ids of the open favours."""
        return await self.bot.storage.read(lambda uow: list(uow.support.open_in(COMMUNITY)))

    async def favour(self, favour_id: str) -> SupportRequest:
        """Give a favour as it is stored."""
        found = await self.bot.storage.read(lambda uow: uow.support.get(favour_id))
        assert found is not None
        return found

    async def log(self, about: str) -> list[str]:
        """Give the tags of what happened to an object, oldest first."""
        return [line.tag for line in reversed(await self.lines(about))]

    async def lines(self, about: str) -> Sequence[Logged]:
        """Give the log of an object, newest first."""
        return await self.bot.storage.read(lambda uow: uow.events.about([about]))

    async def out(self, key: str) -> OutRow:
        """Give an outbox row."""
        row = await self.bot.storage.read(lambda uow: uow.outbox.get(key))
        assert row is not None, f"nothing was sent as {key}"
        return row

    async def waiting_to_leave(self, community: CommunityRef = COMMUNITY) -> Sequence[OutRow]:
        """Give the outbox rows that are still to leave."""
        return await self.rows(OutState.PENDING, community)

    async def rows(self, state: OutState, community: CommunityRef = COMMUNITY) -> Sequence[OutRow]:
        """Give the outbox rows in a state."""
        return await self.bot.storage.read(lambda uow: list(uow.outbox.in_state(community, state, 1000)))

    async def change(self, member: Member) -> None:
        """Store a member."""
        await self.bot.storage.write(lambda uow: uow.members.put(member), []).result

    async def member(self, ref: MemberRef) -> Member:
        """Give a member."""
        found = await self.bot.storage.read(lambda uow: uow.members.get(ref))
        assert found is not None
        return found

    async def grants(self, who: MemberRef, role: Role, subject: str = "") -> None:
        """Give a role."""
        await self.bot.storage.write(lambda uow: uow.roles.grant(who, Grant(role, subject)), []).result

    async def revokes(self, who: MemberRef, role: Role, subject: str = "") -> None:
        """Take a role."""
        await self.bot.storage.write(lambda uow: uow.roles.revoke(who, Grant(role, subject)), []).result

    async def offers(self, who: MemberRef, subject: str, object_id: str) -> list[Button]:
        """Give the buttons offered to somebody on an object."""
        return await self.as_reader(who, lambda reading: reading.offers(subject, object_id))

    async def as_reader(self, who: MemberRef, work: Callable[[ReadingContext], T]) -> T:
        """Read with somebody's eyes."""
        now = self.clock.now()
        return await self.bot.storage.read(
            lambda uow: work(ReadingContext(self.bot.catalogue, uow, now, who.community, who))
        )

    async def as_writer(self, who: MemberRef, work: Callable[[WritingContext], T]) -> T:
        """Do something in a transaction, as somebody."""
        press = self.press(who, Token("favours.ask"))
        return await self.bot.storage.write(
            lambda uow: work(WritingContext(self.bot.catalogue, uow, self.clock.now(), press)), []
        ).result

    def direct(self, who: MemberRef) -> list[str]:
        """Give what a person reads in direct messages from the bot, oldest first."""
        return [seen.text for seen in self.sandbox.sees(who).direct]


def shown(outcome: Outcome) -> Step:
    """Give the form that an outcome shows."""
    assert isinstance(outcome, ShowForm | FormErrors), plain(outcome)
    return outcome.step


@contextlib.asynccontextmanager
async def set_stage(
    *,
    folder: Path | None = None,
    clock: FrozenClock | None = None,
    features: Sequence[Feature] = FEATURES,
    zones: Mapping[str, str] | None = None,
    adapted: Callable[[SandboxAdapter], ChatPort] = lambda adapter: adapter,
) -> AsyncIterator[Stage]:
    """Put it all together, in memory or in a folder; on the same folder it goes on where it was."""
    clock = clock or FrozenClock()
    url = f"sqlite:///{folder / 'bot.db'}" if folder else "sqlite://"
    world = str(folder / "world.db") if folder else ":memory:"
    sandbox = Sandbox("quality", path=world, clock=clock, words=words)
    try:
        if sandbox.fresh:
            sandbox.add_room("general")
        foundings = [Founding(COMMUNITY, stewards=(SARA,))]
        async with bot_under_test(
            features, clock, {"sandbox": adapted(SandboxAdapter(sandbox))}, url=url, foundings=foundings
        ) as bot:
            if sandbox.fresh:
                for name in ("Amina", "Joao", "Leila", "Sara", "Omar"):
                    await sandbox.add_person(name, zone=(zones or {}).get(name, "UTC"))
            await bot.storage.write(found_pods, []).result
            yield Stage(bot, sandbox, clock)
    finally:
        await sandbox.close()
