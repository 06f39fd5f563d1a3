"""Planning a lab: of a pod, of the whole community, or of all communities."""

from typing import Final

from bot.core.commands import Param
from bot.core.errors import Hidden, Refusal
from bot.core.forms import FormValues
from bot.core.inbound import ActionPressed, CommandUsed
from bot.core.outcome import Outcome
from bot.core.safety import one_line, shorten
from bot.core.text import t
from bot.domain.labs import agenda, life, origin, rules
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.origin import Origin
from bot.domain.labs.plan import TITLE_MOST
from bot.domain.labs.templates import LabTemplate, template
from bot.features.labs.keeping import CARD, keep_lab, put_up
from bot.features.labs.kinds import LAB
from bot.features.labs.planning.forms import Planned, plan_form
from bot.features.labs.planning.origins import named, origin_of, taken_over
from bot.features.labs.planning.places import EVERYBODY, audience_of, pod_here, room_for, room_here
from bot.features.labs.wording import told_when
from bot.ports.answering import noted
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit

FORM: Final = "labs.schedule"


def plan(_nothing: None, ctx: Context) -> Outcome:
    """Open the plan, with what is known already filled in: where it is planned, what it comes from, how it goes."""
    pod, room, source = pod_here(ctx), room_here(ctx), _source(ctx)
    known: FormValues = {"room": str(room) if room else "", "origin": "", "who": pod.id if pod else EVERYBODY}
    if source is not None:
        known = {**known, "origin": source.id, **taken_over(source, ctx)}
    _begin_afresh(source.id if source else "", ctx)
    return ctx.form(FORM, values={**known, **_typed(ctx)})


def _source(ctx: Context) -> Origin | None:
    """Read what the lab is to come from, if from anything: what was pressed on, or whose reference was typed."""
    match ctx.inbound:
        case ActionPressed(token=token) if token.object_id:
            found = origin_of(token.object_id, ctx)
        case CommandUsed(values=values) if values.get("source"):
            found = named(values["source"], ctx)
        case _:
            return None
    if found is None:
        raise Hidden
    return found


def _begin_afresh(source: str, ctx: Context) -> None:
    """Leave behind what was half filled in on something else: words from one thing do not stray into another."""
    if ctx.store.drafts.get(FORM, "", ctx.actor).get("origin", "") != source:
        ctx.store.drafts.drop(FORM, "", ctx.actor)


def _typed(ctx: Context) -> FormValues:
    """Give what the command was used with, or the button that chose a template."""
    match ctx.inbound:
        case CommandUsed(values=values):
            title = shorten(one_line(values.get("title", "")), TITLE_MOST)
            return {**({"title": title} if title else {}), **_as_in(values.get("template", ""), ctx)}
        case ActionPressed(token=token):
            return _as_in(token.extra, ctx)
        case _:
            return {}


def _as_in(key: str, reading: Reading) -> FormValues:
    if not key:
        return {}
    chosen = template(key)
    if chosen is None:
        raise Refusal(t("I know no template of this name. Please choose one from the list."))
    return filled_in(chosen, reading.reader.locale)


def filled_in(chosen: LabTemplate, language: str) -> FormValues:
    """Give what a template fills in."""
    minutes = {} if chosen.mode.over_days else {"minutes": str(chosen.minutes)}
    return {"mode": chosen.mode, "agenda": agenda.written(chosen.agenda(language), language), **minutes}


def schedule(_nothing: None, values: Planned, ctx: Creating) -> Outcome:
    """Plan a lab and let people sign up for it."""
    scope, pod = audience_of(values.who, ctx)
    when = values.when(ctx.reader.zone)
    lab = Lab(
        id=ctx.creating,
        community=ctx.community.ref,
        pod=pod.id if pod else "",
        state=LabState.DRAFT,
        plan=values.plan(scope),
        when=when,
        starts_at=when.starts,
        ends_at=when.ends,
        organiser=ctx.actor,
        planned_at=ctx.now,
        facilitators=(ctx.actor,),
        origin=_still_open(values.origin, ctx),
        room=room_for(pod, values.room, ctx),
    )
    agenda.check(lab.plan, when.minutes)
    if (source := origin_of(lab.origin, ctx)) is not None:
        origin.check(source, lab.plan, lab.pod)
    lab = put_up(ctx, keep_lab(ctx, None, life.schedule(lab, ctx.now)))
    told = t("It is planned, and people can sign up. {when}", when=told_when(lab))
    return noted(ctx.show(CARD, lab.id), told)


def _still_open(source: str, ctx: Context) -> str:
    if source and origin_of(source, ctx) is None:
        raise Refusal(t("What this lab comes from is not open to you any more. Please begin again with /lab plan."))
    return source


ACTIONS = (
    Action(
        name="labs.plan",
        may=rules.plans,
        command="lab plan",
        help=t("Plan a learning lab"),
        params=(
            Param("title", t("What it is called, at most {most} characters", most=TITLE_MOST), required=False),
            Param("template", t("An agenda to begin with"), required=False, completes="labs.templates"),
            Param("source", t("What it comes from: a reference such as N-7KQ2M"), required=False),
        ),
        run=plan,
    ),
)
SUBMITS = (
    Submit(
        name=FORM,
        may=rules.plans,
        form=plan_form,
        model=Planned,
        run=schedule,
        creates=LAB.letter,
    ),
)
