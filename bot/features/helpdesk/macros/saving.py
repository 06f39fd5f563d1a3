"""Staff save answers that they give often, change them, and take them away."""

from dataclasses import replace

from pydantic import BaseModel

from bot.core.commands import Param
from bot.core.errors import Refusal
from bot.core.forms import Form, Section, TextInput
from bot.core.outcome import Outcome, Reply
from bot.core.text import Code, joined, t
from bot.domain import macros
from bot.domain.desk.staff import answers_anywhere, own_desk
from bot.domain.macros import NAME_MOST, TEXT_MOST, VARIABLES, Macro, MacroRemoved
from bot.features.helpdesk.fields import which_desk
from bot.features.helpdesk.macros.kinds import MACRO, keeps
from bot.features.helpdesk.macros.views import shown
from bot.ports.answering import say
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit


class Saved(BaseModel):
    """What a saved answer says."""

    name: str
    text: str


class NewSaved(Saved):
    """What a new one says, and whose it is."""

    desk: str = ""


def add_form(_nothing: None, reading: Reading) -> Form:
    """Ask what is saved."""
    return _form("", "", which_desk(reading))


def add(_nothing: None, values: NewSaved, ctx: Creating) -> Outcome:
    """Save an answer for one's desk."""
    macro = Macro(
        id=ctx.creating,
        community=ctx.community.ref,
        desk=own_desk(ctx.viewer, values.desk),
        name=values.name,
        text=values.text,
        changed_at=ctx.now,
    )
    return Reply(shown(_kept(None, macro, ctx), ctx))


def change_form(macro: Macro, _reading: Reading) -> Form:
    """Ask what it says from now on."""
    return _form(macro.name, macro.text)


def change(macro: Macro, values: Saved, ctx: Creating) -> Outcome:
    """Change a saved answer; what was sent with it stays as it was sent."""
    changed = replace(macro, name=values.name, text=values.text, changed_at=ctx.now)
    return Reply(shown(_kept(macro, changed, ctx), ctx))


def remove(macro: Macro, ctx: Context) -> Outcome:
    """Take a saved answer away, with the rules that offer it."""
    for rule in ctx.store.suggestions.pointing_to(macro.id):
        ctx.store.suggestions.drop(rule)
    ctx.store.macros.drop(macro)
    ctx.record(MacroRemoved(about=macro.id))
    return say(t("It is removed, and no rule offers it any more."))


def _kept(before: Macro | None, macro: Macro, ctx: Context) -> Macro:
    tidy, events = macros.save(macro)
    named = ctx.store.macros.named(tidy.community, tidy.desk, tidy.name)
    if named is not None and named.id != tidy.id:
        raise Refusal(
            t("There is a saved answer of this name already. Choose another name, or change that one."), "name"
        )
    return ctx.keep(ctx.store.macros, before, (tidy, events))


def _form(name: str, text: str, desk: tuple[TextInput, ...] = ()) -> Form:
    places = joined([Code(f"{{{variable}}}") for variable in VARIABLES])
    return Form(
        t("Saved answer"),
        (
            Section(
                (
                    TextInput(name="name", label=t("Its name"), initial=name, maximum=NAME_MOST),
                    TextInput(name="text", label=t("What it says"), initial=text, long=True, maximum=TEXT_MOST),
                    *desk,
                ),
                intro=t("I fill these in when you use it: {places}.", places=places),
            ),
        ),
        submit=t("Save"),
    )


SUBMITS = (
    Submit(
        name="desk.macro_add",
        may=answers_anywhere,
        command="macro add",
        help=t("Save an answer that you give often (desk staff)"),
        params=(
            Param("name", t("Its name"), required=False),
            Param("text", t("What it says"), required=False),
        ),
        form=add_form,
        model=NewSaved,
        run=add,
        creates=MACRO.letter,
    ),
    Submit(
        name="desk.macro_change",
        may=keeps,
        on=MACRO,
        command="macro change",
        help=t("Change a saved answer (desk staff)"),
        form=change_form,
        model=Saved,
        run=change,
    ),
)
ACTIONS = (
    Action(
        name="desk.macro_remove",
        may=keeps,
        on=MACRO,
        command="macro remove",
        help=t("Remove a saved answer (desk staff)"),
        run=remove,
    ),
)
