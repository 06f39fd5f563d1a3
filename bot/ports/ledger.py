"""The books that make the promises true: inbox, marks, events, outbox, due, tokens. Handlers read the log alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from bot.core.inbound import JobDue
from bot.core.intents import Intent
from bot.core.refs import Bookmark, CommunityRef, MemberRef
from bot.domain.events import Event

INBOX_KEPT: Final = timedelta(days=7)
"""How long the inbox knows what had its effect: what is older must not be delivered again."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the inbox keeps of an inbound that had its effect: the outcome's kind and ids, never its text."""

    outcome: str
    view: str = ""
    about: str = ""


class Inbox(Protocol):
    """Which inbounds had their effect."""

    def take(self, community: CommunityRef, key: str, at: datetime) -> Seen | None:
        """Note the key as taken; or give what is known of it if it was taken before."""
        ...

    def close(self, community: CommunityRef, key: str, seen: Seen) -> None:
        """Note what was answered."""
        ...

    def seen(self, community: CommunityRef, key: str) -> Seen | None:
        """Tell whether a key was taken."""
        ...

    def sweep(self, before: datetime) -> int:
        """Forget keys older than this; gives how many."""
        ...


class Marks(Protocol):
    """How far each place of a community was read; moved in the transaction that stores what was read there."""

    def begin(self, community: CommunityRef, reached: int) -> None:
        """Note from where a community is listened to; a later beginning changes nothing."""
        ...

    def move(self, community: CommunityRef, bookmark: Bookmark) -> None:
        """Move a place's bookmark on; never back."""
        ...

    def reached(self, community: CommunityRef, place: str) -> int | None:
        """Give a place's bookmark, else the community's beginning."""
        ...


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the event log. ``payload`` is the event's own fields as JSON, or empty once erased."""

    seq: int
    at: datetime
    tag: str
    about: str
    actor: str
    payload: str


class Events(Protocol):
    """The append-only log, with its hash chain per community."""

    def append(self, community: CommunityRef, event: Event, actor: MemberRef | str, at: datetime) -> None:
        """Write an event; its place in the chain is computed when the batch is sealed."""
        ...

    def about(self, object_ids: Sequence[str], *, limit: int = 50, offset: int = 0) -> Sequence[Logged]:
        """Give what happened to these objects, newest first."""
        ...

    def by_actor(self, member: MemberRef) -> Sequence[Logged]:
        """Give what a member did, oldest first."""
        ...

    def count(self, tag: str, community: CommunityRef, since: datetime) -> int:
        """Count how often something happened in a community since a moment."""
        ...

    def erase(self, member: MemberRef) -> int:
        """Erase the payloads of a member's events, and put a salted pseudonym in the actor's place."""
        ...

    def verify(self) -> Sequence[str]:
        """Walk every chain; gives one line for each break, none when whole."""
        ...


