"""What the sandbox keeps of communities, people and rooms, in its own file; the core never reads it."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from adapters.sandbox.people import PLATFORM, Community, NoSuch, Person, Planned, Room, RoomKind
from adapters.sandbox.schema import open_file
from bot.core.refs import CommunityRef, MemberRef, RoomRef


class Store:
    """One connection, used from one thread. Each call is stored when it returns, or with its ``whole``."""

    def __init__(self, path: str) -> None:
        self.connection = open_file(path)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Store several changes together, or none of them."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def run(self, statement: str, *values: object) -> sqlite3.Cursor:
        """Run one statement."""
        return self.connection.execute(statement, values)

    def communities(self) -> list[Community]:
        """Give the communities, in the order they were made."""
        rows = self.run("SELECT * FROM communities ORDER BY rowid")
        return [
            Community(
                ref=CommunityRef(PLATFORM, row["community"]), name=row["name"], locale=row["locale"], zone=row["zone"]
            )
            for row in rows
        ]

    def put_community(self, community: Community) -> None:
        """Store a community."""
        values = (community.ref.id, community.name, community.locale, community.zone)
        self.run("INSERT OR REPLACE INTO communities VALUES (?, ?, ?, ?)", *values)

    def people(self, community: CommunityRef | None = None) -> list[Person]:
        """Give the people of one community or of all, in the order they came."""
        rows = (
            self.run("SELECT * FROM people ORDER BY rowid")
            if community is None
            else self.run("SELECT * FROM people WHERE community = ? ORDER BY rowid", community.id)
        )
        return [_person(row) for row in rows]

    def person(self, ref: MemberRef) -> Person:
        """Give one person; NoSuch if there is none."""
        row = self.run("SELECT * FROM people WHERE community = ? AND id = ?", ref.community.id, ref.user).fetchone()
        if row is None or ref.community.platform != PLATFORM:
            raise NoSuch(str(ref))
        return _person(row)

    def put_person(self, person: Person) -> None:
        """Store a person as they are now."""
        self.run(
            "INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (community, id) DO UPDATE SET "
            "name = excluded.name, locale = excluded.locale, zone = excluded.zone, country = excluded.country, "
            "title = excluded.title, roles = excluded.roles, dms_open = excluded.dms_open, guest = excluded.guest, "
            "gone = excluded.gone",
            person.ref.community.id,
            person.id,
            person.name,
            person.locale,
            person.zone,
            person.country,
            person.title,
            json.dumps(sorted(person.roles)),
            person.dms_open,
            person.guest,
            person.gone,
        )

    def rooms(self, community: CommunityRef) -> list[Room]:
        """Give all rooms of a community; who may know of them is asked elsewhere."""
        rows = self.run("SELECT * FROM rooms WHERE community = ? ORDER BY rowid", community.id)
        return [_room(row) for row in rows]

    def room(self, ref: RoomRef) -> Room:
        """Give one room; NoSuch if there is none."""
        row = self.run("SELECT * FROM rooms WHERE community = ? AND id = ?", ref.community.id, ref.room).fetchone()
        if row is None or ref.community.platform != PLATFORM:
            raise NoSuch(str(ref))
        return _room(row)

    def put_room(self, room: Room) -> None:
        """Store a room as it is now."""
        self.run(
            "INSERT INTO rooms VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (community, id) DO UPDATE SET "
            "name = excluded.name, purpose = excluded.purpose, archived = excluded.archived",
            room.ref.community.id,
            room.id,
            room.name,
            room.kind.value,
            room.purpose,
            room.archived,
            room.owner,
        )

    def members(self, room: RoomRef) -> set[str]:
        """Give the ids of those who are in a room."""
        rows = self.run("SELECT person FROM members WHERE community = ? AND room = ?", room.community.id, room.room)
        return {row["person"] for row in rows}

    def put_member(self, room: RoomRef, person: str) -> None:
        """Let a person into a room."""
        self.run("INSERT OR IGNORE INTO members VALUES (?, ?, ?)", room.community.id, room.room, person)

    def drop_member(self, room: RoomRef, person: str) -> None:
        """Take a person out of a room."""
        self.run(
            "DELETE FROM members WHERE community = ? AND room = ? AND person = ?", room.community.id, room.room, person
        )

    def calendar(self, community: CommunityRef) -> list[Planned]:
        """Give the community's events by start."""
        rows = self.run("SELECT * FROM calendar WHERE community = ? ORDER BY starts", community.id)
        return [
            Planned(
                uid=row["uid"],
                title=row["title"],
                starts=datetime.fromisoformat(row["starts"]),
                ends=datetime.fromisoformat(row["ends"]),
                description=row["description"],
                cancelled=bool(row["cancelled"]),
            )
            for row in rows
        ]

    def put_planned(self, community: CommunityRef, event: Planned) -> None:
        """Store an event; one of the same uid is replaced."""
        self.run(
            "INSERT OR REPLACE INTO calendar VALUES (?, ?, ?, ?, ?, ?, ?)",
            community.id,
            event.uid,
            event.title,
            event.starts.isoformat(),
            event.ends.isoformat(),
            event.description,
            event.cancelled,
        )

    def performed(self, key: str) -> str | None:
        """Give what came of an intent that was carried out; None if it was not."""
        row = self.run("SELECT made FROM performed WHERE key = ?", key).fetchone()
        return None if row is None else str(row["made"])

    def put_performed(self, key: str, made: str) -> None:
        """Note that an intent was carried out."""
        self.run("INSERT INTO performed VALUES (?, ?)", key, made)


def _person(row: sqlite3.Row) -> Person:
    return Person(
        ref=MemberRef(CommunityRef(PLATFORM, row["community"]), row["id"]),
        name=row["name"],
        locale=row["locale"],
        zone=row["zone"],
        country=row["country"],
        title=row["title"],
        roles=frozenset(json.loads(row["roles"])),
        dms_open=bool(row["dms_open"]),
        guest=bool(row["guest"]),
        gone=bool(row["gone"]),
    )


def _room(row: sqlite3.Row) -> Room:
    return Room(
        ref=RoomRef(CommunityRef(PLATFORM, row["community"]), row["id"]),
        name=row["name"],
        kind=RoomKind(row["kind"]),
        purpose=row["purpose"],
        archived=bool(row["archived"]),
        owner=row["owner"],
    )
