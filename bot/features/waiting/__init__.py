"""``/waiting``: all that awaits a person, whether or not a message about it reached them, and what they began."""

from collections.abc import Iterator

from bot.core.content import (
    Actions,
    Block,
    Button,
    Content,
    Divider,
    Heading,
    Note,
    Paragraph,
    content,
)
from bot.core.inbound import ActionPressed
from bot.core.outcome import Outcome, Reply
from bot.core.text import Code, Moment, Show, t
from bot.core.tokens import Token
from bot.domain.access import anyone
from bot.ports.context import Awaited, Context, Reading, Unfinished
from bot.ports.feature import Action, Asked, Feature, HomeSection, Query

ROOM_FOR = 14
"""How many blocks a page holds, so that the heading and the last thing with all its buttons still fit."""

BEGINNING = 3
"""How many blocks of a card are shown here: its facts, say, and the first question with its answer."""

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
        for name in (ctx.actor, *ctx.viewer.handles):
            ctx.store.drafts.drop(ctx.inbound.token.extra, ctx.inbound.token.object_id, name)
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
    for awaited in reading.awaited():
        yield _thing(awaited)
    for form in reading.unfinished():
        yield _begun(form)


def _thing(awaited: Awaited) -> list[Block]:
    """Show the beginning of a card, so that nobody decides on it unseen, and say if there is more."""
    card = awaited.card
    rows = [block for block in card.blocks if isinstance(block, Actions)]
    body = [block for block in card.blocks if not isinstance(block, Actions | Divider | Heading)]
    body = [block for block in body if block != Paragraph(card.summary)]
    shown = body[:BEGINNING]
    if len(shown) < len(body) and shown and isinstance(shown[-1], Note):
        # Small print at a cut is the line over what is left out.
        shown.pop()
    since = Moment(awaited.since, Show.DATE)
    when = t("Since {when}.", when=since)
    if len(shown) < len(body):
        when = t("Since {when}. There is more to it than fits here.", when=since)
    return [Paragraph(card.summary), *shown, Note(when), *rows[:ROWS]]


def _begun(form: Unfinished) -> list[Block]:
    drop = Token("waiting.discard", form.resume.object_id, form.resume.action)
    return [
        Paragraph(t("You began a form and did not send it: {title}", title=form.title)),
        Note(t("Left on {when}.", when=Moment(form.since, Show.DATE))),
        Actions((Button(t("Go on"), form.resume), Button(t("Throw it away"), drop))),
    ]


FEATURE = Feature(
    name="waiting",
    actions=[Action(name="waiting.discard", may=anyone, run=discard)],
    queries=[
        Query(
            name="waiting.list",
            may=anyone,
            command="waiting",
            basic=True,
            help=t("See all that awaits you"),
            run=list_waiting,
        )
    ],
    home=[HomeSection(0, on_home)],
)
