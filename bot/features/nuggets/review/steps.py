"""What a review sets going: who reviews is asked, the author is asked what others need, and time runs."""

from typing import Final

from bot.domain.access import Role, Scope
from bot.domain.nuggets import questions, quoting, review
from bot.domain.nuggets.nugget import Nugget, NuggetState
from bot.domain.nuggets.words import REQUIRED, FieldName
from bot.features.nuggets.keeping import facilitators, keep_nugget, reviewers
from bot.features.nuggets.template.words import asked_besides
from bot.ports.context import Context, Reading

REVIEW: Final = "nuggets.review"
QUESTION: Final = "nuggets.question"


def first_reviewer(nugget: Nugget, reading: Reading) -> Role:
    """Say whose review comes first: its pod's facilitators', if there is one besides its author."""
    return Role.FACILITATOR if set(facilitators(nugget, reading)) - {nugget.author} else Role.STEWARD


def begin_review(nugget: Nugget, ctx: Context) -> None:
    """Put it before its reviewers, and ask its author what others need to try it, one thing at a time."""
    nugget = keep_nugget(ctx, nugget, questions.ask_next(nugget, asked_besides(nugget, ctx)))
    put_before_reviewers(nugget, ctx)
    ask_author(nugget, ctx)


def put_before_reviewers(nugget: Nugget, ctx: Context) -> None:
    """Ask those whose review it waits for; of what a pod can read already, its facilitators are told alone."""
    if nugget.state is NuggetState.IN_REVIEW:
        for member in reviewers(nugget, ctx):
            ctx.await_from(member, REVIEW, nugget.id)
        ctx.promise("nuggets.review_remind", nugget.id, ctx.now + review.REMIND_AFTER)
        if nugget.before is Role.FACILITATOR:
            ctx.promise("nuggets.review_goes_on", nugget.id, ctx.now + review.GOES_ON_AFTER)
    elif nugget.scope is Scope.POD:
        for member in reviewers(nugget, ctx):
            ctx.card(REVIEW, nugget.id, member)


def end_review(nugget: Nugget, ctx: Context) -> None:
    """Let nobody wait for a review that is done."""
    ctx.settle(nugget.id, view=REVIEW)
    ctx.withdraw_promise(nugget.id, "nuggets.review_remind")
    ctx.withdraw_promise(nugget.id, "nuggets.review_goes_on")


def ask_author(nugget: Nugget, ctx: Context) -> None:
    """Put the next question to its author as a new message, and the last one away."""
    ctx.settle(nugget.id, view=QUESTION)
    if nugget.asking is not None:
        ctx.await_from(nugget.author, QUESTION, nugget.id)


def hole(nugget: Nugget, reading: Reading) -> tuple[FieldName, ...]:
    """Give what every nugget says and this one could not say where it is wanted, for want of somebody's yes."""
    consents = reading.store.consents.of_nugget(nugget.id)
    return tuple(name for name in quoting.held_back(nugget, consents, nugget.wanted) if name in REQUIRED)
