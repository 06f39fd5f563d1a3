"""The books: inbox, marks, events, outbox, due.

``events`` takes rows and gives none back: triggers refuse every change. What may have to be forgotten (who, about
which person, and the payload) stands beside it in ``event_bodies``, sealed into the chain by a salted digest.
"""

from sqlalchemy import Index, Table, UniqueConstraint

from storage.tables.base import count, flag, metadata, moment, number, order, place, text

inbox = Table(
    "inbox",
    metadata,
    text("community", primary_key=True),
    text("key", primary_key=True),
    moment("taken_at"),
    text("outcome"),
    text("view"),
    text("about"),
    sqlite_with_rowid=False,
)

marks = Table(
    "marks",
    metadata,
    text("community", primary_key=True),
    text("place", primary_key=True),
    count("reached"),
    sqlite_with_rowid=False,
)

chains = Table(
    "chains",
    metadata,
    text("community", primary_key=True),
    count("seq"),
    text("link"),
)

events = Table(
    "events",
    metadata,
    text("community", primary_key=True),
    place(),
    text("tag"),
    text("about"),
    moment("at"),
    text("digest"),
    text("link"),
    Index("ix_events_about", "about"),
    sqlite_with_rowid=False,
)
event_bodies = Table(
    "event_bodies",
    metadata,
    text("community", primary_key=True),
    place(),
    text("actor"),
    text("person"),
    text("payload"),
    text("salt"),
    Index("ix_event_bodies_actor", "actor"),
    sqlite_with_rowid=False,
)
Index(
    "ix_event_bodies_person",
    event_bodies.c.person,
    sqlite_where=event_bodies.c.person > "",
    postgresql_where=event_bodies.c.person > "",
)

event_people = Table(
    "event_people",
    metadata,
    text("member", primary_key=True),
    text("community", primary_key=True),
    place(),
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    metadata,
    order(),
    text("key"),
    text("community"),
    text("destination"),
    text("intent"),
    text("then"),
    text("about"),
    text("state"),
    flag("open"),
    number("attempts"),
    moment("due_at"),
    text("made"),
    text("why"),
    count("fence"),
    UniqueConstraint("key"),
)
Index(
    "ix_outbox_open",
    outbox.c.community,
    outbox.c.destination,
    outbox.c.seq,
    # So that SQLite finds all it asks for in the index alone.
    outbox.c.open,
    sqlite_where=outbox.c.open,
    postgresql_where=outbox.c.open,
)

destinations = Table(
    "destinations",
    metadata,
    text("community", primary_key=True),
    text("destination", primary_key=True),
    text("worker"),
    count("fence"),
    moment("leased_until"),
)

waits = Table(
    "waits",
    metadata,
    text("community", primary_key=True),
    text("destination", primary_key=True),
    moment("until"),
)

due = Table(
    "due",
    metadata,
    order(),
    text("community"),
    text("job"),
    text("about"),
    moment("due_at"),
    text("payload"),
    text("worker"),
    moment("leased_until"),
    UniqueConstraint("about", "job"),
    Index("ix_due_due_at", "due_at"),
    Index("ix_due_leased_until", "leased_until", "due_at"),
)
