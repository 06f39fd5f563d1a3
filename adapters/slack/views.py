"""Modals and the home page: a form's section as a view, its values as they come back, and content in a view."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from adapters.slack import limits
from adapters.slack.blocks import blocks, note, option, paragraph, plain_text
from adapters.slack.look import Look
from adapters.slack.rich import Json, is_live
from bot.core.content import Content, Option
from bot.core.forms import (
    AnyInput,
    Choice,
    Choices,
    DateInput,
    FormValue,
    LinkInput,
    MemberInput,
    SearchInput,
    Step,
    TextInput,
    TimeInput,
)
from bot.core.refs import CommunityRef, MemberRef
from bot.core.safety import shorten
from bot.core.text import Msg, Strong, Untrusted, t

FORM: Final = "form"
"""The callback id of a form's modal."""
WORDS: Final = "words"
"""The callback id of a modal that only says something."""
SEARCH: Final = "search:"
"""What an input's action id begins with when it is searched by typing; the source and the input's name follow."""
_WITHIN: Final = "@"


@dataclass(frozen=True, slots=True)
class Opened:
    """What a modal carries with it: the form's token, and the room and card it was opened from."""

    token: str = ""
    room: str = ""
    message: str = ""

    def __str__(self) -> str:
        return json.dumps({"token": self.token, "room": self.room, "message": self.message}, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> "Opened":
        """Read what a client sent back; nothing for what is not ours, since whoever sends it is judged anew."""
        try:
            found = json.loads(text)
        except ValueError:
            return cls()
        if not isinstance(found, dict):
            return cls()
        values = {name: found.get(name) for name in ("token", "room", "message")}
        return cls(**{name: value for name, value in values.items() if isinstance(value, str)})


NOWHERE: Final = Opened()


def form(step: Step, look: Look, opened: Opened) -> Json:
    """Render one section of a form as a modal."""
    found: list[Json] = []
    if step.count > 1:
        found.extend(note(t("Step {number} of {count}", number=step.number, count=step.count), look))
    known = {item.name for item in step.section.inputs}
    for name, words in step.errors.items():
        if name not in known:
            found.extend(_wrong(words, look))
    if step.section.intro is not None:
        found.extend(paragraph(step.section.intro, look))
    for item in step.section.inputs:
        found.append(_input(item, place_of(step, item.name), look))
        if item.name in step.errors:
            found.extend(_wrong(step.errors[item.name], look))
    view = _modal(step.title, found, look, FORM)
    if not found:
        found.extend(note(t("Nothing more is asked."), look))
    # A modal with inputs needs a submit button; one without may have one.
    view["submit"] = plain_text(shorten(look.plain(step.submit), limits.VIEW_BUTTON))
    view["close"] = plain_text(shorten(look.plain(t("Cancel")), limits.VIEW_BUTTON))
    return _carrying(view, Opened(str(step.token), opened.room, opened.message))


def said(content: Content, look: Look, opened: Opened) -> Json:
    """Render content in a modal with nothing to fill in."""
    view = _modal(t("Podkeeper"), blocks(content, look, limits.VIEW_BLOCKS), look, WORDS)
    view["close"] = plain_text(shorten(look.plain(t("Close")), limits.VIEW_BUTTON))
    return _carrying(view, Opened("", opened.room, opened.message))


def home(content: Content, look: Look) -> Json:
    """Render a member's own page."""
    return {"type": "home", "blocks": blocks(content, look, limits.VIEW_BLOCKS)}


def _modal(title: Msg, found: list[Json], look: Look, callback: str) -> Json:
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain_text(shorten(look.plain(title), limits.VIEW_TITLE)),
        "blocks": found,
    }


def _carrying(view: Json, opened: Opened) -> Json:
    carried = str(opened)
    if len(carried) > limits.PRIVATE_METADATA:
        raise ValueError("a modal carries a token and where it was opened, no more")
    return {**view, "private_metadata": carried}


def _wrong(words: Msg, look: Look) -> list[Json]:
    return paragraph(t("⚠️ {wrong}", wrong=Strong(words)), look)


def place_of(step: Step, name: str) -> str:
    """Name an input's block so that no other form or section has the same name.

    Slack keeps what was typed in a block whose name it finds again in the view that replaces a modal.
    """
    return f"{name}{_WITHIN}{step.token.action}.{step.number}"


