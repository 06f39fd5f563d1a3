"""``/waiting``: all that awaits a person, whether or not a message about it reached them."""

from bot.core.content import Actions, Block, Button, Content, Divider, Heading, Note, Paragraph
from bot.core.outcome import Reply
from bot.core.text import Moment, Show, t
from bot.core.tokens import Token
from bot.domain.access import anyone
from bot.ports.context import Reading
from bot.ports.feature import Asked, Feature, HomeSection, Query

PAGE = 4


def list_waiting(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """Show what awaits the asker, oldest first, each with its own buttons."""
    title = t("What awaits you")
    blocks = _items(reading, asked.page)
    if not blocks:
        return Reply(Content(title, (Paragraph(t("Nothing awaits you. You will be told here when something does.")),)))
    return Reply(Content(title, (Heading(title), *blocks)))


def on_home(reading: Reading) -> list[Block]:
    """Show the first of what awaits the member on their own page."""
    blocks = _items(reading, 0)
    return [Heading(t("What awaits you")), *blocks] if blocks else []


def _items(reading: Reading, page: int) -> list[Block]:
    member = reading.viewer.member
    waiting = reading.store.waiting.of(member) if member else ()
    blocks: list[Block] = []
    for view, about, since in waiting[page * PAGE : (page + 1) * PAGE]:
        card = reading.render(view, about)
        if card is None:
            continue
        if blocks:
            blocks.append(Divider())
        blocks.append(Paragraph(card.summary))
        blocks.append(Note(t("Since {when}.", when=Moment(since, Show.RELATIVE))))
        blocks.extend(block for block in card.blocks if isinstance(block, Actions))
    if len(waiting) > (page + 1) * PAGE:
        blocks.append(Actions((Button(t("More"), Token("waiting.list", extra=str(page + 1))),)))
    return blocks


FEATURE = Feature(
    name="waiting",
    queries=[
        Query(name="waiting.list", may=anyone, command="waiting", help=t("See all that awaits you"), run=list_waiting)
    ],
    home=[HomeSection(0, on_home)],
)
