"""A focal point as those who work at the desk see them, and the list of them."""

from collections.abc import Iterator
from typing import Final

from bot.core.content import Block, Button, Content, Facts, Heading, Note, Paragraph, Style, buttons, content
from bot.core.outcome import Reply
from bot.core.text import Day, Inline, Mention, Msg, Number, Untrusted, joined, t
from bot.domain.countries import country_in
from bot.domain.desk import staffing
from bot.domain.desk.desk import Desk
from bot.domain.desk.focal import FocalPoint
from bot.features.helpdesk.staffing.focals import today
from bot.features.helpdesk.staffing.kinds import DESK, FOCAL
from bot.features.helpdesk.staffing.wording import RUNGS, button, languages, levels, name_of, ref, topic_name
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query, View

LISTED: Final = 10


def card(focal: FocalPoint, reading: Reading) -> Content:
    """Show what somebody answers for."""
    if not staffing.may_see_focal(reading.viewer, focal):
        return content(t("This is not open to you any more."))
    title = t("{who} is a focal point. {ref}", who=Mention(focal.member), ref=ref(focal.id))
    blocks: list[Block] = [Paragraph(title), Facts(tuple(_facts(focal, reading)))]
    if focal.member == reading.viewer.member:
        blocks.append(Note(t("Your working hours and your zone are in your profile: /profile edit")))
    return Content(title, (*blocks, *buttons(_choices(focal, reading))))


def list_focals(desk: Desk, asked: Asked, reading: Reading) -> Reply:
    """List who answers at a desk, and for what."""
    title = t("Focal points of {desk}", desk=name_of(desk))
    focals = reading.store.focals.of_desk(desk.id)
    page, further = asked.cut(asked.onwards(focals, LISTED), LISTED, "desk.focals", desk.id)
    blocks: list[Block] = [Heading(title), *(Paragraph(_line(focal, reading)) for focal in page)]
    if not focals:
        blocks.append(Paragraph(t("Nobody answers here yet. A steward names somebody: /focal add")))
    return Reply(Content(title, (*blocks, *buttons(further))))


def _line(focal: FocalPoint, reading: Reading) -> Inline:
    covers = (_topics(focal, reading), _places(focal, reading))
    parts: list[Inline] = [ref(focal.id), Mention(focal.member), RUNGS[focal.rung], *covers]
    if focal.learning_point:
        parts.append(t("learning point"))
    member = reading.store.members.get(focal.member)
    if member is not None and member.gone:
        parts.append(t("has left the community"))
    elif _is_away(focal, reading) and focal.away_until is not None:
        parts.append(t("away until {day}", day=Day(focal.away_until)))
    return joined(parts, " · ")


def _facts(focal: FocalPoint, reading: Reading) -> Iterator[tuple[Msg, Inline]]:
    yield t("Topics"), _topics(focal, reading)
    yield t("Places"), _places(focal, reading)
    yield t("Languages"), languages(focal.languages) if focal.languages else t("not told")
    yield t("Levels"), levels(focal.levels) if focal.levels else t("all levels")
    yield t("Asked among"), RUNGS[focal.rung]
    yield t("Open questions at a time"), Number(focal.at_most)
    if focal.learning_point:
        yield t("Learning point"), t("yes")
    if _is_away(focal, reading) and focal.away_until is not None:
        yield t("Away until"), Day(focal.away_until)


def _choices(focal: FocalPoint, reading: Reading) -> Iterator[Button]:
    if focal.member == reading.viewer.member:
        yield button(t("I'll be away"), "focal_away", "")
    if staffing.names_focal(reading.viewer, focal):
        yield button(t("Change"), "focal_change", focal.id)
        yield button(t("Remove"), "focal_remove", focal.id, Style.DANGER)


def _topics(focal: FocalPoint, reading: Reading) -> Inline:
    rulebook = reading.store.rulebooks.in_force(focal.desk)
    names = joined(topic_name(rulebook, key, reading) for key in focal.topics)
    return names if focal.topics else t("all topics")


def _places(focal: FocalPoint, reading: Reading) -> Inline:
    countries = (country_in(country, reading.reader.locale) for country in focal.countries)
    places = [*countries, *focal.regions]
    return joined(map(Untrusted, places)) if places else t("everywhere")


def _is_away(focal: FocalPoint, reading: Reading) -> bool:
    return focal.away_until is not None and focal.away_until >= today(reading)


QUERIES = (
    Query(
        name="desk.focals",
        may=staffing.works_at,
        on=DESK,
        command="focal list",
        help=t("See who answers at a help desk, and for what"),
        run=list_focals,
    ),
    Query(
        name="desk.focal_show",
        may=staffing.may_see_focal,
        on=FOCAL,
        command="focal show",
        help=t("See what a focal point answers for"),
        run=lambda focal, _asked, reading: Reply(card(focal, reading)),
    ),
)
VIEWS = (View("desk.focal", FOCAL, card),)
