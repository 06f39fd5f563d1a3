"""Agendas to begin with: the list of them, and their names while one is typed."""

from collections.abc import Sequence

from bot.core.content import Block, Bullets, Content, Heading, Option, Paragraph, buttons
from bot.core.outcome import Reply
from bot.core.text import Strong, Untrusted, joined, t
from bot.domain.labs import rules
from bot.domain.labs.templates import templates
from bot.domain.templates.template import said
from bot.features.labs.wording import button, item_line
from bot.ports.context import Reading
from bot.ports.feature import Asked, Completion, Query


def list_(_nothing: None, _asked: Asked, reading: Reading) -> Reply:
    """Show each template with its agenda, and what plans a lab with it."""
    title, language = t("Agendas to begin with"), reading.reader.locale
    blocks: list[Block] = [Heading(title)]
    for one in templates():
        name = Untrusted(said(one.title, language))
        what = (Strong(name), Untrusted(said(one.about, language)))
        blocks += [Paragraph(joined(what, ": ")), Bullets(tuple(map(item_line, one.agenda(language))))]
        blocks += buttons([button(t("Plan with “{template}”", template=name), "plan", "", extra=one.key)])
    return Reply(Content(title, tuple(blocks)))


def complete(typed: str, reading: Reading) -> Sequence[Option]:
    """Suggest the templates whose title has these words."""
    named = ((one.key, said(one.title, reading.reader.locale)) for one in templates())
    return [Option(key, Untrusted(title)) for key, title in named if typed.casefold() in title.casefold()]


QUERIES = (
    Query(
        name="labs.templates",
        may=rules.plans,
        command="lab template",
        help=t("See agendas to begin a learning lab with"),
        run=list_,
    ),
)
COMPLETIONS = (Completion("labs.templates", complete),)
