"""What a person enters, as the client turns it into the state of an element, or refuses it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any

from .elements import EMPTY_STATE, Placed, initial_state, is_empty, options_of, placed, state_of
from .errors import ClientRefused
from .state import Json, View

URL = re.compile(r"https?://[^\s/$.?#][^\s]*", re.IGNORECASE)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
TEXT_LIMIT = 3000

NAMES: tuple[Callable[[Placed], Any], ...] = (
    lambda place: place.action_id,
    lambda place: place.label,
    lambda place: place.block_id,
    lambda place: place.element.get("value"),
)
"""What an element can be called by, the surest first."""


def find(places: Iterable[Placed], what: str, *, nth: int | None = None) -> Placed:
    """The element a person means: by action_id, block_id, label or a button's value.

    Raises:
        ClientRefused: it is not there, or there are several and `nth` does not say which.
    """
    known = list(places)
    for name in NAMES:
        found = [place for place in known if name(place) == what]
        if nth is not None and len(found) > nth:
            return found[nth]
        if len(found) == 1:
            return found[0]
        if found:
            raise ClientRefused(f"{len(found)} elements are called {what!r}: say which with nth=")
    there = [(place.action_id, place.label) for place in known]
    raise ClientRefused(f"nothing is called {what!r}; there is {there}")


def pick(options: list[Json], wanted: Any, place: Placed) -> Json:
    """The option with this label or value."""
    for option in options:
        if wanted in {option["text"]["text"], option.get("value")}:
            return option
    labels = [option["text"]["text"] for option in options]
    raise ClientRefused(f"{place.label or place.action_id} offers no {wanted!r}; it offers {labels}")


def identifier(value: Any) -> str:
    """The id of a person or channel, or the id itself."""
    return str(getattr(value, "id", value))


def many(value: Any) -> list[Any]:
    """A list of what was chosen, also of a single thing or nothing."""
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple, set)) else [value]


def enter(place: Placed, value: Any, options: list[Json] | None = None) -> Json:
    """The element's state after a person entered something; None empties it.

    `options` are those that a searching select was offered; the others bring their own.

    Raises:
        ClientRefused: the client would not take it.
    """
    kind = place.type
    if kind not in EMPTY_STATE:
        raise ClientRefused(f"{place.action_id} is a {kind}: nothing can be entered there")
    key, _ = EMPTY_STATE[kind]
    offered = options_of(place.element) if options is None else options
    if key == "selected_options":
        chosen: Any = [pick(offered, item, place) for item in many(value)]
    elif key == "selected_option":
        chosen = None if value is None else pick(offered, value, place)
    elif key in {"selected_users", "selected_conversations", "selected_channels", "files"}:
        chosen = [identifier(item) for item in many(value)]
    elif value is None:
        chosen = None
    elif key in {"selected_user", "selected_conversation", "selected_channel"}:
        chosen = identifier(value)
    else:
        chosen = WRITTEN[kind](place, value)
    most = place.element.get("max_selected_items")
    if most is not None and isinstance(chosen, list) and len(chosen) > most:
        raise ClientRefused(f"{place.label}: at most {most} can be chosen")
    return {"type": kind, key: chosen}


def written_text(place: Placed, value: Any) -> str | None:
    """Plain text within the element's lengths; what is empty counts as nothing."""
    text = str(value)
    least, most = int(place.element.get("min_length") or 0), int(place.element.get("max_length") or TEXT_LIMIT)
    if text and not least <= len(text) <= most:
        raise ClientRefused(f"{place.label}: {len(text)} characters, allowed are {least} to {most}")
    return text or None


def written_like(pattern: re.Pattern[str], what: str) -> Callable[[Placed, Any], str]:
    """A text of a certain shape."""

    def check(place: Placed, value: Any) -> str:
        if not pattern.fullmatch(str(value)):
            raise ClientRefused(f"{place.label}: {value!r} is no {what}")
        return str(value)

    return check


def written_number(place: Placed, value: Any) -> str:
    """A number within the element's bounds, as text."""
    text = str(value)
    try:
        number = float(text)
    except ValueError:
        raise ClientRefused(f"{place.label}: {text!r} is no number") from None
    whole = place.element.get("is_decimal_allowed") or number.is_integer()
    least = float(place.element.get("min_value", "-inf"))
    most = float(place.element.get("max_value", "inf"))
    if not whole or not least <= number <= most:
        raise ClientRefused(f"{place.label}: {text} is not allowed")
    return text


def written_date(place: Placed, value: Any) -> str:
    """A day, as a date or YYYY-MM-DD."""
    text = value.isoformat() if isinstance(value, datetime.date) else str(value)
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise ClientRefused(f"{place.label}: {text!r} is no date") from None


def written_time(place: Placed, value: Any) -> str:
    """A time of day, as a time or HH:MM."""
    try:
        time = value if isinstance(value, datetime.time) else datetime.time.fromisoformat(str(value))
    except ValueError:
        raise ClientRefused(f"{place.label}: {value!r} is no time") from None
    return time.strftime("%H:%M")


def written_moment(place: Placed, value: Any) -> int:
    """A moment, as a datetime or seconds since 1970."""
    del place
    return round(value.timestamp()) if isinstance(value, datetime.datetime) else int(value)


def written_rich_text(place: Placed, value: Any) -> Json:
    """A rich text of one plain paragraph."""
    del place
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(value)}]}
    return {"type": "rich_text", "elements": [section]}


WRITTEN: dict[str, Callable[[Placed, Any], Any]] = {
    "plain_text_input": written_text,
    "url_text_input": written_like(URL, "link"),
    "email_text_input": written_like(EMAIL, "address"),
    "number_input": written_number,
    "datepicker": written_date,
    "timepicker": written_time,
    "datetimepicker": written_moment,
    "rich_text_input": written_rich_text,
}


def keep(values: dict[str, dict[str, Json]], place: Placed, state: Json) -> None:
    """Let a surface remember an element's state."""
    values.setdefault(place.block_id, {})[place.action_id] = state


def check_required(view: View) -> None:
    """Refuse, as the client does, to submit a view whose required inputs are empty.

    Raises:
        ClientRefused: names the inputs.
    """
    state = state_of(view.blocks, view.values)
    missing = [
        place.label
        for place in placed(view.blocks)
        if place.required
        and place.type in EMPTY_STATE
        and is_empty(state.get(place.block_id, {}).get(place.action_id) or initial_state(place.element))
    ]
    if missing:
        raise ClientRefused(f"required and empty: {missing}")