class OutState(StrEnum):
    """Where an intent stands. Uncertain blocks its destination; parked waits for a person; dead frees it."""

    PENDING = "pending"
    LEASED = "leased"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    PARKED = "parked"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutRow:
    """An intent in the outbox. Rows of one ``destination`` leave in the order of ``seq``.

    ``attempts`` counts the tries before this one. Once it is sent or dead, an intent keeps where it went and no words.
    """

    seq: int
    key: str
    community: CommunityRef
    destination: str
    intent: Intent
    then: str
    about: str
    state: OutState
    attempts: int
    due_at: datetime
    made: str = ""
    why: str = ""
    fence: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an intent stands, without what it says: all that a change to an earlier post needs to know of it."""

    destination: str
    state: OutState
    made: str


DROPPED: Final = "dropped"
"""Why a row is in line again that a person gave up: it is not carried out, and whoever asked for it hears so."""


class Outbox(Protocol):
    """Intents on their way. A destination is leased to one worker at a time, with a fencing number."""

    def put(
        self, community: CommunityRef, key: str, destination: str, intent: Intent, then: str, about: str, due: datetime
    ) -> bool:
        """Add an intent; False if the key is there already."""
        ...

    def lease(self, worker: str, now: datetime, seconds: float, limit: int) -> Sequence[OutRow]:
        """Lease destinations that have something due, and give the head row of each.

        A row found LEASED from an expired lease comes back as UNCERTAIN: its sender may have died after sending.
        """
        ...

    def renew(self, row: OutRow, seconds: float) -> bool:
        """Keep a leased row for so many seconds more; False if the lease was lost to a newer fence."""
        ...

    def sent(self, row: OutRow, made: str) -> bool:
        """Note success; False if the lease was lost to a newer fence (then nothing is changed)."""
        ...

    def retry(self, row: OutRow, at: datetime, why: str, *, counted: bool = True) -> bool:
        """Put it back for later; the destination waits with it. A try that is not ``counted`` adds no attempt."""
        ...

    def hold(
        self, row: OutRow, state: OutState, why: str, *, again: datetime | None = None, counted: bool = True
    ) -> bool:
        """Set it uncertain, parked or dead. An uncertain row is leased again at ``again``, to be looked at anew."""
        ...

    def get(self, key: str) -> OutRow | None:
        """Give a row by its key."""
        ...

    def standing(self, key: str) -> Standing | None:
        """Tell where a row stands, without reading its words."""
        ...

    def postpone(self, community: CommunityRef | None, destination: str, until: datetime) -> None:
        """Let a destination (or, when empty, a whole community) wait."""
        ...

    def resume(self, community: CommunityRef) -> None:
        """Let what waits for a whole community leave again."""
        ...

    def release(self, key: str, now: datetime) -> bool:
        """Put a parked or uncertain row back in line (a person said so)."""
        ...

    def in_state(self, community: CommunityRef, state: OutState, limit: int = 25) -> Sequence[OutRow]:
        """Give rows in a state, oldest first."""
        ...

    def sweep(self, before: datetime) -> int:
        """Forget what was over by then, save posts of which a card still stands; gives how many intents."""
        ...

    def backlog(self) -> Mapping[OutState, int]:
        """Count the intents that are not over, by state."""
        ...

    def next_due(self) -> datetime | None:
        """Give when the next row falls due, or None."""
        ...


class Due(Protocol):
    """Promised jobs, with leases."""

    def put(self, community: CommunityRef, job: str, about: str, at: datetime, payload: str = "") -> None:
        """Promise a job; the same job and object again replaces the moment."""
        ...

    def drop(self, about: str, job: str = "") -> None:
        """Withdraw the promises about an object: all, or one job's."""
        ...

    def claim(self, worker: str, now: datetime, seconds: float, limit: int) -> Sequence[JobDue]:
        """Lease what has fallen due, oldest first."""
        ...

    def done(self, due: JobDue) -> bool:
        """Strike it off; False if it was replaced or withdrawn meanwhile, or done by another."""
        ...

    def postpone(self, due: JobDue, seconds: float) -> bool:
        """Let it be claimed anew no sooner than in so many seconds; False if it was replaced or withdrawn meanwhile."""
        ...

    def next_due(self) -> datetime | None:
        """Give the earliest promise, or None."""
        ...


@dataclass(frozen=True, slots=True)
class SealedToken:
    """The token for one community, as only a key outside the database opens it, and since when it is there."""

    community: CommunityRef
    sealed: str
    at: datetime


class Tokens(Protocol):
    """Tokens that communities gave by installing an app. None of them is kept in clear."""

    def put(self, token: SealedToken) -> None:
        """Keep a community's token in place of an earlier one."""
        ...

    def all(self, platform: str) -> Sequence[SealedToken]:
        """Give those of a platform, by community."""
        ...

    def get(self, community: CommunityRef) -> SealedToken | None:
        """Give a community's token, or None."""
        ...

    def remove(self, community: CommunityRef, at: datetime) -> bool:
        """Forget the token that came at this moment; False if it is not there any more."""
        ...


class Signatures(Protocol):
    """What came lately and must not count again."""

    def take(self, key: str, until: datetime) -> bool:
        """Note a key until a moment; False if it is noted already."""
        ...

    def sweep(self, now: datetime) -> int:
        """Forget keys whose moment has passed; gives how many."""
        ...
