"""The learning points by area and country, and what each has learnt."""

from typing import Final

from bot.core.commands import Param
from bot.core.content import Block, Content, Heading, Paragraph, buttons
from bot.core.errors import Refusal
from bot.core.outcome import Reply
from bot.core.text import Code, Inline, Strong, Untrusted, joined, t
from bot.domain.countries import read_country
from bot.domain.points import rules
from bot.domain.points.point import LearningPoint
from bot.features.points.kinds import POINT
from bot.features.points.wording import button, name_of, place_of, ref
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query
from bot.ports.known import KNOWLEDGE, facts

PAGE: Final = 6


def list_(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List the learning points; by area and country, as they are asked for."""
    area, typed = asked.values.get("area", "").strip(), asked.values.get("country", "").strip()
    country = read_country(typed, reading.reader.locale) if typed else ""
    if country is None:
        raise Refusal(t("I do not know this country. Type a few letters of it, and choose from the list."))
    title = t("Learning points")
    # A button remembers no more than its page: what was asked for by area or country is listed whole.
    sought = bool(area or country)
    window = {"limit": MOST} if sought else asked.window(PAGE)
    found = reading.store.learning_points.listed(reading.viewer, area=area, country=country, **window)
    shown, more = (found, ()) if sought else asked.cut(found, PAGE, "points.list")
    blocks: list[Block] = [Heading(title)]
    for point in shown:
        line: list[Inline] = [ref(point), name_of(point), Untrusted(point.area), place_of(point, reading)]
        blocks.append(Paragraph(joined(line, " · ")))
        blocks += buttons([button(t("Show"), "show", point.id)])
    if not shown:
        none = t("There is no such learning point yet. Name one with {nominate}.", nominate=NOMINATE)
        blocks.append(Paragraph(none))
    return Reply(Content(title, (*blocks, *buttons(more))))


def lessons(point: LearningPoint, asked: Asked, reading: Reading) -> Reply:
    """List what the people of a learning point told by their name; of a whole country, all that comes from there."""
    title = t("What {name} has learnt", name=name_of(point))
    country = "" if point.place else point.country
    told = reading.store.nuggets.told_by(reading.viewer, point.members, country=country, **asked.window(PAGE))
    shown, more = asked.cut(told, PAGE, "points.lessons", point.id)
    blocks: list[Block] = [Heading(title)]
    items = [reading.store.knowledge.get(reading.viewer, nugget.id) for nugget in shown]
    for item in filter(None, items):
        blocks.append(Paragraph(joined([Strong(Untrusted(item.title)), *facts(item)], " · ")))
        blocks += buttons(reading.offers(KNOWLEDGE, item.id)[:5])
    if not shown:
        blocks.append(Paragraph(t("Nothing that you can read has been told by them with their name yet.")))
    return Reply(Content(title, (*blocks, *buttons(more))))


MOST: Final = 25
NOMINATE: Final = Code("/points nominate")
QUERIES = (
    Query(
        name="points.list",
        may=rules.nominates,
        command="points list",
        help=t("See the learning points, by area and country"),
        params=(
            Param("area", t("An area, such as oxygen"), required=False),
            Param("country", t("A country"), required=False, completes="members.countries"),
        ),
        run=list_,
    ),
    Query(
        name="points.lessons",
        may=rules.may_see,
        on=POINT,
        command="points lessons",
        help=t("See what a learning point has learnt"),
        run=lessons,
    ),
)
