"""Reading a pod's charter, and changing it part by part."""

from typing import Any

from bot.core.content import Content
from bot.core.forms import Form
from bot.core.outcome import Outcome, Reply
from bot.core.text import joined, t
from bot.domain.access import either
from bot.domain.pods import life, rules
from bot.domain.pods.pod import Pod
from bot.features.pods.admitting import let_in_next
from bot.features.pods.charter_forms import LABELS, PARTS, Part, Values
from bot.features.pods.keeping import keep_pod, say
from bot.features.pods.kinds import POD
from bot.features.pods.pod_views import charter_card
from bot.features.pods.proposing import check_name
from bot.features.pods.upkeep import promise_review
from bot.features.pods.wording import name_of
from bot.ports.context import Creating, Reading
from bot.ports.feature import Asked, Query, Submit


def show(pod: Pod, _asked: Asked, reading: Reading) -> Reply:
    """Show the whole charter to those in the pod, its proposer, and stewards."""
    card: Content = charter_card(pod, reading)
    return Reply(card)


def change(pod: Pod, values: Values, ctx: Creating) -> Outcome:
    """Change the charter: its card in the room follows, and new places are given on at once."""
    before = pod
    after, events = life.change_charter(pod, values.into(pod.charter), ctx.now)
    if not events:
        return say(t("Nothing was different, so nothing was changed."))
    if after.charter.name != before.charter.name:
        check_name(after.charter, pod.id, ctx)
    pod = keep_pod(ctx, pod, (after, events))
    if after.review_on != before.review_on:
        promise_review(pod, ctx)
    let_in_next(pod, ctx)
    ctx.refresh(pod.id)
    fields = [LABELS.get(name, t("Ground rules")) for event in events for name in getattr(event, "fields", ())]
    return say(t("The charter of {pod} is changed: {fields}.", pod=name_of(pod), fields=joined(fields)))


def _submit(part: Part) -> "Submit[Any, Any]":
    def form(pod: Pod, _reading: Reading) -> Form:
        return Form(part.title, (part.section(pod.charter),), submit=t("Save"))

    return Submit(
        name=f"pods.edit_{part.name}",
        may=rules.runs,
        on=POD,
        command=f"charter {part.name}",
        help=part.help,
        form=form,
        model=part.model,
        run=change,
    )


SUBMITS = tuple(_submit(part) for part in PARTS)
QUERIES = (
    Query(
        name="pods.charter",
        may=either(rules.in_pod, rules.stewards_here, rules.proposed),
        on=POD,
        command="charter show",
        help=t("Read a pod's whole charter"),
        run=show,
    ),
)
