"""What goes on by itself while a nugget is in review: time runs, stewards come and go, those quoted say no."""

from bot.core.inbound import JobDue
from bot.core.refs import MemberRef
from bot.domain.access import Role
from bot.domain.member_events import RoleGranted, RoleRevoked
from bot.domain.nuggets import review
from bot.domain.nuggets.events import ConsentLapsed, ConsentRefused
from bot.domain.nuggets.nugget import Nugget, NuggetState
from bot.features.nuggets.keeping import keep_nugget, reviewers
from bot.features.nuggets.kinds import NUGGET
from bot.features.nuggets.review.steps import QUESTION, REVIEW, end_review, hole, put_before_reviewers
from bot.ports.context import Context
from bot.ports.feature import Job, Listener, on
from bot.ports.holders import stewards

STEWARDING = frozenset({Role.STEWARD.value, Role.NETWORK_STEWARD.value})


def remind(nugget: Nugget, _due: JobDue, ctx: Context) -> None:
    """Remind those before whom it is, those among them who were not asked yet, and its author of an open question.

    It is sought again for as long as nobody is there to ask.
    """
    if nugget.state is not NuggetState.IN_REVIEW:
        return
    asked = reviewers(nugget, ctx)
    for member in asked:
        ctx.await_from(member, REVIEW, nugget.id)
    if nugget.asking is not None:
        ctx.await_from(nugget.author, QUESTION, nugget.id)
    if not asked:
        ctx.promise("nuggets.review_remind", nugget.id, ctx.now + review.REMIND_AFTER)


def go_on(nugget: Nugget, _due: JobDue, ctx: Context) -> None:
    """Ask the stewards what the pod's facilitators have not decided in time, and tell the author."""
    after, events = review.go_on(nugget)
    if not events:
        return
    nugget = keep_nugget(ctx, nugget, (after, events))
    end_review(nugget, ctx)
    put_before_reviewers(nugget, ctx)
    ctx.card("nuggets.nugget", nugget.id, nugget.author)


def put_before(granted: RoleGranted, ctx: Context) -> None:
    """Put before a new steward what waits for one; a steward's own goes to the new one, too."""
    if granted.role not in STEWARDING:
        return
    member = MemberRef.parse(granted.about)
    for nugget in _before_stewards(ctx):
        if member in reviewers(nugget, ctx) and member not in ctx.store.waiting.about(nugget.id):
            ctx.await_from(member, REVIEW, nugget.id)
        ctx.refresh(nugget.id)


def take_from(revoked: RoleRevoked, ctx: Context) -> None:
    """Settle what waited for who is a steward no longer."""
    member = MemberRef.parse(revoked.about)
    if revoked.role not in STEWARDING or member in stewards(ctx, member.community):
        return
    for nugget in _before_stewards(ctx):
        ctx.settle(nugget.id, member, view=REVIEW)
        ctx.refresh(nugget.id)


def note_no(said: ConsentRefused | ConsentLapsed, ctx: Context) -> None:
    """Ask the author for their own words where something that every nugget says may not be said in somebody else's."""
    nugget = ctx.store.nuggets.get(said.about)
    if nugget is not None and nugget.state is NuggetState.IN_REVIEW and hole(nugget, ctx):
        ctx.await_from(nugget.author, "nuggets.nugget", nugget.id)


def _before_stewards(ctx: Context) -> list[Nugget]:
    found = map(ctx.store.nuggets.get, ctx.store.nuggets.waiting_for_steward(ctx.community.ref))
    return [nugget for nugget in found if nugget is not None]


JOBS = (Job("nuggets.review_remind", NUGGET, remind), Job("nuggets.review_goes_on", NUGGET, go_on))
LISTENERS: tuple[
    Listener[RoleGranted] | Listener[RoleRevoked] | Listener[ConsentRefused] | Listener[ConsentLapsed], ...
] = (
    on(RoleGranted, put_before),
    on(RoleRevoked, take_from),
    on(ConsentRefused, note_no),
    on(ConsentLapsed, note_no),
)
