"""A desk as people see it: what it answers, when it is at work, and, to those who look after it, how it is set."""

from collections.abc import Iterator
from typing import Final

from bot.core.content import Block, Content, Facts, Heading, Note, Paragraph, Quote, Style, buttons
from bot.core.outcome import Reply
from bot.core.text import Inline, Mention, Msg, RoomLink, Untrusted, joined, n, t
from bot.domain.access import anyone
from bot.domain.desk import staffing
from bot.domain.desk.desk import Desk
from bot.domain.desk.spans import span_in_words
from bot.features.helpdesk.crew import staff, zone_of_desk
from bot.features.helpdesk.staffing.kinds import DESK
from bot.features.helpdesk.staffing.wording import PRIORITIES, RUNGS, button, name_of, ref, working_hours
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query, View

LISTED: Final = 10


def card(desk: Desk, reading: Reading) -> Content:
    """Show a desk, as far as its reader has to do with it."""
    title = t("Help desk {desk} {ref}", desk=name_of(desk), ref=ref(desk.id))
    blocks: list[Block] = [Heading(title)]
    if desk.closed_on is not None:
        return Content(title, (*blocks, Paragraph(t("This desk is closed. /desk list shows the open ones."))))
    if desk.scope:
        blocks += [Note(t("What it answers:")), Quote(Untrusted(desk.scope))]
    blocks.append(Facts(tuple(_everybodys(desk, reading))))
    if reading.viewer.member is None or staffing.works_at(reading.viewer, desk):
        blocks.append(Facts(tuple(_insiders(desk, reading))))
    if staffing.stewards_of(reading.viewer, desk):
        blocks += [Note(lacking) for lacking in _lacking(desk, reading)]
        blocks += buttons(
            (
                button(t("Change"), "change", desk.id, Style.PRIMARY),
                button(t("Add a focal point"), "focal_add", desk.id),
                button(t("Add staff"), "staff", desk.id),
                button(t("Rules"), "rules", desk.id),
                button(t("Close it"), "close", desk.id, Style.DANGER),
            )
        )
    return Content(title, tuple(blocks))


def show(desk: Desk, _asked: Asked, reading: Reading) -> Reply:
    """Show one desk."""
    return Reply(card(desk, reading))


def list_desks(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List the open desks of the community."""
    title = t("Help desks")
    desks = reading.store.desks.open_in(reading.community.ref)
    page, further = asked.cut(asked.onwards(desks, LISTED), LISTED, "desk.list")
    blocks: list[Block] = [Heading(title)]
    blocks += [Paragraph(joined((ref(desk.id), name_of(desk), working_hours(desk.hours)), " · ")) for desk in page]
    if not desks:
        blocks.append(
            Paragraph(t("There is no help desk yet. A steward opens one in the closed room of its staff: /desk open"))
        )
    return Reply(Content(title, (*blocks, *buttons(further))))


def _everybodys(desk: Desk, reading: Reading) -> Iterator[tuple[Msg, Inline]]:
    zone = Untrusted(zone_of_desk(desk, reading).replace("_", " "))
    yield t("At work"), t("{hours} ({zone})", hours=working_hours(desk.hours), zone=zone)
    for priority, name in PRIORITIES.items():
        aim = desk.targets[priority]
        yield (
            t("How soon: {priority}", priority=name),
            t(
                "first answer in {first}, solved in {solved}",
                first=span_in_words(aim.first_response),
                solved=span_in_words(aim.resolution),
            ),
        )


def _insiders(desk: Desk, reading: Reading) -> Iterator[tuple[Msg, Inline]]:
    yield t("Staff room"), RoomLink(desk.room)
    people = staff(desk.community, desk.id, reading)
    yield t("Staff"), joined(map(Mention, people)) if people else t("nobody yet")
    yield t("Asked in turn"), joined((RUNGS[rung] for rung in desk.ladder), " → ")
    yield t("Whoever takes a question has it for"), span_in_words(desk.claim_lasts)
    count = len(reading.store.focals.of_desk(desk.id))
    yield t("Focal points"), n("{count} person", "{count} people", count)
    rulebook = reading.store.rulebooks.in_force(desk.id)
    yield t("Rules"), n("{count} rule", "{count} rules", len(rulebook.rules))


def _lacking(desk: Desk, reading: Reading) -> Iterator[Msg]:
    if not desk.scope:
        yield t("Say what it answers and what not: whoever asks is shown it. “Change” does that.")
    if not staff(desk.community, desk.id, reading):
        yield t("Nobody sorts questions here yet: “Add staff” names somebody.")
    if not reading.store.focals.of_desk(desk.id):
        yield t("Nobody knows the answers yet: “Add a focal point” names somebody who does.")


QUERIES = (
    Query(
        name="desk.list",
        may=anyone,
        command="desk list",
        help=t("See the help desks of this community"),
        run=list_desks,
    ),
    Query(
        name="desk.show",
        may=staffing.here,
        on=DESK,
        command="desk show",
        help=t("See what a help desk answers, and when it is at work"),
        run=show,
    ),
)
VIEWS = (View("desk.desk", DESK, card),)
