"""A member's own page, put together from what each feature has to say to them."""

from bot.app.catalogue import Catalogue
from bot.app.context import WritingContext
from bot.app.reading import ReadingContext
from bot.core.content import BLOCKS_LIMIT, Block, Content, Heading, Paragraph
from bot.core.intents import PublishHome
from bot.core.text import t


def publish(ctx: WritingContext) -> None:
    """Send the actor their page as it stands when it leaves."""
    ctx.drop_stale_drafts()
    ctx.send(PublishHome(ctx.actor))


def build(catalogue: Catalogue, ctx: ReadingContext) -> Content:
    """Put the page together; a section with nothing to say is left out."""
    title = t("Your page")
    blocks: list[Block] = [Heading(title)]
    for section in catalogue.home:
        blocks.extend(section.render(ctx))
    if len(blocks) == 1:
        blocks.append(Paragraph(t("Nothing waits for you. /help shows what I can do.")))
    return Content(title, tuple(blocks[:BLOCKS_LIMIT]))
