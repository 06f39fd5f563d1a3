"""The way of every inbound: inbox, gate, handler, commit, and only then the answer."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import structlog

from bot.app.answers import BUSY, IN_DOUBT, NOT_SAVED, ONCE, broken, said, told
from bot.app.catalogue import Catalogue
from bot.app.context import WritingContext
from bot.app.members import ask_about, is_news, meet
from bot.app.pace import Pace
from bot.app.reading import ReadingContext
from bot.app.reminding import note_reminded, owed, with_reminder
from bot.app.resolve import ask_which, call_of, read_call, subject_of
from bot.app.route import refused_form, route
from bot.core import failpoints
from bot.core.content import content
from bot.core.errors import Refusal
from bot.core.inbound import (
    ActionPressed,
    CommandUsed,
    CompletionAsked,
    FormSubmitted,
    FromPeople,
    Gesture,
    Inbound,
    JobDue,
    MessagePosted,
)
from bot.core.outcome import Done, Outcome, Reply, ShowForm, Suggestions
from bot.core.safety import one_line
from bot.core.text import t
from bot.ports.chat import Answer, Reader
from bot.ports.clock import Clock
from bot.ports.feature import Asked, Query
from bot.ports.journal import Journal, NoJournal
from bot.ports.ledger import Seen
from bot.ports.store import Progress, Storage, StoreBusy, StoreFull, StoreInDoubt, Ticket, UnitOfWork

T = TypeVar("T")

PATIENCE_SECONDS: Final = 1.5
"""How long a person waits before they are told; both platforms want an answer within 3 s."""

DRAFT_PATIENCE_SECONDS: Final = 1.0
"""How long they wait besides, after a refusal, for what they typed to be kept."""

LAST_PAGE: Final = 9_999
"""Further than any list goes, and a number that every store can count with."""

_NUMBER: Final = re.compile(r"[0-9]{1,9}")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Stored:
    """What came of an inbound, with all that is needed to answer it."""

    outcome: Outcome
    reader: Reader
    tags: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    again: bool = False
    hidden: bool = False


class _Declined(Exception):
    """A refusal on its way out through the writer, so that the handler's savepoint is rolled back."""

    def __init__(self, refusal: Refusal, reader: Reader, *, hidden: bool) -> None:
        super().__init__(refusal.text.id)
        self.refusal, self.reader, self.hidden = refusal, reader, hidden


