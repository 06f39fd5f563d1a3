"""The rota of a series: who leads its labs in turn, and passing somebody over."""

from pydantic import BaseModel

from bot.core.content import content
from bot.core.forms import Form, MemberInput, Section
from bot.core.outcome import Outcome
from bot.core.text import Msg, t
from bot.domain.handles import who
from bot.domain.labs import repeating, rota, rules
from bot.domain.labs.events import LabScheduled
from bot.domain.labs.series import Series
from bot.features.labs.kinds import SERIES
from bot.features.labs.leading.naming import you_lead
from bot.features.labs.people import MAY_COME, People, check, tell
from bot.features.labs.wording import title_of
from bot.ports.answering import noted
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit, on

CARD = "labs.series"


class InTurn(BaseModel):
    """Who leads, in this order."""

    rota: People = ()


def rota_form(series: Series, _reading: Reading) -> Form:
    """Ask who leads in turn, as it is now."""
    people = MemberInput(name="rota", label=t("Who leads in turn?"), several=True, initial=tuple(map(str, series.rota)))
    intro = t("Labs that are planned already stay with who leads them.")
    return Form(t("Who leads in turn"), (Section((people,), intro=intro),))


def name(series: Series, values: InTurn, ctx: Creating) -> Outcome:
    """Say who leads in turn; whoever is new is told."""
    change = rota.name(series, values.rota)
    check(values.rota, lambda viewer: rules.may_see_series(viewer, series), "rota", ctx, MAY_COME)
    named = ctx.keep(ctx.store.lab_series, series, change)
    ctx.refresh(series.id)
    for member in named.rota:
        if member not in series.rota:
            words = t(
                "You lead {title} in turn with others. I tell you before each one that is yours.",
                title=title_of(series.plan),
            )
            tell(member, named, content(words), ctx)
    return noted(ctx.show(CARD, series.id), _next(named))


def skip(series: Series, ctx: Context) -> Outcome:
    """Pass over whose turn it is, this once."""
    skipped = ctx.keep(ctx.store.lab_series, series, rota.skip(series))
    ctx.refresh(series.id)
    return noted(ctx.show(CARD, series.id), _next(skipped))


def _tell_turn(event: LabScheduled, ctx: Context) -> None:
    """Tell whose turn it is that a lab of theirs is planned."""
    lab = ctx.store.labs.get(event.about)
    if lab is not None and lab.series:
        for member in lab.facilitators:
            tell(member, lab, you_lead(lab), ctx)


def _next(series: Series) -> Msg:
    return t("The next lab that is planned is led by {member}.", member=who(repeating.leader(series)))


SUBMITS = (
    Submit(
        name="labs.rota",
        may=rules.facilitates_series,
        on=SERIES,
        command="labs rota",
        help=t("Say who leads the labs of a series in turn"),
        form=rota_form,
        model=InTurn,
        run=name,
    ),
)
ACTIONS = (
    Action(
        name="labs.skip",
        may=rules.facilitates_series,
        on=SERIES,
        command="labs skip",
        help=t("Pass over whose turn it is to lead, this once"),
        run=skip,
    ),
)
LISTENERS = (on(LabScheduled, _tell_turn),)
