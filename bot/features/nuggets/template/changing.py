"""Stewards change what their community asks of change nuggets; each change is a new version, shown at once."""

from collections.abc import Callable, Sequence
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator

from bot.core.commands import Param, Takes
from bot.core.content import Option
from bot.core.errors import Refusal
from bot.core.forms import Choice, Form, SearchInput, Section, TextInput
from bot.core.inbound import CommandUsed
from bot.core.outcome import Outcome, Reply
from bot.core.text import Msg, t
from bot.domain.access import stewards
from bot.domain.templates import changing
from bot.domain.templates.checking import CHOICE_MOST, LABEL_MOST, OPTIONS_MOST
from bot.domain.templates.template import BUILT_IN, FieldKind, Template
from bot.features.nuggets.kinds import TEMPLATE
from bot.features.nuggets.template.views import BUILT_IN_WORDS, FIELD_KINDS, card, language_name
from bot.features.nuggets.template.words import read_by
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Completion, Submit

_LONGEST_LIST: Final = 2000


def _lines(typed: object) -> object:
    return tuple(filter(None, map(str.strip, typed.splitlines()))) if isinstance(typed, str) else typed


def _tags(typed: object) -> object:
    return tuple(typed.replace(",", " ").split()) if isinstance(typed, str) else typed


class Label(BaseModel):
    """Which part is called how, in which language."""

    part: str
    language: str
    text: str = ""


class NewField(BaseModel):
    """One thing more to ask."""

    label: str
    language: str
    kind: FieldKind
    options: Annotated[tuple[str, ...], BeforeValidator(_lines)] = ()
    beyond_pod: bool = False


class Area(BaseModel):
    """An area, new or known, and what it is called."""

    area: str = ""
    language: str
    label: str


class Part(BaseModel):
    """One of the community's fields or areas."""

    part: str


class Languages(BaseModel):
    """In which languages people are to find the labels."""

    languages: Annotated[tuple[str, ...], BeforeValidator(_tags)]


def change_sign(_nothing: None, ctx: Context) -> Outcome:
    """Take another reaction for saving a thread."""
    typed = ctx.inbound.values.get("emoji", "") if isinstance(ctx.inbound, CommandUsed) else ""
    return _changed(ctx, ctx.new_id(TEMPLATE.letter), lambda template: changing.with_sign(template, typed))


def change_label(_nothing: None, values: Label, ctx: Creating) -> Outcome:
    """Call a part otherwise in one language."""
    return _changed(
        ctx, ctx.creating, lambda template: changing.with_label(template, values.part, values.language, values.text)
    )


def add_field(_nothing: None, values: NewField, ctx: Creating) -> Outcome:
    """Ask one thing more of nuggets that are made from now on."""

    def change(template: Template) -> Template:
        return changing.with_field(
            template, values.label, values.language, values.kind, values.options, beyond_pod=values.beyond_pod
        )

    return _changed(ctx, ctx.creating, change)


def put_area(_nothing: None, values: Area, ctx: Creating) -> Outcome:
    """Add an area, or call a known one otherwise."""

    def change(template: Template) -> Template:
        if not values.area:
            return changing.with_area(template, values.label, values.language)
        key = changing.part_of(template, values.area)
        if template.area(key) is None:
            raise Refusal(t("That is a field, and no area."), "area")
        return changing.with_label(template, key, values.language, values.label)

    return _changed(ctx, ctx.creating, change)


def retire(_nothing: None, values: Part, ctx: Creating) -> Outcome:
    """Ask a field, or offer an area, no more; older nuggets go on showing it."""
    return _changed(
        ctx, ctx.creating, lambda template: changing.without(template, changing.part_of(template, values.part))
    )


def change_languages(_nothing: None, values: Languages, ctx: Creating) -> Outcome:
    """Name the languages in which people are to find the labels."""
    return _changed(ctx, ctx.creating, lambda template: changing.with_languages(template, values.languages))


def label_form(_nothing: None, reading: Reading) -> Form:
    """Ask which field is called how, in which language."""
    template = _in_force(reading)
    names = read_by(template, reading)
    parts = [Option(name, names.of(name, BUILT_IN_WORDS[name])) for name in BUILT_IN]
    parts += [Option(field.key, names.say(field.label)) for field in template.fields]
    text = TextInput(
        name="text",
        label=t("What it is called"),
        hint=t("Empty: as the bot calls it, or as in another language"),
        required=False,
        maximum=LABEL_MOST,
    )
    return _form(Choice(name="part", label=t("Which field?"), options=tuple(parts)), _language(template), text)


