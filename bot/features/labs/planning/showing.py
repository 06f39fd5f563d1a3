"""What the card tells of a plan: when it is there, what it is for, how it goes, what people agree to by coming.

The card has to fit the narrowest platform with all its parts, so longer texts are cut on it, and read whole besides.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.core.content import Block, Bullets, Button, Content, Facts, Heading, Note, Quote, buttons
from bot.core.outcome import Reply
from bot.core.safety import shorten
from bot.core.text import Inline, Link, Msg, Number, Untrusted, t
from bot.domain.labs import recurrence, rules
from bot.domain.labs.lab import Lab
from bot.features.labs.kinds import LAB
from bot.features.labs.part import Part
from bot.features.labs.planning.origins import origin_of, shown
from bot.features.labs.planning.rhythm import in_words
from bot.features.labs.wording import button, item_line, on_clocks_there, title_of
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query

SHORT: Final = 200
ITEM_SHORT: Final = 60
ITEMS: Final = 6
"""How many items of an agenda, whole, fit one page."""

TAKE_HOME: Final = t("What people take home")
READ_BEFORE: Final = t("What to read before")


def _blocks(lab: Lab, reading: Reading) -> Sequence[Block]:
    blocks: list[Block] = [Facts(tuple(_rows(lab, reading)))]
    if lab.plan.agenda:
        blocks.append(Bullets(tuple(item_line(item, ITEM_SHORT) for item in lab.plan.agenda)))
    return [*blocks, *map(Note, _agreed(lab))]


def _rows(lab: Lab, reading: Reading) -> Iterator[tuple[Msg, Inline]]:
    plan = lab.plan
    yield t("On the clocks there"), on_clocks_there(lab.when)
    if (series := reading.store.lab_series.get(lab.series) if lab.series else None) is not None:
        yield t("Repeated"), in_words(recurrence.read(series.rule))
    yield t("Theme"), Untrusted(plan.theme)
    if plan.objectives:
        yield TAKE_HOME, Untrusted(shorten(plan.objectives, SHORT))
    if plan.capacity:
        yield t("Places"), Number(plan.capacity)
    if plan.link:
        yield t("Meeting"), Link(plan.link)
    if plan.preread:
        yield READ_BEFORE, Untrusted(shorten(plan.preread, SHORT))
    if (origin := origin_of(lab.origin, reading)) is not None:
        yield t("Where it comes from"), shown(origin)


def _agreed(lab: Lab) -> Iterator[Msg]:
    if lab.plan.chatham_house:
        yield t("Chatham House Rule: what is said may be used, never who said it.")
    if lab.plan.recorded:
        yield t("The meeting is recorded.")


def _buttons(lab: Lab, _reading: Reading) -> Sequence[Button]:
    plan = lab.plan
    cut = max(len(plan.objectives), len(plan.preread)) > SHORT
    return (button(t("Read all of it"), "whole", lab.id),) if cut or _long(lab) else ()


def _long(lab: Lab) -> bool:
    return any(len(item.prompt) > ITEM_SHORT for item in lab.plan.agenda)


def whole(lab: Lab, asked: Asked, reading: Reading) -> Reply:
    """Show the longer texts of a plan to the last word, one a page."""
    del reading
    page, more = asked.cut(asked.onwards(list(_texts(lab)), 1), 1, "labs.whole", lab.id)
    blocks = [block for text in page for block in text]
    return Reply(Content(title_of(lab.plan), (Heading(title_of(lab.plan)), *blocks, *buttons(more))))


def _texts(lab: Lab) -> Iterator[Sequence[Block]]:
    for name, text in ((TAKE_HOME, lab.plan.objectives), (READ_BEFORE, lab.plan.preread)):
        if text:
            yield [Note(name), Quote(Untrusted(text))]
    agenda = lab.plan.agenda
    for at in range(0, len(agenda), ITEMS):
        yield [Note(t("Agenda")), Bullets(tuple(map(item_line, agenda[at : at + ITEMS])))]


PART = Part(blocks=_blocks, buttons=_buttons)
QUERIES = (Query(name="labs.whole", may=rules.may_see, on=LAB, run=whole),)
