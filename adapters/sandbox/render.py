"""From what the core shows and asks to what the sandbox keeps: in the reader's words, for the page and for tests."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, assert_never
from urllib.parse import urlsplit

from adapters.sandbox.say import moment_text, number_text
from adapters.sandbox.tree import Asked, Card, Control, InputKind, Line, Picked, Piece, Sheet, Shown
from bot.core.content import (
    Actions,
    Block,
    Bullets,
    Button,
    Content,
    Divider,
    Facts,
    Heading,
    LinkButton,
    Menu,
    Note,
    Option,
    Paragraph,
    Quote,
)
from bot.core.forms import (
    AnyInput,
    Choice,
    Choices,
    DateInput,
    LinkInput,
    MemberInput,
    SearchInput,
    Step,
    TextInput,
    TimeInput,
)
from bot.core.safety import clean
from bot.core.text import (
    THE_MESSAGE,
    Code,
    Day,
    Inline,
    Link,
    Mention,
    MessageLink,
    Moment,
    Msg,
    Number,
    RoomLink,
    Run,
    Show,
    Translator,
    Untrusted,
    Words,
    runs,
)
from bot.ports.chat import Reader
from bot.ports.chat import Words as Languages

LIVE: Final = frozenset({"http", "https", "mailto"})


def is_live(url: str) -> bool:
    """Tell whether a link to here may be followed: only the web and mail, and only with a place to go to."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme.lower() not in LIVE or any(ord(char) <= 32 for char in url):
        return False
    return bool(parts.path if parts.scheme.lower() == "mailto" else parts.netloc)


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders in one reader's language. ``shared`` is for a room: every looker has a zone of their own."""

    reader: Reader
    translator: Translator
    shared: bool = False

    @classmethod
    def of(cls, reader: Reader, words: Languages, *, shared: bool = False) -> "Renderer":
        """Make the renderer for one reader."""
        return cls(reader, words(reader.locale), shared)

    def card(self, content: Content) -> Card:
        """Render a whole message."""
        blocks = tuple(self._block(block) for block in content.blocks)
        return Card(self.line(content.summary), blocks, self.reader.locale, "" if self.shared else self.reader.zone)

    def sheet(self, step: Step) -> Sheet:
        """Render a form's step."""
        names = {item.name for item in step.section.inputs}
        return Sheet(
            title=self.text(step.title),
            token=str(step.token),
            number=step.number,
            count=step.count,
            submit=self.text(step.submit),
            inputs=tuple(self._input(item, step.errors.get(item.name)) for item in step.section.inputs),
            intro=self.line(step.section.intro) if step.section.intro is not None else (),
            errors=tuple(self.text(words) for name, words in step.errors.items() if name not in names),
            locale=self.reader.locale,
            zone=self.reader.zone,
        )

    def options(self, options: Iterable[Option]) -> tuple[Picked, ...]:
        """Render what can be picked."""
        return tuple(Picked(option.value, self.text(option.label)) for option in options)

    def line(self, text: Inline) -> Line:
        """Render rich text leaf by leaf."""
        return tuple(self._piece(run) for run in runs(text, self.translator))

    def text(self, text: Inline) -> str:
        """Render what is shown where there is no markup: a label, an option."""
        return "".join(piece.text for piece in self.line(text))

    def _moment(self, at: datetime, show: Show) -> str:
        """Say a moment where there is no markup; what is told from now on is told by the clock there."""
        how = Show.DATE_TIME if show is Show.RELATIVE else show
        return moment_text(at, how.value, self.reader.locale, self.reader.zone, at)

    def _piece(self, run: Run) -> Piece:
        match run.leaf:
            case Words(value):
                return Piece("words", value, run.strong)
            case Untrusted(value):
                return Piece("said", clean(value), run.strong)
            case Code(value):
                return Piece("code", value, run.strong)
            case Link(url, label):
                words = self.text(label) if label else ""
                return Piece("link", words or url, run.strong, url, "live" if is_live(url) else "")
            case Mention(member, notify):
                return Piece("mention", f"@{member.user}", run.strong, str(member), "notify" if notify else "")
            case RoomLink(room):
                return Piece("room", f"#{room.room}", run.strong, str(room))
            case MessageLink(message):
                return Piece("message", self.text(THE_MESSAGE), run.strong, str(message))
            case Moment(at, show):
                return Piece("moment", self._moment(at, show), run.strong, at.isoformat(), show.value)
            case Day(on):
                return Piece("moment", on.isoformat(), run.strong, on.isoformat(), "day")
            case Number(value):
                return Piece("words", number_text(value, self.reader.locale), run.strong)
            case _:
                assert_never(run.leaf)

    def _block(self, block: Block) -> Shown:
        match block:
            case Heading(text):
                return Shown("heading", (self.line(text),))
            case Paragraph(text):
                return Shown("paragraph", (self.line(text),))
            case Bullets(items, numbered):
                return Shown("numbered" if numbered else "bullets", tuple(self.line(item) for item in items))
            case Quote(text):
                return Shown("quote", (self.line(text),))
            case Facts(rows):
                names = tuple(self.text(name) for name, _ in rows)
                return Shown("facts", tuple(self.line(value) for _, value in rows), names)
            case Note(text):
                return Shown("note", (self.line(text),))
            case Divider():
                return Shown("divider")
            case Actions(items):
                return Shown("actions", controls=tuple(self._control(item) for item in items))
            case _:
                assert_never(block)

    def _control(self, item: Button | LinkButton | Menu) -> Control:
        label = self.text(item.label)
        match item:
            case Button(token=token, style=style):
                return Control("button", label, str(token), style.value)
            case LinkButton(url=url):
                return Control("link", label, url=url if is_live(url) else "")
            case Menu(token=token, options=options):
                return Control("menu", label, str(token), options=self.options(options))
            case _:
                assert_never(item)

    def _input(self, item: AnyInput, error: Msg | None) -> Asked:
        asked = Asked(
            name=item.name,
            kind="text",
            label=self.text(item.label),
            hint=self.text(item.hint) if item.hint else "",
            required=item.required,
            error=self.text(error) if error else "",
        )
        return _filled_in(asked, item, self)


def _filled_in(asked: Asked, item: AnyInput, renderer: Renderer) -> Asked:
    """Add what only this kind of input has."""
    asked = replace(asked, initial=_initial(item))
    match item:
        case TextInput():
            kind: InputKind = "long" if item.long else "text"
            return replace(asked, kind=kind, minimum=item.minimum, maximum=item.maximum)
        case LinkInput():
            return replace(asked, kind="link")
        case DateInput():
            return replace(asked, kind="date")
        case TimeInput():
            return replace(asked, kind="time")
        case Choice(options=options):
            return replace(asked, kind="choice", options=renderer.options(options))
        case Choices(options=options):
            return replace(asked, kind="choices", options=renderer.options(options))
        case MemberInput(several=several):
            return replace(asked, kind="members" if several else "member")
        case SearchInput(source=source):
            return replace(asked, kind="search", source=source)
        case _:
            assert_never(item)


def _initial(item: AnyInput) -> tuple[str, ...]:
    match item:
        case Choices(initial=several) | MemberInput(initial=several):
            return several
        case DateInput(initial=day):
            return (day.isoformat(),) if day else ()
        case TimeInput(initial=hour):
            return (hour.strftime("%H:%M"),) if hour else ()
        case _:
            return (item.initial,) if item.initial else ()
