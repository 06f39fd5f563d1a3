"""The store: reads beside, and one writer that commits before anybody is answered."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from bot.core.refs import CommunityRef, MemberRef
from bot.ports import nuggets as kept
from bot.ports import points
from bot.ports import repositories as repo
from bot.ports.desk_reads import DeskReads
from bot.ports.feeds import FeedKeys
from bot.ports.handles import Handles, SealedHandles
from bot.ports.knowledge import Knowledge
from bot.ports.lab_reads import LabReads
from bot.ports.ledger import Due, Events, Inbox, Marks, Outbox, Signatures, Tokens
from bot.ports.templates import Templates

T = TypeVar("T")


class Reads(DeskReads, LabReads, Protocol):
    """What there is to read. The protocols are those of the repositories; a read connection refuses their writes."""

    @property
    def communities(self) -> repo.Communities:
        """The communities."""
        ...

    @property
    def members(self) -> repo.Members:
        """The people."""
        ...

    @property
    def roles(self) -> repo.Roles:
        """Who holds which role."""
        ...

    @property
    def pods(self) -> repo.Pods:
        """The pods."""
        ...

    @property
    def learning_points(self) -> points.LearningPoints:
        """The learning points."""
        ...

    @property
    def requests(self) -> repo.JoinRequests:
        """Requests to join pods."""
        ...

    @property
    def resources(self) -> repo.Resources:
        """Pods' resources."""
        ...

    @property
    def support(self) -> repo.SupportRequests:
        """Pods' requests for support."""
        ...

    @property
    def nuggets(self) -> kept.Nuggets:
        """Change nuggets."""
        ...

    @property
    def consents(self) -> kept.Consents:
        """Who said what to being quoted."""
        ...

    @property
    def revisions(self) -> kept.Revisions:
        """What nuggets said before."""
        ...

    @property
    def sources(self) -> kept.Sources:
        """Which messages nuggets were made from."""
        ...

    @property
    def refusals(self) -> kept.Refusals:
        """What people would not have kept."""
        ...

    @property
    def adoptions(self) -> kept.Adoptions:
        """Who tried a lesson."""
        ...

    @property
    def echoes(self) -> kept.Echoes:
        """Who said "me too", or that something was useful."""
        ...

    @property
    def templates(self) -> Templates:
        """What communities ask of change nuggets."""
        ...

    @property
    def harvests(self) -> kept.Harvests:
        """Which spans of pods' lives were summed up."""
        ...

    @property
    def waiting(self) -> repo.Waiting:
        """What awaits whom."""
        ...

    @property
    def drafts(self) -> repo.Drafts:
        """Half-filled forms."""
        ...

    @property
    def cards(self) -> repo.Cards:
        """Where copies of cards stand."""
        ...

    @property
    def deliveries(self) -> repo.Deliveries:
        """What was to leave and is held."""
        ...

    @property
    def knowledge(self) -> Knowledge:
        """What can be found."""
        ...

    @property
    def events(self) -> Events:
        """The log."""
        ...

    @property
    def feed_keys(self) -> FeedKeys:
        """Who fetches what at a private address."""
        ...

    @property
    def handles(self) -> Handles:
        """Under which names members did what nobody may know to be theirs."""
        ...


class Store(Reads, Protocol):
    """What a handler may read and write, inside its own transaction; it has no commit."""


class UnitOfWork(Store, Protocol):
    """One inbound's transaction, as the app sees it: the store and the books."""

    @property
    def handles(self) -> SealedHandles:
        """Who is behind a handle, for whoever delivers and forgets."""
        ...

    @property
    def inbox(self) -> Inbox:
        """Which inbounds had their effect."""
        ...

    @property
    def marks(self) -> Marks:
        """How far each place was read."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Intents on their way."""
        ...

    @property
    def due(self) -> Due:
        """Promised jobs."""
        ...

    @property
    def tokens(self) -> Tokens:
        """What communities gave by installing an app, sealed."""
        ...

    @property
    def signatures(self) -> Signatures:
        """What came lately and must not count again."""
        ...

    def forget(self, member: MemberRef) -> None:
        """Remove what the books and the common tables hold of a member.

        Roles, what awaits them, drafts, cards, unsent and sent messages to them, their inbox, the payloads of their
        events (a salted pseudonym takes the actor's place), and their own row.
        """
        ...

    def sweep(self, now: datetime) -> None:
        """Forget what the books need no longer: old inbounds, intents long over, signatures that are too old to use."""
        ...


class Progress(StrEnum):
    """How far a piece of work has come. Withdrawn work has had no effect and never will."""

    QUEUED = "queued"
    SEALED = "sealed"
    COMMITTED = "committed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class Ticket(Protocol, Generic[T]):
    """A piece of work given to the writer."""

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        ...

    @property
    def result(self) -> "asyncio.Future[T]":
        """Ends when the batch is committed, or with what the work raised; never before the store holds it."""
        ...

    def withdraw(self) -> bool:
        """Take it back if it is not sealed; True promises that nothing was or will be done."""
        ...


class StoreBusy(Exception):
    """The store could not take the work in time, and did nothing."""


class StoreFull(Exception):
    """The disk is full; nothing was done."""


class StoreInDoubt(Exception):
    """The store closed before it knew whether a commit had succeeded: the work is done wholly, or not at all."""


class Storage(Protocol):
    """The store's front door."""

    def write(self, work: Callable[[UnitOfWork], T], communities: Sequence[CommunityRef]) -> Ticket[T]:
        """Queue work for the writer, from the event loop.

        The work runs in a savepoint of a shared transaction. It may run again from the start (a broken batch, a
        Conflict), so it keeps nothing outside its attempt. What it raises rolls back its own savepoint alone.
        """
        ...

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run work on a read-only connection in a thread beside the writer."""
        ...

    async def compute(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run heavy work as ``read`` does, but one after the other in a thread of its own, so that no read waits."""
        ...

    async def close(self) -> None:
        """Finish what is sealed, withdraw the rest, and let go."""
        ...
