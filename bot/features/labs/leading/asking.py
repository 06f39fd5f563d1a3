"""Asking somebody to lead a lab, and handing it over: it stays with who had it until the other says yes."""

from typing import Final

from pydantic import BaseModel

from bot.core.content import Content, Note, Paragraph, Quote, Style, buttons, content
from bot.core.errors import Refusal
from bot.core.forms import Form, MemberInput, Section
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef
from bot.core.text import Msg, Strong, Untrusted, t
from bot.domain.handles import who
from bot.domain.labs import leading, rota, rules
from bot.domain.labs.events import LabEnded, LeadAsked, LeadersChanged
from bot.domain.labs.lab import Asked, Lab
from bot.features.labs.keeping import CARD, keep_lab
from bot.features.labs.kinds import LAB
from bot.features.labs.people import MAY_COME, UNKNOWN, Person, check, tell
from bot.features.labs.wording import begins, button, title_of
from bot.ports.answering import noted, or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Listener, Submit, View, on

ASKED: Final = "labs.asked"


class Whom(BaseModel):
    """Who is asked."""

    member: Person = None


def hand_over_form(lab: Lab, reading: Reading) -> Form:
    """Ask who could lead it instead; who leads it too is proposed, else who comes next in turn."""
    leading.still_led(lab)
    next_one = _successor(lab, reading)
    whom = MemberInput(name="member", label=t("Who could?"), initial=(str(next_one),) if next_one else ())
    return Form(t("Hand a lab over"), (Section((whom,), intro=t("They are asked. It is yours until they say yes.")),))


def _successor(lab: Lab, reading: Reading) -> MemberRef | None:
    me = reading.viewer.member
    for other in lab.facilitators:
        if other != me:
            return other
    series = reading.store.lab_series.get(lab.series) if lab.series else None
    return rota.following(series, me) if series is not None and me is not None else None


@or_as_it_stands(CARD)
def hand_over(lab: Lab, values: Whom, ctx: Creating) -> Outcome:
    """Ask somebody to lead it instead."""
    if values.member is None:
        raise Refusal(UNKNOWN, "member")
    check((values.member,), lambda viewer: rules.may_see(viewer, lab), "member", ctx, MAY_COME)
    keep_lab(ctx, lab, leading.ask(lab, values.member, ctx.actor, ctx.now, instead=True))
    asked = t("I have asked {member}. It is yours until they say yes; I tell you.", member=who(values.member))
    return noted(ctx.show(CARD, lab.id), asked)


def asked_card(lab: Lab, reading: Reading) -> Content:
    """Ask somebody whether they lead it."""
    if not rules.may_see(reading.viewer, lab):
        return content(t("This is not open to you any more."))
    asked = leading.asked(lab, reading.viewer.member)
    title = title_of(lab.plan)
    if asked is None or lab.state not in leading.LED:
        settled = t("You lead {title}.", title=title) if rules.leads(reading.viewer, lab) else _settled(title)
        return content(settled, *buttons([button(t("Show the lab"), "show", lab.id)]))
    words: Msg = t("{member} asks you to lead {title} together.", member=who(asked.by), title=title)
    if asked.instead:
        words = t("{member} cannot lead {title} and asks you to.", member=who(asked.by), title=title)
    offered = [
        button(t("Yes, I lead it"), "lead_yes", lab.id, Style.PRIMARY),
        button(t("No, I cannot"), "lead_no", lab.id),
        button(t("Show the lab"), "show", lab.id),
    ]
    when = Note(t("It begins {begins}.", begins=begins(lab)))
    return Content(words, (Paragraph(words), Quote(Untrusted(lab.plan.question)), when, *buttons(offered)))


def _settled(title: Strong) -> Msg:
    return t("You are not asked to lead {title} any more. Nothing is left to do.", title=title)


@or_as_it_stands(ASKED)
def say_yes(lab: Lab, ctx: Context) -> Outcome:
    """Lead it from now on; those who lead it, and who asked, are told."""
    asked = leading.asked(lab, ctx.actor)
    keep_lab(ctx, lab, leading.accept(lab, ctx.actor))
    said = t("{member} leads {title} now.", member=who(ctx.actor), title=title_of(lab.plan))
    by = (asked.by,) if asked else ()
    for member in dict.fromkeys((*by, *lab.facilitators, lab.organiser)):
        tell(member, lab, content(said, *buttons([button(t("Show the lab"), "show", lab.id)])), ctx)
    return noted(ctx.show(ASKED, lab.id), t("Thank you. Its run sheet is yours: /lab run-sheet"))


@or_as_it_stands(ASKED)
def say_no(lab: Lab, ctx: Context) -> Outcome:
    """Say that they cannot; who asked is told, and it stays with who had it."""
    asked = leading.asked(lab, ctx.actor)
    keep_lab(ctx, lab, leading.decline(lab, ctx.actor))
    ctx.settle(lab.id, ctx.actor, view=ASKED)
    if asked is not None:
        tell_who_asked(asked, lab, ctx)
    return noted(ctx.show(ASKED, lab.id), t("Thank you for telling. Nothing is left to do."))


def tell_who_asked(asked: Asked, lab: Lab, ctx: Context) -> None:
    """Tell whoever asked somebody to lead it that they cannot."""
    words = t("{member} cannot lead {title}. All stays as it was.", member=who(asked.member), title=title_of(lab.plan))
    again = [button(t("Ask somebody else"), "hand_over", lab.id)] if asked.instead else []
    tell(asked.by, lab, content(words, *buttons(again)), ctx)


def _put_before(event: LeadAsked, ctx: Context) -> None:
    """Put it before whoever was asked last."""
    lab = ctx.store.labs.get(event.about)
    if lab is not None and lab.asked:
        ctx.await_from(lab.asked[-1].member, ASKED, lab.id)


def _ask_no_more(event: LeadersChanged, ctx: Context) -> None:
    """Let it await nobody any more who is not asked now."""
    lab = ctx.store.labs.get(event.about)
    if lab is not None:
        for member in ctx.store.waiting.about(lab.id):
            if leading.asked(lab, member) is None:
                ctx.settle(lab.id, member, view=ASKED)


def _put_away(event: LabEnded, ctx: Context) -> None:
    ctx.settle(event.about, view=ASKED)


SUBMITS = (
    Submit(
        name="labs.hand_over",
        may=rules.leads,
        on=LAB,
        command="labs hand-over",
        help=t("Ask somebody to lead a lab that you cannot lead"),
        form=hand_over_form,
        model=Whom,
        run=hand_over,
    ),
)
ACTIONS = (
    Action(name="labs.lead_yes", may=rules.may_see, on=LAB, run=say_yes),
    Action(name="labs.lead_no", may=rules.may_see, on=LAB, run=say_no),
)
VIEWS = (View(ASKED, LAB, asked_card),)
LISTENERS: tuple[Listener[LeadAsked] | Listener[LeadersChanged] | Listener[LabEnded], ...] = (
    on(LeadAsked, _put_before),
    on(LeadersChanged, _ask_no_more),
    on(LabEnded, _put_away),
)
