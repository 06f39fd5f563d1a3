"""What its author does about who reads it: share it more widely, send it again after a note, leave it as it is."""

from pydantic import BaseModel

from bot.core.content import Option
from bot.core.errors import AlreadySettled
from bot.core.forms import Choice, Form, Section
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.access import Scope
from bot.domain.nuggets import review, rules
from bot.domain.nuggets.nugget import Nugget, NuggetState
from bot.features.nuggets.consent.consenting import ask_quoted, record_author
from bot.features.nuggets.keeping import keep_nugget
from bot.features.nuggets.kinds import NUGGET
from bot.features.nuggets.review.steps import begin_review, end_review, first_reviewer
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit
from bot.ports.known import READERS


class Wider(BaseModel):
    """How far it may be read."""

    scope: Scope


def widen_form(nugget: Nugget, _reading: Reading) -> Form:
    """Ask how far it may be read, saying that what is out cannot be called back."""
    wider = [scope for scope in Scope if nugget.scope is not None and not nugget.scope.reaches(scope)]
    if not wider or nugget.state is not NuggetState.PUBLISHED:
        raise AlreadySettled(t("It cannot be shared more widely as it stands now."))
    return Form(
        t("Share more widely"),
        (
            Section(
                (
                    Choice(
                        name="scope",
                        label=t("Who may read it?"),
                        options=tuple(Option(scope.value, READERS[scope]) for scope in wider),
                    ),
                ),
                intro=t(
                    "It is looked at first, and everybody whose words it says is asked again. What others have copied "
                    "or downloaded from further away than this community cannot be called back."
                ),
            ),
        ),
    )


@or_as_it_stands("nuggets.nugget")
def widen(nugget: Nugget, values: Wider, ctx: Creating) -> Outcome:
    """Ask for a wider scope: the author's yes is renewed, those quoted are asked again, and a review begins."""
    changed, events = review.ask_wider(nugget, values.scope, first_reviewer(nugget, ctx))
    consent = ctx.store.consents.of(nugget.id, nugget.author)
    if consent is not None:
        changed = record_author(changed, consent.attribution, values.scope, ctx)
    nugget = keep_nugget(ctx, nugget, (changed, events))
    ask_quoted(nugget, values.scope, ctx)
    begin_review(nugget, ctx)
    return ctx.show("nuggets.nugget", nugget.id)


@or_as_it_stands("nuggets.nugget")
def send_again(nugget: Nugget, ctx: Context) -> Outcome:
    """Send again what came back with a note: to its pod at once, or into review for the scope that was wanted."""
    nugget = keep_nugget(ctx, nugget, review.send_again(nugget, first_reviewer(nugget, ctx), ctx.now))
    ctx.settle(nugget.id)
    if nugget.flag is not None:
        ctx.await_from(nugget.author, "nuggets.nugget", nugget.id)
    ask_quoted(nugget, nugget.wanted, ctx)
    begin_review(nugget, ctx)
    return ctx.show("nuggets.nugget", nugget.id)


@or_as_it_stands("nuggets.nugget")
def leave_as_it_is(nugget: Nugget, ctx: Context) -> Outcome:
    """Ask for nothing wider any more."""
    nugget = keep_nugget(ctx, nugget, review.leave_as_it_is(nugget))
    end_review(nugget, ctx)
    ctx.settle(nugget.id)
    return ctx.show("nuggets.nugget", nugget.id)


ACTIONS = (
    Action(
        name="nuggets.send_again",
        may=rules.owns,
        on=NUGGET,
        command="nugget resend",
        help=t("Send your change nugget again after it came back with a note"),
        run=send_again,
    ),
    Action(
        name="nuggets.leave_as_it_is",
        may=rules.owns,
        on=NUGGET,
        command="nugget leave",
        help=t("Leave your change nugget where it can be read, and ask for nothing wider"),
        run=leave_as_it_is,
    ),
)
SUBMITS = (
    Submit(
        name="nuggets.widen",
        may=rules.owns,
        on=NUGGET,
        command="nugget share",
        help=t("Share your change nugget more widely"),
        form=widen_form,
        model=Wider,
        run=widen,
    ),
)
