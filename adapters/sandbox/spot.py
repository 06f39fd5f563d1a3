"""Where on the page a person is, as an address and back."""

from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import parse_qsl, quote, unquote, urlencode

from adapters.sandbox.people import Person

Kind = Literal["room", "direct", "home"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A room, the conversation with the bot or one's own page, and what is open there: thread, edit, journal."""

    kind: Kind = "direct"
    room: str = ""
    thread: int = 0
    edit: int = 0
    journal: bool = False

    def __str__(self) -> str:
        place = f"room/{quote(self.room, safe='')}" if self.kind == "room" else self.kind
        asked = {"thread": self.thread, "edit": self.edit, "journal": int(self.journal)}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{place}?{query}" if query else place

    @classmethod
    def of(cls, kind: Kind, room: str, query: str) -> "Spot":
        """Read an address; numbers that are none are left out."""
        asked = dict(parse_qsl(query, max_num_fields=20))
        return cls(kind, room, _number(asked, "thread"), _number(asked, "edit"), bool(_number(asked, "journal")))

    @classmethod
    def parse(cls, text: str) -> "Spot":
        """Read what ``str`` gave; the conversation with the bot for anything else."""
        place, _, query = text.partition("?")
        kind, _, room = place.partition("/")
        match kind:
            case "room" if room:
                return cls.of("room", unquote(room), query)
            case "home":
                return cls.of("home", "", query)
            case _:
                return cls.of("direct", "", query)

    def without(self) -> "Spot":
        """The same place with nothing open in it."""
        return replace(self, thread=0, edit=0)


def base_of(person: Person) -> str:
    """The part of every address that says who somebody is on the page."""
    return f"/as/{quote(person.ref.community.id, safe='')}/{quote(person.id, safe='')}"


def _number(asked: dict[str, str], name: str) -> int:
    text = asked.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0
