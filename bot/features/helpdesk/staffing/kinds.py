"""The objects that people can name: desks, focal points, and the versions of a desk's rules."""

from collections.abc import Sequence
from typing import Final

from bot.core.content import OPTION_LABEL_LIMIT, OPTIONS_LIMIT, Option
from bot.core.ids import read_reference
from bot.core.safety import shorten
from bot.core.text import Untrusted, t
from bot.domain.desk import staffing
from bot.domain.desk.desk import Desk
from bot.domain.desk.rulebook import Rulebook
from bot.ports.context import Reading
from bot.ports.feature import Completion, Kind, named_by_reference


def find_desk(typed: str, reading: Reading) -> str | None:
    """Read a reference or a name as the id of a desk of this community."""
    if (reference := read_reference(typed)) is not None:
        desk = reading.store.desks.by_reference(reference)
        if desk is not None and staffing.here(reading.viewer, desk):
            return desk.id
    named = reading.store.desks.named(reading.viewer.community, typed)
    return named.id if named is not None and staffing.here(reading.viewer, named) else None


def only_desk(reading: Reading) -> str | None:
    """Give the one open desk of a community that has one."""
    desks = reading.store.desks.open_in(reading.viewer.community)
    return desks[0].id if len(desks) == 1 and staffing.here(reading.viewer, desks[0]) else None


def complete_desk(typed: str, reading: Reading) -> Sequence[Option]:
    """Suggest the open desks by name."""
    wanted = typed.strip().casefold()
    desks = reading.store.desks.open_in(reading.viewer.community)
    found = [desk for desk in desks if wanted in desk.name.casefold() and staffing.here(reading.viewer, desk)]
    return [Option(desk.id, Untrusted(shorten(desk.name, OPTION_LABEL_LIMIT))) for desk in found[:OPTIONS_LIMIT]]


DESK: Final[Kind[Desk]] = Kind(
    letter="K",
    param="desk",
    description=t("Which help desk: its name, or its reference such as K-7KQ2M"),
    get=lambda store, object_id: store.desks.get(object_id),
    find=find_desk,
    completes="desk.desks",
    only=only_desk,
)

FOCAL: Final = named_by_reference(
    "F",
    "focal",
    t("Which focal point: the reference, such as F-7KQ2M"),
    lambda store: store.focals,
    staffing.may_see_focal,
)

RULEBOOK: Final[Kind[Rulebook]] = Kind(
    "J",
    "rulebook",
    t("Which version of the rules"),
    lambda store, object_id: store.rulebooks.get(object_id),
    lambda _typed, _reading: None,
)
"""A version of the rules is made once, and named by nobody: commands are about the one in force."""

KINDS: Final = (DESK, FOCAL, RULEBOOK)
COMPLETIONS: Final = (Completion("desk.desks", complete_desk),)
