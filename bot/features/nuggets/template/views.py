"""A community's template as its people see it: the sign, the languages, what is asked, the areas."""

from collections.abc import Iterable
from typing import Final

from babel import Locale, UnknownLocaleError

from bot.core.content import Block, Bullets, Content, Facts, Heading, Note, Paragraph, buttons
from bot.core.outcome import Reply
from bot.core.text import Inline, Moment, Msg, Show, Strong, Untrusted, joined, n, t
from bot.domain.access import anyone
from bot.domain.languages import LANGUAGES
from bot.domain.templates.template import BUILT_IN, FieldKind, Template
from bot.features.nuggets.template.words import Labels, read_by
from bot.features.nuggets.wording import FIELDS, button
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query

AREAS_SHOWN: Final = 25

FIELD_KINDS: Final = {
    FieldKind.LINE: t("one line"),
    FieldKind.PARAGRAPH: t("a few sentences"),
    FieldKind.CHOICE: t("a choice"),
}

BUILT_IN_WORDS: Final = {name.value: words for name, words in FIELDS.items()} | {
    "result": t("How it went"),
    "level": t("Level"),
}


def card(template: Template, reading: Reading, first: Msg | None = None) -> Content:
    """Show a template; whoever may change it sees with what."""
    names = read_by(template, reading)
    title = t("What change nuggets tell here")
    rows: list[tuple[Msg, Inline]] = [
        (t("Reaction that saves a thread"), Untrusted(template.sign)),
        (t("Languages"), joined(language_name(tag) for tag in template.languages)),
        (t("Always"), joined(names.of(name, BUILT_IN_WORDS[name]) for name in BUILT_IN)),
    ]
    blocks: list[Block] = [Paragraph(first)] if first else []
    blocks += [Heading(title), Note(_version(template)), Facts(tuple(rows))]
    blocks += _fields(names)
    blocks += _areas(names)
    blocks += [Note(missing) for missing in _untranslated(template)]
    if reading.viewer.steward:
        blocks += buttons(
            (
                button(t("Call it otherwise"), "template_label", ""),
                button(t("Add a field"), "template_field", ""),
                button(t("Add or rename an area"), "template_area", ""),
                button(t("Retire a field or area"), "template_retire", ""),
                button(t("Languages"), "template_languages", ""),
            )
        )
    return Content(first or title, tuple(blocks))


def language_name(tag: str) -> Untrusted:
    """Give a language's name in itself; its tag where nobody here knows it."""
    if tag in LANGUAGES:
        return Untrusted(LANGUAGES[tag])
    try:
        return Untrusted(Locale.parse(tag, sep="-").get_display_name() or tag)
    except (UnknownLocaleError, ValueError):
        return Untrusted(tag)


def show(_nothing: None, _asked: Asked, reading: Reading) -> Reply:
    """Show what is asked here, and by which areas."""
    return Reply(card(reading.store.templates.in_force(reading.community.ref), reading))


def _version(template: Template) -> Msg:
    if template.made_at is None:
        return t("This is the bot's own template. Stewards can change it.")
    return t("Version {number}, since {when}.", number=template.number, when=Moment(template.made_at, Show.DATE))


def _fields(names: Labels) -> Iterable[Block]:
    template = names.template
    if not template.fields:
        return [Paragraph(t("Nothing more is asked for."))]
    items = []
    for field in template.fields:
        kind: Inline = FIELD_KINDS[field.kind]
        if field.options:
            kind = joined(names.say(option.label) for option in field.options)
        said = t("{name}: {kind}", name=Strong(names.say(field.label)), kind=kind)
        items.append(t("{field} (needed beyond the pod)", field=said) if field.beyond_pod else said)
    return [Paragraph(t("Besides, if the author likes:")), Bullets(tuple(items))]


def _areas(names: Labels) -> Iterable[Block]:
    areas = names.template.areas
    if not areas:
        return [Paragraph(t("There are no areas."))]
    blocks: list[Block] = [
        Paragraph(t("Areas:")),
        Bullets(tuple(names.say(area.label) for area in areas[:AREAS_SHOWN])),
    ]
    if (more := len(areas) - AREAS_SHOWN) > 0:
        blocks.append(Note(n("And {count} more.", "And {count} more.", more)))
    return blocks


def _untranslated(template: Template) -> Iterable[Msg]:
    labels = [*template.labels.values(), *(part.label for part in template.parts)]
    labels += [option.label for field in template.fields for option in field.options]
    lacking = {tag: sum(tag not in label for label in labels) for tag in template.languages}
    told = [
        n("{language} ({count} label)", "{language} ({count} labels)", count, language=language_name(tag))
        for tag, count in lacking.items()
        if count
    ]
    if told:
        yield t("Not translated yet: {what}. Other languages stand in.", what=joined(told))


QUERIES = (
    Query(
        name="nuggets.template",
        may=anyone,
        command="template show",
        help=t("See what change nuggets tell here, and by which areas"),
        run=show,
    ),
)
