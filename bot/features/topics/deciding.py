"""Stewards take a topic up or say why not; whoever proposed or supported it is told."""

from pydantic import BaseModel

from bot.core.commands import Param
from bot.core.forms import Form, Section, TextInput
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.topics import life, rules
from bot.domain.topics.topic import REASON_MOST, ProposedTopic
from bot.features.topics.kinds import TOPIC
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit


class Reason(BaseModel):
    """Why not."""

    reason: str


@or_as_it_stands("topics.topic")
def take_up(topic: ProposedTopic, ctx: Context) -> Outcome:
    """Take a topic up."""
    return _decided(topic, life.take_up(topic, ctx.actor, ctx.now), ctx)


def decline_form(topic: ProposedTopic, _reading: Reading) -> Form:
    """Ask why it is not taken up."""
    life.still_open(topic)
    reason = TextInput(name="reason", label=t("Why not?"), long=True, maximum=REASON_MOST)
    intro = t("Everybody in this community can read this; whoever proposed or supported it is told.")
    return Form(t("Decline"), (Section((reason,), intro=intro),))


@or_as_it_stands("topics.topic")
def decline(topic: ProposedTopic, values: Reason, ctx: Creating) -> Outcome:
    """Say that a topic is not taken up, and why."""
    return _decided(topic, life.decline(topic, values.reason.strip(), ctx.actor, ctx.now), ctx)


def _decided(topic: ProposedTopic, change: life.Change, ctx: Context) -> Outcome:
    topic = ctx.keep(ctx.store.topics, topic, change)
    ctx.settle(topic.id)
    ctx.refresh(topic.id)
    concerned = [*([topic.proposer] if topic.proposer else []), *ctx.store.supports.of_topic(topic.id)]
    for member in concerned:
        profile = ctx.store.members.get(member)
        if member != ctx.actor and profile is not None and not profile.gone:
            ctx.card("topics.topic", topic.id, member)
    return ctx.show("topics.topic", topic.id)


ACTIONS = (
    Action(
        name="topics.take_up",
        may=rules.decides,
        on=TOPIC,
        command="topics take-up",
        help=t("Take a proposed topic up (stewards)"),
        run=take_up,
    ),
)
SUBMITS = (
    Submit(
        name="topics.decline",
        may=rules.decides,
        on=TOPIC,
        command="topics decline",
        help=t("Say why a proposed topic is not taken up (stewards)"),
        params=(Param("reason", t("Why not"), required=False),),
        form=decline_form,
        model=Reason,
        run=decline,
    ),
)
