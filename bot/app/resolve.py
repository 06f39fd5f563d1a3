"""From what was pressed or typed to the way and the object it means, past the one gate."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.app.catalogue import Catalogue
from bot.app.reading import ReadingContext
from bot.core.commands import readings
from bot.core.errors import Hidden, Refusal
from bot.core.forms import FormValue, SearchInput, Section, Step, TextInput
from bot.core.ids import kind_of, reference
from bot.core.inbound import ActionPressed, CommandUsed, FormSubmitted
from bot.core.safety import one_line
from bot.core.text import Code, Msg, t
from bot.core.tokens import Token
from bot.domain.access import authorise
from bot.ports.feature import Way

WHICH: Final = "which"
"""The extra of a form that only asks which object a command is about."""


@dataclass(frozen=True, slots=True)
class Call:
    """A way that somebody wants to go: on which object (by id, or empty), with which values."""

    way: Way[Any]
    object_id: str
    values: Mapping[str, FormValue]
    extra: str = ""


def call_of(inbound: CommandUsed | ActionPressed | FormSubmitted, catalogue: Catalogue) -> Way[Any]:
    """Find the way by its command or its token's action; Refusal for one that there is no more."""
    if isinstance(inbound, CommandUsed):
        way = catalogue.commands.get(inbound.name)
        if way is None:
            raise Refusal(t("There is no such command. /help lists them all."))
        return way
    way = catalogue.ways.get(inbound.token.action)
    if way is None:
        raise Refusal(t("This button is from an earlier version of the bot. Use /waiting or /help to go on from here."))
    return way


def read_call(inbound: CommandUsed | ActionPressed | FormSubmitted, way: Way[Any], ctx: ReadingContext) -> Call | None:
    """Read which object is meant, and the values; None when it is not said which object, and there are several."""
    if isinstance(inbound, ActionPressed):
        if inbound.token.extra == WHICH:
            return None
        values: Mapping[str, FormValue] = {"value": inbound.value} if inbound.value else {}
        return Call(way, inbound.token.object_id, values, inbound.token.extra)
    if isinstance(inbound, FormSubmitted) and inbound.token.extra != WHICH:
        return Call(way, inbound.token.object_id, inbound.values, inbound.token.extra)
    if way.on is None:
        return Call(way, "", inbound.values)
    typed = inbound.values.get(way.on.param, "")
    typed = one_line(typed) if isinstance(typed, str) else ""
    if not typed:
        only = way.on.only(ctx) if way.on.only is not None else None
        return Call(way, only, inbound.values) if only is not None else None
    given = {name: value for name, value in inbound.values.items() if isinstance(value, str)} | {way.on.param: typed}
    for name, rest in readings(way.on.param, way.params, given):
        if (object_id := way.on.find(name, ctx)) is not None:
            return Call(way, object_id, rest)
    raise Hidden


def subject_of(call: Call, ctx: ReadingContext) -> Any:
    """Load the object and let through the one gate whoever may do this to it; everybody else gets ``Hidden``.

    Only who may know of the object anyway is told that it is there, and for others to do this to. Without an object
    the rule is asked about the community itself; there is nothing to hide then, so whoever lacks the role is told
    that it takes one.
    """
    if call.way.on is None:
        if not call.way.may(ctx.viewer, ctx.community):
            raise Refusal(
                t("This is for those who hold a role for it here. {list} shows who to ask.", list=Code("/role list"))
            )
        return None
    if kind_of(call.object_id) != call.way.on.letter:
        raise Hidden
    try:
        return authorise(ctx.viewer, call.way.may, call.way.on.get(ctx.store, call.object_id))
    except Hidden:
        code = reference(call.object_id)
        if call.way.on.find(code, ctx) == call.object_id:
            others = t(
                "You can see {ref}, but this is for others to do. Please ask those who look after it.", ref=Code(code)
            )
            raise Refusal(others) from None
        raise


def ask_which(way: Way[Any], errors: Mapping[str, Msg] | None = None) -> Step:
    """Ask which object a command is about."""
    if way.on is None:
        raise LookupError(f"{way.name} is about no object")
    label = t("Which one?")
    item = (
        SearchInput(name=way.on.param, label=label, hint=way.on.description, source=way.on.completes)
        if way.on.completes
        else TextInput(name=way.on.param, label=label, hint=way.on.description, maximum=100)
    )
    return Step(
        title=t("Which one?"),
        section=Section((item,), intro=way.help),
        token=Token(way.name, "", WHICH),
        number=1,
        count=1,
        submit=t("Next"),
        errors=errors or {},
    )
