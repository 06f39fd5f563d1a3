"""How saved answers look: to the staff alone."""

from typing import Final

from bot.core.content import Block, Content, Heading, Note, Paragraph, Quote, Style, buttons
from bot.core.outcome import Reply
from bot.core.text import Code, Strong, Untrusted, joined, t
from bot.domain.desk.staff import answers_anywhere
from bot.domain.macros import Macro
from bot.features.helpdesk.macros.kinds import MACRO, keeps, reads
from bot.features.helpdesk.wording import button, ref
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query

PAGE: Final = 6


def shown(macro: Macro, reading: Reading) -> Content:
    """Show a saved answer as it was written, its places in braces."""
    title = Strong(Untrusted(macro.name))
    blocks: list[Block] = [Heading(title), Quote(Untrusted(macro.text))]
    whose = t("for one desk") if macro.desk else t("for all desks here")
    blocks.append(Note(joined([ref(macro.id), whose], " · ")))
    if keeps(reading.viewer, macro):
        change = button(t("Change it"), "macro_change", macro.id, Style.PRIMARY)
        blocks += buttons([change, button(t("Remove"), "macro_remove", macro.id, Style.DANGER)])
    return Content(title, tuple(blocks))


def show(macro: Macro, _asked: Asked, reading: Reading) -> Reply:
    """Show one saved answer, whole."""
    return Reply(shown(macro, reading))


def list_(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List the saved answers of one's desks, by name."""
    title = t("Saved answers")
    found = reading.store.macros.of_staff(reading.viewer, **asked.window(PAGE))
    page, more = asked.cut(found, PAGE, "desk.macro_list")
    blocks: list[Block] = [Heading(title)]
    for macro in page:
        blocks.append(Paragraph(joined([ref(macro.id), Strong(Untrusted(macro.name))], " · ")))
        blocks += buttons([button(t("Show"), "macro_show", macro.id)])
    if not page:
        blocks.append(Paragraph(t("Nothing is saved yet. Save an answer with {add}.", add=Code("/macro add"))))
    return Reply(Content(title, (*blocks, *buttons(more))))


QUERIES = (
    Query(
        name="desk.macro_list",
        may=answers_anywhere,
        command="macro list",
        help=t("See the saved answers of your desk (desk staff)"),
        run=list_,
    ),
    Query(
        name="desk.macro_show",
        may=reads,
        on=MACRO,
        command="macro show",
        help=t("See one saved answer (desk staff)"),
        run=show,
    ),
)
