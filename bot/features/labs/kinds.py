"""The object that people can name: a lab."""

from typing import Final

from bot.core.text import t
from bot.domain.labs import rules
from bot.ports.feature import named_by_reference

LAB: Final = named_by_reference(
    "L", "lab", t("Which lab: its reference, such as L-7KQ2M"), lambda store: store.labs, rules.may_see
)
KINDS: Final = (LAB,)
