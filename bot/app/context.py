"""What a handler is given: everything it does is one transaction, and nothing it does is seen before the commit."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from typing import Final, TypeVar

from bot.app.catalogue import Catalogue
from bot.app.forms import open_step
from bot.app.places import destination, line_of, place, quiet, read_place
from bot.app.reading import ReadingContext
from bot.core.content import Content
from bot.core.errors import Hidden
from bot.core.forms import FormValues
from bot.core.ids import new_id
from bot.core.inbound import ActionPressed, FormSubmitted, Gesture, Happening, Inbound, JobDue
from bot.core.intents import Direct, Edit, Intent, Post, Retract, SendFile
from bot.core.outcome import ShowForm, UpdateCard
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.domain.calendar import after, zone_of
from bot.domain.events import Event
from bot.domain.handles import is_handle, new_handle
from bot.ports.chat import Reader
from bot.ports.feature import Submit
from bot.ports.handles import NoKey
from bot.ports.ledger import OutState, Standing
from bot.ports.repositories import Repository
from bot.ports.store import UnitOfWork

T = TypeVar("T")

_UNTOLD: Final = "Z"
"""The letter of an intent's key that does not tell from what it came; nobody names it."""


class WritingContext(ReadingContext):
    """Implements ``bot.ports.feature.Context`` for one inbound."""

    def __init__(self, catalogue: Catalogue, uow: UnitOfWork, now: datetime, inbound: Inbound) -> None:
        actor = _who(inbound)
        hint = inbound.locale if isinstance(inbound, Gesture) else ""
        super().__init__(catalogue, uow, now, inbound.community, actor, hint=hint)
        self.inbound = inbound
        self.creating = ""
        self.taken = False
        self.shown: tuple[str, str] = ("", "")
        self.answered_to: Reader | None = None
        self.tags: list[str] = []
        self.sent: list[str] = []
        self.hidden_as: MemberRef | None = None
        self.hidden = False

    @property
    def actor(self) -> MemberRef:
        """Who acts; a job has none, and asking is an error."""
        who = self.hidden_as or self._member
        if who is None:
            raise LookupError(f"nobody acts in {type(self.inbound).__name__}")
        return who

    def hide(self) -> MemberRef:
        """Let whoever acts do so under a new handle from here on, and give it."""
        handle = new_handle(self._community)
        self._uow.handles.put(handle, self.actor)
        self.act_as(handle)
        return handle

    def act_as(self, handle: MemberRef) -> None:
        """Let whoever acts do so under one of their handles from here on; what is kept of it tells no exact time."""
        if self._member is not None and not self.viewer_of(self.actor).goes_by(handle):
            raise Hidden
        self.hidden_as, self.hidden = handle, True
        self.now = self.now.replace(minute=0, second=0, microsecond=0)

    @contextmanager
    def acting_as(self, name: MemberRef) -> Iterator[None]:
        """Let whoever acts do so under one of their handles in this block alone; under their own name as ever."""
        before = self.hidden_as, self.now
        if is_handle(name):
            self.act_as(name)
        try:
            yield
        finally:
            self.hidden_as, self.now = before

    def take(self) -> None:
        """Take what came in as meant for oneself."""
        self.taken = True

    def new_id(self, kind: str) -> str:
        """Make an id of this kind."""
        return new_id(kind)

    def record(self, event: Event) -> None:
        """Write an event to the log and run its listeners, now."""
        who = self.hidden_as or self._member or _process(self.inbound)
        self._uow.events.append(self._community, event, who, self.now)
        self.tags.append(f"{event.tag} {event.about}")
        for listener in self._catalogue.listeners.get(type(event), ()):
            listener.run(event, self)

    def keep(self, nouns: Repository[T], before: T | None, change: tuple[T, tuple[Event, ...]]) -> T:
        """Store what a rule made of an object, or a new one (``before`` None), and record what happened."""
        kept, events = change
        if before is None:
            nouns.add(kept)
        elif kept != before:
            kept = nouns.save(kept)
        for event in events:
            self.record(event)
        return kept

    def send(self, intent: Intent, *, key: str = "", then: str = "", about: str = "") -> str:
        """Put an intent in the outbox, and give its key."""
        key = key or self._next_key()
        if isinstance(intent, SendFile):
            with suppress(NoKey):
                intent = replace(intent, body=self._uow.handles.seal(intent.body, intent.member), sealed=True)
        line, due = self._quietly(intent, destination(intent, key, self._uow.outbox))
        self._put(intent, key, line, due, then, about)
        return key

    def _next_key(self) -> str:
        if self.hidden_as is not None:
            # The key of what came in may be made of the place and moment in which they wrote.
            return new_id(_UNTOLD)
        return f"{self._community}/{self.inbound.key}/{len(self.sent)}"

    def _put(self, intent: Intent, key: str, line: str, due: datetime, then: str = "", about: str = "") -> None:
        self.sent.append(f"{type(intent).__name__} {line}")
        self._uow.outbox.put(self._where(line), key, line, intent, then, about, due)

    def _where(self, line: str) -> CommunityRef:
        """Say in whose community a line ends: what one does in one's own may be told to somebody in another."""
        return read_place(line).community if line[:1] in {"@", "#"} else self._community

    def _quietly(self, intent: Intent, line: str) -> tuple[str, datetime]:
        """Say in which line an intent stands and when it is due: what a job has to say to a sleeper waits, aside.

        Aside, so that it does not hold up answers to what they do at night.
        """
        if isinstance(intent, Direct) and isinstance(self.inbound, JobDue):
            due = self._out_of_quiet_hours(intent.member)
            if due > self.now:
                return quiet(line), due
        return line, self.now

    def _out_of_quiet_hours(self, member: MemberRef) -> datetime:
        profile = self._uow.members.get(member)
        if profile is None or profile.quiet_hours is None:
            return self.now
        zone = zone_of(profile.zone or profile.platform_zone, self.community.zone)
        return after(profile.quiet_hours, self.now, zone)

    def card(
        self, view: str, about: str, to: MemberRef | RoomRef, *, under: MessageRef | None = None, then: str = ""
    ) -> str:
        """Send a view of an object as a card and remember the copy; gives the outbox key."""
        where = place(to)
        content = self._rendered_for(where, view, about)
        if content is None:
            raise Hidden
        if isinstance(to, MemberRef):
            card = Direct(to, content)
            key = self.send(card, then=then, about=about if then else "")
            self._take_back_older(view, about, where, *self._quietly(card, where))
        else:
            key = self.send(Post(to, content, under), then=then, about=about if then else "")
        self._uow.cards.add(about, view, key, where)
        return key

    def _take_back_older(self, view: str, about: str, where: str, line: str, due: datetime) -> None:
        """Leave a member one copy of a card, the newest, so that what is settled does not pile up in their messages.

        ``line`` and ``due`` are the newest one's: what they have goes behind it, and not at night before it comes.
        """
        for old_view, post, reader in self._uow.cards.of(about):
            if (old_view, reader) != (view, where):
                continue
            self._uow.cards.drop(about, view, post)
            row = self._uow.outbox.standing(post)
            if row is None or not _stands(row):
                continue
            if row.state is OutState.SENT:
                self._put(Retract(post), self._next_key(), line, due)
            else:
                self.send(Retract(post))

    def refresh(self, about: str, reader: MemberRef | None = None) -> None:
        """Bring every copy of every card of this object up to date, as its own reader sees it; or only one reader's."""
        subjects: dict[str, object] = {}
        for view, post, where in self._uow.cards.of(about):
            if reader is not None and where != place(reader):
                continue
            row = self._uow.outbox.standing(post)
            if row is None or not _stands(row):
                continue
            declared = self._catalogue.views.get(view)
            if declared is None:
                # It was sent by an older version, which had this view.
                continue
            if declared.on.letter not in subjects:
                subjects[declared.on.letter] = declared.on.get(self._uow, about)
            subject = subjects[declared.on.letter]
            if subject is not None:
                content = declared.render(subject, self.seen_by(where))
                self._put(Edit(post, content), self._next_key(), line_of(row), self.now)

    def _rendered_for(self, where: str, view: str, about: str) -> Content | None:
        if view not in self._catalogue.views:
            raise LookupError(f"no view {view!r}")
        return self.seen_by(where).render(view, about)

    def await_from(self, member: MemberRef, view: str, about: str) -> None:
        """Note that this awaits this member, and send them the card."""
        self._uow.waiting.add(member, view, about, self.now)
        self.card(view, about, member)

    def settle(self, about: str, member: MemberRef | None = None, *, view: str = "") -> None:
        """Note that nothing about this object awaits this member, or anybody, any more; ``view``: only this of it."""
        self._uow.waiting.settle(about, member, view)

    def promise(self, job: str, about: str, at: datetime) -> None:
        """Have a job run at a moment."""
        if job not in self._catalogue.jobs:
            raise LookupError(f"no job {job!r}")
        self._uow.due.put(self._community, job, about or str(self._community), at)

    def withdraw_promise(self, about: str, job: str = "") -> None:
        """Drop the promised jobs about an object: all, or one."""
        self._uow.due.drop(about or str(self._community), job)

    def show(self, view: str, about: str) -> UpdateCard:
        """Answer with a view of an object as the actor sees it now; on a room's card, as everyone there may see it."""
        eyes = self._eyes_on_pressed(about)
        content = eyes.render(view, about)
        if content is None:
            raise Hidden
        self.shown = (view, about)
        self.answered_to = eyes.reader
        return UpdateCard(content)

    def _eyes_on_pressed(self, about: str) -> ReadingContext:
        """Give the room's eyes if what was pressed is a card that stands in a room, else the actor's own."""
        pressed = self.inbound.message if isinstance(self.inbound, ActionPressed | FormSubmitted) else None
        if pressed is not None:
            for _, post, where in self._uow.cards.of(about):
                row = self._uow.outbox.standing(post) if where.startswith("#") else None
                if row is not None and row.made == str(pressed):
                    return self.seen_by(where)
        return self

    def form(self, submit: str, about: str = "", values: FormValues | None = None) -> ShowForm:
        """Answer with the first section of a form."""
        way = self._catalogue.ways[submit]
        if not isinstance(way, Submit):
            raise TypeError(f"{submit!r} has no form")
        return ShowForm(open_step(way, about, self, given=values or {}))

    def drop_stale_drafts(self) -> None:
        """Forget the actor's half-filled forms whose object is gone or not open to them any more."""
        for name in self.names:
            for submit, about, _ in self._uow.drafts.of_member(name):
                if self.open_form(submit, about) is None:
                    self._uow.drafts.drop(submit, about, name)

    def erase(self, member: MemberRef, *, keep_anonymised: bool) -> None:
        """Have every feature forget a member, then forget what the core itself holds of them."""
        for _, erasure in self._catalogue.erasures:
            erasure.erase(member, keep_anonymised, self)
        self._uow.forget(member)


def _who(inbound: Inbound) -> MemberRef | None:
    for name in ("actor", "author", "member"):
        who = getattr(inbound, name, None)
        if isinstance(who, MemberRef):
            return who
    return None


def _process(inbound: Happening) -> str:
    return f"job:{inbound.job}" if isinstance(inbound, JobDue) else "bot"


def _stands(row: Standing) -> bool:
    """Tell whether a post is somewhere, or on its way there."""
    return row.state is not OutState.DEAD or bool(row.made)
