"""A form's section as a Discord modal.

A modal has five rows and no picker for dates and times. Each input's ``custom_id`` says of which kind it is
(``date:start``), so that what comes back can be read without remembering the form.
"""

from datetime import date, time
from typing import Final

from babel.dates import format_date

from adapters.discord import custom_ids, limits
from adapters.discord.components import NOTHING, Json, Kind, text
from adapters.discord.spans import Ink, locale_of
from bot.core.content import Option
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
from bot.core.refs import MemberRef
from bot.core.safety import clean, shorten
from bot.core.text import Msg, Untrusted, t

SHORT, LONG = 1, 2
# Written out, no day above 12 can be taken for a month.
_EXAMPLE_DATE: Final = date(2027, 3, 25)
_EXAMPLE_TIME: Final = time(15, 30)


def fits(step: Step) -> bool:
    """Tell whether the section with all that is said before it fits into one modal."""
    return len(step.section.inputs) + bool(_before(step)) <= limits.MODAL_ROWS


def modal(step: Step, ink: Ink, home: str = "") -> Json:
    """Render a section; what is said before it is left out where it does not fit (then it was said in a message)."""
    rows = [_label(item, step.errors.get(item.name), ink) for item in step.section.inputs]
    before = "\n\n".join(ink.markdown(part) for part in _before(step))
    if before and fits(step):
        rows.insert(0, text(shorten(before, limits.TEXT)))
    return {
        "custom_id": custom_ids.write(step.token, home),
        "title": title(step, ink),
        "components": rows or [text(NOTHING)],
    }


def title(step: Step, ink: Ink) -> str:
    """Give the form's title, with the number of the section where there are several."""
    place = f" ({step.number}/{step.count})" if step.count > 1 else ""
    return ink.plain(step.title, limits.MODAL_TITLE - len(place)) + place


def _before(step: Step) -> list[Msg]:
    """Give what is said before the inputs: what is wrong with the form as a whole, and the introduction."""
    own = [step.errors[""]] if "" in step.errors else []
    # An introduction is any rich text; as an argument of our own words it is rendered as it is.
    return own + ([t("{text}", text=step.section.intro)] if step.section.intro is not None else [])


def _label(item: AnyInput, error: Msg | None, ink: Ink) -> Json:
    label: Json = {
        "type": Kind.LABEL,
        "label": ink.plain(item.label, limits.LABEL) or NOTHING,
        "component": _input(item, ink),
    }
    said = error or item.hint
    if said is not None:
        mark = "⚠ " if error else ""
        label["description"] = mark + ink.plain(said, limits.DESCRIPTION - len(mark))
    return label


def _input(item: AnyInput, ink: Ink) -> Json:
    match item:
        case TextInput():
            box = _box(f"text:{item.name}", item.initial, LONG if item.long else SHORT, item.required)
            most = min(item.maximum, limits.INPUT_VALUE)
            least = min(item.minimum, most)
            return box | {"min_length": least, "max_length": most, "value": shorten(box["value"], most)}
        case LinkInput():
            box = _box(f"link:{item.name}", item.initial, SHORT, item.required)
            return box | {"max_length": limits.LINK, "placeholder": "https://…"}
        case DateInput():
            box = _box(f"date:{item.name}", item.initial.isoformat() if item.initial else "", SHORT, item.required)
            return box | {"max_length": 40, "placeholder": _example_date(ink)}
        case TimeInput():
            box = _box(f"time:{item.name}", f"{item.initial:%H:%M}" if item.initial else "", SHORT, item.required)
            example = t("For example {time}", time=Untrusted(f"{_EXAMPLE_TIME:%H:%M}"))
            return box | {"max_length": 20, "placeholder": ink.plain(example, limits.INPUT_PLACEHOLDER)}
        case SearchInput():
            box = _box(f"search.{item.source}:{item.name}", item.initial, SHORT, item.required)
            return box | {"max_length": 100, "placeholder": ink.plain(t("Type a name"), limits.INPUT_PLACEHOLDER)}
        case Choice():
            return _select(f"choice:{item.name}", item.options, (item.initial,), item.required, ink)
        case Choices():
            select = _select(f"choices:{item.name}", item.options, item.initial, item.required, ink)
            return select | {"max_values": len(item.options)}
        case MemberInput():
            return _members(item)


def _box(custom_id: str, value: str, style: int, required: bool) -> Json:
    return {
        "type": Kind.TEXT_INPUT,
        "custom_id": custom_id,
        "style": style,
        "required": required,
        "value": clean(value),
    }


def _select(custom_id: str, options: tuple[Option, ...], chosen: tuple[str, ...], required: bool, ink: Ink) -> Json:
    return {
        "type": Kind.SELECT,
        "custom_id": custom_id,
        "required": required,
        "min_values": int(required),
        "max_values": 1,
        "options": [
            {
                "label": ink.plain(option.label, limits.OPTION) or NOTHING,
                "value": option.value,
                "default": option.value in chosen,
            }
            for option in options
        ],
    }


def _members(item: MemberInput) -> Json:
    chosen = [_user(ref) for ref in item.initial if _user(ref)]
    return {
        "type": Kind.USER_SELECT,
        "custom_id": f"{'members' if item.several else 'member'}:{item.name}",
        "required": item.required,
        "min_values": int(item.required),
        "max_values": limits.OPTIONS if item.several else 1,
        "default_values": [{"id": user, "type": "user"} for user in chosen[: limits.OPTIONS if item.several else 1]],
    }


def _user(reference: str) -> str:
    try:
        user = MemberRef.parse(reference).user
    except ValueError:
        return ""
    return user if user.isdigit() else ""


def _example_date(ink: Ink) -> str:
    written = format_date(_EXAMPLE_DATE, "long", locale_of(ink.reader.locale))
    example = t(
        "For example {date} or {written}", date=Untrusted(_EXAMPLE_DATE.isoformat()), written=Untrusted(written)
    )
    return ink.plain(example, limits.INPUT_PLACEHOLDER)
