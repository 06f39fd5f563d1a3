"""Review: what a pod reads already, its facilitators may send back; what would be read more widely waits for them."""

from pydantic import BaseModel

from bot.core.errors import AlreadySettled, Refusal
from bot.core.forms import Form, Section, TextInput
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.nuggets import questions, review, rules
from bot.domain.nuggets.nugget import Nugget
from bot.features.nuggets.keeping import keep_nugget, reviewers
from bot.features.nuggets.kinds import NUGGET
from bot.features.nuggets.review.steps import ask_author, end_review, hole, put_before_reviewers
from bot.features.nuggets.template.words import asked_besides
from bot.ports.answering import VERSION, as_it_was_read, or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit
from bot.ports.hinting import without_numbers


class Remark(BaseModel):
    """What would help."""

    note: str


@or_as_it_stands("nuggets.review")
def pass_(nugget: Nugget, ctx: Context) -> Outcome:
    """Say yes to a nugget: a facilitator's goes on to the stewards, a steward's publishes it. Its author is told."""
    _is_theirs(nugget, ctx)
    consents = ctx.store.consents.of_nugget(nugget.id)
    passed = review.pass_(nugget, consents, ctx.now, asked_besides(nugget, ctx))
    as_it_was_read(nugget.version, ctx)
    nugget = keep_nugget(ctx, nugget, passed)
    end_review(nugget, ctx)
    put_before_reviewers(nugget, ctx)
    ctx.card("nuggets.nugget", nugget.id, nugget.author)
    return ctx.show("nuggets.review", nugget.id)


def return_form(nugget: Nugget, reading: Reading) -> Form:
    """Ask what would help."""
    _is_theirs(nugget, reading)
    note = TextInput(
        name="note", label=t("What would help?"), hint=t("The author reads this"), long=True, maximum=review.NOTE_LIMIT
    )
    return Form(t("Send back"), (Section((note,)),))


@or_as_it_stands("nuggets.review")
def return_(nugget: Nugget, values: Remark, ctx: Creating) -> Outcome:
    """Give a nugget back to its author with a note; it waits for them."""
    _is_theirs(nugget, ctx)
    nugget = keep_nugget(ctx, nugget, review.return_(nugget, values.note))
    end_review(nugget, ctx)
    ctx.settle(nugget.id)
    ctx.await_from(nugget.author, "nuggets.nugget", nugget.id)
    return ctx.show("nuggets.review", nugget.id)


@or_as_it_stands("nuggets.review")
def ask(nugget: Nugget, ctx: Context) -> Outcome:
    """Have the author asked for all that is not told, and for their own words where somebody else's may not be read."""
    _is_theirs(nugget, ctx)
    wanting = hole(nugget, ctx)
    if wanting:
        ctx.await_from(nugget.author, "nuggets.nugget", nugget.id)
    also = asked_besides(nugget, ctx)
    if not wanting or (questions.untold(nugget, also) and nugget.asking is None):
        nugget = keep_nugget(ctx, nugget, questions.ask_for_all(nugget, also))
        ask_author(nugget, ctx)
    return ctx.show("nuggets.review", nugget.id)


def _is_theirs(nugget: Nugget, reading: Reading) -> None:
    """Refuse who has nothing to decide: it is settled, it waits for others, or it is their own and others could."""
    if not rules.reviews(reading.viewer, nugget):
        raise AlreadySettled(t("This is settled, or it waits for somebody else. This is how it stands."))
    if reading.viewer.member not in reviewers(nugget, reading):
        raise Refusal(t("Nobody reviews their own change nugget. Somebody else will."))


ACTIONS = (
    Action(
        name="nuggets.pass",
        may=rules.looks_after,
        on=NUGGET,
        command="review publish",
        help=t("Say yes to a change nugget that waits for review"),
        params=(VERSION,),
        run=pass_,
    ),
    Action(
        name="nuggets.ask",
        may=rules.looks_after,
        on=NUGGET,
        command="review ask",
        help=t("Ask the author of a change nugget for what it does not tell"),
        run=ask,
    ),
)
SUBMITS = (
    Submit(
        name="nuggets.return",
        may=rules.looks_after,
        on=NUGGET,
        command="review return",
        help=t("Send a change nugget back to its author with a note"),
        form=return_form,
        model=Remark,
        keeps=without_numbers,
        run=return_,
    ),
)
