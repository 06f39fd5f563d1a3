"""Content as the plain words that a person would read."""

import gettext
from collections.abc import Iterator

from bot.core.content import (
    Actions,
    Block,
    Bullets,
    Button,
    Content,
    Divider,
    Facts,
    Heading,
    Note,
    Paragraph,
    Quote,
)
from bot.core.text import (
    Code,
    Day,
    Inline,
    Link,
    Mention,
    MessageLink,
    Moment,
    Number,
    RoomLink,
    Untrusted,
    Words,
    runs,
)

ENGLISH = gettext.NullTranslations()


def words(text: Inline) -> str:
    """Give the words of a piece of text; people as ``@user``, rooms as ``#room``."""
    return "".join(_leaf(run.leaf) for run in runs(text, ENGLISH))


def lines(content: Content) -> str:
    """Give a message as lines of words, buttons in brackets."""
    return "\n".join(line for block in content.blocks for line in _block(block))


def pressable(content: Content) -> list[Button]:
    """Give the buttons of a message, in order."""
    rows = (block for block in content.blocks if isinstance(block, Actions))
    return [item for row in rows for item in row.items if isinstance(item, Button)]


def _block(block: Block) -> Iterator[str]:
    match block:
        case Actions(items):
            yield " ".join(f"[{words(item.label)}]" for item in items)
        case Facts(rows):
            yield from (f"{words(name)}: {words(value)}" for name, value in rows)
        case Bullets(items=points):
            yield from (f"- {words(point)}" for point in points)
        case Divider():
            yield "---"
        case Heading(text) | Paragraph(text) | Quote(text) | Note(text):
            yield words(text)


def _leaf(leaf: object) -> str:
    match leaf:
        case Words(value) | Untrusted(value) | Code(value):
            return value
        case Mention(member=member):
            return f"@{member.user}"
        case RoomLink(room=room):
            return f"#{room.room}"
        case MessageLink(message=message):
            return f"the message {message}"
        case Moment(at=at):
            return f"{at:%Y-%m-%d %H:%M}"
        case Day(on=on):
            return on.isoformat()
        case Number(value=value):
            return str(value)
        case Link(url=url):
            return url
        case _:
            raise TypeError(f"no words for {leaf!r}")
