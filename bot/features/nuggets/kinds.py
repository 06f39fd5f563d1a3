"""The objects that people can name: nuggets, what was asked about them, and what came of them."""

from typing import Final

from bot.core.ids import read_reference
from bot.core.text import t
from bot.domain.nuggets import harvest, rules
from bot.domain.nuggets.spread import Tried
from bot.domain.templates.template import Template
from bot.ports.context import Reading
from bot.ports.feature import Kind, named_by_reference
from bot.ports.store import Reads

NUGGET: Final = named_by_reference(
    "N",
    "nugget",
    t("Which change nugget: its reference, such as N-7KQ2M"),
    lambda store: store.nuggets,
    rules.may_see,
)

CONSENT: Final = named_by_reference(
    "Y",
    "consent",
    t("Which question about your words: its reference, such as Y-7KQ2M"),
    lambda store: store.consents,
    rules.asked,
)

TEMPLATE: Final[Kind[Template]] = Kind(
    "T",
    "template",
    t("Which version of the template"),
    lambda store, object_id: store.templates.get(object_id),
    lambda _typed, _reading: None,
)
"""A version of the template is made once, and named by nobody: commands are about the one in force."""


def _tried(store: Reads, adoption_id: str) -> Tried | None:
    adoption = store.adoptions.get(adoption_id)
    nugget = store.nuggets.get(adoption.nugget) if adoption else None
    return Tried(adoption, nugget) if adoption and nugget else None


def _find_tried(typed: str, reading: Reading) -> str | None:
    reference = read_reference(typed)
    adoption = reading.store.adoptions.by_reference(reference) if reference else None
    tried = _tried(reading.store, adoption.id) if adoption else None
    return tried.id if tried is not None and rules.hears(reading.viewer, tried) else None


ADOPTION: Final = Kind("A", "adoption", t("Which “we tried this”: its reference, such as A-7KQ2M"), _tried, _find_tried)

HARVEST: Final = named_by_reference(
    "H",
    "harvest",
    t("Which month's harvest of a pod: its reference, such as H-7KQ2M"),
    lambda store: store.harvests,
    harvest.reads,
)

KINDS: Final = (NUGGET, CONSENT, TEMPLATE, ADOPTION, HARVEST)
