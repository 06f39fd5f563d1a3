"""The objects that staff can name: saved answers, by name too, and the rules that suggest what to offer."""

from collections.abc import Sequence
from typing import Final

from bot.core.content import OPTIONS_LIMIT, Option
from bot.core.ids import read_reference
from bot.core.text import Untrusted, t
from bot.domain.access import Role, Viewer, for_holders
from bot.domain.desk.staff import answers_at, shares
from bot.domain.desk.suggesting import SuggestionRule
from bot.domain.macros import Macro
from bot.ports.context import Reading
from bot.ports.feature import Completion, Kind, named_by_reference

_MOST: Final = 200
"""How many saved answers are looked through for a name."""


@for_holders(Role.DESK_STAFF)
def reads(viewer: Viewer, kept: Macro | SuggestionRule) -> bool:
    """The staff who work with it."""
    return shares(viewer, kept.community, kept.desk)


@for_holders(Role.DESK_STAFF)
def keeps(viewer: Viewer, kept: Macro | SuggestionRule) -> bool:
    """The staff of the desk whose it is."""
    return answers_at(viewer, kept.community, kept.desk)


def _find_macro(typed: str, reading: Reading) -> str | None:
    reference = read_reference(typed)
    found = reading.store.macros.by_reference(reference) if reference else None
    if found is None:
        wanted = " ".join(typed.split()).casefold()
        # Of two of one name the desk's own comes before that of all desks.
        named = [macro for macro in _known(reading) if macro.name.casefold() == wanted]
        found = max(named, key=lambda macro: bool(macro.desk), default=None)
    return found.id if found is not None and reads(reading.viewer, found) else None


def complete_macro(typed: str, reading: Reading) -> Sequence[Option]:
    """Suggest saved answers by their names."""
    wanted = " ".join(typed.split()).casefold()
    found = [macro for macro in _known(reading) if wanted in macro.name.casefold()]
    return [Option(macro.id, Untrusted(macro.name)) for macro in found[:OPTIONS_LIMIT]]


def _known(reading: Reading) -> Sequence[Macro]:
    return reading.store.macros.of_staff(reading.viewer, limit=_MOST)


MACRO: Final[Kind[Macro]] = Kind(
    "X",
    "macro",
    t("Which saved answer: its name, or its reference such as X-7KQ2M"),
    lambda store, object_id: store.macros.get(object_id),
    _find_macro,
    completes="desk.macros",
)

RULE: Final = named_by_reference(
    "Z",
    "rule",
    t("Which rule: its reference, such as Z-7KQ2M"),
    lambda store: store.suggestions,
    reads,
)

KINDS: Final = (MACRO, RULE)
COMPLETIONS: Final = (Completion("desk.macros", complete_macro),)
