"""Proposing a topic for a lab, a brief or a call, and taking a proposal back."""

from pydantic import BaseModel

from bot.core.commands import Param, Takes
from bot.core.forms import Choice, Form, Section, TextInput
from bot.core.outcome import Outcome
from bot.core.safety import one_line
from bot.core.text import t
from bot.domain.drafting.withholding import withheld_from
from bot.domain.topics import life, rules
from bot.domain.topics.topic import TITLE_MOST, WHY_MOST, ProposedTopic, TopicKind
from bot.features.topics.kinds import TOPIC
from bot.features.topics.wording import KIND_OPTIONS
from bot.ports.answering import noted, or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit
from bot.ports.hinting import without_numbers
from bot.ports.holders import stewards


class Proposal(BaseModel):
    """What is proposed."""

    kind: TopicKind
    title: str
    why: str = ""


def propose_form(_nothing: None, _reading: Reading) -> Form:
    """Ask what is proposed."""
    kind = Choice(name="kind", label=t("What for?"), options=KIND_OPTIONS, initial=TopicKind.LAB)
    title = TextInput(name="title", label=t("The topic"), maximum=TITLE_MOST)
    why = TextInput(name="why", label=t("Why it matters"), long=True, required=False, maximum=WHY_MOST)
    intro = t("Everybody in this community can read and support it. Leave out names of patients.")
    return Form(t("Propose a topic"), (Section((kind, title, why), intro=intro),))


def propose(_nothing: None, values: Proposal, ctx: Creating) -> Outcome:
    """Put a topic on the list, without numbers that lead to a person, and before the stewards."""
    language = ctx.reader.locale
    topic = ProposedTopic(
        id=ctx.creating,
        community=ctx.community.ref,
        kind=values.kind,
        title=withheld_from(one_line(values.title), language)[0],
        why=withheld_from(values.why.strip(), language)[0],
        proposer=ctx.actor,
        proposed_at=ctx.now,
    )
    ctx.keep(ctx.store.topics, None, life.propose(topic))
    for steward in stewards(ctx, topic.community):
        if steward != ctx.actor:
            ctx.await_from(steward, "topics.topic", topic.id)
    return noted(ctx.show("topics.topic", topic.id), t("It is on the list. I tell you here what becomes of it."))


@or_as_it_stands("topics.topic")
def withdraw(topic: ProposedTopic, ctx: Context) -> Outcome:
    """Take a proposal back with its words."""
    ctx.keep(ctx.store.topics, topic, life.withdraw(topic))
    ctx.settle(topic.id)
    ctx.refresh(topic.id)
    return ctx.show("topics.topic", topic.id)


SUBMITS = (
    Submit(
        name="topics.propose",
        may=rules.proposes,
        command="topics propose",
        help=t("Propose a topic for a lab, a brief or a call"),
        params=(
            Param("kind", t("What for"), Takes.CHOICE, required=False, choices=KIND_OPTIONS),
            Param("title", t("The topic"), required=False),
        ),
        form=propose_form,
        model=Proposal,
        keeps=without_numbers,
        run=propose,
        creates=TOPIC.letter,
    ),
)
ACTIONS = (
    Action(
        name="topics.withdraw",
        may=rules.proposed,
        on=TOPIC,
        command="topics withdraw",
        help=t("Take back a topic that you proposed"),
        run=withdraw,
    ),
)
