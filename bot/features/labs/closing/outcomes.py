"""Decisions and actions: noted by who leads a lab while it is on or being closed, listed for all who may read it."""

from datetime import date
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, Field

from bot.core.content import Block, Button, Content, Heading, Note, Option, Paragraph, buttons
from bot.core.errors import AlreadySettled, Refusal
from bot.core.forms import Choice, DateInput, Form, MemberInput, Section, TextInput
from bot.core.outcome import Outcome as Answer
from bot.core.outcome import Reply
from bot.core.refs import MemberRef
from bot.core.text import Strong, joined, t
from bot.domain.labs import outcome as outcomes
from bot.domain.labs import rules
from bot.domain.labs.lab import Lab
from bot.domain.labs.outcome import NOTABLE, WHAT_MOST, Outcome, OutcomeKind
from bot.features.labs.closing.doing import CARD as DOING
from bot.features.labs.closing.doing import hand_over, may_do, today
from bot.features.labs.closing.words import OF_KIND, UNNAMED, line, ref
from bot.features.labs.kinds import LAB, OUTCOME
from bot.features.labs.wording import button, title_of
from bot.ports.answering import noted
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Asked, Query, Submit

PAGE: Final = 5
OPTIONS: Final = tuple(Option(kind, words) for kind, words in OF_KIND.items())


def _one(typed: Any) -> MemberRef | None:
    """Read a member's reference as a client sends it, or none."""
    word = typed[0] if isinstance(typed, tuple | list) and typed else typed
    if not word:
        return None
    try:
        return MemberRef.parse(word)
    except ValueError:
        raise Refusal(t("I don't know this person. Choose somebody from the list."), "owner") from None


class Noted(BaseModel):
    """What was noted."""

    kind: OutcomeKind = OutcomeKind.ACTION
    what: str = Field(max_length=WHAT_MOST)
    owner: Annotated[MemberRef | None, BeforeValidator(_one)] = None
    due: date | None = None


class Given(BaseModel):
    """To whom an action is given, and by when it is to be done, if otherwise than before."""

    owner: Annotated[MemberRef | None, BeforeValidator(_one)]
    due: date | None = None


def note_form(lab: Lab, _reading: Reading) -> Form:
    """Ask what, who and by when; under the Chatham House Rule, to write no names into what all read."""
    if lab.state not in NOTABLE:
        raise AlreadySettled(t("Decisions and actions are noted while a session is on, and until it is closed."))
    inputs = (
        Choice(name="kind", label=t("What is it?"), options=OPTIONS, initial=OutcomeKind.ACTION),
        TextInput(name="what", label=t("In one sentence"), maximum=WHAT_MOST),
        MemberInput(name="owner", label=t("Who does it?"), hint=t("They are told, and can say no"), required=False),
        DateInput(name="due", label=t("By when?"), required=False),
    )
    section = Section(inputs, intro=UNNAMED) if lab.plan.chatham_house else Section(inputs)
    return Form(t("Note an outcome"), (section,), submit=t("Note it"))


def note(lab: Lab, values: Noted, ctx: Creating) -> Answer:
    """Note it, and put it before whoever is to do it."""
    _may_be_given(values.owner, lab, ctx)
    change = outcomes.note(lab, ctx.creating, values.kind, values.what, values.owner, values.due, today(ctx))
    kept = ctx.keep(ctx.store.outcomes, None, change)
    ctx.refresh(lab.id)
    hand_over(kept, ctx)
    said = t("Noted: {what}", what=line(kept, lab, ctx))
    again = [button(t("Note another"), "outcome", lab.id), button(t("Decisions and actions"), "outcomes", lab.id)]
    return Reply(Content(said, (Paragraph(said), *buttons(again))))


def give_form(outcome: Outcome, reading: Reading) -> Form:
    """Ask to whom it is given, as long as there is something to do."""
    may_do(outcome, reading)
    outcomes.still_to_do(outcome)
    inputs = (
        MemberInput(name="owner", label=t("Who does it?"), hint=t("They are told, and can say no")),
        DateInput(name="due", label=t("By when?"), required=False, initial=outcome.due),
    )
    return Form(t("Give it to somebody"), (Section(inputs),), submit=t("Give it"))


def give(outcome: Outcome, values: Given, ctx: Creating) -> Answer:
    """Give it to them."""
    lab = may_do(outcome, ctx)
    if values.owner is None:
        raise Refusal(t("Please choose who does it."), "owner")
    _may_be_given(values.owner, lab, ctx)
    change = outcomes.give(outcome, values.owner, values.due, today(ctx))
    kept = ctx.keep(ctx.store.outcomes, outcome, change)
    ctx.settle(outcome.id)
    ctx.refresh(outcome.id)
    ctx.refresh(lab.id)
    hand_over(kept, ctx)
    return noted(ctx.show(DOING, outcome.id), t("It is before them now."))


def _may_be_given(owner: MemberRef | None, lab: Lab, ctx: Context) -> None:
    """Refuse whoever could not read what they are to do: who may not, and bots."""
    if owner is None:
        return
    known = ctx.store.members.get(owner)
    if (known is not None and known.bot) or not rules.may_see(ctx.viewer_of(owner), lab):
        raise Refusal(
            t("They cannot read this lab, so they would not know what to do. Please choose another."), "owner"
        )


def list_(lab: Lab, asked: Asked, reading: Reading) -> Reply:
    """List what came of a lab, and offer on each what its reader can do."""
    title = t("Decisions and actions of {title}", title=title_of(lab.plan))
    found = asked.onwards(reading.store.outcomes.of_lab(lab.id), PAGE)
    shown, more = asked.cut(found, PAGE, "labs.outcomes", lab.id)
    blocks: list[Block] = [Heading(title)]
    for one in shown:
        blocks.append(Paragraph(joined([Strong(OF_KIND[one.kind]), line(one, lab, reading), ref(one)], " · ")))
        if one.to_do and rules.ticks_off(reading.viewer, one, lab):
            blocks += buttons([button(t("It is done"), "done", one.id), button(t("Show"), "outcome_card", one.id)])
    if not shown:
        blocks.append(Note(t("Nothing is noted yet.")))
    return Reply(Content(title, (*blocks, *buttons([*_adds(lab, reading), *more]))))


def _adds(lab: Lab, reading: Reading) -> list[Button]:
    if lab.state in NOTABLE and rules.facilitates(reading.viewer, lab):
        return [button(t("Note an outcome"), "outcome", lab.id)]
    return []


SUBMITS = (
    Submit(
        name="labs.outcome",
        may=rules.facilitates,
        on=LAB,
        command="outcome add",
        help=t("Note what a learning lab decided, or who does what until when"),
        form=note_form,
        model=Noted,
        run=note,
        creates=OUTCOME.letter,
    ),
    Submit(
        name="labs.give",
        may=rules.reads_outcome,
        on=OUTCOME,
        command="outcome give",
        help=t("Give an action of a learning lab to somebody"),
        form=give_form,
        model=Given,
        run=give,
    ),
)
QUERIES = (
    Query(
        name="labs.outcomes",
        may=rules.may_see,
        on=LAB,
        command="outcome list",
        help=t("See what a learning lab decided, and who does what"),
        run=list_,
    ),
)
