"""Keeping a pod going: its review, its sleep and waking, its charter, its end."""

from datetime import date, datetime, time
from typing import Final

from bot.core.commands import Param
from bot.core.content import content
from bot.core.forms import Form
from bot.core.inbound import Refused, Result
from bot.core.intents import CloseRoom, Post
from bot.core.outcome import Outcome
from bot.core.text import Code, Untrusted, t
from bot.domain.calendar import moment, zone_of
from bot.domain.pods import gate, life, rules, timing
from bot.domain.pods.joining import LIVE, JoinState
from bot.domain.pods.pod import Pod
from bot.features.pods.forms import Reason, reason_form
from bot.features.pods.keeping import facilitators, keep_pod, keep_request, tell
from bot.features.pods.kinds import POD
from bot.features.pods.wording import name_of
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Hears, Submit
from bot.ports.holders import stewards

MORNING: Final = time(9)
"""When a date's prompt comes, on the community's clock."""


def promise_upkeep(pod: Pod, ctx: Context) -> None:
    """Set the pod's review, and the day on which silence lets it fall dormant."""
    promise_review(pod, ctx)
    ctx.promise("pods.dormancy", pod.id, timing.dormant_at(pod.last_active_at or ctx.now))


def promise_review(pod: Pod, ctx: Context) -> None:
    """Set the review, or drop it where none is wanted any more."""
    if pod.review_on is None:
        ctx.withdraw_promise(pod.id, "pods.review")
    else:
        ctx.promise("pods.review", pod.id, morning(pod.review_on, ctx))


def morning(day: date, reading: Reading) -> datetime:
    """Give the moment on a date when people are asked."""
    return moment(day, MORNING, zone_of(reading.community.zone))


@or_as_it_stands("pods.upkeep")
def renew(pod: Pod, ctx: Context) -> Outcome:
    """Go on for six months, or to the charter's end date if that is sooner; then be asked again."""
    return _renewed(pod, timing.next_review(pod.charter, ctx.now.date()), ctx)


@or_as_it_stands("pods.upkeep")
def renew_quietly(pod: Pod, ctx: Context) -> Outcome:
    """Go on, without being asked again."""
    return _renewed(pod, None, ctx)


@or_as_it_stands("pods.upkeep")
def wake(pod: Pod, ctx: Context) -> Outcome:
    """Wake a pod that fell dormant."""
    pod = keep_pod(ctx, pod, life.wake(pod, ctx.now))
    ctx.promise("pods.dormancy", pod.id, timing.dormant_at(ctx.now))
    settle_sleep(pod, ctx)
    ctx.refresh(pod.id)
    return ctx.show("pods.upkeep", pod.id)


def settle_sleep(pod: Pod, ctx: Context) -> None:
    """Await no more whether a pod that woke goes on; a review that is due still does."""
    if pod.review_on is None or pod.review_on > ctx.now.date():
        ctx.settle(pod.id, view="pods.upkeep")


def close_form(pod: Pod, _reading: Reading) -> Form:
    """Ask why; it is said in the room."""
    intro = t(
        "The room of {pod} is archived. What it learned is kept, and members can still read it.", pod=name_of(pod)
    )
    return reason_form(t("Close the pod"), t("What came of it, and why close?"), intro, t("Close"))


@or_as_it_stands("pods.upkeep")
def close(pod: Pod, values: Reason, ctx: Creating) -> Outcome:
    """Close the pod: said in its room, which is archived; whoever still waits at the gate is told."""
    pod = keep_pod(ctx, pod, life.close(pod, values.reason, ctx.now))
    for request in ctx.store.requests.in_states(pod.id, sorted(LIVE - {JoinState.ADMITTED})):
        request = keep_request(ctx, request, gate.expire(request, ctx.now))  # noqa: PLW2901 - the same one, as it is now
        ctx.settle(request.id)
        ctx.withdraw_promise(request.id)
        ctx.refresh(request.id)
        ctx.card("pods.joining", request.id, request.member)
    ctx.refresh(pod.id)
    if pod.room is not None:
        said = t("This pod is closed: {reason}", reason=Untrusted(pod.reason))
        kept = t("The room is archived now. What the pod learned is kept: {show}", show=Code("/pod show"))
        ctx.send(Post(pod.room, content(said, *content(kept).blocks)))
        ctx.send(CloseRoom(pod.room), key=f"{pod.id}/close", then="pods.room_closed", about=pod.id)
        _leave_room_cards(pod, ctx)
    ctx.settle(pod.id)
    ctx.withdraw_promise(pod.id)
    return ctx.show("pods.upkeep", pod.id)


def _leave_room_cards(pod: Pod, ctx: Context) -> None:
    """Stop bringing cards in the pod's room up to date: an archived room takes no more changes."""
    for view, post, reader in ctx.store.cards.of(pod.id):
        if reader == f"#{pod.room}":
            ctx.store.cards.drop(pod.id, view, post)


def heard_of_closing(pod: Pod, heard: Result, ctx: Context) -> None:
    """Tell those who can do it by hand when the platform would not archive the room."""
    if not isinstance(heard, Refused):
        return
    words = t("I could not archive the room of {pod}. Please do it by hand. {fix}", pod=name_of(pod), fix=heard.advice)
    for member in dict.fromkeys((*facilitators(ctx, pod), *stewards(ctx, pod.community))):
        tell(ctx, member, content(words))


def _renewed(pod: Pod, until: date | None, ctx: Context) -> Outcome:
    pod = keep_pod(ctx, pod, life.renew(pod, until))
    promise_review(pod, ctx)
    ctx.settle(pod.id, view="pods.upkeep")
    ctx.refresh(pod.id)
    return ctx.show("pods.upkeep", pod.id)


ACTIONS = (
    Action(
        name="pods.renew",
        may=rules.runs,
        on=POD,
        command="pod renew",
        help=t("Let a pod go on for six months after its review"),
        run=renew,
    ),
    Action(
        name="pods.renew_quietly",
        may=rules.runs,
        on=POD,
        command="charter no-review",
        help=t("Let a pod go on, and don't ask about its review again"),
        run=renew_quietly,
    ),
    Action(
        name="pods.wake",
        may=rules.runs,
        on=POD,
        command="pod wake",
        help=t("Wake a pod that fell asleep"),
        run=wake,
    ),
)
SUBMITS = (
    Submit(
        name="pods.close",
        may=rules.runs,
        on=POD,
        command="pod close",
        help=t("Close a pod; its room is archived, its knowledge kept"),
        params=(Param("reason", t("What came of it, and why it closes"), required=False),),
        form=close_form,
        model=Reason,
        run=close,
    ),
)
HEARS = (Hears("pods.room_closed", POD, heard_of_closing),)
