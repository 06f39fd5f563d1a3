"""What a nugget's author may tell besides: areas, country, place, and what their community's template asks."""

from collections.abc import Sequence
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator

from bot.core.content import Option
from bot.core.errors import AlreadySettled, Refusal
from bot.core.forms import INPUTS_LIMIT, AnyInput, Choice, Choices, Form, SearchInput, Section, TextInput
from bot.core.outcome import Outcome
from bot.core.text import Msg, t
from bot.domain.countries import read_country
from bot.domain.drafting.withholding import withheld_from
from bot.domain.nuggets import details, rules
from bot.domain.nuggets.nugget import DRAFTS, OVER, Nugget, Told
from bot.domain.nuggets.words import FieldName
from bot.domain.templates.changing import part_of
from bot.domain.templates.checking import OPTIONS_MOST
from bot.domain.templates.template import LENGTH, ExtraField, FieldKind, Template, said
from bot.features.nuggets.kinds import NUGGET
from bot.features.nuggets.life.editing import in_form, keep_words, refuse_borrowed, told_anew, typed_fields
from bot.features.nuggets.review.readers import narrowing
from bot.features.nuggets.template.words import Labels, asked_now, labels, read_by
from bot.features.nuggets.wording import FIELDS
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Creating, Reading
from bot.ports.feature import Completion, Submit
from bot.ports.hinting import without_numbers

PLACE_MOST: Final = 150

_OWN: Final = "more_"
"""What the names of a template's inputs begin with, so that no key meets the name of an input of ours."""


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class More(BaseModel, extra="allow"):
    """What was told besides; the community's own fields come as extras."""

    areas: Annotated[tuple[str, ...], BeforeValidator(_several)] = ()
    country: str = ""
    place: str = ""


def details_form(nugget: Nugget, reading: Reading) -> Form:
    """Ask what the template asks, in sections of five, with what is known already filled in."""
    if nugget.state in OVER:
        raise AlreadySettled(t("This is over: it was replaced, withdrawn or thrown away."))
    asked, names = asked_now(nugget, reading), labels(nugget, reading)
    inputs: list[AnyInput] = [*_areas(nugget, asked, names), *_where(nugget, names, reading)]
    hint = t("Needed before others than its pod read it")
    for field in asked.fields:
        initial = nugget.more.get(field.key, "")
        inputs.append(input_of(field, _OWN + field.key, names, initial, hint if field.beyond_pod else None))
    warning = narrowing(nugget)
    intro = t(
        "Tell what you can; all of it can be left empty. Leave out names of patients, and numbers that lead to a "
        "person."
    )
    intro = intro if warning is None else t("{intro} {warning}", intro=intro, warning=warning)
    sections = [
        Section(tuple(inputs[at : at + INPUTS_LIMIT]), intro=None if at else intro)
        for at in range(0, len(inputs), INPUTS_LIMIT)
    ]
    return Form(t("More about it"), tuple(sections), submit=t("Save"))


@or_as_it_stands("nuggets.nugget")
def tell_details(nugget: Nugget, values: More, ctx: Creating) -> Outcome:
    """Take what was told, without numbers that lead to a person; what is not asked any more is not taken."""
    asked = asked_now(nugget, ctx)
    country = read_country(values.country, ctx.reader.locale) if values.country else ""
    if country is None:
        raise Refusal(t("I do not know this country. Type a few letters of it, and choose from the list."), "country")
    retired = [key for key in nugget.topics if asked.area(key) is None]
    areas = tuple(dict.fromkeys([*(_area(typed, asked) for typed in values.areas), *retired]))
    places, withheld = typed_fields(nugget, told_anew(nugget, {FieldName.PLACE: values.place}, ctx), ctx)
    more: dict[str, str] = {}
    left_out = set(withheld)
    for field in asked.fields:
        typed = " ".join(str((values.model_extra or {}).get(_OWN + field.key, "")).split())
        if typed == nugget.more.get(field.key):
            continue
        more[field.key], kinds = typed_own(nugget, field, typed, ctx, _OWN + field.key)
        left_out.update(kinds)
    told = details.Details(
        place=places.get(FieldName.PLACE) or nugget.fields[FieldName.PLACE],
        country=country,
        topics=areas,
        more=more,
        withheld=tuple(sorted(left_out)),
    )
    changed = keep_words(nugget, details.tell(nugget, told), ctx)
    return ctx.show("nuggets.draft" if changed.state in DRAFTS else "nuggets.nugget", changed.id)


