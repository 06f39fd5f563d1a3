"""Threads and drafts as lines of JSON: a thread a line in, a draft a line out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from bot.domain.drafting.draft import Draft
from bot.domain.drafting.thread import Message, Thread
from bot.domain.nuggets.words import FieldName


class Unreadable(ValueError):
    """A line is no thread; says why in words for whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A thread with the id it was given, a text or a number."""

    id: str | int
    thread: Thread


def read(line: bytes) -> Line:
    """Read a thread from one line of JSON, or raise ``Unreadable``."""
    try:
        told = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable("it is not UTF-8") from None
    except (ValueError, RecursionError):
        raise Unreadable("it is not JSON") from None
    if not isinstance(told, dict):
        raise Unreadable("it is not a JSON object")
    messages = told.get("messages")
    if not isinstance(messages, list):
        raise Unreadable('"messages" has to be a list')
    language = told.get("language") or ""
    if not isinstance(language, str):
        raise Unreadable('"language" has to be a text')
    identity = told.get("id")
    if not _is_number(identity) and not isinstance(identity, str):
        raise Unreadable('"id" has to be a text or a whole number')
    return Line(identity, Thread(tuple(_message(place, one) for place, one in enumerate(messages)), language))


def written(line: Line, draft: Draft) -> str:
    """Write a draft as one line of JSON; every field is named, with null where nothing was found."""
    fields = {name: draft.fields.get(name) for name in FieldName}
    return json.dumps(
        {
            "id": line.id,
            "found": draft.found,
            "fields": {
                name: None if field is None else {"value": field.value, "messages": list(field.messages)}
                for name, field in fields.items()
            },
            "result_type": draft.result_type,
            "level": draft.level,
            "sensitive": [{"message": hint.message, "text": hint.text, "kind": hint.kind} for hint in draft.sensitive],
        },
        ensure_ascii=False,
    )


def _message(place: int, told: Any) -> Message:
    if not isinstance(told, Mapping):
        raise Unreadable(f"message {place} is not a JSON object")
    number, author, text = told.get("i"), told.get("author"), told.get("text")
    if not _is_number(number):
        raise Unreadable(f'message {place}: "i" has to be a whole number')
    if not isinstance(author, str) or not isinstance(text, str):
        raise Unreadable(f'message {place}: "author" and "text" have to be texts')
    return Message(number, author, text)


def _is_number(told: object) -> TypeGuard[int]:
    return isinstance(told, int) and not isinstance(told, bool)
