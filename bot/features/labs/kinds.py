"""The objects that people can name: a lab, and a series of them."""

from typing import Final

from bot.core.text import t
from bot.domain.labs import rules
from bot.ports.feature import named_by_reference

LAB: Final = named_by_reference(
    "L", "lab", t("Which lab: its reference, such as L-7KQ2M"), lambda store: store.labs, rules.may_see
)
SERIES: Final = named_by_reference(
    "LS",
    "series",
    t("Which series of labs: its reference, such as LS-7KQ2M"),
    lambda store: store.lab_series,
    rules.may_see_series,
)
KINDS: Final = (LAB, SERIES)
