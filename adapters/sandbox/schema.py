"""The sandbox's own small file: its tables, and how it is opened."""

import sqlite3
from pathlib import Path
from typing import Final

VERSION: Final = 1
IN_MEMORY: Final = ":memory:"

TABLES: Final = """
CREATE TABLE communities (community TEXT PRIMARY KEY, name TEXT NOT NULL, locale TEXT NOT NULL, zone TEXT NOT NULL);
CREATE TABLE people (
  community TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, locale TEXT NOT NULL, zone TEXT NOT NULL,
  country TEXT NOT NULL, title TEXT NOT NULL, roles TEXT NOT NULL, dms_open INTEGER NOT NULL, guest INTEGER NOT NULL,
  gone INTEGER NOT NULL, PRIMARY KEY (community, id)
);
CREATE TABLE rooms (
  community TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, purpose TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0, owner TEXT NOT NULL DEFAULT '', PRIMARY KEY (community, id)
);
CREATE TABLE members (
  community TEXT NOT NULL, room TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (community, room, person)
);
CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT, community TEXT NOT NULL, room TEXT NOT NULL, author TEXT NOT NULL,
  at TEXT NOT NULL, text TEXT NOT NULL, card TEXT NOT NULL, only_for TEXT NOT NULL, thread INTEGER NOT NULL,
  thread_name TEXT NOT NULL DEFAULT '', pinned INTEGER NOT NULL DEFAULT 0, edited INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX messages_of_room ON messages (community, room, id);
CREATE TABLE reactions (
  message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE, person TEXT NOT NULL, emoji TEXT NOT NULL,
  PRIMARY KEY (message, emoji, person)
);
CREATE TABLE files (
  message INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE, name TEXT NOT NULL,
  media_type TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE forms (
  community TEXT NOT NULL, person TEXT NOT NULL, sheet TEXT NOT NULL, room TEXT NOT NULL, card INTEGER NOT NULL,
  PRIMARY KEY (community, person)
);
CREATE TABLE homes (
  community TEXT NOT NULL, person TEXT NOT NULL, card TEXT NOT NULL, PRIMARY KEY (community, person)
);
CREATE TABLE calendar (
  community TEXT NOT NULL, uid TEXT NOT NULL, title TEXT NOT NULL, starts TEXT NOT NULL, ends TEXT NOT NULL,
  description TEXT NOT NULL, cancelled INTEGER NOT NULL, PRIMARY KEY (community, uid)
);
CREATE TABLE read (
  community TEXT NOT NULL, person TEXT NOT NULL, room TEXT NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY (community, person, room)
);
CREATE TABLE performed (key TEXT PRIMARY KEY, made TEXT NOT NULL);
CREATE TABLE pending (seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, body TEXT NOT NULL);
"""


class WrongFile(Exception):
    """The sandbox's file cannot be used; the message says why, in one line."""


def open_file(path: str) -> sqlite3.Connection:
    """Open the file, made with its folder and tables if it is not there; WrongFile if it is not one of ours."""
    if path != IN_MEMORY:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            connection.executescript(f"BEGIN IMMEDIATE;{TABLES}PRAGMA user_version = {VERSION};COMMIT;")
        elif version != VERSION:
            raise WrongFile(f"{path} was made by another version of the sandbox; move it away to start anew")
    except sqlite3.Error as wrong:
        raise WrongFile(f"{path} cannot be used: {wrong}") from wrong
    return connection
