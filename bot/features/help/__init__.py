"""``/help``: what one can do here, in the reader's language."""

from collections.abc import Sequence
from itertools import groupby

from bot.core.commands import CommandSpec, Param
from bot.core.content import Bullets, Content, Heading, Note, Paragraph, buttons, content
from bot.core.inbound import MessagePosted
from bot.core.intents import Direct
from bot.core.outcome import Reply
from bot.core.text import Code, Joined, Msg, Strong, t
from bot.domain.access import anyone
from bot.ports.context import Context, Reading
from bot.ports.feature import Asked, Feature, Query, on

PAGE = 12

HOW = t(
    "Good to hear from you. I understand commands and buttons better than sentences: {help} shows what you can do "
    "here, {pods} the pods you can join, {waiting} what awaits you.",
    help=Code("/help"),
    pods=Code("/pod list"),
    waiting=Code("/waiting"),
)
"""A greeting must not be a dead end."""


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


def say_how(said: MessagePosted, ctx: Context) -> None:
    """Tell whoever speaks to the bot how it is spoken to: once a day, for people write several lines.

    What a feature took as meant for it, such as the answer to a question of its own, is none of this one's.
    """
    if said.direct or said.mentions_bot:
        ctx.send(Direct(said.author, content(HOW)), key=f"help.how/{said.author}/{ctx.now:%Y-%m-%d}")


FEATURE = Feature(
    name="help",
    listeners=[on(MessagePosted, say_how, last=True)],
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