def typed_own(
    nugget: Nugget, field: ExtraField, typed: str, reading: Reading, name: str = ""
) -> tuple[str, tuple[str, ...]]:
    """Give what was typed of a field of the community's, and what was left out of it; ``name`` is its input's."""
    refuse_borrowed(Told(typed), nugget, name, reading)
    return (typed, ()) if field.options else withheld_from(typed, nugget.language)


def input_of(field: ExtraField, name: str, names: Labels, initial: str = "", hint: Msg | None = None) -> AnyInput:
    """Ask for a field of the community's as its kind is asked for."""
    label = names.say(field.label)
    if field.kind is FieldKind.CHOICE:
        options = tuple(Option(option.key, names.say(option.label)) for option in field.options)
        return Choice(name=name, label=label, hint=hint, required=False, options=options, initial=initial)
    long = field.kind is FieldKind.PARAGRAPH
    most = LENGTH[field.kind]
    return TextInput(name=name, label=label, hint=hint, required=False, long=long, initial=initial, maximum=most)


def complete_areas(typed: str, reading: Reading) -> Sequence[Option]:
    """Suggest areas by their names in any language."""
    names = read_by(reading.store.templates.in_force(reading.community.ref), reading)
    wanted = typed.strip().casefold()
    found = [area for area in names.template.areas if any(wanted in text.casefold() for text in area.label.values())]
    return [Option(area.key, names.say(area.label)) for area in found[:OPTIONS_MOST]]


def _areas(nugget: Nugget, asked: Template, names: Labels) -> list[AnyInput]:
    known = tuple(area.key for area in asked.areas if area.key in nugget.topics)
    if not asked.areas:
        return []
    if len(asked.areas) > OPTIONS_MOST:
        first = asked.area(known[0]) if known else None
        named = said(first.label, *names.languages) if first else ""
        return [SearchInput(name="areas", label=t("Area"), required=False, source="nuggets.areas", initial=named)]
    options = tuple(Option(area.key, names.say(area.label)) for area in asked.areas)
    return [Choices(name="areas", label=t("Areas"), required=False, options=options, initial=known)]


def _where(nugget: Nugget, names: Labels, reading: Reading) -> list[AnyInput]:
    told = in_form(nugget, reading).get(FieldName.PLACE)
    place = told.text[:PLACE_MOST] if told else ""
    label = names.of(FieldName.PLACE, FIELDS[FieldName.PLACE])
    return [
        SearchInput(
            name="country", label=t("Country"), required=False, source="members.countries", initial=nugget.country
        ),
        TextInput(name="place", label=label, required=False, initial=place, maximum=PLACE_MOST),
    ]


def _area(typed: str, asked: Template) -> str:
    try:
        found = part_of(asked, typed)
    except Refusal:
        found = ""
    if asked.area(found) is None:
        raise Refusal(t("I do not know this area. Type a few letters of it, and choose from the list."), "areas")
    return found


SUBMITS = (
    Submit(
        name="nuggets.details",
        may=rules.owns,
        on=NUGGET,
        command="nugget details",
        help=t("Tell more about your change nugget: where, which area, what helped"),
        form=details_form,
        model=More,
        keeps=without_numbers,
        run=tell_details,
    ),
)
COMPLETIONS = (Completion("nuggets.areas", complete_areas),)
