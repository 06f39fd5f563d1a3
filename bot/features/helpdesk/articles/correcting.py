"""Corrections: whoever reads an article says what is wrong, and whoever answers for it says what became of that."""

from pydantic import BaseModel

from bot.core.commands import Param
from bot.core.content import Block, Button, Content, Paragraph, Quote, Style, buttons
from bot.core.errors import Refusal
from bot.core.forms import Form, Section, TextInput
from bot.core.outcome import Outcome
from bot.core.text import Msg, Untrusted, t
from bot.domain.articles import corrections, rules
from bot.domain.articles.article import Article, ArticleState
from bot.domain.articles.corrections import TEXT_MOST, Correction, CorrectionState, Proposed
from bot.domain.drafting.withholding import withheld_from
from bot.domain.handles import who
from bot.features.helpdesk.articles.keeping import answerers
from bot.features.helpdesk.articles.kinds import ARTICLE, CORRECTION
from bot.features.helpdesk.articles.wording import title_of
from bot.features.helpdesk.wording import button, not_open, ref
from bot.ports.answering import or_as_it_stands, say
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit, View
from bot.ports.hinting import without_numbers

VIEW = "desk.correction"


class Wrong(BaseModel):
    """What is wrong."""

    text: str


def correct_form(_article: Article, _reading: Reading) -> Form:
    """Ask what is wrong."""
    text = TextInput(name="text", label=t("What is wrong, and what is right?"), long=True, maximum=TEXT_MOST)
    intro = t("Whoever answers for the article reads this, with your name.")
    return Form(t("Something is wrong"), (Section((text,), intro=intro),))


def correct(article: Article, values: Wrong, ctx: Creating) -> Outcome:
    """Put before whoever answers for an article what somebody says is wrong with it."""
    if not rules.reads(ctx.viewer, article):
        raise Refusal(t("This article is out of use, so there is nothing to put right."))
    text, _ = withheld_from(values.text.strip(), article.language)
    told = Correction(id=ctx.creating, article=article.id, by=ctx.actor, text=text, at=ctx.now)
    ctx.keep(ctx.store.corrections, None, corrections.propose(told))
    for member in answerers(article, ctx):
        ctx.await_from(member, VIEW, told.id)
    return say(t("Thank you. Whoever answers for {ref} looks at it, and I tell you here.", ref=ref(article.id)))


@or_as_it_stands(VIEW)
def take(proposed: Proposed, ctx: Context) -> Outcome:
    """Say that the article was put right."""
    return _answered(proposed, ctx, taken=True)


@or_as_it_stands(VIEW)
def leave(proposed: Proposed, ctx: Context) -> Outcome:
    """Say that the article stays as it is."""
    return _answered(proposed, ctx, taken=False)


def card(proposed: Proposed, reading: Reading) -> Content:
    """Show what is said to be wrong: to the staff with what they can do, to whoever said it with what became of it."""
    keeps, told = rules.answers(reading.viewer, proposed), rules.told(reading.viewer, proposed)
    if not keeps and not (told and rules.in_scope(reading.viewer, proposed.article)):
        return not_open()
    correction, article = proposed.correction, proposed.article
    named = title_of(article) if keeps or article.readable else ref(article.id)
    first = t("{who} says that something is wrong in {title}.", who=who(correction.by), title=named)
    blocks: list[Block] = [Paragraph(first)]
    if correction.text:
        blocks.append(Quote(Untrusted(correction.text)))
    blocks.append(Paragraph(_where(proposed)))
    return Content(first, (*blocks, *buttons(_choices(proposed, reading, keeps=keeps))))


def _answered(proposed: Proposed, ctx: Context, *, taken: bool) -> Outcome:
    before = proposed.correction
    after = ctx.keep(ctx.store.corrections, before, corrections.answer(before, taken=taken))
    ctx.settle(after.id)
    ctx.refresh(after.id)
    if after.by != ctx.actor and ctx.store.members.get(after.by) is not None:
        ctx.card(VIEW, after.id, after.by)
    return ctx.show(VIEW, after.id)


def _where(proposed: Proposed) -> Msg:
    match proposed.correction.state:
        case CorrectionState.TAKEN:
            return t("It was put right. Thank you for telling.")
        case CorrectionState.LEFT:
            return t("The desk looked at it. The article stays as it is.")
        case _ if proposed.article.state is ArticleState.ARCHIVED:
            return t("The article has gone out of use meanwhile.")
        case _:
            return t("It waits for whoever answers for {ref}.", ref=ref(proposed.article.id))


def _choices(proposed: Proposed, reading: Reading, *, keeps: bool) -> list[Button]:
    article = proposed.article
    choices = [button(t("Show"), "article_show", article.id)] if rules.may_see(reading.viewer, article) else []
    waits = proposed.correction.state is CorrectionState.PROPOSED and article.state is not ArticleState.ARCHIVED
    if keeps and waits:
        choices = [
            button(t("Change the article"), "article_edit", article.id, Style.PRIMARY),
            button(t("It is put right"), "correction_take", proposed.id),
            button(t("It stays as it is"), "correction_leave", proposed.id),
            *choices,
        ]
    return choices


SUBMITS = (
    Submit(
        name="desk.article_correct",
        may=rules.reads,
        on=ARTICLE,
        command="article correct",
        help=t("Say what is wrong in an article"),
        params=(Param("text", t("What is wrong, and what is right"), required=False),),
        form=correct_form,
        model=Wrong,
        keeps=without_numbers,
        run=correct,
        creates=CORRECTION.letter,
    ),
)
ACTIONS = (
    Action(
        name="desk.correction_take",
        may=rules.answers,
        on=CORRECTION,
        command="article corrected",
        help=t("Say that an article was put right (desk staff)"),
        run=take,
    ),
    Action(
        name="desk.correction_leave",
        may=rules.answers,
        on=CORRECTION,
        command="article keep",
        help=t("Say that an article stays as it is (desk staff)"),
        run=leave,
    ),
)
VIEWS = (View(VIEW, CORRECTION, card),)
