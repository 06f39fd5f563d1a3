"""How a series looks: its rhythm in words, who leads in turn, what comes next; and the list of them."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.core.content import Block, Button, Content, Facts, Heading, Note, Paragraph, Style, buttons, content
from bot.core.outcome import Outcome, Reply
from bot.core.text import Code, Day, Inline, Msg, joined, n, t
from bot.domain.access import anyone
from bot.domain.handles import who
from bot.domain.labs import recurrence, repeating, rules
from bot.domain.labs.lab import COMING, Lab
from bot.domain.labs.series import Series
from bot.features.labs.kinds import SERIES
from bot.features.labs.planning.repeating import plan_ahead
from bot.features.labs.planning.rhythm import in_words
from bot.features.labs.wording import WHO_MAY_COME, begins, button, clock, ref, title_of
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context, Reading
from bot.ports.feature import Action, Asked, Query, View

PAGE: Final = 6


def card(series: Series, reading: Reading) -> Content:
    """Show a series to whoever may come to its labs."""
    if not rules.may_see_series(reading.viewer, series):
        return content(t("This is not open to you any more."))
    labs = [lab for lab in reading.store.labs.of_series(series.id) if lab.state in COMING]
    blocks: list[Block] = [Heading(title_of(series.plan)), Facts(tuple(_rows(series, labs)))]
    said: list[Inline] = [ref(series), WHO_MAY_COME[series.plan.scope]]
    if series.over:
        said.append(t("no more labs are planned"))
    blocks.append(Note(joined(said, " · ")))
    return Content(title_of(series.plan), (*blocks, *buttons(_choices(series, labs, reading))))


def _rows(series: Series, labs: Sequence[Lab]) -> Iterator[tuple[Msg, Inline]]:
    rule = recurrence.read(series.rule)
    yield t("How often"), in_words(rule)
    yield t("At"), t("{time} in {zone}", time=clock(series.when), zone=Code(series.when.zone))
    if series.shift:
        yield t("Moved by"), n("one day", "{count} days", series.shift)
    yield t("The last one"), Day(repeating.held(series, repeating.days(series)[-1]).day)
    yield t("Leading in turn"), joined(map(who, series.rota or (series.organiser,)))
    if labs:
        yield t("Planned"), joined((begins(lab) for lab in labs), ", ")


def _choices(series: Series, labs: Sequence[Lab], reading: Reading) -> list[Button]:
    found = [button(t("Show the next one"), "show", labs[0].id)] if labs else []
    if not series.over and rules.facilitates_series(reading.viewer, series):
        found.append(button(t("Plan no more"), "stop_series", series.id, Style.DANGER))
    return found


def show(series: Series, _asked: Asked, reading: Reading) -> Reply:
    """Show one series."""
    return Reply(card(series, reading))


def list_(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List the series that go on and that the asker may come to, the newest first."""
    title = t("Labs that are repeated")
    shown, more = asked.cut(
        reading.store.lab_series.visible(reading.viewer, **asked.window(PAGE)), PAGE, "labs.list_series"
    )
    blocks: list[Block] = [Heading(title)]
    for one in shown:
        blocks.append(Paragraph(joined([ref(one), title_of(one.plan), in_words(recurrence.read(one.rule))], " · ")))
        blocks += buttons([button(t("Show"), "show_series", one.id)])
    if not shown:
        blocks.append(
            Paragraph(t("No lab is repeated at the moment. {repeat} repeats one.", repeat=Code("/labs repeat")))
        )
    return Reply(Content(title, (*blocks, *buttons(more))))


@or_as_it_stands("labs.series")
def stop(series: Series, ctx: Context) -> Outcome:
    """Plan no more labs; those that are planned stay."""
    plan_ahead(ctx.keep(ctx.store.lab_series, series, repeating.stop(series)), ctx)
    return ctx.show("labs.series", series.id)


ACTIONS = (
    Action(
        name="labs.stop_series",
        may=rules.facilitates_series,
        on=SERIES,
        command="labs stop",
        help=t("Plan no more labs of a series; those that are planned stay"),
        run=stop,
    ),
)
QUERIES = (
    Query(
        name="labs.list_series", may=anyone, command="labs series", help=t("See the labs that are repeated"), run=list_
    ),
    Query(
        name="labs.show_series",
        may=rules.may_see_series,
        on=SERIES,
        command="labs show",
        help=t("See a series of labs: how often, who leads, what comes next"),
        run=show,
    ),
)
VIEWS = (View("labs.series", SERIES, card),)
