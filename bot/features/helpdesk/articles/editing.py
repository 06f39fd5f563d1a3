"""The staff change what an article says, and say what it is about and who is to read it."""

from bot.core.errors import Refusal
from bot.core.forms import Form
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.articles import life, rules
from bot.domain.articles.article import Article, Filing
from bot.domain.articles.stripping import typed
from bot.domain.countries import read_country
from bot.features.helpdesk.articles.fields import Sorting, Words, sorting_form, words_form
from bot.features.helpdesk.articles.keeping import is_due, keep_article
from bot.features.helpdesk.articles.kinds import ARTICLE
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Creating, Reading
from bot.ports.feature import Submit
from bot.ports.hinting import without_numbers


def edit_form(article: Article, _reading: Reading) -> Form:
    """Ask for its words, with those it has filled in."""
    life.not_over(article)
    return words_form(article)


@or_as_it_stands("desk.article")
def edit(article: Article, values: Words, ctx: Creating) -> Outcome:
    """Take its words as they were typed, without numbers that lead to a person; it is taken for true now."""
    says = typed(values.title, values.question, values.answer, values.sources, article.language)
    due = is_due(article, ctx)
    article = keep_article(ctx, article, life.edit(article, says))
    if due:
        keep_article(ctx, article, life.confirm(article, ctx.actor, ctx.now))
        ctx.settle(article.id, view="desk.article")
    return ctx.show("desk.article", article.id)


def sort_form(article: Article, _reading: Reading) -> Form:
    """Ask what it is about, and who is to read it."""
    life.not_over(article)
    return sorting_form(article)


@or_as_it_stands("desk.article")
def sort(article: Article, values: Sorting, ctx: Creating) -> Outcome:
    """Take what it is about; for more readers than it has it waits to be opened."""
    country = read_country(values.country, ctx.reader.locale) if values.country else ""
    if country is None:
        raise Refusal(t("I do not know this country. Type a few letters of it, and choose from the list."), "country")
    filing = Filing(topics=values.topics, country=country, level=values.level, wanted=values.wanted)
    keep_article(ctx, article, life.sort(article, filing))
    return ctx.show("desk.article", article.id)


SUBMITS = (
    Submit(
        name="desk.article_edit",
        may=rules.keeps,
        on=ARTICLE,
        command="article edit",
        help=t("Change what an article says (desk staff)"),
        form=edit_form,
        model=Words,
        keeps=without_numbers,
        run=edit,
    ),
    Submit(
        name="desk.article_sort",
        may=rules.keeps,
        on=ARTICLE,
        command="article sort",
        help=t("Say what an article is about and who is to read it (desk staff)"),
        form=sort_form,
        model=Sorting,
        run=sort,
    ),
)
