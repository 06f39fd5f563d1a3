"""What the parts of a nugget are called: as its community says, in the version it was made by, to each reader."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.core.refs import CommunityRef
from bot.core.text import Inline, Msg, Untrusted, joined, t
from bot.domain.countries import country_in
from bot.domain.nuggets.details import asked, needed
from bot.domain.nuggets.nugget import Nugget
from bot.domain.nuggets.words import FieldName
from bot.domain.templates.template import Entry, ExtraField, FieldKind, Template, Words, said
from bot.features.nuggets.wording import FIELDS
from bot.ports.context import Reading

Rows = list[tuple[Msg, Inline]]


@dataclass(frozen=True, slots=True)
class Labels:
    """A template as a reader reads it: in their language, else in the community's, else in English."""

    template: Template
    languages: tuple[str, ...]

    def of(self, name: str, otherwise: Msg) -> Msg:
        """Give what a built-in field is called here; our own words for it where the community has none."""
        words = self.template.labels.get(name)
        return self.say(words) if words else otherwise

    def say(self, words: Words) -> Msg:
        """Give a label of the community's."""
        return t("{label}", label=Untrusted(said(words, *self.languages)))

    def names(self, parts: Iterable[ExtraField | Entry]) -> Inline:
        """Give the names of several parts in a row."""
        return joined(self.say(part.label) for part in parts)


def labels(nugget: Nugget, reading: Reading) -> Labels:
    """Give what the parts of a nugget are called, by the version of its template."""
    return read_by(reading.store.templates.of(nugget.community, nugget.template), reading)


def read_by(template: Template, reading: Reading) -> Labels:
    """Give a template as its reader reads it."""
    return Labels(template, (reading.reader.locale, _home(template.community, reading), *template.languages))


def asked_now(nugget: Nugget, reading: Reading) -> Template:
    """Give what is asked about a nugget: by its own version, without what was retired since."""
    templates = reading.store.templates
    return asked(templates.of(nugget.community, nugget.template), templates.in_force(nugget.community))


def asked_besides(nugget: Nugget, reading: Reading) -> tuple[str, ...]:
    """Give the keys of what its author is asked for before others than its pod read it, besides what all are."""
    return needed(asked_now(nugget, reading))


def called(nugget: Nugget, names: Iterable[str], reading: Reading) -> Inline:
    """Give what these parts of it are called here, in a row: fields of ours, and the community's own."""
    here = labels(nugget, reading)
    own = {field.key: here.say(field.label) for field in here.template.fields}
    return joined(own[name] if name in own else here.of(name, FIELDS[FieldName(name)]) for name in names)


def sign_here(reading: Reading) -> Inline:
    """Give the reaction that saves a thread here."""
    return Untrusted(reading.store.templates.in_force(reading.community.ref).sign)


def detail_rows(nugget: Nugget, names: Labels) -> Rows:
    """Show what a nugget tells besides, what a retired field says too."""
    rows: Rows = []
    if areas := [area for area in map(names.template.area, nugget.topics) if area is not None]:
        rows.append((t("Areas"), names.names(areas)))
    if nugget.country:
        rows.append((t("Country"), Untrusted(country_in(nugget.country, names.languages[0]))))
    return rows + own_rows(nugget, names, [field.key for field in names.template.fields])


def own_rows(nugget: Nugget, names: Labels, keys: Collection[str]) -> Rows:
    """Show what a nugget tells by these fields of its community's."""
    return [
        (names.say(field.label), _answer(field, nugget.more[field.key], names))
        for field in names.template.fields
        if field.key in keys and nugget.more.get(field.key)
    ]


def _answer(field: ExtraField, text: str, names: Labels) -> Inline:
    chosen = next((option for option in field.options if option.key == text), None)
    return names.say(chosen.label) if field.kind is FieldKind.CHOICE and chosen else Untrusted(text)


def _home(community: CommunityRef, reading: Reading) -> str:
    if community == reading.community.ref:
        return reading.community.locale
    home = reading.store.communities.get(community)
    return home.locale if home else ""
