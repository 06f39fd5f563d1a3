"""Rich text as Discord's markdown, for messages, and as plain text, for labels and titles."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal

from adapters.discord import links, permalinks
from adapters.discord.escape import escape, escape_people, quiet
from adapters.discord.places import PLATFORM
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.core.safety import clean, isolate, one_line, shorten
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
    Show,
    Translator,
    Untrusted,
    Words,
    runs,
    t,
)
from bot.ports.chat import Reader

_TIME_STYLE: Final = {Show.DATE_TIME: "f", Show.DATE: "D", Show.TIME: "t", Show.RELATIVE: "R"}

ELSEWHERE_MEMBER: Final = t("a member of another community")
ELSEWHERE_ROOM: Final = t("a room in another community")


@lru_cache(maxsize=64)
def locale_of(tag: str) -> Locale:
    """Give the locale of a language tag, or English."""
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale("en")


@dataclass(slots=True)
class Ink:
    """What writing for one reader needs.

    ``longest`` shortens people's words; ``notified`` gathers whom to ping; ``guild`` is the server they read it in.
    """

    translator: Translator
    reader: Reader
    longest: int | None = None
    guild: str = ""
    notified: set[str] = field(default_factory=set)

    def markdown(self, text: Inline) -> str:
        """Write rich text as Discord's markdown."""
        pieces: list[str] = []
        strong: list[str] = []
        for run in runs(text, self.translator):
            if run.strong:
                strong.append(self._leaf(run))
                continue
            pieces.append(_bold(strong))
            strong = []
            pieces.append(self._leaf(run))
        pieces.append(_bold(strong))
        return quiet("".join(pieces))

    def line(self, text: Inline) -> str:
        """Write rich text as markdown on one line."""
        return one_line(self.markdown(text))

    def plain(self, text: Inline, limit: int) -> str:
        """Write rich text where Discord shows no markup, on one line, shortened to what fits."""
        words = "".join(self._plain_leaf(run) for run in runs(text, self.translator))
        return shorten(one_line(words), limit)

    def _leaf(self, run: Run) -> str:
        match run.leaf:
            case Words(value):
                return escape(value)
            case Untrusted(value):
                return escape_people(self._cut(value))
            case Code(value):
                return _code(value)
            case Link():
                return self._link(run.leaf)
            case Mention(member, notify):
                return self._mention(member, notify)
            case RoomLink(room):
                return self._room(room)
            case MessageLink(message):
                return self._message(message)
            case Moment(at, show):
                return f"<t:{int(at.timestamp())}:{_TIME_STYLE[show]}>"
            case Day() | Number():
                return escape(self._plain_leaf(run))

    def _plain_leaf(self, run: Run) -> str:
        match run.leaf:
            case Words(value) | Code(value):
                return value
            case Untrusted(value):
                return isolate(one_line(self._cut(clean(value))))
            case Link(url, label):
                return clean(url) if label is None else f"{self.plain(label, 200)} ({clean(url)})"
            case Mention():
                return self.plain(t("a member"), 100)
            case RoomLink():
                return self.plain(t("a room"), 100)
            case MessageLink():
                return self.plain(THE_MESSAGE, 100)
            case Moment():
                return self._moment(run.leaf)
            case Day(on):
                return format_date(on, "full", locale_of(self.reader.locale))
            case Number(value):
                return format_decimal(value, locale=locale_of(self.reader.locale))

    def _cut(self, value: str) -> str:
        return value if self.longest is None else shorten(value, self.longest)

    def _mention(self, member: MemberRef, notify: bool) -> str:
        if member.community.platform != PLATFORM or not member.user.isdigit():
            return self.markdown(ELSEWHERE_MEMBER)
        if notify:
            self.notified.add(member.user)
        return f"<@{member.user}>"

    def _room(self, room: RoomRef) -> str:
        if room.community.platform != PLATFORM or not room.room.isdigit():
            return self.markdown(ELSEWHERE_ROOM)
        return f"<#{room.room}>"

    def _message(self, message: MessageRef) -> str:
        words, here = self.line(THE_MESSAGE), CommunityRef(PLATFORM, self.guild)
        return f"[{words}](<{permalinks.address(message)}>)" if message.room.community == here else words

    def _link(self, link: Link) -> str:
        url = links.live(link.url)
        if url is None:
            shown = escape_people(links.mail(link.url) or link.url)
            return shown if link.label is None else f"{self.markdown(link.label)} ({shown})"
        if link.label is None:
            return f"<{url}>"
        label = self.line(link.label)
        if any(isinstance(run.leaf, Untrusted) for run in runs(link.label, self.translator)):
            # People's words never become the face of a link: it would hide where the link goes.
            return f"{label} (<{url}>)"
        return f"[{label}](<{url}>)"

    def _moment(self, moment: Moment) -> str:
        """Write a moment out where Discord cannot show it in the reader's own zone."""
        locale = locale_of(self.reader.locale)
        zone = _zone(self.reader.zone)
        match moment.show:
            case Show.DATE:
                return format_date(moment.at.astimezone(zone), "long", locale)
            case Show.TIME:
                return f"{format_time(moment.at, 'short', zone, locale)} {zone.key}"
            case _:
                return f"{format_datetime(moment.at, 'medium', zone, locale)} {zone.key}"


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _bold(pieces: list[str]) -> str:
    """Set pieces in bold; spaces at the edges stay outside, where Discord needs them."""
    text = "".join(pieces)
    inner = text.strip()
    if not inner:
        return text
    before, _, after = text.partition(inner)
    return f"{before}**{inner}**{after}"


def _code(value: str) -> str:
    """Show a fixed word as typed; a backtick in it would end it, so another mark stands for that."""
    inner = value.replace("`", "\N{MODIFIER LETTER GRAVE ACCENT}")
    return f"`{inner}`" if inner else ""
