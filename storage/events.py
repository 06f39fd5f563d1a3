"""The append-only log. What is appended waits until the batch is sealed, and is then chained and written in one go."""

import secrets
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final, get_type_hints

from sqlalchemy import and_, case, delete, func, literal, select, tuple_, union, update

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.events import Event
from bot.ports.ledger import Logged
from storage import chain
from storage.codec import codec
from storage.mapping import instant, micros, storable, text_of
from storage.run import Run
from storage.sealing import Appended, Entry, Erased, head_of, settled, without
from storage.tables.ledger import chains, event_bodies, event_people, events

WALKED_AT_ONCE: Final = 5000


class SqlEvents:
    """The log. ``before`` is what earlier items of the batch appended, ``own`` what this one does."""

    def __init__(self, run: Run, before: Sequence[Entry] = (), own: list[Entry] | None = None) -> None:
        self.run = run
        self._before = before
        self._own = own

    def append(self, community: CommunityRef, event: Event, actor: MemberRef | str, at: datetime) -> None:
        """Write an event; its place in the chain is computed when the batch is sealed."""
        where = text_of(community)
        self.run.hold(where)
        kind: Any = type(event)
        about = storable(event.about)
        # Ids have no colon, references always have: those of a person may have to be forgotten.
        person = about if ":" in about else ""
        self._note(
            Appended(
                community=where,
                tag=event.tag,
                about="" if person else about,
                person=person,
                actor=text_of(actor) if isinstance(actor, MemberRef) else actor,
                at=micros(at),
                payload=codec(kind, without="about").encode(event),
                people=tuple(sorted(_people(event))),
            )
        )

    def about(self, object_ids: Sequence[str], *, limit: int = 50, offset: int = 0) -> Sequence[Logged]:
        """Give what happened to these objects, newest first."""
        ids = set(object_ids)
        found = [row for row in self._waiting() if row.about in ids]
        for column, wanted in (
            (events.c.about, [name for name in ids if ":" not in name]),
            (event_bodies.c.person, [name for name in ids if ":" in name]),
        ):
            if wanted:
                query = (
                    _logged()
                    .where(column.in_(wanted))
                    .order_by(events.c.at.desc(), events.c.seq.desc())
                    .limit(limit + offset)
                )
                found.extend(_line(row) for row in self.run.rows(query))
        found.sort(key=lambda row: (row.at, row.seq), reverse=True)
        return found[offset : offset + limit]

    def by_actor(self, member: MemberRef) -> Sequence[Logged]:
        """Give what a member did, oldest first."""
        actor = text_of(member)
        query = _logged().where(event_bodies.c.actor == actor).order_by(events.c.at, events.c.seq)
        stored = [_line(row) for row in self.run.rows(query)]
        return [*stored, *(row for row in self._waiting() if row.actor == actor)]

    def count(self, tag: str, community: CommunityRef, since: datetime) -> int:
        """Count how often something happened in a community since a moment.

        It reads the community's whole log: an index would cost every event for what is asked now and then.
        """
        query = select(func.count()).where(
            events.c.community == text_of(community), events.c.tag == tag, events.c.at >= micros(since)
        )
        row = self.run.one(query)
        return int(row[0]) if row else 0

    def erase(self, member: MemberRef) -> int:
        """Erase the payloads of a member's events, and put a salted pseudonym in the actor's place.

        Events that name them, by whomever, lose their payload too. The salt is kept nowhere. Gives how many.
        """
        who = text_of(member)
        gone = Erased(who, f"erased:{secrets.token_hex(8)}")
        waiting = sum(without(row, gone) is not row for row in settled([*self._before, *(self._own or ())]))
        self._note(gone)
        place = (event_bodies.c.community, event_bodies.c.seq)
        keys = union(
            select(*place).where(event_bodies.c.actor == who),
            select(*place).where(event_bodies.c.person == who),
            select(event_people.c.community, event_people.c.seq).where(event_people.c.member == who),
        )
        changed = self.run.change(
            update(event_bodies)
            .where(tuple_(*place).in_(keys))
            .values(
                actor=case((event_bodies.c.actor == who, literal(gone.pseudonym)), else_=event_bodies.c.actor),
                person=case((event_bodies.c.person == who, literal(gone.pseudonym)), else_=event_bodies.c.person),
                payload="",
                salt="",
            )
        )
        self.run.change(delete(event_people).where(event_people.c.member == who))
        return waiting + changed

    def verify(self) -> Sequence[str]:
        """Walk every chain; gives one line for each break, none when whole."""
        heads = {
            row[0]: (row[1], row[2]) for row in self.run.rows(select(chains.c.community, chains.c.seq, chains.c.link))
        }
        written = {row[0] for row in self.run.rows(select(events.c.community).distinct())}
        found = [
            problem
            for community in sorted(written | set(heads))
            for problem in chain.breaks(community, self._lines(community), heads.get(community))
        ]
        strays = (
            select(event_bodies.c.community, event_bodies.c.seq)
            .outerjoin(events, _same_place())
            .where(events.c.seq.is_(None))
        )
        found.extend(
            f"events of {community}: a body without event at {seq}" for community, seq in self.run.rows(strays)
        )
        return found

    def _lines(self, community: str) -> Iterator[chain.Line]:
        after = 0
        while True:
            query = (
                select(
                    events.c.seq,
                    events.c.tag,
                    events.c.about,
                    events.c.at,
                    events.c.digest,
                    events.c.link,
                    event_bodies.c.actor,
                    event_bodies.c.person,
                    event_bodies.c.payload,
                    event_bodies.c.salt,
                )
                .outerjoin(event_bodies, _same_place())
                .where(events.c.community == community, events.c.seq > after)
                .order_by(events.c.seq)
                .limit(WALKED_AT_ONCE)
            )
            rows = self.run.rows(query)
            yield from (chain.Line(*row) for row in rows)
            if len(rows) < WALKED_AT_ONCE:
                return
            after = rows[-1][0]

    def _note(self, entry: Entry) -> None:
        if self._own is None:
            raise RuntimeError("a reader writes no events")
        self._own.append(entry)

    def _waiting(self) -> Iterator[Logged]:
        """Give what was appended and is not yet written, with the places that it will have."""
        places: dict[str, int] = defaultdict(int)
        for row in settled([*self._before, *(self._own or ())]):
            if row.community not in places:
                places[row.community] = head_of(self.run, row.community)[0]
            places[row.community] += 1
            yield Logged(
                places[row.community], instant(row.at), row.tag, row.about or row.person, row.actor, row.payload
            )


def _people(event: Event) -> set[str]:
    """Give the members that an event names besides its actor."""
    found: set[str] = set()
    kind: Any = type(event)
    for name in _naming(kind):
        value = getattr(event, name)
        found.update(text_of(part) for part in (value if isinstance(value, tuple) else (value,)) if part is not None)
    return found


@cache
def _naming(kind: Any) -> tuple[str, ...]:
    """Give the fields in which events of a class name members."""
    people = (MemberRef, MemberRef | None, tuple[MemberRef, ...])
    return tuple(name for name, hint in get_type_hints(kind).items() if hint in people)


def _same_place() -> Any:
    return and_(event_bodies.c.community == events.c.community, event_bodies.c.seq == events.c.seq)


def _logged() -> Any:
    columns = (events.c.seq, events.c.at, events.c.tag, events.c.about)
    return select(*columns, event_bodies.c.person, event_bodies.c.actor, event_bodies.c.payload).join(
        event_bodies, _same_place()
    )


def _line(row: Any) -> Logged:
    seq, at, tag, about, person, actor, payload = row
    return Logged(seq, instant(at), tag, about or person, actor, payload)
