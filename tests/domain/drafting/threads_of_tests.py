"""Threads in a few words: an author and what they wrote, a message a line."""

from bot.domain.drafting.draft import Draft
from bot.domain.drafting.drafter import draft
from bot.domain.drafting.thread import Message, Thread
from bot.domain.nuggets.words import FieldName


def thread(language: str, *told: str) -> Thread:
    """Make a thread of lines such as ``"Amina: we moved the rub"``."""
    messages = (Message(i, *line.split(": ", 1)) for i, line in enumerate(told))
    return Thread(tuple(messages), language)


def drafted(language: str, *told: str) -> Draft:
    """Draft from such lines."""
    return draft(thread(language, *told))


def values(found: Draft) -> dict[str, str]:
    """Give what each field says."""
    return {name.value: field.value for name, field in found.fields.items()}


def messages(found: Draft, name: str) -> tuple[int, ...]:
    """Give the messages that a field points at."""
    return found.fields[FieldName(name)].messages
