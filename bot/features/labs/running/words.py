"""How what was said to an item of the agenda is shown: with names, or without, or not at all among too few."""

from collections.abc import Sequence
from typing import Final

from bot.core.content import Block, Note, Paragraph, Quote
from bot.core.safety import shorten
from bot.core.text import Inline, Msg, Strong, Untrusted, joined, n, t
from bot.domain.handles import who
from bot.domain.labs import saying
from bot.domain.labs.contribution import SHOWN_FROM, Contribution
from bot.domain.labs.lab import Lab
from bot.domain.labs.when import A_DAY
from bot.features.labs.wording import PHASES
from bot.ports.context import Reading

LAST: Final = 5
"""How much of what was said stands on the living card."""

SHORT: Final = 200


def part_of(lab: Lab, step: int) -> Inline:
    """Say which item this is, of which part of the lab, and how long it takes."""
    item, count = lab.plan.agenda[step], len(lab.plan.agenda)
    days, minutes = divmod(item.minutes, A_DAY)
    long = n("one minute", "{count} minutes", item.minutes) if minutes else n("one day", "{count} days", days)
    return joined([Strong(PHASES[item.phase]), t("{number} of {count}", number=step + 1, count=count), long], " · ")


def how_said(lab: Lab, step: int) -> Msg:
    """Say before anybody says anything under which name it stands."""
    if saying.anonymous(lab, step):
        return t(
            "Nobody learns who said what here. It is shown once {count} people have said something.", count=SHOWN_FROM
        )
    if lab.plan.chatham_house:
        return t("It is shown without your name: the Chatham House Rule holds here.")
    return t("It is shown with your name.")


def line(lab: Lab, step: int, said: Contribution, most: int = SHORT) -> Block:
    """Show what one person said."""
    words = Untrusted(shorten(said.text, most))
    if saying.anonymous(lab, step) or lab.plan.chatham_house:
        return Quote(words)
    return Paragraph(t("{who}: {words}", who=who(said.by), words=words))


def last_said(lab: Lab, step: int, reading: Reading) -> Sequence[Block]:
    """Show the last few things said to an item, and how many more there are."""
    said = reading.store.contributions.to_item(lab.id, step)
    shown = saying.shown(lab, step, said)
    if not shown:
        return [Note(how_said(lab, step))]
    lines = [line(lab, step, one) for one in shown[-LAST:]]
    more = len(shown) - len(lines)
    return [*([Note(n("One more before these", "{count} more before these", more))] if more else []), *lines]
