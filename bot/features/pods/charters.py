"""Reading a pod's charter, and changing it part by part."""

from typing import Any

from bot.core.content import Block, Button, Content, Heading, Note, Paragraph, Quote, buttons
from bot.core.forms import AnyInput, Choice, DateInput, Form, TextInput
from bot.core.outcome import Outcome, Reply
from bot.core.text import Day, Inline, Untrusted, joined, t
from bot.core.tokens import Token
from bot.domain.access import either
from bot.domain.pods import life, rules
from bot.domain.pods.pod import Pod
from bot.features.pods.admitting import let_in_next
from bot.features.pods.charter_forms import LABELS, PARTS, Part
from bot.features.pods.charter_values import Values
from bot.features.pods.keeping import keep_pod
from bot.features.pods.kinds import POD
from bot.features.pods.pod_views import charter_card
from bot.features.pods.proposing import check_name
from bot.features.pods.upkeep import promise_review
from bot.features.pods.wording import name_of
from bot.ports.answering import say
from bot.ports.context import Creating, Reading
from bot.ports.feature import Asked, Query, Submit


def show(pod: Pod, asked: Asked, reading: Reading) -> Reply:
    """Show the charter to those in the pod, its proposer, and stewards; then part by part, with every word of it."""
    card = _part_page(pod, PARTS[asked.page - 1]) if 1 <= asked.page <= len(PARTS) else charter_card(pod, reading)
    if asked.page >= len(PARTS):
        return Reply(card)
    further = Button(PARTS[asked.page].title, Token("pods.charter", pod.id, str(asked.page + 1)))
    return Reply(Content(card.summary, (*card.blocks, *buttons([further]))))


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
    return say(t("The charter of {pod} is changed: {fields}", pod=name_of(pod), fields=joined(fields)))


def _part_page(pod: Pod, part: Part) -> Content:
    title = t("{pod}: {part}", pod=name_of(pod), part=part.title)
    blocks: list[Block] = [Heading(title)]
    for item in part.section(pod.charter).inputs:
        said = _said(item)
        if said is not None:
            blocks += [Note(item.label), Quote(said)]
    if len(blocks) == 1:
        blocks.append(Paragraph(t("Nothing is written here yet.")))
    return Content(title, tuple(blocks))


def _said(item: AnyInput) -> Inline | None:
    """Give what an input is already filled in with, as it is to be read."""
    match item:
        case TextInput(initial=text) if text.strip():
            return Untrusted(text.strip())
        case Choice(initial=value, options=options):
            return next((option.label for option in options if option.value == value), None)
        case DateInput(initial=day) if day is not None:
            return Day(day)
        case _:
            return None


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
