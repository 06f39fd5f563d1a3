"""What came of a lab, for everybody who may read it: told in its room once it is closed, and read at any time after."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.core.content import Block, Bullets, Button, Content, Facts, Heading, Note, Quote, buttons, content
from bot.core.outcome import Reply
from bot.core.safety import shorten
from bot.core.text import Msg, Untrusted, n, t
from bot.domain.labs import rules, saying
from bot.domain.labs.closing import QUESTIONS, Closing
from bot.domain.labs.events import LabClosed
from bot.domain.labs.feedback import GIVEN_IN
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.outcome import Outcome, OutcomeKind
from bot.features.labs.closing.harvest import closing_of
from bot.features.labs.closing.words import ASKED, NOT_OPEN, line
from bot.features.labs.kinds import LAB
from bot.features.labs.wording import button, title_of
from bot.ports.context import Context, Reading
from bot.ports.feature import Asked, Listener, Query, View, on

CARD: Final = "labs.summary"
SHORT: Final = 300
"""How much of each answer stands in it, which has to fit the narrowest platform with all its parts."""

SHOWN: Final = 6
LINE: Final = 120


def summary(lab: Lab, reading: Reading) -> Content:
    """Show what was asked, how it went, what was decided, who does what, and what comes next."""
    if not rules.may_see(reading.viewer, lab):
        return content(NOT_OPEN)
    title = t("What came of {title}", title=title_of(lab.plan))
    if lab.state is LabState.CANCELLED:
        return content(title, Note(t("It was called off, so nothing came of it.")))
    if lab.state not in GIVEN_IN:
        return content(title, Note(t("It is not over yet. Once it is, you find here what came of it.")))
    went, outcomes = closing_of(lab, reading), reading.store.outcomes.of_lab(lab.id)
    blocks: list[Block] = [Heading(title), Quote(Untrusted(shorten(lab.plan.question, SHORT)))]
    if rows := tuple(_answers(went)):
        blocks.append(Facts(rows))
    for kind, label in ((OutcomeKind.DECISION, t("Decided")), (OutcomeKind.ACTION, t("To do"))):
        blocks += _listed(label, [one for one in outcomes if one.kind is kind], lab, reading)
    said = _readable(lab, reading)
    if not rows and not outcomes:
        nothing = t("Nothing was written down. What people said can still be read.")
        blocks.append(Note(nothing if said else t("Nothing was written down.")))
    blocks.append(Note(_numbers(reading.store.rsvps.came(lab.id), said)))
    if lab.plan.chatham_house:
        blocks.append(Note(_unnamed(lab, reading)))
    return Content(title, (*blocks, *buttons(_buttons(lab, outcomes, said))))


def _answers(went: Closing) -> Iterator[tuple[Msg, Untrusted]]:
    for name in QUESTIONS:
        if answer := str(getattr(went, name)):
            yield ASKED[name], Untrusted(shorten(answer, SHORT))


def _listed(label: Msg, found: Sequence[Outcome], lab: Lab, reading: Reading) -> Sequence[Block]:
    if not found:
        return ()
    lines = Bullets(tuple(line(one, lab, reading, LINE) for one in found[:SHOWN]))
    more = len(found) - SHOWN
    return (Note(label), lines, *([Note(n("And one more", "And {count} more", more))] if more > 0 else []))


def _unnamed(lab: Lab, reading: Reading) -> Msg:
    if rules.facilitates(reading.viewer, lab):
        return t("The Chatham House Rule holds: you see who does what because you lead it, and others do not.")
    return t("The Chatham House Rule holds, so nobody is named here.")


def _readable(lab: Lab, reading: Reading) -> int:
    """Count what can be read of what was said: to count the rest, too, would tell that somebody said it."""
    said = reading.store.contributions.of_lab(lab.id)
    steps = range(len(lab.plan.agenda))
    return sum(len(saying.shown(lab, step, [one for one in said if one.item == step])) for step in steps)


def _numbers(came: int, said: int) -> Msg:
    return t(
        "{people}; {things}.",
        people=n("One person was there", "{count} people were there", came),
        things=n("one thing was said in writing", "{count} things were said in writing", said),
    )


def _buttons(lab: Lab, outcomes: Sequence[Outcome], said: int) -> Iterator[Button]:
    if said:
        yield button(t("Read what was said"), "said", lab.id)
    if outcomes:
        yield button(t("Decisions and actions"), "outcomes", lab.id)


def show(lab: Lab, _asked: Asked, reading: Reading) -> Reply:
    """Show what came of a lab."""
    return Reply(summary(lab, reading))


def _tell_room(event: LabClosed, ctx: Context) -> None:
    lab = ctx.store.labs.get(event.about)
    if lab is not None and lab.room is not None:
        ctx.card(CARD, lab.id, lab.room)


QUERIES = (
    Query(
        name="labs.summary",
        may=rules.may_see,
        on=LAB,
        command="labs summary",
        help=t("Read what came of a learning lab"),
        run=show,
    ),
)
VIEWS = (View(CARD, LAB, summary),)
LISTENERS: tuple[Listener[LabClosed], ...] = (on(LabClosed, _tell_room),)
