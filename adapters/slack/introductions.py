"""The core is told who somebody is before it is told what they did: their name, zone and language, and whether a guest.

Slack's payloads hold little more than an id, and a guest must be known as one before anything is decided (S21). Each
person is looked up once in the life of the process; after that Slack tells of changes by itself.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Final

import structlog

from adapters.slack.apps import Identity
from adapters.slack.events import member_seen
from adapters.slack.people import People
from bot.core.inbound import (
    CommandUsed,
    CompletionAsked,
    FormSubmitted,
    Gesture,
    Inbound,
    MemberJoined,
    MessagePosted,
    ReactionAdded,
)
from bot.core.refs import MemberRef
from bot.ports.chat import Deliver, Failure, Postponed, Rejected
from bot.ports.clock import Clock

PATIENCE_SECONDS: Final = 1.0
"""Slack waits three seconds for an answer, and the core may need half of them."""
TROUBLE_SECONDS: Final = 5.0
"""After an answer that did not come, so that a busy room does not ask for every message."""
KEPT: Final = 20_000
AT_ONCE: Final = 10

log = structlog.get_logger()


class Introductions:
    """Introduces the people of one workspace to the core."""

    def __init__(self, me: Identity, people: People, deliver: Deliver, clock: Clock) -> None:
        self._me = me
        self._people = people
        self._deliver = deliver
        self._clock = clock
        self._met: OrderedDict[str, None] = OrderedDict()
        self._not_before = 0.0

    async def before(self, happening: Inbound) -> None:
        """Introduce whoever a happening is about, as far as Slack tells in time; it goes on without the others."""
        if self._clock.monotonic() < self._not_before:
            return
        unmet = [user for user in people_in(happening, self._me) if user not in self._met][:AT_ONCE]
        if not unmet:
            return
        tasks = [asyncio.create_task(self._introduce(user), name="slack introduction") for user in unmet]
        _, late = await asyncio.wait(tasks, timeout=PATIENCE_SECONDS)
        for task in late:
            task.cancel()
        for task in tasks:
            if task.done() and not task.cancelled() and (problem := task.exception()) is not None:
                log.warning("slack_not_introduced", team=self._me.community.id, problem=type(problem).__name__)

    async def _introduce(self, user: str) -> None:
        try:
            told = await self._people.look_up(user)
        except Rejected:
            # Slack tells nothing of them, now or later.
            self._remember(user)
            return
        except Failure as failure:
            wait = failure.seconds if isinstance(failure, Postponed) else TROUBLE_SECONDS
            self._not_before = self._clock.monotonic() + wait
            log.info("slack_not_introduced", team=self._me.community.id, problem=type(failure).__name__)
            return
        key = f"met:{user}:{told.get('updated') or 0}:{told.get('locale') or ''}"
        answer = await self._deliver(member_seen(told, self._me, key=key, at=self._clock.now()))
        if answer.stored:
            self._remember(user)

    def _remember(self, user: str) -> None:
        self._met[user] = None
        while len(self._met) > KEPT:
            self._met.popitem(last=False)


def people_in(happening: Inbound, me: Identity) -> Iterator[str]:
    """Give the users of this workspace whom a happening is about: who did it, and whom they named."""
    match happening:
        case CompletionAsked():
            return
        case CommandUsed(actor=actor, values=values) | FormSubmitted(actor=actor, values=values):
            texts = (text for value in values.values() for text in ([value] if isinstance(value, str) else value))
            yield from dict.fromkeys([actor.user, *_named(texts, me)])
        case Gesture(actor=actor) | ReactionAdded(actor=actor):
            yield actor.user
        case MessagePosted(author=author):
            yield author.user
        case MemberJoined(member=member):
            yield member.user
        case _:
            return


def _named(texts: Iterable[str], me: Identity) -> Iterator[str]:
    start = f"{me.community}:"
    for text in texts:
        if text.startswith(start):
            try:
                yield MemberRef.parse(text).user
            except ValueError:
                continue
