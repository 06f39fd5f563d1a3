"""Asking: what is like the question is shown first, then it is the desk's."""

from datetime import timedelta
from typing import Final

from bot.core.commands import Param
from bot.core.errors import Refusal
from bot.core.outcome import Outcome
from bot.core.text import Code, t
from bot.domain.access import anyone
from bot.domain.desk import life, rules
from bot.domain.desk.desk import Desk
from bot.domain.desk.events import QuestionSpared
from bot.domain.desk.question import Question, Visibility
from bot.features.helpdesk.answering.staying import note_recurring
from bot.features.helpdesk.asking.forms import NOTHING, Asked, More, ask_form, more_form, own_pods, similar
from bot.features.helpdesk.keeping import (
    CARD,
    clock_of,
    desk_of,
    handle_of,
    hide_if_anonymous,
    keep_question,
    open_desks,
)
from bot.features.helpdesk.kinds import QUESTION
from bot.features.helpdesk.routing.putting import put_before_the_desk, put_before_whoever_fits_now, sorted_out
from bot.features.helpdesk.wording import ref
from bot.ports.answering import noted, or_as_it_stands, say
from bot.ports.context import Context, Creating
from bot.ports.feature import Submit
from bot.ports.handles import NoKey

A_DAY: Final = timedelta(days=1)


def ask(_nothing: None, values: Asked, ctx: Creating) -> Outcome:
    """Put a question before the desk, unless something that is here already helped."""
    desk = _desk(values, ctx)
    shown = tuple(item for item, _, _ in similar(ctx))
    if values.helped != NOTHING:
        return _spared(values.helped, shown, ctx)
    question = _asked(values, desk, shown, ctx)
    put_before_the_desk(question, desk, ctx)
    note_recurring(question, ctx)
    ctx.card(CARD, question.id, question.asker)
    told = t(
        "The desk has your question: {ref}. The answer comes to you as a message from me. Where it stands: {list}",
        ref=ref(question.id),
        list=Code("/questions mine"),
    )
    return say(told)


def _asked(values: Asked, desk: Desk, shown: tuple[str, ...], ctx: Creating) -> Question:
    if values.visibility is Visibility.POD and values.pod not in {pod.id for pod in own_pods(ctx)}:
        raise Refusal(t("You are not in this pod. Please choose who may read your question."), "readers")
    newest = ctx.store.questions.of_viewer(ctx.viewer, limit=life.ASKED_A_DAY)
    life.one_more(sum(ctx.now - one.asked_at < A_DAY for one in newest))
    profile = ctx.store.members.get(ctx.actor)
    language, country = ctx.reader.locale, profile.country if profile else ""
    if values.visibility is Visibility.ANONYMOUS:
        # Where they are, and what of closed pods was shown to them, would tell who they are.
        country, shown = "", ()
        try:
            ctx.hide()
        except NoKey:
            raise Refusal(
                t("Nobody can ask without a name here yet. Please choose somebody else to read it."), "readers"
            ) from None
    asking = life.Asking(
        asker=ctx.actor,
        text=values.text,
        visibility=values.visibility,
        pod=values.pod,
        country=country,
        priority=values.priority,
        why_urgent=values.why_urgent,
        language=language,
        shown=shown,
    )
    asked, events = life.ask(ctx.creating, desk, asking, clock_of(ctx, desk), ctx.now)
    return keep_question(ctx, None, (sorted_out(asked, desk, ctx), events))


def _desk(values: Asked, ctx: Context) -> Desk:
    desks = {desk.id: desk for desk in open_desks(ctx)}
    chosen = desks.get(values.desk) if len(desks) > 1 else next(iter(desks.values()))
    if chosen is None:
        raise Refusal(t("Please choose the desk that is to answer."), "desk")
    return chosen


def _spared(item: str, shown: tuple[str, ...], ctx: Context) -> Outcome:
    if item not in shown:
        raise Refusal(t("That is not here any more. Please look again, or send your question."), "helped")
    ctx.record(QuestionSpared(about=item))
    return say(t("Good that {ref} helps. Your question was not sent; {ask} sends it.", ref=ref(item), ask=Code("/ask")))


@or_as_it_stands(CARD)
def tell_more(question: Question, values: More, ctx: Creating) -> Outcome:
    """Take what helps to find who knows; the question is sorted again by it, and put before whoever fits now."""
    hide_if_anonymous(question, ctx)
    desk = desk_of(ctx, question)
    more = life.Details(
        country=values.country,
        level=values.level,
        setting=values.setting,
        tried=values.tried,
        needed_by=values.needed_by,
    )
    told, events = life.tell_more(question, more, clock_of(ctx, desk), ctx.now)
    question = keep_question(ctx, question, (sorted_out(told, desk, ctx), events))
    put_before_whoever_fits_now(question, desk, ctx)
    return noted(ctx.show(CARD, question.id), t("The desk sees this now."))


SUBMITS = (
    Submit(
        name="desk.ask",
        may=anyone,
        command="ask",
        help=t("Put a question to the help desk"),
        params=(Param("text", t("Your question, in a line"), required=False),),
        basic=True,
        form=ask_form,
        model=Asked,
        run=ask,
        creates="Q",
    ),
    Submit(
        name="desk.tell_more",
        may=rules.asks,
        on=QUESTION,
        command="questions details",
        help=t("Tell more about your question, so that it finds who knows"),
        form=more_form,
        model=More,
        under=handle_of,
        run=tell_more,
    ),
)
