"""Saying whether one comes, by one press, and again as often as one likes until sign-up ends."""

from bot.core.commands import Param, Takes
from bot.core.errors import Refusal
from bot.core.inbound import ActionPressed, CommandUsed, JobDue
from bot.core.outcome import Outcome, Reply
from bot.core.text import t
from bot.domain.labs import rules, seating
from bot.domain.labs.lab import Lab
from bot.domain.labs.rsvp import SAID, Answer, Rsvp, Seat
from bot.features.labs.keeping import CARD
from bot.features.labs.kinds import LAB, RSVP
from bot.features.labs.rsvps.keeping import OFFER_ENDS, OWN, answer, keep_answer, lab_of, move_up
from bot.features.labs.rsvps.wording import ANSWER_OPTIONS, IN_LAB, ON_OWN
from bot.ports.context import Context
from bot.ports.feature import Action, Job


def come(lab: Lab, ctx: Context) -> Outcome:
    """Say whether one comes; what one holds then is told in private, wherever one pressed."""
    said, where = _read(ctx)
    rsvp = answer(lab, said, ctx)
    if where == IN_LAB:
        return ctx.show(CARD, lab.id)
    own = ctx.show(OWN, rsvp.id)
    return own if where == ON_OWN else Reply(own.content)


def _read(ctx: Context) -> tuple[Answer, str]:
    """Read what was answered, and on which card: yes, if a command says no more."""
    match ctx.inbound:
        case ActionPressed(token=token):
            word, _, where = token.extra.partition(".")
        case CommandUsed(values=values):
            word, where = values.get("answer", Answer.YES.value), ON_OWN
        case _:
            word, where = "", ""
    if word not in SAID:
        raise Refusal(t("Please answer yes, maybe or no."))
    return Answer(word), where


def end_offer(rsvp: Rsvp, _due: JobDue, ctx: Context) -> None:
    """Let a seat go on that was not taken in time."""
    if rsvp.seat is not Seat.OFFERED or rsvp.offered_until is None or rsvp.offered_until > ctx.now:
        return
    keep_answer(rsvp, seating.run_out(rsvp), ctx)
    move_up(lab_of(ctx, rsvp), ctx)
    ctx.refresh(rsvp.lab)


ACTIONS = (
    Action(
        name="labs.come",
        may=rules.may_come,
        on=LAB,
        command="lab come",
        basic=True,
        help=t("Say whether you come to a learning lab"),
        params=(Param("answer", t("Whether you come"), Takes.CHOICE, required=False, choices=ANSWER_OPTIONS),),
        run=come,
    ),
)
JOBS = (Job(OFFER_ENDS, RSVP, end_offer),)
