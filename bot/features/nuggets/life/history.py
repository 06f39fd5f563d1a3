"""What a nugget said before it was changed, for its author alone."""

from dataclasses import replace
from typing import Final

from bot.core.content import Block, Content, Heading, Note, Paragraph, buttons
from bot.core.outcome import Reply
from bot.core.text import Moment, t
from bot.domain.nuggets import authorship, rules
from bot.domain.nuggets.nugget import Nugget, Revision
from bot.features.nuggets.consent.consenting import hide_names
from bot.features.nuggets.kinds import NUGGET
from bot.features.nuggets.showing import told_facts
from bot.features.nuggets.wording import ref
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query

PAGE: Final = 3


def show(nugget: Nugget, asked: Asked, reading: Reading) -> Reply:
    """Show what a nugget said before, newest first."""
    found = reading.store.revisions.of_nugget(reading.viewer, nugget.id, **asked.window(PAGE))
    shown, more = asked.cut(found, PAGE, "nuggets.history", nugget.id)
    title = t("What {ref} said before", ref=ref(nugget.id))
    if not shown:
        return Reply(Content(title, (Heading(title), Paragraph(t("It was not changed since you told it.")))))
    blocks: list[Block] = [Heading(title)]
    for revision in shown:
        blocks.append(Paragraph(t("Until {when}:", when=Moment(revision.at))))
        blocks += _facts(nugget, revision, reading)
    blocks.append(Note(t("Only you see this. Words of others are left out, unless they have said yes to them.")))
    return Reply(Content(title, (*blocks, *buttons(more))))


def _facts(nugget: Nugget, revision: Revision, reading: Reading) -> list[Block]:
    """Show a revision without what others have not said yes to, or not in these words, and without hidden names."""
    consents = reading.store.consents.of_nugget(nugget.id)
    agreed = {words for consent in consents for words in consent.words}
    was = replace(nugget, fields=revision.fields, more=revision.more, result=revision.result, level=revision.level)
    readable = authorship.readable(reading.viewer, was, consents)
    own = {None, nugget.author}
    kept = {name: told for name, told in readable.items() if told.said_by in own or told.text in agreed}
    was = hide_names(replace(was, fields=kept), reading)
    return told_facts(was, was.fields, reading)


QUERIES = (
    Query(
        name="nuggets.history",
        may=rules.owns,
        on=NUGGET,
        command="nugget history",
        help=t("See what your change nugget said before"),
        run=show,
    ),
)
