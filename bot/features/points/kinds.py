"""The object that people can name: a learning point."""

from typing import Final

from bot.core.text import t
from bot.domain.points import rules
from bot.ports.feature import named_by_reference

POINT: Final = named_by_reference(
    "V",
    "point",
    t("Which learning point: its reference, such as V-7KQ2M"),
    lambda store: store.learning_points,
    rules.may_see,
)
KINDS: Final = (POINT,)
