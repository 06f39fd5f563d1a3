"""The groups of a session, for who leads it: where each stands, and what can be done with them."""

from typing import Final

from bot.core.content import Block, Bullets, Button, Content, Heading, Note, Paragraph, Style, buttons, content
from bot.core.outcome import Reply
from bot.core.text import Inline, n, t
from bot.domain.labs import apart, rules
from bot.domain.labs.breakout import Breakout, GroupState
from bot.domain.labs.lab import Lab, LabState
from bot.features.labs.breakouts.keeping import groups_of, name_of, people_of, present
from bot.features.labs.kinds import LAB
from bot.features.labs.wording import button, title_of
from bot.ports.context import Reading
from bot.ports.feature import Asked, Offer, Query, View

GROUPS: Final = "labs.groups"
_SHEET: Final = "labs.sheet"


def card(lab: Lab, reading: Reading) -> Content:
    """Show the groups of the last round to who leads it."""
    if not rules.facilitates(reading.viewer, lab):
        return content(t("This is not open to you any more."))
    title = t("Groups: {title}", title=title_of(lab.plan))
    groups = apart.last_round(groups_of(lab, reading))
    blocks: list[Block] = [Heading(title)]
    if groups:
        blocks.append(Bullets(tuple(map(_line, groups))))
    else:
        blocks.append(Paragraph(t("Nobody is in a group yet.")))
    here = n(
        "One person is here to be put into groups.",
        "{count} people are here to be put into groups.",
        len(present(lab, reading)),
    )
    blocks.append(Note(here))
    offered = _buttons(lab, groups) if lab.state is LabState.OPEN else []
    return Content(title, (*blocks, *buttons([*offered, button(t("Read the notes"), "notes", lab.id)])))


def _line(group: Breakout) -> Inline:
    name, people = name_of(group), people_of(group) if group.members else t("nobody yet")
    if group.notes:
        return t("{group}: {people} · has notes", group=name, people=people)
    return t("{group}: {people}", group=name, people=people)


def _buttons(lab: Lab, groups: list[Breakout]) -> list[Button]:
    states = {one.state for one in groups}
    if GroupState.CHOOSING in states:
        return [
            button(t("Let them begin"), "begin_groups", lab.id, Style.PRIMARY),
            button(t("Call it off"), "recall", lab.id),
        ]
    if GroupState.WORKING in states:
        return [
            button(t("Call them back"), "recall", lab.id, Style.PRIMARY),
            button(t("Tell all groups"), "broadcast", lab.id),
        ]
    return [
        button(t("Go into groups"), "break_out", lab.id, Style.PRIMARY),
        button(t("Name the groups"), "name_groups", lab.id),
    ]


def show(lab: Lab, _asked: Asked, reading: Reading) -> Reply:
    """Show them."""
    return Reply(card(lab, reading))


QUERIES = (
    Query(
        name=GROUPS,
        may=rules.facilitates,
        on=LAB,
        command="breakout list",
        help=t("See the groups of a session that you lead"),
        run=show,
    ),
)
VIEWS = (View(GROUPS, LAB, card),)
OFFERS = (Offer(_SHEET, t("Groups"), GROUPS),)
