"""What a form's inputs hold, held against what was asked: a client is not trusted to keep to its own form."""

from typing import Final

from bot.core.forms import (
    TEXT_LIMIT,
    AnyInput,
    Choice,
    Choices,
    Form,
    FormValue,
    FormValues,
    LinkInput,
    MemberInput,
    SearchInput,
    TextInput,
)
from bot.core.refs import CommunityRef, MemberRef
from bot.core.safety import one_line, shorten
from bot.core.text import Msg, t

NEEDED: Final = t("This is needed.")
_ONE_OF_THE_LIST: Final = t("Please choose one from the list.")
_A_MEMBER: Final = t("Please choose a member of this community.")
_UNREADABLE: Final = t("I could not read this. Please look at it again.")

KEPT_CHARACTERS: Final = 4 * TEXT_LIMIT
KEPT_VALUES: Final = 100
"""How much of one input a draft keeps: more than any form asks for, less than would hurt."""


def missing(form: Form, values: FormValues) -> dict[str, Msg]:
    """Name the required inputs that hold nothing."""
    inputs = [item for section in form.sections for item in section.inputs]
    return {item.name: NEEDED for item in inputs if item.required and values.get(item.name) in (None, "", ())}


def misfits(form: Form, values: FormValues, community: CommunityRef) -> dict[str, Msg]:
    """Say of each input what no honest client would have sent."""
    found: dict[str, Msg] = {}
    for section in form.sections:
        for item in section.inputs:
            value = values.get(item.name, "")
            problem = _misfit(item, value, community) if value else None
            if problem is not None:
                found[item.name] = problem
    return found


def tidied(form: Form, values: FormValues) -> dict[str, FormValue]:
    """Put what was typed for a one-line input on one line: clients send line breaks there too, and they forge lines."""
    inputs = {item.name: item for section in form.sections for item in section.inputs}
    return {
        name: one_line(value) if isinstance(value, str) and _is_line(inputs.get(name)) else value
        for name, value in values.items()
    }


def _is_line(item: AnyInput | None) -> bool:
    return isinstance(item, LinkInput | SearchInput) or (isinstance(item, TextInput) and not item.long)


def kept(value: FormValue) -> FormValue:
    """Give as much of a value as a draft keeps."""
    if isinstance(value, str):
        return shorten(value, KEPT_CHARACTERS)
    return tuple(shorten(one, KEPT_CHARACTERS) for one in value[:KEPT_VALUES])


def _misfit(item: AnyInput, value: FormValue, community: CommunityRef) -> Msg | None:
    several = (value,) if isinstance(value, str) else value
    match item:
        case Choice(options=options) | Choices(options=options):
            offered = {option.value for option in options}
            if not offered.issuperset(several) or (isinstance(item, Choice) and len(several) != 1):
                return _ONE_OF_THE_LIST
        case MemberInput(several=many):
            if not all(_is_member(one, community) for one in several) or (not many and len(several) != 1):
                return _A_MEMBER
        case _ if not isinstance(value, str):
            return _UNREADABLE
        case TextInput(minimum=least, maximum=most):
            return _too_long_or_short(value, least, most)
        case _:
            return _too_long_or_short(value, 0, TEXT_LIMIT)
    return None


def _too_long_or_short(text: str, least: int, most: int) -> Msg | None:
    if len(text) > most:
        return t("This is {over} characters too long; {limit} fit.", over=len(text) - most, limit=most)
    if len(text) < least:
        return t("Please write at least {limit} characters.", limit=least)
    return None


def _is_member(text: str, community: CommunityRef) -> bool:
    try:
        return MemberRef.parse(text).community == community
    except ValueError:
        return False
