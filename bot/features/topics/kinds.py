"""The object that people can name: a proposed topic."""

from typing import Final

from bot.core.text import t
from bot.domain.topics import rules
from bot.ports.feature import named_by_reference

TOPIC: Final = named_by_reference(
    "U",
    "topic",
    t("Which proposed topic: its reference, such as U-7KQ2M"),
    lambda store: store.topics,
    rules.may_see,
)
KINDS: Final = (TOPIC,)
