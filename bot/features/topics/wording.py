"""Words that several views of this feature share."""

from typing import Final

from bot.core.content import Button, Option, Style
from bot.core.ids import reference
from bot.core.text import Code, Msg, Strong, Untrusted, t
from bot.core.tokens import Token
from bot.domain.topics.topic import ProposedTopic, TopicKind

KINDS: Final = {
    TopicKind.LAB: t("for a learning lab"),
    TopicKind.BRIEF: t("for a brief"),
    TopicKind.CALL: t("for a call for practices"),
}
KIND_OPTIONS: Final = tuple(Option(kind.value, words) for kind, words in KINDS.items())


def ref(topic: ProposedTopic) -> Code:
    """Give a topic's short reference."""
    return Code(reference(topic.id))


def title_of(topic: ProposedTopic) -> Strong:
    """Give a topic's title, emphasised, in people's words."""
    return Strong(Untrusted(topic.title))


def button(label: Msg, action: str, object_id: str, style: Style = Style.NORMAL) -> Button:
    """Make a button for one of this feature's ways."""
    return Button(label, Token(f"topics.{action}", object_id), style)
