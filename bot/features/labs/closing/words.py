"""Words for what came of a lab."""

from typing import Final

from bot.core.ids import reference
from bot.core.safety import shorten
from bot.core.text import Code, Day, Inline, Msg, Untrusted, joined, t
from bot.domain.handles import who
from bot.domain.labs import rules
from bot.domain.labs.lab import Lab
from bot.domain.labs.outcome import WHAT_MOST, Outcome, OutcomeKind
from bot.ports.context import Reading

OF_KIND: Final = {OutcomeKind.DECISION: t("Decision"), OutcomeKind.ACTION: t("Action")}
ASKED: Final = {
    "planned": t("What was planned?"),
    "happened": t("What happened?"),
    "why": t("Why was it so?"),
    "next_step": t("What comes next?"),
}
UNNAMED: Final = t("The Chatham House Rule holds: please write no names, and not who said what.")
"""Asked of who writes down what everybody reads."""

NOT_OPEN: Final = t("This is not open to you any more.")


def ref(outcome: Outcome) -> Code:
    """Give the short reference of an outcome."""
    return Code(reference(outcome.id))


def line(outcome: Outcome, lab: Lab, reading: Reading, most: int = WHAT_MOST) -> Inline:
    """Say an outcome in a line: what, who, by when."""
    said: list[Inline] = [Untrusted(shorten(outcome.what, most))]
    if outcome.kind is OutcomeKind.ACTION:
        if (doer := named(outcome, lab, reading)) is not None:
            said.append(doer)
        if outcome.due is not None:
            said.append(t("by {day}", day=Day(outcome.due)))
        if outcome.done_at is not None:
            said.append(t("done"))
    return joined(said, " · ")


def named(outcome: Outcome, lab: Lab, reading: Reading) -> Inline | None:
    """Say who does it; under the Chatham House Rule nobody but they and who leads the lab learns it."""
    if outcome.owner is None:
        return t("nobody yet")
    theirs = reading.viewer.member == outcome.owner or rules.facilitates(reading.viewer, lab)
    return who(outcome.owner) if theirs or not lab.plan.chatham_house else None


def over_for(minutes: int) -> Msg:
    """Say how long something took."""
    return t("{minutes} min", minutes=minutes)
