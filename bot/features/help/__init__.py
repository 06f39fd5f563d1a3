"""``/help``: what one can do here, in the reader's language."""

from bot.core.commands import CommandSpec, Param
from bot.core.content import Actions, Block, Bullets, Button, Content, Heading, Note, Paragraph
from bot.core.outcome import Reply
from bot.core.text import Code, Joined, Msg, Strong, t
from bot.core.tokens import Token
from bot.domain.access import anyone
from bot.ports.context import Reading
from bot.ports.feature import Asked, Feature, Query

PAGE = 12


def show_help(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List the commands, all or those of one word."""
    about = asked.values.get("about", "").strip().lstrip("/").split(" ")[0].lower()
    specs = [spec for spec in reading.menus.commands if not about or spec.base == about]
    if not specs:
        return Reply(
            Content(
                t("There is no such command."),
                (Paragraph(t("There is no such command. Use {help} to see them all.", help=Code("/help"))),),
            )
        )
    start = asked.page * PAGE
    title = t("What you can do here")
    blocks: list[Block] = [Heading(title), Bullets(tuple(_line(spec) for spec in specs[start : start + PAGE]))]
    if len(specs) > start + PAGE:
        blocks.append(Actions((Button(t("More"), Token("help.show", extra=str(asked.page + 1))),)))
    blocks.append(Note(t("What awaits you is always under {waiting}.", waiting=Code("/waiting"))))
    return Reply(Content(title, tuple(blocks)))


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
            help=t("See what you can do here"),
            params=[Param("about", t("A command's first word, such as pod"), required=False)],
            run=show_help,
        )
    ],
)
