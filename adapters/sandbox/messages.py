"""What the sandbox keeps of what was said and shown: messages, reactions, files, open forms and home pages."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from adapters.sandbox.people import PLATFORM, Attached, Message, NoSuch
from adapters.sandbox.store import Store
from adapters.sandbox.tree import CARDS, SHEETS, Card, Sheet
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form before a person: its step, the room it was opened in, and the card it was opened from (0: none)."""

    sheet: Sheet
    room: RoomRef | None
    card: int


class Messages:
    """Reads and writes through the store's connection."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._run = store.run

    def add(self, message: Message) -> Message:
        """Store a new message; gives it with its id."""
        cursor = self._run(
            "INSERT INTO messages (community, room, author, at, text, card, only_for, thread) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            message.room.community.id,
            message.room.room,
            message.author,
            message.at.isoformat(),
            message.text,
            _dump(message.card),
            message.only_for,
            message.thread,
        )
        return replace(message, id=cursor.lastrowid or 0)

    def put(self, message: Message) -> None:
        """Store a message as it is now."""
        self._run(
            "UPDATE messages SET text = ?, card = ?, thread_name = ?, pinned = ?, edited = ? WHERE id = ?",
            message.text,
            _dump(message.card),
            message.thread_name,
            message.pinned,
            message.edited,
            message.id,
        )

    def drop(self, message_id: int) -> None:
        """Take a message away."""
        self._run("DELETE FROM messages WHERE id = ?", message_id)

    def get(self, ref: MessageRef) -> Message:
        """Give a message by its reference; NoSuch if it is not there."""
        if not _is_id(ref.message):
            raise NoSuch(str(ref))
        row = self._run(
            "SELECT m.*, f.name AS file FROM messages m LEFT JOIN files f ON f.message = m.id "
            "WHERE m.id = ? AND m.community = ? AND m.room = ?",
            int(ref.message),
            ref.room.community.id,
            ref.room.room,
        ).fetchone()
        if row is None or ref.room.community.platform != PLATFORM:
            raise NoSuch(str(ref))
        return _message(row)

    def find(self, message_id: int) -> Message:
        """Give a message by its id alone; NoSuch if it is not there."""
        row = self._run(
            "SELECT m.*, f.name AS file FROM messages m LEFT JOIN files f ON f.message = m.id WHERE m.id = ?",
            message_id,
        ).fetchone()
        if row is None:
            raise NoSuch(str(message_id))
        return _message(row)

    def of_room(self, room: RoomRef, viewer: str, limit: int = -1) -> list[Message]:
        """Give what this person can read in a room, oldest first; others' private answers are not among it."""
        rows = self._run(
            "SELECT m.*, f.name AS file FROM messages m LEFT JOIN files f ON f.message = m.id "
            "WHERE m.community = ? AND m.room = ? AND m.only_for IN ('', ?) ORDER BY m.id DESC LIMIT ?",
            room.community.id,
            room.room,
            viewer,
            limit,
        ).fetchall()
        return [_message(row) for row in reversed(rows)]

    def of_thread(self, ref: MessageRef) -> list[Message]:
        """Give the thread that a message began or stands in, oldest first; private answers are not part of it.

        A thread lasts longer than the message that began it.
        """
        try:
            found = self.get(ref)
        except NoSuch:
            first = int(ref.message) if _is_id(ref.message) else 0
        else:
            first = found.thread or found.id
        rows = self._run(
            "SELECT m.*, f.name AS file FROM messages m LEFT JOIN files f ON f.message = m.id "
            "WHERE m.community = ? AND m.room = ? AND m.only_for = '' AND (m.id = ? OR m.thread = ?) ORDER BY m.id",
            ref.room.community.id,
            ref.room.room,
            first,
            first or -1,
        )
        return [_message(row) for row in rows]

    def react(self, message: int, person: str, emoji: str) -> bool:
        """Add a reaction; False if it was there."""
        return self._run("INSERT OR IGNORE INTO reactions VALUES (?, ?, ?)", message, person, emoji).rowcount == 1

    def unreact(self, message: int, person: str, emoji: str) -> bool:
        """Take a reaction back; False if there was none."""
        gone = self._run("DELETE FROM reactions WHERE message = ? AND person = ? AND emoji = ?", message, person, emoji)
        return gone.rowcount == 1

    def reactions(self, messages: Sequence[int]) -> dict[int, dict[str, list[str]]]:
        """Give who reacted with what, by message and emoji, in the order they came."""
        found: dict[int, dict[str, list[str]]] = {}
        for message in messages:
            for row in self._run("SELECT emoji, person FROM reactions WHERE message = ? ORDER BY rowid", message):
                found.setdefault(message, {}).setdefault(row["emoji"], []).append(row["person"])
        return found

    def attach(self, message: int, file: Attached) -> None:
        """Add a file to a message."""
        self._run("INSERT INTO files VALUES (?, ?, ?, ?)", message, file.name, file.media_type, file.body)

    def attached(self, message: int) -> Attached:
        """Give a message's file; NoSuch if it has none."""
        row = self._run("SELECT * FROM files WHERE message = ?", message).fetchone()
        if row is None:
            raise NoSuch(str(message))
        return Attached(row["name"], row["media_type"], row["body"])

    def form(self, person: MemberRef) -> OpenForm | None:
        """Give the form that stands open before a person."""
        row = self._run(
            "SELECT * FROM forms WHERE community = ? AND person = ?", person.community.id, person.user
        ).fetchone()
        if row is None:
            return None
        room = RoomRef(person.community, row["room"]) if row["room"] else None
        return OpenForm(SHEETS.validate_json(row["sheet"]), room, row["card"])

    def put_form(self, person: MemberRef, form: OpenForm | None) -> None:
        """Put a form before a person, or take it away."""
        if form is None:
            self._run("DELETE FROM forms WHERE community = ? AND person = ?", person.community.id, person.user)
            return
        self._run(
            "INSERT OR REPLACE INTO forms VALUES (?, ?, ?, ?, ?)",
            person.community.id,
            person.user,
            SHEETS.dump_json(form.sheet).decode(),
            form.room.room if form.room else "",
            form.card,
        )

    def home(self, person: MemberRef) -> Card | None:
        """Give a person's own page as it was last published."""
        row = self._run(
            "SELECT card FROM homes WHERE community = ? AND person = ?", person.community.id, person.user
        ).fetchone()
        return CARDS.validate_json(row["card"]) if row else None

    def put_home(self, person: MemberRef, card: Card) -> None:
        """Publish a person's own page."""
        self._run("INSERT OR REPLACE INTO homes VALUES (?, ?, ?)", person.community.id, person.user, _dump(card))


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


def _dump(card: Card | None) -> str:
    return CARDS.dump_json(card).decode() if card else ""


def _message(row: sqlite3.Row) -> Message:
    return Message(
        id=row["id"],
        room=RoomRef(CommunityRef(PLATFORM, row["community"]), row["room"]),
        author=row["author"],
        at=datetime.fromisoformat(row["at"]),
        text=row["text"],
        card=CARDS.validate_json(row["card"]) if row["card"] else None,
        only_for=row["only_for"],
        thread=row["thread"],
        thread_name=row["thread_name"],
        pinned=bool(row["pinned"]),
        edited=bool(row["edited"]),
        file=row["file"] or "",
    )
