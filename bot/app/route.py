"""From an inbound to its handler, inside the transaction."""

from typing import Any

from bot.app import home
from bot.app.catalogue import Catalogue
from bot.app.checking import misfits, missing, tidied
from bot.app.context import WritingContext
from bot.app.filling import Filling
from bot.app.forms import Sheet, open_step, read_values
from bot.app.groups import note_group, note_groups
from bot.app.members import note_departure, note_member
from bot.app.resolve import WHICH, Call, ask_which, call_of, read_call, subject_of
from bot.core.content import content
from bot.core.errors import Refusal
from bot.core.forms import FormValue
from bot.core.inbound import (
    ActionPressed,
    CommandUsed,
    Computed,
    Delivered,
    FormSubmitted,
    GroupListed,
    HomeOpened,
    Inbound,
    JobDue,
    MemberLeft,
    MemberSeen,
    MessagePosted,
    ReactionAdded,
    ReactionRemoved,
    Refused,
    Result,
    RolesChanged,
    ShortcutUsed,
    ThreadRead,
)
from bot.core.outcome import Done, FormErrors, Outcome, Reply, ShowForm
from bot.core.text import t
from bot.ports.feature import Action, Submit


def route(inbound: Inbound, catalogue: Catalogue, ctx: WritingContext) -> Outcome:
    """Run what this inbound asks for, then its listeners; bots are not heard, so that no two talk to each other."""
    if isinstance(inbound, MessagePosted | ReactionAdded | ReactionRemoved) and ctx.profile and ctx.profile.bot:
        return Done()
    outcome = _handle(inbound, catalogue, ctx)
    for listener in catalogue.listeners.get(type(inbound), ()):
        if not (listener.last and ctx.taken):
            listener.run(inbound, ctx)
    return outcome


def _handle(inbound: Inbound, catalogue: Catalogue, ctx: WritingContext) -> Outcome:
    match inbound:
        case CommandUsed() | ActionPressed() | FormSubmitted():
            return _gesture(inbound, catalogue, ctx)
        case ShortcutUsed(name=name) if name in catalogue.shortcuts:
            return catalogue.shortcuts[name].run(inbound, ctx)
        case ShortcutUsed():
            raise Refusal(t("There is no such shortcut. /help lists what there is."))
        case HomeOpened():
            home.publish(ctx)
        case Delivered() | Refused() | ThreadRead() | Computed():
            _tell_result(inbound, catalogue, ctx)
        case JobDue():
            _run_job(inbound, catalogue, ctx)
        case MemberSeen():
            note_member(inbound, ctx)
        case MemberLeft():
            note_departure(inbound, ctx)
        case RolesChanged():
            note_groups(inbound, ctx)
        case GroupListed():
            note_group(inbound, ctx)
        case _:
            pass
    return Done()


def _gesture(
    inbound: CommandUsed | ActionPressed | FormSubmitted, catalogue: Catalogue, ctx: WritingContext
) -> Outcome:
    way = call_of(inbound, catalogue)
    call = read_call(inbound, way, ctx)
    if call is None:
        return ShowForm(ask_which(way))
    subject = subject_of(call, ctx)
    match way:
        case Action():
            return way.run(subject, ctx)
        case Submit() if (sheet := Sheet.of(call.extra)) is not None:
            filling = Filling(way, call.object_id, subject, sheet, catalogue, ctx)
            # Where a form cannot be followed by its next section at once, a button in between leads on to it.
            return filling.advance(call.values) if isinstance(inbound, FormSubmitted) else filling.resume()
        case Submit():
            return _open_or_send(way, call, subject, ctx)
        case _:
            raise LookupError(f"{way.name} is a query; it is answered beside the writer")


def _open_or_send(way: Submit[Any, Any], call: Call, subject: Any, ctx: WritingContext) -> Outcome:
    """Send at once what a command gave in full; open the form for everything else."""
    names = {param.name for param in way.params}
    given: dict[str, FormValue] = {name: value for name, value in call.values.items() if name in names}
    if not given:
        return ctx.form(way.name, call.object_id)
    form = way.form(subject, ctx)
    given = tidied(form, given)
    reading = read_values(way.model, given)
    wrong = {**reading.errors, **misfits(form, given, ctx.actor.community)}
    lacking = missing(form, given)
    if reading.model is not None and not wrong and not lacking:
        ctx.creating = ctx.new_id(way.creates) if way.creates else ""
        return way.run(subject, reading.model, ctx)
    # What was not given is still to be asked for, and no mistake.
    mistakes = {name: text for name, text in wrong.items() if name in given}
    return ShowForm(open_step(way, call.object_id, ctx, given=given, wrong=mistakes))


def refused_form(inbound: FormSubmitted, refusal: Refusal, catalogue: Catalogue, ctx: WritingContext) -> Outcome:
    """Keep what was typed and show the section at fault with the refusal at its input.

    The gate is asked again: a form shows its object's words, so a refusal by the gate is answered without the form.
    """
    plain = Reply(content(refusal.text))
    try:
        way = call_of(inbound, catalogue)
        if inbound.token.extra == WHICH and way.on is not None:
            errors = {way.on.param: refusal.text}
            return FormErrors(errors, ask_which(way, errors))
        sheet = Sheet.of(inbound.token.extra)
        if not isinstance(way, Submit) or sheet is None:
            return plain
        subject = subject_of(Call(way, inbound.token.object_id, inbound.values), ctx)
        return Filling(way, inbound.token.object_id, subject, sheet, catalogue, ctx).refuse(inbound.values, refusal)
    except Refusal:
        return plain


def _tell_result(heard: Result, catalogue: Catalogue, ctx: WritingContext) -> None:
    hears = catalogue.hears.get(heard.then)
    if hears is not None and (subject := hears.on.get(ctx.store, heard.about)) is not None:
        hears.run(subject, heard, ctx)


def _run_job(due: JobDue, catalogue: Catalogue, ctx: WritingContext) -> None:
    if not ctx.store.due.done(due):
        return
    job = catalogue.jobs.get(due.job)
    if job is None:
        return
    subject = job.on.get(ctx.store, due.about) if job.on else None
    if subject is not None or job.on is None:
        job.run(subject, due, ctx)
