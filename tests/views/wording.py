"""When two pictures say the same: our own words in the same places, whatever the names, times and numbers in them."""

from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Final

from bot.core.content import Option
from bot.core.text import Code, Day, Link, Mention, MessageLink, Moment, Msg, Number, RoomLink, Untrusted
from bot.core.tokens import Token

VALUES: Final = (Day, Mention, MessageLink, Moment, Number, RoomLink, Untrusted)
"""What fills a place in our words, and may differ from one picture to the next."""


def wording(shown: object) -> Hashable:
    """Give what makes a picture one of its own."""
    match shown:
        case Msg(id=text, args=args, plural=plural, count=count):
            said = text if plural is None or count == 1 else plural
            return said, tuple(wording(value) for _, value in args)
        case Token(action=action):
            return action
        case Code(value=value):
            return value.rpartition(" ")[0] if value.startswith("/") else None
        case Option():
            return wording(shown.label)
        case tuple():
            # Two or twenty of a kind are the same.
            return tuple(dict.fromkeys(wording(part) for part in shown))
        case dict():
            return tuple((name, wording(value)) for name, value in shown.items())
        case bool() | Enum():
            return shown
        case _ if isinstance(shown, (*VALUES, Link)):
            return None
        case _ if is_dataclass(shown):
            names = (field.name for field in fields(shown) if field.name != "initial")
            return (type(shown).__name__, *(wording(getattr(shown, name)) for name in names))
        case _:
            return None