class Dispatcher:
    """Gives every inbound its effect once. ``wake`` is called when something new is to be sent or is due."""

    def __init__(
        self,
        catalogue: Catalogue,
        storage: Storage,
        clock: Clock,
        *,
        journal: Journal | None = None,
        pace: Pace | None = None,
    ) -> None:
        self.catalogue = catalogue
        self._storage = storage
        self._clock = clock
        self._journal = journal or NoJournal()
        self._pace = pace or Pace(clock)
        self.wake: Callable[[], None] = lambda: None

    async def deliver(self, inbound: Inbound) -> Answer:
        """Take one inbound; answers within the patience, with what is stored, or with the truth about it."""
        if isinstance(inbound, Gesture):
            if not self._pace.allows(inbound):
                return said(t("That was a lot at once. Please wait a minute and try again; nothing was done."), inbound)
            if self._only_reads(inbound):
                return await self._read(inbound)
        try:
            ticket = self._storage.write(lambda uow: self._transact(uow, inbound), [inbound.community])
        except StoreBusy:
            return said(NOT_SAVED, inbound)
        done, _ = await asyncio.wait({ticket.result}, timeout=PATIENCE_SECONDS)
        if done:
            return await self._answer(inbound, ticket)
        if ticket.progress is not Progress.COMMITTED and ticket.withdraw():
            return said(BUSY, inbound)
        # Nobody waits for it any longer; what it wants sent still leaves as soon as it is stored.
        ticket.result.add_done_callback(lambda _: self.wake())
        if not isinstance(inbound, Gesture):
            return Answer(Done(), stored=False)
        saving = t("Still saving. I will tell you here how it went.")
        return Answer(Reply(content(saving)), Reader(inbound.locale or "en"), later=self._answer(inbound, ticket))

    async def keep(self, due: JobDue) -> None:
        """Run a promised job and wait until it is stored, however long that takes: nobody waits for the answer.

        Raises Refusal, what the store raises, or whatever broke; then nothing of it was done.
        """
        ticket = self._storage.write(lambda uow: self._transact(uow, due), [due.community])
        try:
            self._tell(due, await ticket.result)
        except _Declined as declined:
            raise declined.refusal from declined

    def transact(self, uow: UnitOfWork, inbound: Inbound) -> None:
        """Give an inbound of our own its effect inside a transaction that is already open."""
        try:
            self._transact(uow, inbound)
        except _Declined as declined:
            raise declined.refusal from declined

    def _transact(self, uow: UnitOfWork, inbound: Inbound) -> _Stored:
        failpoints.reach("dispatch.handler")
        ctx = WritingContext(self.catalogue, uow, self._clock.now(), inbound)
        before = uow.inbox.take(inbound.community, inbound.key, ctx.now)
        if isinstance(inbound, MessagePosted) and inbound.bookmark is not None:
            uow.marks.move(inbound.community, inbound.bookmark)
        if before is not None:
            if isinstance(inbound, JobDue):
                # A promise for the very moment at which it was kept already: kept it is.
                uow.due.done(inbound)
            return _Stored(self._again(before, inbound, ctx), ctx.reader, again=True)
        strangers = meet(inbound, ctx) if isinstance(inbound, Gesture) else ()
        try:
            outcome = route(inbound, self.catalogue, ctx)
        except Refusal as refusal:
            raise _Declined(refusal, ctx.reader, hidden=ctx.hidden) from refusal
        if ctx.hidden:
            # Nothing is noted of who it was: not what they were shown, not that they are new here.
            return _Stored(outcome, ctx.answered_to or ctx.reader, sent=tuple(ctx.sent), hidden=True)
        ask_about(strangers, ctx)
        if isinstance(inbound, Gesture) and owed(ctx, outcome):
            outcome = with_reminder(outcome, inbound, ctx)
            note_reminded(uow, inbound.actor)
        view, about = ctx.shown
        if view:
            uow.inbox.close(inbound.community, inbound.key, Seen(type(outcome).__name__, view, about))
        return _Stored(outcome, ctx.answered_to or ctx.reader, tuple(ctx.tags), tuple(ctx.sent))

    def _again(self, seen: Seen, inbound: Inbound, ctx: WritingContext) -> Outcome:
        """Answer a redelivery without doing anything: the card as it stands now, for these eyes."""
        if not isinstance(inbound, Gesture):
            return Done()
        if seen.view and (card := ctx.render(seen.view, seen.about)) is not None:
            return Reply(card)
        return Reply(content(ONCE))

    async def _answer(self, inbound: Inbound, ticket: Ticket[_Stored]) -> Answer:
        try:
            stored = await ticket.result
        except _Declined as declined:
            return await self._decline(inbound, declined)
        except (StoreBusy, StoreFull):
            return said(NOT_SAVED, inbound)
        except StoreInDoubt:
            return said(IN_DOUBT, inbound)
        except Exception as problem:  # noqa: BLE001 - whatever breaks, the person gets a number and the log the rest.
            return broken(inbound, problem)
        self._tell(inbound, stored)
        failpoints.reach("dispatch.before_answer")
        return Answer(stored.outcome, stored.reader)

    def _tell(self, inbound: Inbound, stored: _Stored) -> None:
        if not stored.hidden:
            self._journal.note(inbound, stored.outcome, stored.tags, stored.sent)
        if stored.sent or stored.again:
            self.wake()

    async def _decline(self, inbound: Inbound, declined: _Declined) -> Answer:
        refusal = declined.refusal
        if not declined.hidden:
            self._journal.note(inbound, Reply(content(refusal.text)))
        if not isinstance(inbound, FormSubmitted):
            return Answer(Reply(content(refusal.text)), declined.reader)
        try:
            ticket = self._storage.write(lambda uow: self._keep_form(uow, inbound, refusal), [inbound.community])
            async with asyncio.timeout(DRAFT_PATIENCE_SECONDS):
                outcome = await ticket.result
            return Answer(outcome, declined.reader)
        except Exception as problem:  # noqa: BLE001 - the refusal still stands, whatever became of the draft.
            log.warning("draft_not_kept", problem=type(problem).__name__)
            return Answer(Reply(content(refusal.text)), declined.reader)

    def _keep_form(self, uow: UnitOfWork, inbound: FormSubmitted, refusal: Refusal) -> Outcome:
        ctx = WritingContext(self.catalogue, uow, self._clock.now(), inbound)
        return refused_form(inbound, refusal, self.catalogue, ctx)

    def _only_reads(self, inbound: FromPeople) -> bool:
        match inbound:
            case CompletionAsked():
                return True
            case CommandUsed(name=name):
                return isinstance(self.catalogue.commands.get(name), Query)
            case ActionPressed(token=token) | FormSubmitted(token=token):
                return isinstance(self.catalogue.ways.get(token.action), Query)
            case _:
                return False

    async def _read(self, inbound: FromPeople) -> Answer:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                outcome, reader, noteworthy = await self._storage.read(lambda uow: self._query(uow, inbound))
        except (TimeoutError, StoreBusy):
            return said(BUSY, inbound)
        except Exception as problem:  # noqa: BLE001 - as for a write: a number for the person.
            return broken(inbound, problem)
        self._journal.note(inbound, outcome)
        if noteworthy and not isinstance(inbound, CompletionAsked):
            self._note(inbound)
        return Answer(outcome, reader)

    def _note(self, inbound: FromPeople) -> None:
        """Note who asked and what they were reminded of, beside the answer, which does not wait for it."""

        def write(uow: UnitOfWork) -> None:
            ctx = WritingContext(self.catalogue, uow, self._clock.now(), inbound)
            ask_about(meet(inbound, ctx), ctx)
            note_reminded(uow, inbound.actor)

        def written(done: asyncio.Future[None]) -> None:
            if not done.cancelled() and (problem := done.exception()) is None:
                self.wake()
            elif not done.cancelled():
                log.warning("member_not_noted", problem=type(problem).__name__)

        try:
            self._storage.write(write, [inbound.community]).result.add_done_callback(written)
        except StoreBusy:
            log.warning("member_not_noted", problem="StoreBusy")

    def _query(self, uow: UnitOfWork, inbound: FromPeople) -> tuple[Outcome, Reader, bool]:
        ctx = ReadingContext(
            self.catalogue, uow, self._clock.now(), inbound.community, inbound.actor, hint=inbound.locale
        )
        try:
            outcome = self._asked(inbound, ctx)
        except Refusal as refusal:
            outcome = told(refusal.text, inbound)
        if reminded := owed(ctx, outcome):
            outcome = with_reminder(outcome, inbound, ctx)
        return outcome, ctx.reader, reminded or is_news(inbound, ctx.profile)

    def _asked(self, inbound: Gesture, ctx: ReadingContext) -> Outcome:
        if isinstance(inbound, CompletionAsked):
            return Suggestions(ctx.completions(inbound.source, inbound.typed))
        if not isinstance(inbound, CommandUsed | ActionPressed | FormSubmitted):
            raise TypeError(f"{type(inbound).__name__} asks nothing")
        way = call_of(inbound, self.catalogue)
        call = read_call(inbound, way, ctx)
        if call is None:
            return ShowForm(ask_which(way))
        subject = subject_of(call, ctx)
        values = {name: one_line(value) for name, value in call.values.items() if isinstance(value, str)}
        if not isinstance(way, Query):
            raise TypeError(f"{way.name} is no query")
        return way.run(subject, Asked(values, _page(call.extra), call.extra), ctx)


def _page(extra: str) -> int:
    """Read which page a button asks for; whoever makes up a number beyond all pages gets the last there can be."""
    return min(int(extra), LAST_PAGE) if _NUMBER.fullmatch(extra) else 0
