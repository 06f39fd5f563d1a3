"""How a proposed topic looks, and the list of them, the most supported first."""

from typing import Final

from bot.core.content import Block, Button, Content, Heading, Note, Paragraph, Quote, Style, buttons, content
from bot.core.outcome import Reply
from bot.core.text import Code, Inline, Mention, Moment, Msg, Show, Untrusted, joined, n, t
from bot.domain.pods.forgetting import forgotten
from bot.domain.topics import rules
from bot.domain.topics.topic import ProposedTopic, TopicState
from bot.features.topics.kinds import TOPIC
from bot.features.topics.wording import KINDS, button, ref, title_of
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query, View
from bot.ports.known import MATERIAL

PAGE: Final = 6


def card(topic: ProposedTopic, reading: Reading) -> Content:
    """Show a topic to whoever is in its community, with what they can do about it."""
    if not rules.may_see(reading.viewer, topic):
        return content(t("This is not open to you any more."))
    if topic.state is TopicState.WITHDRAWN:
        return content(t("{ref} was taken back by who proposed it.", ref=ref(topic)))
    blocks: list[Block] = [Heading(title_of(topic))]
    if topic.why:
        blocks.append(Quote(Untrusted(topic.why)))
    blocks.append(Paragraph(_standing(topic)))
    if topic.reason:
        blocks.append(Quote(Untrusted(topic.reason)))
    said = [ref(topic), KINDS[topic.kind], *_behind(topic, reading.store.supports.count(topic.id)), _from(topic)]
    blocks.append(Note(joined(said, " · ")))
    return Content(title_of(topic), (*blocks, *buttons(_choices(topic, reading))))


def _from(topic: ProposedTopic) -> Msg:
    if topic.proposer is None:
        return t("from the questions to the help desk")
    if forgotten(topic.proposer):
        return t("proposed by somebody who has been erased")
    return t("proposed by {who}", who=Mention(topic.proposer))


def _behind(topic: ProposedTopic, supported: int) -> list[Inline]:
    """Say what stands behind it: how many support it, and how often the desk was asked about it."""
    said: list[Inline] = [n("supported by one person", "supported by {count} people", supported)] if supported else []
    if topic.asked:
        said.append(n("asked once", "asked {count} times", topic.asked))
    if topic.unanswered:
        said.append(n("once without an answer", "{count} times without an answer", topic.unanswered))
    return said


def _standing(topic: ProposedTopic) -> Msg:
    when = Moment(topic.decided_at or topic.proposed_at, Show.DATE)
    match topic.state:
        case TopicState.TAKEN_UP:
            return t("The stewards take it up, since {when}.", when=when)
        case TopicState.DECLINED:
            return t("The stewards do not take it up. They say why:")
        case _:
            return t("It was proposed on {when}. The stewards decide; each support counts.", when=when)


def _choices(topic: ProposedTopic, reading: Reading) -> list[Button]:
    further = reading.offers(MATERIAL, topic.id)
    if not topic.open:
        return further
    choices: list[Button] = []
    if rules.decides(reading.viewer, topic):
        choices.append(button(t("Take it up"), "take_up", topic.id, Style.PRIMARY))
        choices.append(button(t("Decline"), "decline", topic.id))
    member = reading.viewer.member
    if member is not None and rules.supports(reading.viewer, topic):
        supported = reading.store.supports.has(topic.id, member)
        label, action = (t("Take my support back"), "unsupport") if supported else (t("I support this"), "support")
        choices.append(button(label, action, topic.id))
    if rules.proposed(reading.viewer, topic):
        choices.append(button(t("Withdraw"), "withdraw", topic.id))
    return [*choices, *further]


def show(topic: ProposedTopic, _asked: Asked, reading: Reading) -> Reply:
    """Show one topic, whole."""
    return Reply(card(topic, reading))


def list_(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List what is proposed, the most supported first."""
    title = t("Proposed topics")
    shown, more = asked.cut(reading.store.topics.listed(reading.viewer, **asked.window(PAGE)), PAGE, "topics.list")
    blocks: list[Block] = [Heading(title)]
    for topic, supported in shown:
        line: list[Inline] = [ref(topic), title_of(topic), KINDS[topic.kind], *_behind(topic, supported)]
        blocks.append(Paragraph(joined(line, " · ")))
        blocks += buttons([button(t("Show"), "show", topic.id)])
    if not shown:
        blocks.append(Paragraph(t("Nothing is proposed. Propose a topic with {propose}.", propose=PROPOSE)))
    return Reply(Content(title, (*blocks, *buttons(more))))


PROPOSE: Final = Code("/topics propose")
QUERIES = (
    Query(
        name="topics.list",
        may=rules.proposes,
        command="topics list",
        help=t("See the topics that are proposed, the most supported first"),
        run=list_,
    ),
    Query(
        name="topics.show",
        may=rules.may_see,
        on=TOPIC,
        command="topics show",
        help=t("See one proposed topic, whole"),
        run=show,
    ),
)
VIEWS = (View("topics.topic", TOPIC, card),)
