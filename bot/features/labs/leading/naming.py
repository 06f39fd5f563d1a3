"""Saying who leads a lab and who writes for it; each is told what is theirs."""

from collections.abc import Iterator, Sequence
from typing import Final

from pydantic import BaseModel

from bot.core.content import Block, Button, Content, Note, Paragraph, Style, buttons, content
from bot.core.forms import Form, MemberInput, Section
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef
from bot.core.text import Msg, joined, t
from bot.domain.access import Role
from bot.domain.handles import who
from bot.domain.labs import leading, rules
from bot.domain.labs.events import LabCancelled, LabEnded, LabScheduled, LeadersChanged
from bot.domain.labs.lab import Lab
from bot.features.labs.keeping import CARD, keep_lab
from bot.features.labs.kinds import LAB
from bot.features.labs.part import Part
from bot.features.labs.people import MAY_COME, MAY_WRITE, People, Person, check, here, tell
from bot.features.labs.wording import begins, button, title_of
from bot.ports.answering import noted, or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Listener, Submit, View, on
from bot.ports.holders import stewards

UNLED: Final = "labs.unled"


class Named(BaseModel):
    """Who leads, and who writes."""

    leaders: People = ()
    note_taker: Person = None
    rapporteurs: People = ()


def leaders_form(lab: Lab, _reading: Reading) -> Form:
    """Ask who leads and who writes, as it is now."""
    leading.still_led(lab)
    led, reporting = tuple(map(str, lab.facilitators)), tuple(map(str, lab.rapporteurs))
    note_taker = (str(lab.note_taker),) if lab.note_taker else ()
    section = Section(
        (
            MemberInput(name="leaders", label=t("Who leads it?"), several=True, initial=led),
            MemberInput(name="note_taker", label=t("Who takes notes?"), required=False, initial=note_taker),
            MemberInput(
                name="rapporteurs",
                label=t("Who reports of its groups?"),
                several=True,
                required=False,
                initial=reporting,
            ),
        ),
        intro=t("Everybody you name is told what is theirs to do."),
    )
    return Form(t("Who leads a lab"), (section,))


@or_as_it_stands(CARD)
def name_leaders(lab: Lab, values: Named, ctx: Creating) -> Outcome:
    """Say who leads and who writes; whoever is new or leads no more is told."""
    change = leading.name(lab, values.leaders, values.note_taker, values.rapporteurs)
    taker = (values.note_taker,) if values.note_taker else ()
    named_as = {"leaders": values.leaders, "note_taker": taker, "rapporteurs": values.rapporteurs}
    for field, people in named_as.items():
        why = MAY_COME if field == "leaders" else MAY_WRITE
        check(people, lambda viewer: rules.may_see(viewer, lab), field, ctx, why)
    named = keep_lab(ctx, lab, change)
    _tell_each(lab, named, ctx)
    return noted(ctx.show(CARD, lab.id), t("It is noted, and everybody concerned is told."))


def _tell_each(before: Lab, lab: Lab, ctx: Context) -> None:
    title, when = title_of(lab.plan), begins(lab)
    for member in lab.facilitators:
        if member not in before.facilitators:
            tell(member, lab, you_lead(lab), ctx)
    for member in before.facilitators:
        if member not in lab.facilitators:
            tell(member, lab, content(t("You do not lead {title} any more. Thank you.", title=title)), ctx)
    if lab.note_taker and lab.note_taker != before.note_taker:
        taker = t(
            "You take notes in {title}. It begins {begins}. Write down what others can use.", title=title, begins=when
        )
        tell(lab.note_taker, lab, _with(taker, lab), ctx)
    for member in lab.rapporteurs:
        if member not in before.rapporteurs:
            reports = t(
                "You report of a group in {title}. It begins {begins}. You write down what your group brings back.",
                title=title,
                begins=when,
            )
            tell(member, lab, _with(reports, lab), ctx)


