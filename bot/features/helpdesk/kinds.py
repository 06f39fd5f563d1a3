"""The objects that people can name: questions. Desks and focal points are named in ``staffing``."""

from typing import Final

from bot.core.text import t
from bot.domain.desk import rules
from bot.ports.feature import named_by_reference

QUESTION: Final = named_by_reference(
    "Q",
    "question",
    t("Which question: its reference, such as Q-7KQ2M"),
    lambda store: store.questions,
    rules.may_see,
)

KINDS: Final = (QUESTION,)

ENTRY: Final = "E"
"""The letter of what was said about a question; nobody names it."""
