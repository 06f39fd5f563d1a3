"""Staff write in plain words what to offer when a question tells of certain things."""

from typing import Final

from pydantic import BaseModel

from bot.core.content import Block, Content, Heading, Paragraph, Style, buttons
from bot.core.errors import Refusal
from bot.core.forms import Form, SearchInput, Section, TextInput
from bot.core.outcome import Outcome, Reply
from bot.core.safety import shorten
from bot.core.text import Code, Inline, Strong, Untrusted, joined, t
from bot.domain.desk import suggesting
from bot.domain.desk.staff import answers_anywhere, own_desk
from bot.domain.desk.suggesting import RULE_MOST, TEXT_MOST, RuleRemoved, SuggestionRule
from bot.features.helpdesk.articles.kinds import ARTICLE
from bot.features.helpdesk.fields import which_desk
from bot.features.helpdesk.macros.kinds import MACRO, RULE, keeps
from bot.features.helpdesk.wording import button, ref
from bot.ports.answering import say
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Asked, Query, Submit

PAGE: Final = 6
LISTED: Final = 100
_NAMED_MOST: Final = 60


class Rule(BaseModel):
    """What is looked for, and what is offered then."""

    terms: str
    article: str = ""
    macro: str = ""
    text: str = ""
    desk: str = ""


def rule_form(_nothing: None, reading: Reading) -> Form:
    """Ask what is looked for, and what is offered then."""
    terms = TextInput(
        name="terms",
        label=t("When a question has these words"),
        hint=t("Such as: oxygen + concentrator, oxygen cylinder"),
        maximum=RULE_MOST,
    )
    article = TextInput(
        name="article",
        label=t("Offer this article"),
        hint=t("Its reference, such as W-7KQ2M"),
        required=False,
        maximum=_NAMED_MOST,
    )
    macro = SearchInput(name="macro", label=t("Or this saved answer"), required=False, source="desk.macros")
    text = TextInput(name="text", label=t("Or this text"), long=True, required=False, maximum=TEXT_MOST)
    intro = t("Words with + between must all be there; of several with commas between one is enough.")
    return Form(t("What to offer"), (Section((terms, article, macro, text, *which_desk(reading)), intro=intro),))


def add(_nothing: None, values: Rule, ctx: Creating) -> Outcome:
    """Make a rule for one's desk."""
    rule = SuggestionRule(
        id=ctx.creating,
        community=ctx.community.ref,
        desk=own_desk(ctx.viewer, values.desk),
        terms=values.terms.strip(),
        article=_found(values.article, ARTICLE.find(values.article, ctx), "article"),
        macro=_found(values.macro, MACRO.find(values.macro, ctx), "macro"),
        text=values.text.strip(),
        made_at=ctx.now,
    )
    ctx.keep(ctx.store.suggestions, None, suggesting.make(rule))
    return say(t("From now on I offer it: {rule}.", rule=_line(rule, ctx)))


def remove(rule: SuggestionRule, ctx: Context) -> Outcome:
    """Take a rule away."""
    ctx.store.suggestions.drop(rule)
    ctx.record(RuleRemoved(about=rule.id))
    return say(t("The rule is removed."))


def list_(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List the rules of one's desks, oldest first."""
    title = t("What is offered, and when")
    found = reading.store.suggestions.of_staff(reading.viewer, **asked.window(PAGE))
    page, more = asked.cut(found, PAGE, "desk.rule_list")
    blocks: list[Block] = [Heading(title)]
    for rule in page:
        blocks.append(Paragraph(_line(rule, reading)))
        if keeps(reading.viewer, rule):
            blocks += buttons([button(t("Remove"), "rule_remove", rule.id, Style.DANGER)])
    if not page:
        blocks.append(Paragraph(t("There are no rules yet. Make one with {suggest}.", suggest=Code("/macro suggest"))))
    return Reply(Content(title, (*blocks, *buttons(more))))


def _found(typed: str, found: str | None, field: str) -> str:
    if typed.strip() and found is None:
        raise Refusal(t("I cannot find that. Check its reference or its name."), field)
    return found or ""


def _line(rule: SuggestionRule, reading: Reading) -> Inline:
    """Say a rule in one line: its words, and what it offers."""
    macro = reading.store.macros.get(rule.macro) if rule.macro else None
    offered: Inline = Untrusted(shorten(rule.text, LISTED))
    if rule.article:
        offered = ref(rule.article)
    elif macro is not None:
        offered = Strong(Untrusted(macro.name))
    return joined([ref(rule.id), Untrusted(shorten(rule.terms, LISTED)), offered], " · ")


SUBMITS = (
    Submit(
        name="desk.rule_add",
        may=answers_anywhere,
        command="macro suggest",
        help=t("Say what to offer when a question has certain words (desk staff)"),
        form=rule_form,
        model=Rule,
        run=add,
        creates=RULE.letter,
    ),
)
ACTIONS = (
    Action(
        name="desk.rule_remove",
        may=keeps,
        on=RULE,
        command="macro unsuggest",
        help=t("Remove a rule that says what to offer (desk staff)"),
        run=remove,
    ),
)
QUERIES = (
    Query(
        name="desk.rule_list",
        may=answers_anywhere,
        command="macro rules",
        help=t("See what is offered when (desk staff)"),
        run=list_,
    ),
)
