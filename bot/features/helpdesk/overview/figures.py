"""The desk's figures, for stewards: counts of questions, never of people."""

from collections.abc import Mapping

from bot.core.content import Block, Content, Facts, Heading, Note, Paragraph
from bot.core.outcome import Reply
from bot.core.text import Inline, Msg, Untrusted, joined, t
from bot.domain.access import stewards
from bot.domain.countries import country_in
from bot.domain.desk.desk import Desk, Priority
from bot.domain.desk.figures import FEWEST, LOOKED_AT, Figures, Kept, figures
from bot.domain.desk.sorting import label_of
from bot.features.helpdesk.staffing.kinds import DESK
from bot.features.helpdesk.staffing.wording import name_of
from bot.features.helpdesk.wording import PRIORITIES
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query


def show(desk: Desk, _asked: Asked, reading: Reading) -> Reply:
    """Show how a desk does."""
    since = reading.now - LOOKED_AT
    found = figures(reading.store.questions.tallies(desk.id, since), reading.now)
    spared = reading.store.events.count("question:spared", reading.community.ref, since)
    title = t("How {desk} does", desk=name_of(desk))
    rows = (*_rows(found), (t("Answered by what was here already"), t("{count}", count=spared)))
    note = t("Of the last {days} days, and all that is open.", days=LOOKED_AT.days)
    blocks: list[Block] = [Heading(title), Facts(rows), *_by_name(found, desk, reading), Note(note)]
    if not found.open and not found.ended:
        blocks = [Heading(title), Paragraph(t("Nobody has asked this desk anything yet."))]
    return Reply(Content(title, tuple(blocks)))


def _rows(found: Figures) -> tuple[tuple[Msg, Inline], ...]:
    priorities = [
        t("{what}: {count}", what=PRIORITIES[one], count=found.priorities[one])
        for one in Priority
        if found.priorities.get(one)
    ]
    up_to_two, up_to_seven, up_to_thirty, older = found.ages
    ages = t(
        "up to 2 days: {two} · up to 7: {seven} · up to 30: {thirty} · older: {older}",
        two=up_to_two,
        seven=up_to_seven,
        thirty=up_to_thirty,
        older=older,
    )
    return (
        (t("Open"), t("{count}", count=found.open)),
        (t("Open since"), ages),
        *(((t("How soon"), joined(priorities, " · ")),) if priorities else ()),
        (t("First answer in time"), _share(found.response)),
        (t("Solved in time"), _share(found.resolution)),
        (t("Ended"), t("{count}", count=found.ended)),
        (t("Opened again"), t("{count}", count=found.reopened)),
    )


def _share(kept: Kept) -> Msg:
    return t("{kept} of {all}", kept=kept.kept, all=kept.of)


def _by_name(found: Figures, desk: Desk, reading: Reading) -> list[Block]:
    book = reading.store.rulebooks.in_force(desk.id)
    locale = reading.reader.locale
    topics: dict[str, Inline] = {one.key: label_of(one, locale) for one in book.topics}
    countries: dict[str, Inline] = {one: Untrusted(country_in(one, locale)) for one in found.countries}
    return [
        Paragraph(t("By topic: {counts}", counts=_counts(found.topics, topics))),
        Paragraph(t("By country: {counts}", counts=_counts(found.countries, countries))),
        Note(t("Fewer than {fewest} of a kind are counted with the others.", fewest=FEWEST)),
    ]


def _counts(counted: Mapping[str, int], names: Mapping[str, Inline]) -> Inline:
    named = [t("{what}: {count}", what=names.get(key) or Untrusted(key), count=counted[key]) for key in counted if key]
    others = [t("others: {count}", count=counted[""])] if counted.get("") else []
    return joined((*named, *others), " · ")


QUERIES = (
    Query(
        name="desk.figures",
        may=stewards,
        on=DESK,
        command="desk figures",
        help=t("See how a help desk does (stewards)"),
        run=show,
    ),
)
