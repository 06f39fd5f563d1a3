"""``/waiting``: all that awaits a person, whether or not a message about it reached them, and what they began."""

from collections.abc import Iterator
from datetime import datetime

from bot.core.content import Actions, Block, Button, Content, Divider, Heading, Note, Paragraph, content
from bot.core.inbound import ActionPressed
from bot.core.outcome import Outcome, Reply
from bot.core.text import Code, Moment, Msg, Show, t
from bot.core.tokens import Token
from bot.domain.access import anyone
from bot.ports.context import Context, Reading, Unfinished
from bot.ports.feature import Action, Asked, Feature, HomeSection, Query

ROOM_FOR = 14
"""How many blocks a page holds, so that the heading and the last thing with all its buttons still fit."""

ROWS = 3
"""How many rows of buttons one thing may have here."""


def list_waiting(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """Show what awaits the asker, oldest first, each with its own buttons, then the forms they began."""
    title = t("What awaits you")
    blocks = _page(reading, asked.page)
    if not blocks:
        return Reply(Content(title, (Paragraph(t("Nothing awaits you. You will be told here when something does.")),)))
    return Reply(Content(title, (Heading(title), *blocks)))


def on_home(reading: Reading) -> list[Block]:
    """Show the first of what awaits the member on their own page."""
    blocks = _page(reading, 0)
    return [Heading(t("What awaits you")), *blocks] if blocks else []


def discard(_nothing: None, ctx: Context) -> Outcome:
    """Throw away a form that the actor began; nobody can name another's."""
    if isinstance(ctx.inbound, ActionPressed):
        ctx.store.drafts.drop(ctx.inbound.token.extra, ctx.inbound.token.object_id, ctx.actor)
    return Reply(content(t("Thrown away. {waiting} shows what else there is.", waiting=Code("/waiting"))))


def _page(reading: Reading, start: int) -> list[Block]:
    """Lay out things from this one on until the page is full; what is left is one button away."""
    blocks: list[Block] = []
    for place, thing in enumerate(_things(reading)):
        if place < start:
            continue
        if len(blocks) + len(thing) > ROOM_FOR and blocks:
            blocks.append(Actions((Button(t("More"), Token("waiting.list", extra=str(place))),)))
            break
        blocks.extend([Divider(), *thing] if blocks else thing)
    return blocks


def _things(reading: Reading) -> Iterator[list[Block]]:
    member = reading.viewer.member
    for view, about, since in reading.store.waiting.of(member) if member else ():
        card = reading.render(view, about)
        if card is not None:
            rows = [block for block in card.blocks if isinstance(block, Actions)]
            yield [Paragraph(card.summary), Note(_since(since)), *rows[:ROWS]]
    for form in reading.unfinished():
        yield _begun(form)


def _since(when: datetime) -> Msg:
    return t("From {when}.", when=Moment(when, Show.RELATIVE))


def _begun(form: Unfinished) -> list[Block]:
    drop = Token("waiting.discard", form.resume.object_id, form.resume.action)
    return [
        Paragraph(t("You began a form and did not send it: {title}", title=form.title)),
        Note(_since(form.since)),
        Actions((Button(t("Go on"), form.resume), Button(t("Throw it away"), drop))),
    ]


FEATURE = Feature(
    name="waiting",
    actions=[Action(name="waiting.discard", may=anyone, run=discard)],
    queries=[
        Query(name="waiting.list", may=anyone, command="waiting", help=t("See all that awaits you"), run=list_waiting)
    ],
    home=[HomeSection(0, on_home)],
)
