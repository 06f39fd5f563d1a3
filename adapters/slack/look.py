"""For whose eyes something is rendered, and who is named in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from adapters.slack import permalinks, wording
from bot.core.content import Actions, Bullets, Content, Divider, Facts
from bot.core.refs import CommunityRef
from bot.core.safety import isolate, one_line
from bot.core.text import (
    THE_MESSAGE,
    Code,
    Day,
    Inline,
    Link,
    Mention,
    MessageLink,
    Moment,
    Number,
    RoomLink,
    Run,
    Translator,
    Untrusted,
    Words,
    runs,
)
from bot.ports.chat import Reader

Leaf = Words | Untrusted | Code | Link | Mention | RoomLink | MessageLink | Moment | Day | Number


@dataclass(frozen=True, slots=True)
class Look:
    """One reader's words, language and zone.

    ``public`` says that others read it too: there a member's element pings them, so a mention that must not is
    written as a name. ``names`` holds the display names that were looked up, by user id; ``site`` is where the
    workspace is found in a browser.
    """

    translator: Translator
    reader: Reader
    community: CommunityRef
    now: datetime
    public: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    site: str = ""

    def runs(self, text: Inline) -> Iterator[Run]:
        """Walk rich text in the reader's language."""
        return runs(text, self.translator)

    def as_element(self, mention: Mention) -> bool:
        """Tell whether a mention may be Slack's own element here: it pings, or nobody else is there to be pinged."""
        return mention.member.community == self.community and (mention.notify or not self.public)

    def name_of(self, mention: Mention) -> str:
        """Give a member's name as text; their id where the name is not known."""
        return "@" + isolate(one_line(self.names.get(mention.member.user, mention.member.user)))

    def address(self, link: MessageLink) -> str:
        """Give the way to a message; empty where none leads there from this workspace."""
        here = link.message.room.community == self.community
        return permalinks.address(self.site, link.message, link.thread) if here else ""

    def moment(self, value: Moment) -> str:
        """Say a moment in the reader's language and zone."""
        return wording.moment(value, self.reader.locale, self.reader.zone, self.now)

    def words(self, leaf: Leaf) -> str:
        """Say a leaf in plain words, with no markup of any kind."""
        match leaf:
            case Words(value) | Code(value):
                return value
            case Untrusted(value):
                return isolate(value)
            case Link(url, label):
                return f"{self.plain(label)} ({url})" if label else url
            case Mention():
                return self.name_of(leaf)
            case RoomLink(room):
                return f"#{room.room}"
            case MessageLink():
                return self.plain(THE_MESSAGE)
            case Moment():
                return self.moment(leaf)
            case Day(on):
                return wording.day(on, self.reader.locale)
            case Number(value):
                return wording.number(value, self.reader.locale)

    def plain(self, text: Inline) -> str:
        """Say rich text in plain words: for headings, labels, options and buttons, which know no markup."""
        return "".join(self.words(run.leaf) for run in self.runs(text))


def named(found: Content, look: Look) -> set[str]:
    """Give the users whose names must be looked up, since an element would ping them where nobody asked to."""
    return {
        run.leaf.member.user
        for text in _texts(found)
        for run in look.runs(text)
        if isinstance(run.leaf, Mention)
        and run.leaf.member.community == look.community
        and not look.as_element(run.leaf)
    }


def _texts(found: Content) -> Iterator[Inline]:
    yield found.summary
    for block in found.blocks:
        match block:
            case Bullets(items):
                yield from items
            case Facts(rows):
                yield from _values(rows)
            case Divider() | Actions():
                continue
            case _:
                yield block.text


def _values(rows: Iterable[tuple[Inline, Inline]]) -> Iterator[Inline]:
    for name, value in rows:
        yield name
        yield value
