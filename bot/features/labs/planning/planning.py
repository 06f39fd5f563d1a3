"""Planning a lab: of a pod, of the whole community, or of all communities."""

from bot.core.commands import Param
from bot.core.errors import Refusal
from bot.core.forms import FormValues
from bot.core.inbound import ActionPressed, CommandUsed
from bot.core.outcome import Outcome
from bot.core.safety import one_line, shorten
from bot.core.text import t
from bot.domain.labs import agenda, life, rules
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.plan import TITLE_MOST
from bot.domain.labs.templates import LabTemplate, template
from bot.features.labs.keeping import keep_lab, put_up
from bot.features.labs.kinds import LAB
from bot.features.labs.planning.forms import Planned, plan_form
from bot.features.labs.planning.places import EVERYBODY, audience_of, pod_here, room_for, room_here
from bot.features.labs.wording import told_when
from bot.ports.answering import noted
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit


def plan(_nothing: None, ctx: Context) -> Outcome:
    """Open the plan, with what is known already filled in: where it is planned, what it comes from, how it goes."""
    pod, room = pod_here(ctx), room_here(ctx)
    known = {"room": str(room) if room else "", "origin": "", "who": pod.id if pod else EVERYBODY}
    return ctx.form("labs.schedule", values={**known, **_typed(ctx)})


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
        room=room_for(pod, values.room, ctx),
    )
    agenda.check(lab.plan, when.minutes)
    lab = put_up(ctx, keep_lab(ctx, None, life.schedule(lab, ctx.now)))
    told = t("It is planned, and people can sign up. {when}", when=told_when(lab))
    return noted(ctx.show("labs.lab", lab.id), told)


ACTIONS = (
    Action(
        name="labs.plan",
        may=rules.plans,
        command="lab plan",
        help=t("Plan a learning lab"),
        params=(
            Param("title", t("What it is called, at most {most} characters", most=TITLE_MOST), required=False),
            Param("template", t("An agenda to begin with"), required=False, completes="labs.templates"),
        ),
        run=plan,
    ),
)
SUBMITS = (
    Submit(
        name="labs.schedule",
        may=rules.plans,
        form=plan_form,
        model=Planned,
        run=schedule,
        creates=LAB.letter,
    ),
)
