"""Changing a template: each function gives what it would be, and ``renewed`` makes the next version of that."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar
from unicodedata import normalize

from bot.core.errors import Refusal
from bot.core.safety import clean, one_line
from bot.core.text import t
from bot.domain.events import Event
from bot.domain.templates.checking import check
from bot.domain.templates.signs import read_sign, same_sign
from bot.domain.templates.template import BUILT_IN, Entry, ExtraField, FieldKind, Template, Words

Change = tuple[Template, tuple[Event, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateChanged(Event):
    """A community's template has a new version. What it says stands in the version itself."""

    tag: ClassVar[str] = "template:changed"
    number: int


def renewed(before: Template, after: Template, template_id: str, now: datetime) -> Change:
    """Make the next version; what says the same as before makes none."""
    if _says(before) == _says(after):
        return before, ()
    made = replace(check(after), id=template_id, number=before.number + 1, made_at=now, version=0)
    return made, (TemplateChanged(about=made.id, number=made.number),)


def with_sign(template: Template, typed: str) -> Template:
    """Take another sign for the reaction that saves a thread."""
    sign = read_sign(typed)
    return template if same_sign(sign, template.sign) else replace(template, sign=sign)


def with_languages(template: Template, tags: Sequence[str]) -> Template:
    """Name the languages in which people here are to find the labels; a label in another one stays."""
    return replace(template, languages=tuple(dict.fromkeys(tags)))


def with_label(template: Template, part: str, language: str, text: str) -> Template:
    """Call a part otherwise in one language; an empty text takes the label in this language away."""
    text = tidy(text)
    if part in BUILT_IN:
        labels = {**template.labels, part: _put(template.labels.get(part, {}), language, text)}
        return replace(template, labels={name: words for name, words in labels.items() if words})
    if template.field(part) is None and template.area(part) is None:
        raise no_part()
    return replace(
        template,
        fields=tuple(
            replace(field, label=_put(field.label, language, text)) if field.key == part else field
            for field in template.fields
        ),
        areas=tuple(
            Entry(area.key, _put(area.label, language, text)) if area.key == part else area for area in template.areas
        ),
    )


def with_field(
    template: Template, label: str, language: str, kind: FieldKind, options: Sequence[str] = (), *, beyond_pod: bool
) -> Template:
    """Ask one thing more."""
    entries = tuple(
        Entry(f"option_{place}", {language: text}) for place, text in enumerate(map(tidy, options), 1) if text
    )
    key = key_for(label, _taken(template), "field")
    field = ExtraField(key=key, kind=kind, label={language: tidy(label)}, options=entries, beyond_pod=beyond_pod)
    return replace(template, fields=(*template.fields, field))


def with_area(template: Template, label: str, language: str) -> Template:
    """Add an area to the list."""
    area = Entry(key_for(label, _taken(template), "area"), {language: tidy(label)})
    return replace(template, areas=(*template.areas, area))


def without(template: Template, part: str) -> Template:
    """Ask a field, or offer an area, no more; nuggets of older versions go on showing it."""
    if part in BUILT_IN:
        raise Refusal(t("Every nugget has this field. You can call it otherwise, but not take it away."), "part")
    if template.field(part) is None and template.area(part) is None:
        raise no_part()
    return replace(
        template,
        fields=tuple(field for field in template.fields if field.key != part),
        areas=tuple(area for area in template.areas if area.key != part),
    )


def part_of(template: Template, typed: str) -> str:
    """Read which part is meant: by its key, or by its label in any language; Refusal for none."""
    wanted = tidy(typed).casefold()
    named: Mapping[str, Words] = {
        **{name: template.labels.get(name, {}) for name in BUILT_IN},
        **{part.key: part.label for part in template.parts},
    }
    if wanted in named:
        return wanted
    found = [key for key, words in named.items() if wanted in {text.casefold() for text in words.values()}]
    if len(found) != 1:
        raise no_part()
    return found[0]


def no_part() -> Refusal:
    """Say that nothing in the template is called so."""
    return Refusal(t("Nothing in the template is called so. Type a few letters, and choose from the list."), "part")


def tidy(text: str) -> str:
    """Give a label on one line, without marks that nobody sees."""
    return one_line(clean(text))


def _says(template: Template) -> Template:
    return replace(template, id="", number=0, made_at=None, version=0)


def _put(words: Words, language: str, text: str) -> Words:
    rest = {tag: said for tag, said in words.items() if tag != language}
    return {**words, language: text} if text else rest


def _taken(template: Template) -> Collection[str]:
    return {*BUILT_IN, *(part.key for part in template.parts)}


def key_for(label: str, taken: Collection[str], otherwise: str) -> str:
    """Make a key that is not taken: of the label's own letters where they are Latin."""
    ascii_only = normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", ascii_only).strip("_0123456789")[:24].strip("_") or otherwise
    numbered = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken and stem != otherwise else next(key for key in numbered if key not in taken)
