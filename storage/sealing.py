"""What was appended to the log in a batch, and how it is chained and written when the batch is sealed."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, select

from storage import chain
from storage.dialects import Dialect
from storage.run import Fixed, Run
from storage.tables.ledger import chains, event_bodies, event_people, events


class Appended(NamedTuple):
    """An event that is not yet in the chain. ``person`` is what it is about when that is no object but somebody."""

    community: str
    tag: str
    about: str
    person: str
    actor: str
    at: int
    payload: str
    people: tuple[str, ...]


class Erased(NamedTuple):
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
    for row, salt in zip(rows, chain.new_salts(len(rows)), strict=True):
        name = row.community
        seq, before = heads[name] if name in heads else head_of(run, name)
        seq += 1
        digest = chain.digest_of(salt, row.actor, row.person, row.payload)
        link = chain.link_of(before, name, seq, row.tag, row.about, row.at, digest)
        heads[name] = seq, link
        lines.append(
            {
                "community": name,
                "seq": seq,
                "tag": row.tag,
                "about": row.about,
                "at": row.at,
                "digest": digest,
                "link": link,
            }
        )
        # What was erased before it was written keeps no salt, as what is erased later.
        kept = salt if row.payload else ""
        bodies.append(
            {
                "community": name,
                "seq": seq,
                "actor": row.actor,
                "person": row.person,
                "payload": row.payload,
                "salt": kept,
            }
        )
        people.extend({"community": name, "seq": seq, "member": member} for member in row.people)
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
    return row._replace(
        actor=gone.pseudonym if row.actor == gone.member else row.actor,
        person=gone.pseudonym if row.person == gone.member else row.person,
        payload="",
        people=tuple(member for member in row.people if member != gone.member),
    )


def head_of(run: Run, community: str) -> tuple[int, str]:
    """Give the end of a community's chain."""
    row = run.one(_head, by_community=community)
    return (row[0], row[1]) if row else (0, "")
