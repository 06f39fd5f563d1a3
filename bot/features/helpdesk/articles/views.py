"""How an article looks: to whoever reads it, and to the staff who look after it."""

from collections.abc import Sequence
from typing import Final

from bot.core.content import (
    Block,
    Bullets,
    Button,
    Content,
    Facts,
    Heading,
    Note,
    Paragraph,
    Quote,
    Style,
    buttons,
    content,
)
from bot.core.outcome import Reply
from bot.core.text import Inline, Link, Moment, Msg, Show, Untrusted, joined, n, t
from bot.domain.articles import rules
from bot.domain.articles.article import Article, ArticleState
from bot.domain.articles.stripping import doubtful
from bot.domain.drafting.draft import Hint
from bot.domain.knowledge.item import Facet
from bot.domain.nuggets.spread import Echo
from bot.features.helpdesk.articles.keeping import is_due
from bot.features.helpdesk.articles.kinds import ARTICLE
from bot.features.helpdesk.articles.wording import STATES, title_of
from bot.features.helpdesk.wording import button, not_open, ref
from bot.ports.context import Reading
from bot.ports.feature import Asked, Offer, Query, View
from bot.ports.hinting import left_out, marked, to_look_at
from bot.ports.known import KNOWLEDGE, MATERIAL, READERS, value

_WEB: Final = ("https://", "http://")


def card(article: Article, reading: Reading) -> Content:
    """Show an article to whoever may see it, with what they can do about it."""
    keeps = rules.keeps(reading.viewer, article)
    if not rules.may_see(reading.viewer, article):
        return not_open()
    if article.state is ArticleState.ARCHIVED and not keeps:
        return content(_out_of_use(article), *_newer(article, reading))
    hints = doubtful(article) if keeps and article.waits_for_wider else ()
    blocks: list[Block] = [Heading(title_of(article)), *_newer(article, reading), *_words(article, hints)]
    blocks += _facts(article)
    if keeps:
        blocks += [*left_out(article.withheld), *to_look_at(hints), *_for_its_keepers(article, reading)]
    blocks.append(Note(_small_print(article, reading)))
    blocks += buttons([*(_of_its_keepers(article, reading) if keeps else ()), *_of_its_readers(article, reading)])
    return Content(title_of(article), tuple(blocks))


def _words(article: Article, hints: Sequence[Hint]) -> list[Block]:
    """Show what it says, the places to look at emphasised."""
    blocks: list[Block] = [Quote(marked(article.question, hints))] if article.question else []
    blocks.append(Paragraph(marked(article.answer, hints)))
    if article.sources:
        blocks += [Note(t("Where this is from:")), Bullets(tuple(map(_source, article.sources)))]
    return blocks


def _source(source: str) -> Inline:
    return Link(source) if source.startswith(_WEB) and len(source.split()) == 1 else Untrusted(source)


def _facts(article: Article) -> list[Block]:
    rows: list[tuple[Msg, Inline]] = []
    if article.topics:
        rows.append((t("Topics"), joined(map(Untrusted, article.topics))))
    if article.country:
        rows.append((t("Country"), Untrusted(article.country)))
    if article.level is not None:
        rows.append((t("Level"), value(Facet.LEVEL, article.level.value)))
    return [Facts(tuple(rows))] if rows else []


def _for_its_keepers(article: Article, reading: Reading) -> list[Block]:
    if article.closed:
        return [
            Paragraph(
                t(
                    "Only the desk could read this question. Please take out what tells who asked, and save it; "
                    "then you can open it to others."
                )
            )
        ]
    if article.state is not ArticleState.ARCHIVED and article.waits_for_wider:
        return [Paragraph(t("Please read it once more. Then you can open it to {who}.", who=READERS[article.wanted]))]
    if is_due(article, reading):
        return [Paragraph(t("This was written a year ago or longer. Is it still true?"))]
    return []


def _small_print(article: Article, reading: Reading) -> Inline:
    readers = READERS[article.scope] if article.scope else t("the desk alone")
    said: list[Inline] = [
        t("{ref}, version {version}", ref=ref(article.id), version=article.version),
        STATES[article.state],
        t("read by {who}", who=readers),
    ]
    if article.published_at is not None:
        said.append(Moment(article.published_at, Show.DATE))
    helped = reading.store.echoes.count(article.id, Echo.USEFUL)
    if helped:
        said.append(n("it helped one person", "it helped {count} people", helped))
    return joined(said, " · ")


def _newer(article: Article, reading: Reading) -> list[Block]:
    """Lead to what took its place those who can read that; to others nothing tells that there is such a thing."""
    newer = reading.store.articles.get(article.superseded_by) if article.superseded_by else None
    if newer is None or not rules.reads(reading.viewer, newer):
        return []
    there = t("There is a newer one: {ref}.", ref=ref(newer.id))
    return [Paragraph(there), *buttons([button(t("Show the newer one"), "article_show", newer.id)])]


def _out_of_use(article: Article) -> Msg:
    when = Moment(article.ended_at, Show.DATE) if article.ended_at else t("some time ago")
    return t("{ref} is out of use since {when}.", ref=ref(article.id), when=when)


def _of_its_keepers(article: Article, reading: Reading) -> list[Button]:
    """Give what its staff can do; what is to be done next comes first."""
    if article.state is ArticleState.ARCHIVED:
        return []
    if article.closed:
        look_over = button(t("Look it over"), "article_edit", article.id, Style.PRIMARY)
        return [look_over, button(t("Out of use"), "article_archive", article.id)]
    first: list[Button] = []
    if article.waits_for_wider:
        opened = button(t("Open it"), "article_publish", article.id, Style.PRIMARY, str(article.version))
        first.append(opened)
    elif is_due(article, reading):
        first.append(button(t("Still true"), "article_confirm", article.id, Style.PRIMARY))
        first.append(button(t("Don't ask again"), "article_stop_asking", article.id))
    elif article.state is ArticleState.NOT_VALIDATED:
        first.append(button(t("It is right"), "article_validate", article.id, Style.PRIMARY, str(article.version)))
    change = button(t("Change it"), "article_edit", article.id)
    sort = button(t("Topics and readers"), "article_sort", article.id)
    return [*first, change, sort, button(t("Out of use"), "article_archive", article.id)]


def _of_its_readers(article: Article, reading: Reading) -> list[Button]:
    """Give what a reader can say to it, and make of it."""
    further = reading.offers(MATERIAL, article.id) if rules.reads(reading.viewer, article) else []
    if not rules.helped(reading.viewer, article):
        return further
    return [
        button(t("This helped"), "article_helped", article.id),
        button(t("Something is wrong"), "article_correct", article.id),
        *further,
    ]


def show(article: Article, _asked: Asked, reading: Reading) -> Reply:
    """Show one article, whole."""
    return Reply(card(article, reading))


QUERIES = (
    Query(
        name="desk.article_show",
        may=rules.may_see,
        on=ARTICLE,
        command="article show",
        help=t("See one article, whole"),
        run=show,
    ),
)
VIEWS = (View("desk.article", ARTICLE, card),)
OFFERS = (Offer(KNOWLEDGE, t("Show"), "desk.article_show"),)
