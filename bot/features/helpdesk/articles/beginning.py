"""How articles begin: of an accepted answer, by one press, or written by hand by somebody of a desk."""

from bot.core.commands import Param
from bot.core.errors import Refusal
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.articles import life
from bot.domain.articles.article import Article, ArticleState
from bot.domain.articles.stripping import typed, wording
from bot.domain.desk.question import Entry, Question
from bot.domain.desk.staff import answers_anywhere, answers_at, own_desk
from bot.domain.drafting.withholding import KnownBy, known_by
from bot.features.helpdesk.articles.fields import DeskWords, new_form
from bot.features.helpdesk.articles.keeping import keep_article
from bot.features.helpdesk.articles.kinds import ARTICLE
from bot.ports.context import Context, Creating
from bot.ports.feature import Submit
from bot.ports.hinting import without_numbers


def begin_article(question: Question, answer: Entry, ctx: Context) -> Article:
    """Keep an accepted answer as an article, once, without what tells who asked.

    Whoever answered the question answers for it, or whoever does this, where they are not of the desk's staff.
    """
    known = ctx.store.articles.of_question(question.id)
    if known is not None and known.state is not ArticleState.ARCHIVED:
        return known
    if not answer.text.strip():
        raise Refusal(t("This answer has no words any more. Please write it anew, or write an article by hand."))
    asker = KnownBy() if question.anonymous else known_by(ctx.store.members.get(question.asker))
    says = wording(question.text, answer.text, question.language, asker)
    of_staff = answers_at(ctx.viewer_of(answer.by), question.community, question.desk)
    owner = answer.by if of_staff else ctx.actor
    return keep_article(ctx, None, life.begin(ctx.new_id(ARTICLE.letter), question, says, owner, ctx.now))


def propose(_nothing: None, values: DeskWords, ctx: Creating) -> Outcome:
    """Write an article by hand; its desk's staff look at it before others read it."""
    language = ctx.reader.locale
    says = typed(values.title, values.question, values.answer, values.sources, language)
    desk = own_desk(ctx.viewer, values.desk)
    begun = life.propose(ctx.creating, ctx.community.ref, desk, says, language, ctx.actor, ctx.now)
    article = keep_article(ctx, None, begun)
    return ctx.show("desk.article", article.id)


SUBMITS = (
    Submit(
        name="desk.article_propose",
        may=answers_anywhere,
        command="article propose",
        help=t("Write an article (desk staff)"),
        params=(Param("desk", t("For which desk, if you answer at several: its reference"), required=False),),
        form=new_form,
        model=DeskWords,
        keeps=without_numbers,
        run=propose,
        creates=ARTICLE.letter,
    ),
)
