"""What was appended to the log in a batch, and how it is chained and written when the batch is sealed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import bindparam, select

from storage import chain
from storage.dialects import Dialect
from storage.run import Fixed, Run
from storage.tables.ledger import chains, event_bodies, event_people, events


@dataclass(frozen=True, slots=True)
class Appended:
    """An event that is not yet in the chain. ``person`` is what it is about when that is no object but somebody."""

    community: str
    tag: str
    about: str
    person: str
    actor: str
    at: int
    payload: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """A member's wish to be forgotten, in its place among what is appended."""

    member: str
    pseudonym: str


Entry = Appended | Erased

_head: Final = Fixed(
    lambda _: select(chains.c.seq, chains.c.link).where(chains.c.community == bindparam("by_community"))
)
_add_event: Final = Fixed(
    lambda dialect: dialect.insert(events).values({column.name: bindparam(column.name) for column in events.c})
)
_add_body: Final = Fixed(
    lambda dialect: dialect.insert(event_bodies).values(
        {column.name: bindparam(column.name) for column in event_bodies.c}
    )
)
_add_person: Final = Fixed(
    lambda dialect: dialect.insert(event_people).values(
        {column.name: bindparam(column.name) for column in event_people.c}
    )
)


def _advance(dialect: Dialect) -> Any:
    statement = dialect.insert(chains).values({column.name: bindparam(column.name) for column in chains.c})
    return statement.on_conflict_do_update(
        index_elements=[chains.c.community], set_={"seq": statement.excluded.seq, "link": statement.excluded.link}
    )


_set_head: Final = Fixed(_advance)


def seal(run: Run, entries: Sequence[Entry]) -> None:
    """Chain what was appended and write it; called once for a batch, when nothing more comes."""
    rows = list(settled(entries))
    if not rows:
        return
    heads: dict[str, tuple[int, str]] = {}
    lines: list[dict[str, Any]] = []
    bodies: list[dict[str, Any]] = []
    people: list[dict[str, Any]] = []
    for row in rows:
        seq, before = heads[row.community] if row.community in heads else head_of(run, row.community)
        seq += 1
        salt = chain.new_salt() if row.payload else ""
        digest = chain.digest_of(salt or chain.new_salt(), row.actor, row.person, row.payload)
        link = chain.link_of(before, row.community, seq, row.tag, row.about, row.at, digest)
        heads[row.community] = seq, link
        key = {"community": row.community, "seq": seq}
        lines.append({**key, "tag": row.tag, "about": row.about, "at": row.at, "digest": digest, "link": link})
        bodies.append({**key, "actor": row.actor, "person": row.person, "payload": row.payload, "salt": salt})
        people.extend({**key, "member": member} for member in row.people)
    run.many(_add_event, lines)
    run.many(_add_body, bodies)
    run.many(_add_person, people)
    run.many(_set_head, [{"community": name, "seq": seq, "link": link} for name, (seq, link) in heads.items()])


def settled(entries: Sequence[Entry]) -> Iterator[Appended]:
    """Give what was appended, with whoever was erased after it forgotten."""
    gone = [(place, entry) for place, entry in enumerate(entries) if isinstance(entry, Erased)]
    for place, entry in enumerate(entries):
        if isinstance(entry, Appended):
            row = entry
            for later, erased in gone:
                if later > place:
                    row = without(row, erased)
            yield row


def without(row: Appended, gone: Erased) -> Appended:
    """Forget a member in what was appended."""
    if gone.member not in (row.actor, row.person, *row.people):
        return row
    return replace(
        row,
        actor=gone.pseudonym if row.actor == gone.member else row.actor,
        person=gone.pseudonym if row.person == gone.member else row.person,
        payload="",
        people=tuple(member for member in row.people if member != gone.member),
    )


def head_of(run: Run, community: str) -> tuple[int, str]:
    """Give the end of a community's chain."""
    row = run.one(_head, by_community=community)
    return (row[0], row[1]) if row else (0, "")