def you_lead(lab: Lab) -> Content:
    """Tell somebody that they lead a lab, with what they need for it."""
    said = t(
        "You lead {title}. It begins {begins}. Its run sheet has every button that you need.",
        title=title_of(lab.plan),
        begins=begins(lab),
    )
    offered = [button(t("Run sheet"), "sheet", lab.id, Style.PRIMARY), button(CANNOT, "hand_over", lab.id)]
    return content(said, *buttons(offered))


def _with(said: Msg, lab: Lab) -> Content:
    return content(said, *buttons([button(t("Show the lab"), "show", lab.id)]))


def unled(lab: Lab, reading: Reading) -> Content:
    """Say that nobody leads a lab any more, to who can name somebody."""
    if not rules.facilitates(reading.viewer, lab):
        return content(t("This is not open to you any more."))
    if lab.facilitators or lab.state not in leading.LED:
        return content(t("{title} needs nobody to lead it now.", title=title_of(lab.plan)))
    said = t("Nobody leads {title} any more. It begins {begins}.", title=title_of(lab.plan), begins=begins(lab))
    name = button(t("Name somebody"), "leaders", lab.id, Style.PRIMARY)
    return Content(said, (Paragraph(said), *buttons([name, button(t("Call it off"), "cancel", lab.id)])))


def _look_after(event: LeadersChanged | LabScheduled, ctx: Context) -> None:
    """Ask for somebody to lead what nobody leads; the pod's facilitators for a pod's, else who planned it."""
    lab = ctx.store.labs.get(event.about)
    if lab is None or lab.state not in leading.LED or lab.facilitators:
        ctx.settle(event.about, view=UNLED)
        return
    for member in _answerable(lab, ctx):
        ctx.await_from(member, UNLED, lab.id)


def _answerable(lab: Lab, ctx: Context) -> Sequence[MemberRef]:
    if here(lab.organiser, ctx) and rules.facilitates(ctx.viewer_of(lab.organiser), lab):
        return [lab.organiser]
    if lab.pod:
        return ctx.store.roles.holders(lab.community, Role.FACILITATOR, lab.pod)
    return stewards(ctx, lab.community)


def _put_away(event: LabEnded | LabCancelled, ctx: Context) -> None:
    ctx.settle(event.about, view=UNLED)


CANNOT: Final = t("I cannot lead it")


def _blocks(lab: Lab, reading: Reading) -> Sequence[Block]:
    return [Note(said) for said in _told(lab)] if rules.facilitates(reading.viewer, lab) else ()


def _told(lab: Lab) -> Iterator[Msg]:
    if lab.asked:
        yield t("Asked to lead it: {people}", people=joined((who(one.member) for one in lab.asked), ", "))
    if lab.note_taker:
        yield t("Takes notes: {member}", member=who(lab.note_taker))
    if lab.rapporteurs:
        yield t("Report of groups: {people}", people=joined(map(who, lab.rapporteurs), ", "))


def _buttons(lab: Lab, reading: Reading) -> Sequence[Button]:
    if lab.state not in leading.LED or not rules.facilitates(reading.viewer, lab):
        return ()
    cannot = (button(CANNOT, "hand_over", lab.id),) if rules.leads(reading.viewer, lab) else ()
    return (button(t("Who leads"), "leaders", lab.id), *cannot)


SUBMITS = (
    Submit(
        name="labs.leaders",
        may=rules.facilitates,
        on=LAB,
        command="labs leaders",
        help=t("Name who leads a learning lab with you, takes notes, reports of groups"),
        form=leaders_form,
        model=Named,
        run=name_leaders,
    ),
)
VIEWS = (View(UNLED, LAB, unled),)
LISTENERS: tuple[
    Listener[LeadersChanged] | Listener[LabScheduled] | Listener[LabEnded] | Listener[LabCancelled], ...
] = (
    on(LeadersChanged, _look_after),
    on(LabScheduled, _look_after),
    on(LabEnded, _put_away),
    on(LabCancelled, _put_away),
)
PART = Part(_blocks, _buttons)
