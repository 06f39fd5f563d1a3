"""A thread as people wrote it: what a nugget is drafted from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One message; ``i`` is its number in the thread, by which a draft points at it."""

    i: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Thread:
    """Messages in the order in which they were written; the language is a BCP 47 tag, or empty if nobody knows."""

    messages: tuple[Message, ...]
    language: str = ""
