"""What is shown, in plain words for one looker: for tests, notifications and labels."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from adapters.sandbox.people import Message, Person
from adapters.sandbox.say import day_text, moment_text
from adapters.sandbox.tree import Card, Line, Piece, Sheet, Shown, moment_of
from adapters.sandbox.world import World
from bot.core.safety import clean, isolate, one_line


@dataclass(frozen=True, slots=True)
class Looker:
    """One person looking at something rendered: ``locale`` and ``zone`` are what it was rendered for."""

    world: World
    person: Person
    locale: str
    zone: str

    @classmethod
    def at(cls, shown: Card | Sheet, person: Person, world: World) -> "Looker":
        """Let a person look at a card or a form; where it was rendered for a room, their own zone counts."""
        return cls(world, person, shown.locale, shown.zone or person.zone)

    @property
    def now(self) -> datetime:
        """The moment of looking."""
        return self.world.clock.now()

    def words(self, piece: Piece) -> str:
        """Say one piece, with no markup of any kind."""
        match piece.kind:
            case "words" | "code" | "message":
                return piece.text
            case "said":
                return isolate(piece.text)
            case "link":
                return piece.target if piece.text == piece.target else f"{piece.text} ({piece.target})"
            case "mention":
                return "@" + isolate(one_line(self.world.name_of(piece.target)))
            case "room":
                name = self.world.room_name(piece.target, self.person)
                return f"#{isolate(name)}" if name else "#…"
            case "moment":
                return self.moment(piece)

    def moment(self, piece: Piece) -> str:
        """Say a moment or a calendar date."""
        if piece.how == "day":
            return day_text(date.fromisoformat(piece.target), self.locale)
        return moment_text(moment_of(piece), piece.how, self.locale, self.zone, self.now)

    def line(self, line: Line) -> str:
        """Say one line."""
        return "".join(self.words(piece) for piece in line)

    def text(self, card: Card) -> str:
        """Say a whole card; buttons stand in brackets."""
        return "\n".join(self._blocks(card.blocks))

    def _blocks(self, blocks: Iterable[Shown]) -> Iterable[str]:
        for block in blocks:
            match block.kind:
                case "facts":
                    for name, line in zip(block.names, block.lines, strict=True):
                        yield f"{name}: {self.line(line)}"
                case "bullets":
                    yield from (f"- {self.line(line)}" for line in block.lines)
                case "numbered":
                    yield from (f"{place}. {self.line(line)}" for place, line in enumerate(block.lines, 1))
                case "quote":
                    yield from (f"> {self.line(line)}" for line in block.lines)
                case "actions":
                    yield " ".join(f"[{control.label}]" for control in block.controls)
                case "divider":
                    yield "---"
                case "heading" | "paragraph" | "note":
                    yield from (self.line(line) for line in block.lines)


def message_text(message: Message, person: Person, world: World) -> str:
    """Say a message as this person reads it."""
    if message.card is None:
        return clean(message.text)
    return Looker.at(message.card, person, world).text(message.card)


def sheet_text(sheet: Sheet, person: Person, world: World) -> str:
    """Say an open form as this person reads it."""
    looker = Looker.at(sheet, person, world)
    lines = [sheet.title, looker.line(sheet.intro), *sheet.errors]
    for asked in sheet.inputs:
        lines.extend((asked.label, asked.hint, " ".join(asked.initial), asked.error))
        lines.extend(option.label for option in asked.options)
    return "\n".join(line for line in (*lines, f"[{sheet.submit}]") if line)