def _input(item: AnyInput, place: str, look: Look) -> Json:
    element, action = _element(item, look)
    found: Json = {
        "type": "input",
        "block_id": place,
        "label": plain_text(shorten(look.plain(item.label), limits.INPUT_LABEL)),
        "element": {**element, "action_id": action},
        "optional": not item.required,
    }
    if item.hint is not None:
        found["hint"] = plain_text(shorten(look.plain(item.hint), limits.INPUT_HINT))
    return found


def _element(item: AnyInput, look: Look) -> tuple[Json, str]:
    """Give the element and its action id; an initial value that Slack would refuse would cost the whole form."""
    match item:
        case TextInput():
            return _text(item), item.name
        case LinkInput(initial=initial):
            return _with({"type": "url_text_input"}, initial_value=initial if is_live(initial) else ""), item.name
        case DateInput(initial=day):
            return _with({"type": "datepicker"}, initial_date=day.isoformat() if day else ""), item.name
        case TimeInput(initial=hour):
            return _with({"type": "timepicker"}, initial_time=hour.strftime("%H:%M") if hour else ""), item.name
        case Choice(options=options, initial=initial):
            shown = {found.value: option(found, look) for found in options}
            choice = {"type": "static_select", "options": list(shown.values())}
            return _with(choice, initial_option=shown.get(initial)), item.name
        case Choices(options=options, initial=chosen):
            shown = {found.value: option(found, look) for found in options}
            kind = "checkboxes" if len(options) <= limits.CHECKBOXES else "multi_static_select"
            ticked = [shown[value] for value in chosen if value in shown]
            return _with({"type": kind, "options": list(shown.values())}, initial_options=ticked), item.name
        case MemberInput(several=several, initial=members):
            users = _users(members, look.community)
            if several:
                return _with({"type": "multi_users_select"}, initial_users=users), item.name
            return _with({"type": "users_select"}, initial_user=users[0] if users else ""), item.name
        case SearchInput(source=source, initial=initial):
            chosen_now = option(Option(initial, Untrusted(initial)), look) if initial else None
            search = {"type": "external_select", "min_query_length": 1}
            return _with(search, initial_option=chosen_now), f"{SEARCH}{source}:{item.name}"


def _text(item: TextInput) -> Json:
    # What was typed elsewhere may be longer than is asked for: it is shown whole, and the rules say what is too long.
    most = min(max(item.maximum, len(item.initial), 1), limits.INPUT_TEXT)
    element: Json = {"type": "plain_text_input", "multiline": item.long, "max_length": most}
    if item.required and 0 < item.minimum <= (len(item.initial) or most):
        element["min_length"] = item.minimum
    return _with(element, initial_value=shorten(item.initial, most))


def _with(element: Json, **initial: Any) -> Json:
    return {**element, **{name: value for name, value in initial.items() if value}}


def _users(members: tuple[str, ...], community: CommunityRef) -> list[str]:
    found: list[str] = []
    for text in members:
        try:
            member = MemberRef.parse(text)
        except ValueError:
            continue
        if member.community == community:
            found.append(member.user)
    return found


def values(state: Mapping[str, Any], community: CommunityRef) -> dict[str, FormValue]:
    """Read what was filled in, by input name; what was left empty is there as empty, so that it can be cleared."""
    read: dict[str, FormValue] = {}
    for place, actions in (state.get("values") or {}).items():
        for element in actions.values():
            read[place.partition(_WITHIN)[0]] = _value(element, community)
    return read


def _value(element: Mapping[str, Any], community: CommunityRef) -> FormValue:
    match element.get("type"):
        case "static_select" | "external_select":
            return str((element.get("selected_option") or {}).get("value") or "")
        case "checkboxes" | "multi_static_select":
            return tuple(str(found["value"]) for found in element.get("selected_options") or ())
        case "users_select":
            user = element.get("selected_user")
            return str(MemberRef(community, user)) if user else ""
        case "multi_users_select":
            return tuple(str(MemberRef(community, user)) for user in element.get("selected_users") or ())
        case "datepicker":
            return str(element.get("selected_date") or "")
        case "timepicker":
            return str(element.get("selected_time") or "")
        case _:
            return str(element.get("value") or "")
