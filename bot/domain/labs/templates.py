"""Agendas to begin with, each in several languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from bot.domain.data_file import Part, parsed
from bot.domain.labs.plan import Item, Mode, Phase
from bot.domain.templates.template import Words, said


@dataclass(frozen=True, slots=True, kw_only=True)
class LabTemplate:
    """An agenda that others found useful: what it is called, what it is for, and how long it takes."""

    key: str
    title: Words
    about: Words
    mode: Mode
    minutes: int
    prompts: tuple[Words, ...]
    items: tuple[Item, ...]

    def agenda(self, *languages: str) -> tuple[Item, ...]:
        """Give its items in the first of these languages that it is in."""
        return tuple(
            Item(phase=item.phase, minutes=item.minutes, prompt=said(prompt, *languages), anonymous=item.anonymous)
            for item, prompt in zip(self.items, self.prompts, strict=True)
        )


class _Item(Part):
    # A word in a file is text; strictness is about what is no text at all.
    phase: Phase = Field(strict=False)
    minutes: int
    prompt: dict[str, str]
    anonymous: bool = False


class _Template(Part):
    key: str
    mode: Mode = Field(strict=False)
    minutes: int
    title: dict[str, str]
    about: dict[str, str]
    items: list[_Item]

    def made(self) -> LabTemplate:
        items = (Item(phase=one.phase, minutes=one.minutes, prompt="", anonymous=one.anonymous) for one in self.items)
        return LabTemplate(
            key=self.key,
            title=self.title,
            about=self.about,
            mode=self.mode,
            minutes=self.minutes,
            prompts=tuple(one.prompt for one in self.items),
            items=tuple(items),
        )


class _File(Part):
    templates: list[_Template]


@lru_cache
def templates() -> Sequence[LabTemplate]:
    """Give the bot's own templates, in the order in which they are shown."""
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return tuple(one.made() for one in parsed(text, _File).templates)


def template(key: str) -> LabTemplate | None:
    """Give a template by its key."""
    return next((one for one in templates() if one.key == key), None)
