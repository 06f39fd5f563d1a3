"""Planning a lab, of a pod or of the whole community."""

from bot.core.commands import Param
from bot.core.outcome import Outcome
from bot.core.safety import one_line
from bot.core.text import t
from bot.domain.access import Scope
from bot.domain.labs import life, rules
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.plan import TITLE_MOST, Plan
from bot.domain.labs.when import When
from bot.features.labs.kinds import LAB
from bot.features.labs.planning.forms import Planned, plan_form
from bot.ports.answering import noted
from bot.ports.context import Creating
from bot.ports.feature import Submit


def plan(_nothing: None, values: Planned, ctx: Creating) -> Outcome:
    """Plan a lab and let people sign up for it."""
    when = When(day=values.day, at=values.at, zone=values.zone or ctx.reader.zone, minutes=values.minutes)
    lab = Lab(
        id=ctx.creating,
        community=ctx.community.ref,
        state=LabState.DRAFT,
        plan=Plan(
            title=one_line(values.title),
            theme=one_line(values.theme),
            question=values.question.strip(),
            scope=max(values.scope, Scope.COMMUNITY, key=list(Scope).index),
        ),
        when=when,
        starts_at=when.starts,
        ends_at=when.ends,
        organiser=ctx.actor,
        planned_at=ctx.now,
        facilitators=(ctx.actor,),
    )
    lab = ctx.keep(ctx.store.labs, None, life.schedule(lab, ctx.now))
    return noted(ctx.show("labs.lab", lab.id), t("It is planned, and people can sign up."))


SUBMITS = (
    Submit(
        name="labs.plan",
        may=rules.plans,
        command="lab plan",
        help=t("Plan a learning lab"),
        params=(Param("title", t("What it is called, at most {most} characters", most=TITLE_MOST), required=False),),
        form=plan_form,
        model=Planned,
        run=plan,
        creates=LAB.letter,
    ),
)
