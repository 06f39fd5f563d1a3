"""How features answer: with a sentence, with a card and a note under it, with how it stands by now."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, Final, TypeVar, cast

from bot.core.commands import Param, Takes
from bot.core.content import content
from bot.core.errors import AlreadySettled
from bot.core.inbound import ActionPressed, CommandUsed
from bot.core.outcome import Outcome, Reply, UpdateCard
from bot.core.text import Inline, t
from bot.ports.context import Context

VERSION: Final = Param("version", t("The version that you read, as its card says"), Takes.NUMBER, required=False)

H = TypeVar("H", bound=Callable[..., Outcome])


def say(first: Inline) -> Reply:
    """Answer privately with a sentence or two."""
    return Reply(content(first))


def noted(card: UpdateCard, note: Inline) -> UpdateCard:
    """Give a card with a note in words, for the one who acted alone."""
    return replace(card, note=note)


def as_it_was_read(version: int, ctx: Context) -> None:
    """Refuse a yes to anything but what was shown: a button holds the version of its card, to a command it is added."""
    match ctx.inbound:
        case ActionPressed(token=token):
            read = token.extra.rpartition(".")[2]
        case CommandUsed(values=values):
            read = values.get(VERSION.name, "")
        case _:
            read = ""
    if not read:
        raise AlreadySettled(t("Please read it, and then decide."))
    if read != str(version):
        raise AlreadySettled(t("It has been changed since you read it. Please read it again, and then decide."))


def or_as_it_stands(view: str) -> Callable[[H], H]:
    """Answer who came too late with the object as it stands now, and a note that says why.

    The rules raise ``AlreadySettled`` before a handler has changed anything, so there is nothing to undo.
    """

    def wrap(run: H) -> H:
        @wraps(run)
        def wrapped(subject: Any, *rest: Any) -> Outcome:
            ctx: Context = rest[-1]
            try:
                return run(subject, *rest)
            except AlreadySettled as late:
                return noted(ctx.show(view, subject.id), late.text)

        return cast("H", wrapped)

    return wrap
