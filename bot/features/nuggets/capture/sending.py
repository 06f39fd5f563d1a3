"""Sending a draft: whose story it is says yes by that, and anybody else has them asked."""

from bot.core.commands import Param, Takes
from bot.core.inbound import JobDue
from bot.core.outcome import Outcome, Reply
from bot.core.text import t
from bot.domain.nuggets import capture, life, rules
from bot.domain.nuggets.nugget import DRAFTS, Attribution, Nugget, NuggetState
from bot.features.nuggets.consent.consenting import ask_quoted, record_author, remember_no, withdraw_all
from bot.features.nuggets.keeping import chosen_attribution, keep_nugget, pod_of
from bot.features.nuggets.kinds import NUGGET
from bot.features.nuggets.review.steps import begin_review
from bot.features.nuggets.wording import ATTRIBUTION_OPTIONS, whether_to_withdraw
from bot.ports.answering import or_as_it_stands, say
from bot.ports.context import Context, Reading
from bot.ports.feature import Action, Asked, Job, Query


@or_as_it_stands("nuggets.nugget")
def send(nugget: Nugget, ctx: Context) -> Outcome:
    """Send a draft that is right, with one press; what is missing is asked first."""
    capture.open_to(ctx.viewer, pod_of(nugget, ctx))
    if nugget.state in DRAFTS and life.missing(nugget):
        return ctx.form("nuggets.fill", nugget.id)
    if nugget.author != ctx.actor:
        return _offer(nugget, ctx)
    attribution = chosen_attribution(ctx) or Attribution.CHATHAM_HOUSE
    life.complete(nugget)
    change, events = life.publish_at_home(nugget, ctx.now)
    agreed = record_author(change, attribution, change.wanted, ctx)
    ctx.store.refusals.lift(nugget.author, nugget.said_in(nugget.author))
    _turn_draft_into_nugget(nugget, ctx)
    nugget = keep_nugget(ctx, nugget, (agreed, events))
    ctx.settle(nugget.id)
    ctx.withdraw_promise(nugget.id, "nuggets.draft_end")
    ask_quoted(nugget, nugget.wanted, ctx)
    begin_review(nugget, ctx)
    return ctx.show("nuggets.nugget", nugget.id)


@or_as_it_stands("nuggets.nugget")
def drop(nugget: Nugget, ctx: Context) -> Outcome:
    """Throw a draft away, or say no to one's story being kept, which is remembered."""
    if nugget.state is NuggetState.OFFERED:
        remember_no(nugget.author, nugget, ctx)
    nugget = keep_nugget(ctx, nugget, life.drop(nugget, ctx.now))
    return ctx.show("nuggets.draft", nugget.id)


@or_as_it_stands("nuggets.nugget")
def withdraw(nugget: Nugget, ctx: Context) -> Outcome:
    """Take a nugget back everywhere the bot reaches; a tombstone says only that it was."""
    if nugget.author == ctx.actor:
        remember_no(nugget.author, nugget, ctx)
    nugget = withdraw_all(nugget, ctx)
    return ctx.show("nuggets.nugget", nugget.id)


def ask_whether_to_withdraw(nugget: Nugget, _asked: Asked, _reading: Reading) -> Reply:
    """Ask once more before words are gone for good: a thumb slips, and nothing brings them back."""
    return Reply(whether_to_withdraw(nugget))


def end_draft(nugget: Nugget, _due: JobDue, ctx: Context) -> None:
    """Throw away a draft that nobody has sent, and say nothing: whoever has it saw that it waits.

    The silence of the one whose story it is is a no as any other.
    """
    if nugget.state is NuggetState.OFFERED:
        remember_no(nugget.author, nugget, ctx)
    if nugget.state in DRAFTS:
        keep_nugget(ctx, nugget, life.drop(nugget, ctx.now))


def _turn_draft_into_nugget(nugget: Nugget, ctx: Context) -> None:
    """Let the author's draft be the nugget's card from now on, so that they have it once."""
    for view, post, reader in ctx.store.cards.of(nugget.id):
        if view == "nuggets.draft" and reader == f"@{nugget.author}":
            ctx.store.cards.drop(nugget.id, view, post)
            ctx.store.cards.add(nugget.id, "nuggets.nugget", post, reader)


def _offer(nugget: Nugget, ctx: Context) -> Outcome:
    nugget = keep_nugget(ctx, nugget, life.offer(nugget))
    ctx.settle(nugget.id)
    ctx.await_from(nugget.author, "nuggets.draft", nugget.id)
    return say(t("I ask the one whose story it is. Nothing is kept without their yes."))


ACTIONS = (
    Action(
        name="nuggets.send",
        may=rules.drafts,
        on=NUGGET,
        command="nugget send",
        help=t("Send a draft as it stands"),
        params=(
            Param("attribution", t("How you are named"), Takes.CHOICE, required=False, choices=ATTRIBUTION_OPTIONS),
        ),
        run=send,
    ),
    Action(
        name="nuggets.drop",
        may=rules.drafts,
        on=NUGGET,
        command="nugget drop",
        help=t("Throw a draft away"),
        run=drop,
    ),
    Action(
        name="nuggets.withdraw",
        may=rules.keeps,
        on=NUGGET,
        command="nugget withdraw",
        help=t("Take your change nugget back everywhere"),
        run=withdraw,
    ),
)
QUERIES = (Query(name="nuggets.withdrawing", may=rules.keeps, on=NUGGET, run=ask_whether_to_withdraw),)
JOBS = (Job("nuggets.draft_end", NUGGET, end_draft),)
