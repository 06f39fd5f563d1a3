"""What a pod's room is told of a month: what was told, how it went, what was tried; read anew whenever it is shown."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from bot.core.content import Block, Bullets, Content, Heading, Note, Paragraph, Style, buttons, named
from bot.core.outcome import Reply
from bot.core.safety import shorten
from bot.core.text import Code, Inline, Moment, Number, Show, Untrusted, joined, n, t
from bot.domain.nuggets import harvest as month
from bot.domain.nuggets import rules
from bot.domain.nuggets.harvest import Harvest
from bot.domain.nuggets.nugget import Nugget
from bot.domain.nuggets.spread import Adoption, spread
from bot.domain.nuggets.words import FieldName, ResultType
from bot.features.nuggets.kinds import HARVEST
from bot.features.nuggets.spread.picture import summed_up
from bot.features.nuggets.template.words import sign_here
from bot.features.nuggets.wording import RESULTS, button, not_open, ref
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query, View

TITLES: Final = 5
PAGE: Final = 6
LISTED: Final = 150


def gathered(harvest: Harvest, reading: Reading) -> tuple[Sequence[Nugget], Sequence[Adoption]]:
    """Give what was told in a pod in this time and can be read in it now, and what was told of trying what it tells."""
    span = harvest.pod, harvest.since, harvest.until
    told = map(reading.store.nuggets.get, reading.store.nuggets.in_pod(*span))
    return [one for one in told if one is not None], reading.store.adoptions.in_pod(*span)


def anything(harvest: Harvest, reading: Reading) -> bool:
    """Tell whether there is anything to tell of this time."""
    span = harvest.pod, harvest.since, harvest.until
    return bool(reading.store.nuggets.in_pod(*span, limit=1) or reading.store.adoptions.in_pod(*span, limit=1))


def card(harvest: Harvest, reading: Reading) -> Content:
    """Sum up a pod's month for those in it."""
    if not month.reads(reading.viewer, harvest):
        return not_open()
    nuggets, adoptions = gathered(harvest, reading)
    title = n("The harvest: one change nugget", "The harvest: {count} change nuggets", len(nuggets))
    span = t("{since} to {until}", since=Moment(harvest.since, Show.DATE), until=Moment(harvest.until, Show.DATE))
    blocks: list[Block] = [Heading(title), Paragraph(span)]
    if nuggets:
        blocks.append(_by_result(nuggets))
        blocks.append(Bullets(tuple(_titles(nuggets))))
    if adoptions:
        blocks.append(Paragraph(summed_up(spread(adoptions))))
        blocks.append(Bullets(tuple(_tried(adoptions))))
    blocks.append(
        Paragraph(
            t(
                "What have you changed since? React with {sign} to the message that tells it.",
                sign=sign_here(reading),
            )
        )
    )
    choices = [button(t("Tell one"), "tell", "", Style.PRIMARY)]
    choices += [button(t("Read them"), "harvested", harvest.id)] if nuggets else []
    blocks += buttons(choices)
    blocks.append(Note(t("Facilitators can turn this off: {command}", command=Code("/charter harvest"))))
    return Content(title, tuple(blocks))


def list_(harvest: Harvest, asked: Asked, reading: Reading) -> Reply:
    """List what was told in a pod in a month, each a press away."""
    nuggets = [nugget for nugget in gathered(harvest, reading)[0] if rules.in_scope(reading.viewer, nugget)]
    shown, more = asked.cut(asked.onwards(nuggets, PAGE), PAGE, "nuggets.harvested", harvest.id)
    title = t("What was told in this month")
    blocks: list[Block] = [Heading(title)]
    for nugget in shown:
        blocks.append(Paragraph(_titled(nugget)))
        blocks += buttons([button(t("Show"), "show", nugget.id)])
    if not shown:
        blocks.append(Paragraph(t("Nothing of it can be read any more.")))
    return Reply(Content(title, (*blocks, *buttons(more))))


def _by_result(nuggets: Sequence[Nugget]) -> Bullets:
    """Count by result; what did not work stands beside what worked, also when there was none of it."""
    counts = Counter(nugget.result for nugget in nuggets)
    always = {ResultType.SUCCESS, ResultType.FAILURE}
    told = [result for result in ResultType if counts[result] or result in always]
    return Bullets(tuple(joined((named(RESULTS[result]), Number(counts[result])), " ") for result in told))


def _titles(nuggets: Sequence[Nugget]) -> list[Inline]:
    titles = [_titled(nugget) for nugget in list(reversed(nuggets))[:TITLES]]
    left = len(nuggets) - TITLES
    return [*titles, n("and one more", "and {count} more", left)] if left > 0 else titles


def _titled(nugget: Nugget) -> Inline:
    return joined((ref(nugget.id), Untrusted(shorten(nugget.says(FieldName.WHAT_CHANGED), LISTED))), " · ")


def _tried(adoptions: Sequence[Adoption]) -> list[Inline]:
    tried = Counter(adoption.nugget for adoption in adoptions).most_common(TITLES)
    return [n("{ref} was tried once", "{ref} was tried {count} times", count, ref=ref(one)) for one, count in tried]


QUERIES = (
    Query(
        name="nuggets.harvested",
        may=month.reads,
        on=HARVEST,
        command="harvest show",
        help=t("Read what was told in your pod in a month"),
        run=list_,
    ),
)
VIEWS = (View("nuggets.harvest", HARVEST, card),)
