"""``/help``: what one can do here, in the reader's language."""

from collections.abc import Sequence
from itertools import groupby

from bot.core.commands import CommandSpec, Param
from bot.core.content import Bullets, Content, Heading, Note, Paragraph, buttons
from bot.core.outcome import Reply
from bot.core.text import Code, Joined, Msg, Strong, t
from bot.domain.access import anyone
from bot.ports.context import Reading
from bot.ports.feature import Asked, Feature, Query

PAGE = 12


def show_help(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List the commands: what everybody needs on the first page, then the others by their first word, or all of one."""
    about = asked.values.get("about", "").strip().lstrip("/").split(" ")[0].lower()
    basic, others = reading.commands()
    pages = _pages(basic, others) if not about else [[spec for spec in (*basic, *others) if spec.base == about]]
    if not any(pages):
        return Reply(
            Content(
                t("There is no such command."),
                (Paragraph(t("There is no such command. Use {help} to see them all.", help=Code("/help"))),),
            )
        )
    shown, more = asked.cut(asked.onwards(pages, 1) or pages[-1:], 1, "help.show")
    title = t("What you can do here")
    lines = Bullets(tuple(_line(spec) for spec in shown[0]))
    waiting = Note(t("What awaits you is always under {waiting}.", waiting=Code("/waiting")))
    return Reply(Content(title, (Heading(title), lines, *buttons(more), waiting)))


def _pages(basic: Sequence[CommandSpec], others: Sequence[CommandSpec]) -> list[list[CommandSpec]]:
    """Share the commands out: the basic ones first, then page by page, those of one word together where they fit."""
    pages: list[list[CommandSpec]] = [list(basic)] if basic else []
    page: list[CommandSpec] = []
    for _, group in groupby(others, key=lambda spec: spec.base):
        found = list(group)
        if page and len(page) + len(found) > PAGE:
            pages.append(page)
            page = []
        page.extend(found)
        while len(page) > PAGE:
            pages.append(page[:PAGE])
            page = page[PAGE:]
    return [*pages, page] if page else pages


def _line(spec: CommandSpec) -> Msg:
    usage = Joined((Strong(Code(f"/{spec.name}")), *(_parameter(param) for param in spec.params)), " ")
    return t("{usage}: {help}", usage=usage, help=spec.description)


def _parameter(param: Param) -> Code:
    return Code(param.name if param.required else f"[{param.name}]")


FEATURE = Feature(
    name="help",
    queries=[
        Query(
            name="help.show",
            may=anyone,
            command="help",
            basic=True,
            help=t("See what you can do here"),
            params=[Param("about", t("A command's first word, such as pod"), required=False)],
            run=show_help,
        )
    ],
)
