"""What the card tells of a plan: when it is there, what it is for, how it goes, what people agree to by coming."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.core.content import Block, Bullets, Facts, Note
from bot.core.safety import shorten
from bot.core.text import Inline, Link, Msg, Number, Untrusted, t
from bot.domain.labs.lab import Lab
from bot.features.labs.part import Part
from bot.features.labs.planning.origins import origin_of, shown
from bot.features.labs.wording import item_line, on_clocks_there
from bot.ports.context import Reading

SHORT: Final = 300
"""How much of a longer text stands on the card, which has to fit the narrowest platform with all its parts."""


def _blocks(lab: Lab, reading: Reading) -> Sequence[Block]:
    blocks: list[Block] = [Facts(tuple(_rows(lab, reading)))]
    if lab.plan.agenda:
        blocks.append(Bullets(tuple(item_line(item, shown=80) for item in lab.plan.agenda)))
    return [*blocks, *map(Note, _agreed(lab))]


def _rows(lab: Lab, reading: Reading) -> Iterator[tuple[Msg, Inline]]:
    plan = lab.plan
    yield t("On the clocks there"), on_clocks_there(lab.when)
    yield t("Theme"), Untrusted(plan.theme)
    if plan.objectives:
        yield t("What people take home"), Untrusted(shorten(plan.objectives, SHORT))
    if plan.capacity:
        yield t("Places"), Number(plan.capacity)
    if plan.link:
        yield t("Meeting"), Link(plan.link)
    if plan.preread:
        yield t("What to read before"), Untrusted(shorten(plan.preread, SHORT))
    if (origin := origin_of(lab.origin, reading)) is not None:
        yield t("Where it comes from"), shown(origin)


def _agreed(lab: Lab) -> Iterator[Msg]:
    if lab.plan.chatham_house:
        yield t("Chatham House Rule: what is said may be used, never who said it.")
    if lab.plan.recorded:
        yield t("The meeting is recorded.")


PART = Part(blocks=_blocks)
