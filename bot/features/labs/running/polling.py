"""Polls: a question with a few answers, on buttons; how many chose what is shown, never who."""

from typing import Final

from pydantic import BaseModel, Field

from bot.core.content import Block, Bullets, Button, Content, Heading, Note, Style, buttons, content
from bot.core.errors import AlreadySettled, Hidden
from bot.core.forms import Form, Section, TextInput
from bot.core.ids import derived_id
from bot.core.inbound import ActionPressed
from bot.core.outcome import Outcome
from bot.core.text import Untrusted, n, t
from bot.domain.labs import poll as polls
from bot.domain.labs import rules
from bot.domain.labs.events import LabEnded
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.poll import OPTION_MOST, OPTIONS_MOST, Poll, Vote
from bot.features.labs.kinds import LAB, POLL
from bot.features.labs.running.prompting import in_session
from bot.features.labs.wording import button
from bot.ports.answering import or_as_it_stands, say
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Listener, Submit, View, on

CARD: Final = "labs.poll"
QUESTION_MOST: Final = 200


class Asked(BaseModel):
    """What is asked, and the answers, one a line."""

    question: str = Field(max_length=QUESTION_MOST)
    options: str = Field(max_length=OPTIONS_MOST * (OPTION_MOST + 1))


def poll_form(lab: Lab, _reading: Reading) -> Form:
    """Ask for the question and its answers."""
    if lab.state is not LabState.OPEN:
        raise AlreadySettled(t("The session is not on, so nobody can be asked now."))
    inputs = (
        TextInput(name="question", label=t("What do you ask?"), maximum=QUESTION_MOST),
        TextInput(
            name="options",
            label=t("The answers, one on each line"),
            hint=t("Such as: Yes, No, Not yet"),
            long=True,
            maximum=OPTIONS_MOST * (OPTION_MOST + 1),
        ),
    )
    intro = t("How many chose what is shown to everybody, never who.")
    return Form(t("Ask a poll"), (Section(inputs, intro=intro),), submit=t("Ask"))


def ask(lab: Lab, values: Asked, ctx: Creating) -> Outcome:
    """Put the poll to everybody who is there."""
    poll = ctx.keep(ctx.store.polls, None, polls.put(lab, ctx.creating, values.question, values.options, ctx.now))
    if lab.room is not None:
        ctx.card(CARD, poll.id, lab.room, under=lab.thread)
    else:
        for one in in_session(lab, ctx):
            ctx.card(CARD, poll.id, one.member)
    return say(t("Everybody who is there can answer now. The poll closes with the session."))


def card(poll: Poll, reading: Reading) -> Content:
    """Show a poll as it stands, with its answers to press while it is open."""
    lab = reading.store.labs.get(poll.lab)
    if lab is None or not rules.may_see(reading.viewer, lab):
        return content(t("This is not open to you any more."))
    counted = reading.store.votes.counted(poll.id)
    lines = tuple(
        t("{answer}: {count}", answer=Untrusted(option), count=counted.get(at, 0))
        for at, option in enumerate(poll.options)
    )
    question = Untrusted(poll.question)
    blocks: list[Block] = [Heading(question), Bullets(lines)]
    total = sum(counted.values())
    blocks.append(Note(n("One person has answered.", "{count} people have answered.", total)))
    offered: list[Button] = []
    if poll.closed_at is None:
        offered = [
            button(t("{answer}", answer=Untrusted(option)), "vote", poll.id, extra=str(at))
            for at, option in enumerate(poll.options)
        ]
        if rules.facilitates(reading.viewer, lab):
            offered.append(button(t("Close the poll"), "close_poll", poll.id, Style.DANGER))
    else:
        blocks.append(Note(t("The poll is closed.")))
    return Content(t("Poll: {question}", question=question), (*blocks, *buttons(offered)))


@or_as_it_stands(CARD)
def vote(poll: Poll, ctx: Context) -> Outcome:
    """Choose an answer, or another one."""
    chosen = ctx.inbound.token.extra if isinstance(ctx.inbound, ActionPressed) else ""
    if not chosen.isdecimal():
        raise AlreadySettled(t("This poll has no such answer."))
    before = ctx.store.votes.of(poll.id, ctx.actor)
    id_ = derived_id("LV", poll.id, str(ctx.actor))
    new = Vote(id=id_, poll=poll.id, member=ctx.actor, option=int(chosen))
    ctx.keep(ctx.store.votes, before, polls.vote(poll, before, new))
    ctx.refresh(poll.id)
    return ctx.show(CARD, poll.id)


@or_as_it_stands(CARD)
def close(poll: Poll, ctx: Context) -> Outcome:
    """Take no more answers; this is for who leads the session."""
    lab = ctx.store.labs.get(poll.lab)
    if lab is None or not rules.facilitates(ctx.viewer, lab):
        raise Hidden
    ctx.keep(ctx.store.polls, poll, polls.close(poll, ctx.now))
    ctx.refresh(poll.id)
    return ctx.show(CARD, poll.id)


def _close_all(event: LabEnded, ctx: Context) -> None:
    for poll in ctx.store.polls.of_lab(event.about):
        if poll.closed_at is None:
            ctx.keep(ctx.store.polls, poll, polls.close(poll, ctx.now))
            ctx.refresh(poll.id)


ACTIONS = (
    Action(name="labs.vote", may=rules.votes, on=POLL, run=vote),
    Action(name="labs.close_poll", may=rules.votes, on=POLL, run=close),
)
SUBMITS = (
    Submit(
        name="labs.poll",
        may=rules.facilitates,
        on=LAB,
        command="lab poll",
        help=t("Ask those who are in a session a question with a few answers"),
        form=poll_form,
        model=Asked,
        run=ask,
        creates=POLL.letter,
    ),
)
VIEWS = (View(CARD, POLL, card),)
LISTENERS: tuple[Listener[LabEnded], ...] = (on(LabEnded, _close_all),)
