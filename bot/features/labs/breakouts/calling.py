"""Telling all groups something, and calling them back."""

from typing import Final

from pydantic import BaseModel, Field

from bot.core.content import Content, Note, Paragraph, Quote, buttons
from bot.core.errors import AlreadySettled
from bot.core.forms import Form, Section, TextInput
from bot.core.outcome import Outcome
from bot.core.text import Untrusted, t
from bot.domain.handles import who
from bot.domain.labs import apart, rules
from bot.domain.labs.breakout import GroupState
from bot.domain.labs.events import LabEnded
from bot.domain.labs.lab import Lab
from bot.features.labs.breakouts.keeping import groups_of, keep_groups, tell_group
from bot.features.labs.breakouts.noting import bring_back
from bot.features.labs.breakouts.overview import GROUPS
from bot.features.labs.kinds import LAB
from bot.features.labs.wording import button, title_of
from bot.ports.answering import noted, or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Listener, Submit, on

MESSAGE_MOST: Final = 500


class Told(BaseModel):
    """What all groups are told."""

    text: str = Field(max_length=MESSAGE_MOST)


def broadcast_form(lab: Lab, reading: Reading) -> Form:
    """Ask what all groups are told."""
    _some_at_work(lab, reading)
    text = TextInput(name="text", label=t("What do you want to tell them?"), long=True, maximum=MESSAGE_MOST)
    return Form(t("Tell all groups"), (Section((text,)),), submit=t("Tell them"))


@or_as_it_stands(GROUPS)
def broadcast(lab: Lab, values: Told, ctx: Creating) -> Outcome:
    """Tell all groups something, each in its thread."""
    _some_at_work(lab, ctx)
    first = t("{member} to all groups:", member=who(ctx.actor))
    said = Content(first, (Paragraph(first), Quote(Untrusted(values.text.strip()))))
    for group in apart.at_work(groups_of(lab, ctx)):
        tell_group(group, lab, said, ctx)
    return noted(ctx.show(GROUPS, lab.id), t("All groups are told."))


def _some_at_work(lab: Lab, reading: Reading) -> None:
    if not apart.at_work(groups_of(lab, reading)):
        raise AlreadySettled(t("Nobody is in a group now."))


@or_as_it_stands(GROUPS)
def recall(lab: Lab, ctx: Context) -> Outcome:
    """Call all groups back; what they have written is shown together."""
    _call_back(lab, ctx)
    return noted(ctx.show(GROUPS, lab.id), t("They are called back. Give them a minute."))


def _call_back(lab: Lab, ctx: Context) -> None:
    before = groups_of(lab, ctx)
    groups = keep_groups(ctx, before, apart.recalled(lab, before))
    back = [one for one in groups if one.state is GroupState.BACK]
    for group in back:
        words = t("Please come back to {title} now.", title=title_of(lab.plan))
        hint = Note(t("What you bring back is shown to everybody once it is written."))
        write = buttons([button(t("Write notes"), "note", group.id)])
        tell_group(group, lab, Content(words, (Paragraph(words), hint, *write)), ctx)
    if back:
        bring_back(back[0], lab, ctx)


def _end(event: LabEnded, ctx: Context) -> None:
    """Call back with the session whoever is still in a group."""
    lab = ctx.store.labs.get(event.about)
    if lab is not None and any(one.state in apart.GOING_ON for one in apart.last_round(groups_of(lab, ctx))):
        _call_back(lab, ctx)


SUBMITS = (
    Submit(
        name="labs.broadcast",
        may=rules.facilitates,
        on=LAB,
        command="breakout broadcast",
        help=t("Tell all groups of a session something"),
        form=broadcast_form,
        model=Told,
        run=broadcast,
    ),
)
ACTIONS = (
    Action(
        name="labs.recall",
        may=rules.facilitates,
        on=LAB,
        command="breakout recall",
        help=t("Call the groups of a session back"),
        run=recall,
    ),
)
LISTENERS: tuple[Listener[LabEnded], ...] = (on(LabEnded, _end),)
