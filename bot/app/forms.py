"""Forms in steps: which section comes next, what was typed so far, and what is wrong with it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ValidationError

from bot.app.checking import NEEDED, kept
from bot.core.errors import Refusal
from bot.core.forms import Form, FormValue, FormValues, Step, TextInput, filled
from bot.core.ids import derived_id
from bot.core.refs import MemberRef
from bot.core.text import Code, Msg, t
from bot.core.tokens import Token
from bot.ports.feature import Submit

if TYPE_CHECKING:
    from bot.app.context import WritingContext

_WORD: Final = ""
"""The name, which no input can have, under which a draft keeps its sheet's word."""

_UNREADABLE: Final = t("I could not read this. Please look at it again.")
_SAID_PLAINLY: Final = {
    "missing": NEEDED,
    "int_parsing": t("Please give a whole number, such as 12."),
    "int_from_float": t("Please give a whole number, such as 12."),
    "date_from_datetime_parsing": t("Please give a date as year-month-day, such as 2027-03-15."),
    "date_parsing": t("Please give a date as year-month-day, such as 2027-03-15."),
    "time_parsing": t("Please give a time as hours:minutes, such as 15:30."),
    "enum": t("Please choose one from the list."),
    "literal_error": t("Please choose one from the list."),
    "bool_parsing": t("Please answer yes or no."),
    "url_parsing": t("Please give a whole web address, beginning with https://"),
    "url_scheme": t("Please give a whole web address, beginning with https://"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model made of the values: the model, or what is wrong by input name."""

    model: BaseModel | None
    errors: Mapping[str, Msg]


def read_values(model: type[BaseModel], values: FormValues) -> Reading:
    """Read values through a form's model; what is wrong comes back in words, at its input."""
    given = {name: value for name, value in values.items() if value not in ("", ())}
    try:
        return Reading(model.model_validate(given), {})
    except ValidationError as wrong:
        errors: dict[str, Msg] = {}
        for error in wrong.errors():
            name = str(error["loc"][0]) if error["loc"] else ""
            errors.setdefault(name, _in_words(error))
        return Reading(None, errors)


def _in_words(error: Any) -> Msg:
    context = error.get("ctx", {})
    refusal = context.get("error")
    if isinstance(refusal, Refusal):
        return refusal.text
    match error["type"]:
        case "string_too_long":
            over = len(str(error["input"])) - int(context["max_length"])
            return t("This is {over} characters too long; {limit} fit.", over=over, limit=int(context["max_length"]))
        case "string_too_short":
            return t("Please write at least {limit} characters.", limit=int(context["min_length"]))
        case "greater_than_equal" | "greater_than":
            return t("Please give {limit} or more.", limit=Code(str(context.get("ge", context.get("gt")))))
        case "less_than_equal" | "less_than":
            return t("Please give {limit} or less.", limit=Code(str(context.get("le", context.get("lt")))))
        case "too_long":
            return t("At most {limit} fit here.", limit=int(context["max_length"]))
        case kind:
            return _SAID_PLAINLY.get(kind, _UNREADABLE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One opening of a form: which section is before the person, and the word that tells this opening from others.

    Both travel in the token. What is sent is known again by the word, so sending it twice does it once; the id of what
    the form creates follows from it, too.
    """

    number: int
    word: str

    @classmethod
    def of(cls, extra: str) -> "Sheet | None":
        """Read a token's extra; None for a button that only opens the form."""
        number, dot, word = extra.partition(".")
        return cls(int(number), word) if dot and number.isdigit() and word else None

    def __str__(self) -> str:
        return f"{self.number}.{self.word}"

    def creates(self, way: Submit[Any, Any], about: str, actor: MemberRef) -> str:
        """Give the id of the object to be made, or empty."""
        return derived_id(way.creates, way.name, about, str(actor), self.word) if way.creates else ""

    def key(self, way: Submit[Any, Any], about: str, actor: MemberRef) -> str:
        """Name the sending of this opening by this person, as the inbox keeps it."""
        return f"sheet:{way.name}:{about}:{actor}:{self.word}"


def open_step(
    way: Submit[Any, Any],
    about: str,
    ctx: "WritingContext",
    *,
    given: FormValues,
    wrong: Mapping[str, Msg] | None = None,
) -> Step:
    """Give the first section, filled with the draft, then with what was given, or the one where that was wrong."""
    ctx.drop_stale_drafts()
    draft = load_draft(way, about, ctx)
    word = str(draft.pop(_WORD, "")) or secrets.token_hex(8)
    values = {**draft, **given}
    form = form_of(way, about, ctx)
    if given:
        save_draft(way, about, ctx, form, values, word)
    errors = wrong or {}
    return make_step(way, about, form, Sheet(section_with(form, errors) or 0, word), values, errors)


def form_of(way: Submit[Any, Any], about: str, ctx: "WritingContext") -> Form:
    """Build the form for its object as it is now."""
    subject = way.on.get(ctx.store, about) if way.on else None
    return way.form(subject, ctx)


def make_step(
    way: Submit[Any, Any], about: str, form: Form, sheet: Sheet, values: FormValues, errors: Mapping[str, Msg]
) -> Step:
    """Lay out one section, with what was typed and is kept, and what is wrong in it."""
    number = sheet.number
    section = form.sections[number]
    values, note = keepable(way, form, values)
    if note is not None:
        section = replace(section, intro=t("{note} {intro}", note=note, intro=section.intro) if section.intro else note)
    inputs = tuple(filled(item, values[item.name]) if item.name in values else item for item in section.inputs)
    here = {"", *(item.name for item in inputs)}
    return Step(
        title=form.title,
        section=replace(section, inputs=inputs),
        token=Token(way.name, about, str(sheet)),
        number=number + 1,
        count=len(form.sections),
        submit=form.submit if number + 1 == len(form.sections) else t("Next"),
        errors={name: text for name, text in errors.items() if name in here},
    )


def load_draft(way: Submit[Any, Any], about: str, ctx: "WritingContext") -> dict[str, FormValue]:
    """Give what the actor typed so far."""
    kept = ctx.store.drafts.get(way.name, about, drafter(way, about, ctx))
    return {name: value if isinstance(value, str) else tuple(value) for name, value in kept.items()}


def keepable(way: Submit[Any, Any], form: Form, values: FormValues) -> tuple[dict[str, FormValue], Msg | None]:
    """Give what was typed as it may be kept before it is sent, and what to tell its writer where that is not all."""
    texts = {item.name for section in form.sections for item in section.inputs if isinstance(item, TextInput)}
    held: dict[str, FormValue] = dict(values)
    said: Msg | None = None
    for name in texts & held.keys():
        typed = held[name]
        if isinstance(typed, str):
            held[name], note = way.keeps(typed)
            said = note or said
    return held, said


def save_draft(
    way: Submit[Any, Any], about: str, ctx: "WritingContext", form: Form, values: FormValues, word: str
) -> None:
    """Keep what the actor typed so far; it outlives a restart, and can be finished on another device."""
    plain: dict[str, str | list[str]] = {_WORD: word}
    for name, value in keepable(way, form, values)[0].items():
        whole = kept(value)
        plain[name] = whole if isinstance(whole, str) else list(whole)
    ctx.store.drafts.put(way.name, about, drafter(way, about, ctx), plain, ctx.now)


def drafter(way: Submit[Any, Any], about: str, ctx: "WritingContext") -> MemberRef:
    """Say under which of the actor's names a form's draft is kept."""
    subject = way.on.get(ctx.store, about) if way.on else None
    return (way.under(subject) if subject is not None else None) or ctx.actor


def section_with(form: Form, names: Mapping[str, Msg]) -> int | None:
    """Give the first section that has one of these inputs."""
    for number, section in enumerate(form.sections):
        if any(item.name in names for item in section.inputs):
            return number
    return None
