"""The objects that people can name: a lab, by its reference or its title, and a series of labs."""

from collections.abc import Sequence
from typing import Final

from bot.core.content import OPTION_LABEL_LIMIT, OPTIONS_LIMIT, Option
from bot.core.ids import read_reference
from bot.core.safety import shorten
from bot.core.text import Untrusted, t
from bot.domain.labs import rules
from bot.domain.labs.breakout import Breakout
from bot.domain.labs.contribution import Contribution
from bot.domain.labs.lab import Lab
from bot.domain.labs.poll import Poll
from bot.domain.labs.rsvp import Rsvp
from bot.ports.context import Reading
from bot.ports.feature import Completion, Kind, named_by_reference

MOST: Final = 100
"""How many labs are looked through by title."""


def find_lab(typed: str, reading: Reading) -> str | None:
    """Read a reference or a title as the id of a lab that the viewer may see; of several the one that comes first."""
    if (reference := read_reference(typed)) is not None:
        lab = reading.store.labs.by_reference(reference)
        if lab is not None and rules.may_see(reading.viewer, lab):
            return lab.id
    wanted = _alike(typed)
    return next((lab.id for lab in _titled(typed, reading) if _alike(lab.plan.title) == wanted), None)


def complete_lab(typed: str, reading: Reading) -> Sequence[Option]:
    """Suggest the labs whose title has these words: those to come first, then the latest that were held."""
    return [
        Option(lab.id, Untrusted(shorten(lab.plan.title, OPTION_LABEL_LIMIT)))
        for lab in _titled(typed, reading)[:OPTIONS_LIMIT]
    ]


def _titled(typed: str, reading: Reading) -> list[Lab]:
    labs, viewer, wanted = reading.store.labs, reading.viewer, _alike(typed)
    found = (*labs.coming(viewer, limit=MOST), *labs.past(viewer, limit=MOST))
    return [lab for lab in found if wanted in _alike(lab.plan.title)]


def _alike(text: str) -> str:
    return " ".join(text.split()).casefold()


LAB: Final[Kind[Lab]] = Kind(
    letter="L",
    param="lab",
    description=t("Which lab: its title, or its reference such as L-7KQ2M"),
    get=lambda store, object_id: store.labs.get(object_id),
    find=find_lab,
    completes="labs",
)
SERIES: Final = named_by_reference(
    "LS",
    "series",
    t("Which series of labs: its reference, such as LS-7KQ2M"),
    lambda store: store.lab_series,
    rules.may_see_series,
)
RSVP: Final[Kind[Rsvp]] = Kind(
    "LR",
    "rsvp",
    t("What somebody answered"),
    lambda store, found: store.rsvps.get(found),
    lambda _typed, _reading: None,
)
CONTRIBUTION: Final[Kind[Contribution]] = Kind(
    "LC",
    "contribution",
    t("What somebody sent"),
    lambda store, found: store.contributions.get(found),
    lambda _typed, _reading: None,
)
POLL: Final[Kind[Poll]] = Kind(
    "LP",
    "poll",
    t("A question with a few answers"),
    lambda store, found: store.polls.get(found),
    lambda _typed, _reading: None,
)
OUTCOME: Final = named_by_reference(
    "LO",
    "outcome",
    t("Which decision or action: its reference, such as LO-7KQ2M"),
    lambda store: store.outcomes,
    rules.reads_outcome,
)
BREAKOUT: Final[Kind[Breakout]] = Kind(
    "LB",
    "group",
    t("A group in which people work apart"),
    lambda store, found: store.breakouts.get(found),
    lambda _typed, _reading: None,
)
KINDS: Final = (LAB, SERIES, RSVP, CONTRIBUTION, POLL, OUTCOME, BREAKOUT)
COMPLETIONS: Final = (Completion("labs", complete_lab),)