def field_form(_nothing: None, reading: Reading) -> Form:
    """Ask what is to be asked."""
    kinds = tuple(Option(kind.value, words) for kind, words in FIELD_KINDS.items())
    return _form(
        TextInput(name="label", label=t("What it is called"), maximum=LABEL_MOST),
        _language(_in_force(reading)),
        Choice(name="kind", label=t("How it is answered"), options=kinds, initial=FieldKind.LINE),
        TextInput(
            name="options",
            label=t("What there is to choose from"),
            hint=t("For a choice only, one a line"),
            required=False,
            long=True,
            maximum=_LONGEST_LIST,
        ),
        Choice(
            name="beyond_pod",
            label=t("Needed beyond the pod?"),
            options=(Option("no", t("No")), Option("yes", t("Yes"))),
            initial="no",
        ),
    )


def area_form(_nothing: None, reading: Reading) -> Form:
    """Ask for an area, new or known, and its name in a language."""
    known = SearchInput(
        name="area",
        label=t("Which area?"),
        hint=t("Empty for a new one"),
        required=False,
        source="nuggets.areas",
    )
    return _form(
        known,
        _language(_in_force(reading)),
        TextInput(name="label", label=t("What it is called"), maximum=CHOICE_MOST),
    )


def retire_form(_nothing: None, _reading: Reading) -> Form:
    """Ask what is to be asked no more."""
    return _form(
        SearchInput(name="part", label=t("Which field or area?"), source="nuggets.template_parts"),
        intro=t("Change nuggets that tell it already go on showing it. New ones are not asked."),
    )


def languages_form(_nothing: None, reading: Reading) -> Form:
    """Ask for languages by their tags."""
    tags = TextInput(
        name="languages",
        label=t("Languages"),
        hint=t("Tags with commas between, such as: fr, en, pt-BR"),
        initial=", ".join(_in_force(reading).languages),
        maximum=300,
    )
    return _form(tags)


def complete_parts(typed: str, reading: Reading) -> Sequence[Option]:
    """Suggest the community's fields and areas by their names in any language."""
    template = _in_force(reading)
    names, wanted = read_by(template, reading), typed.strip().casefold()
    found = [part for part in template.parts if any(wanted in text.casefold() for text in part.label.values())]
    return [Option(part.key, names.say(part.label)) for part in found[:OPTIONS_MOST]]


def _changed(ctx: Context, template_id: str, change: Callable[[Template], Template]) -> Outcome:
    """Store what a change makes of the template that is in force at this moment, and show it."""
    before = _in_force(ctx)
    after, events = changing.renewed(before, change(before), template_id, ctx.now)
    if after is before:
        return Reply(card(before, ctx, t("It says that already, so nothing has changed.")))
    ctx.store.templates.add(after)
    for event in events:
        ctx.record(event)
    return Reply(card(after, ctx, t("This is in force now. Change nuggets made before keep the version they have.")))


def _in_force(reading: Reading) -> Template:
    return reading.store.templates.in_force(reading.community.ref)


def _language(template: Template) -> Choice:
    options = tuple(Option(tag, language_name(tag)) for tag in template.languages)
    return Choice(name="language", label=t("In which language?"), options=options, initial=template.languages[0])


def _form(*inputs: Choice | SearchInput | TextInput, intro: Msg | None = None) -> Form:
    return Form(t("Template"), (Section(inputs, intro=intro),), submit=t("Save"))


ACTIONS = (
    Action(
        name="nuggets.template_sign",
        may=stewards,
        command="template sign",
        help=t("Choose the reaction that saves a thread as a change nugget"),
        params=(Param("emoji", t("One emoji"), Takes.EMOJI),),
        run=change_sign,
    ),
)
SUBMITS = (
    Submit(
        name="nuggets.template_label",
        may=stewards,
        command="template label",
        help=t("Call a field of change nuggets otherwise"),
        form=label_form,
        model=Label,
        run=change_label,
        creates=TEMPLATE.letter,
    ),
    Submit(
        name="nuggets.template_field",
        may=stewards,
        command="template field",
        help=t("Ask one thing more of change nuggets"),
        form=field_form,
        model=NewField,
        run=add_field,
        creates=TEMPLATE.letter,
    ),
    Submit(
        name="nuggets.template_area",
        may=stewards,
        command="template area",
        help=t("Add an area of change nuggets, or call one otherwise"),
        form=area_form,
        model=Area,
        run=put_area,
        creates=TEMPLATE.letter,
    ),
    Submit(
        name="nuggets.template_retire",
        may=stewards,
        command="template retire",
        help=t("Retire a field or an area of change nuggets"),
        form=retire_form,
        model=Part,
        run=retire,
        creates=TEMPLATE.letter,
    ),
    Submit(
        name="nuggets.template_languages",
        may=stewards,
        command="template languages",
        help=t("Choose the languages in which fields and areas are named"),
        form=languages_form,
        model=Languages,
        run=change_languages,
        creates=TEMPLATE.letter,
    ),
)
COMPLETIONS = (Completion("nuggets.template_parts", complete_parts),)
