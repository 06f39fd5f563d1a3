"""Supporting a topic: one press each, counted and never told who, and taken back as easily."""

from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.topics import life, rules
from bot.domain.topics.topic import ProposedTopic
from bot.features.topics.kinds import TOPIC
from bot.ports.answering import noted, or_as_it_stands
from bot.ports.context import Context
from bot.ports.feature import Action


@or_as_it_stands("topics.topic")
def support(topic: ProposedTopic, ctx: Context) -> Outcome:
    """Support a topic, once; whoever does hears what becomes of it."""
    life.still_open(topic)
    if not ctx.store.supports.add(topic.id, ctx.actor, ctx.now):
        return noted(ctx.show("topics.topic", topic.id), t("You support it already, and it counts."))
    ctx.refresh(topic.id)
    return noted(ctx.show("topics.topic", topic.id), t("Your support counts. I tell you here what becomes of it."))


@or_as_it_stands("topics.topic")
def unsupport(topic: ProposedTopic, ctx: Context) -> Outcome:
    """Take one's support back."""
    life.still_open(topic)
    if not ctx.store.supports.take_back(topic.id, ctx.actor):
        return noted(ctx.show("topics.topic", topic.id), t("You do not support it, so there is nothing to take back."))
    ctx.refresh(topic.id)
    return ctx.show("topics.topic", topic.id)


ACTIONS = (
    Action(
        name="topics.support",
        may=rules.supports,
        on=TOPIC,
        command="topics support",
        help=t("Support a proposed topic"),
        run=support,
    ),
    Action(
        name="topics.unsupport",
        may=rules.supports,
        on=TOPIC,
        command="topics unsupport",
        help=t("Take your support of a topic back"),
        run=unsupport,
    ),
)
