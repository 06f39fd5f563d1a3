"""Lists of articles: what everybody can read, and what waits for the desk's staff."""

from collections.abc import Sequence
from typing import Final

from bot.core.content import Block, Content, Heading, Paragraph, buttons
from bot.core.outcome import Reply
from bot.core.text import Code, Msg, joined, t
from bot.domain.access import anyone
from bot.domain.articles.article import Article
from bot.domain.desk.staff import answers_anywhere
from bot.features.helpdesk.articles.wording import STATES, title_of
from bot.features.helpdesk.wording import button, ref
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query

PAGE: Final = 6


def newest(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List what is in use and the asker may read."""
    found = reading.store.articles.visible(reading.viewer, **asked.window(PAGE))
    empty = t("There are no articles yet that you can read. Ask the help desk: a good answer becomes one.")
    return _list(t("The newest articles"), found, asked, "desk.article_list", empty)


def at_work(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List what is being written, or waits to be validated, at the desks where the asker answers."""
    found = reading.store.articles.at_work(reading.viewer, **asked.window(PAGE))
    empty = t("Nothing waits for you. Write an article with {propose}.", propose=Code("/article propose"))
    return _list(t("Articles to look at"), found, asked, "desk.article_work", empty)


def _list(title: Msg, found: Sequence[Article], asked: Asked, query: str, empty: Msg) -> Reply:
    shown, more = asked.cut(found, PAGE, query)
    if not shown:
        return Reply(Content(title, (Heading(title), Paragraph(empty))))
    blocks: list[Block] = [Heading(title)]
    for article in shown:
        blocks.append(Paragraph(joined([ref(article.id), title_of(article), STATES[article.state]], " · ")))
        blocks += buttons([button(t("Show"), "article_show", article.id)])
    return Reply(Content(title, (*blocks, *buttons(more))))


QUERIES = (
    Query(
        name="desk.article_list",
        may=anyone,
        command="article list",
        help=t("See the newest articles"),
        run=newest,
    ),
    Query(
        name="desk.article_work",
        may=answers_anywhere,
        command="article work",
        help=t("See the articles that are being written or wait to be validated (desk staff)"),
        run=at_work,
    ),
)
