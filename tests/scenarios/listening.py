"""A feature of the stories' own: it tells what it hears, and reads a thread aloud where somebody asks."""

from bot.core.content import Paragraph, content
from bot.core.inbound import (
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    ReactionAdded,
    ReactionRemoved,
    Result,
    ShortcutUsed,
    ThreadRead,
)
from bot.core.intents import Direct, Post, ReadThread
from bot.core.outcome import Outcome, Reply
from bot.core.refs import MemberRef
from bot.core.text import Untrusted, t
from bot.ports.context import Context
from bot.ports.feature import Feature, Hears, Kind, Shortcut, on

READER: Kind[MemberRef] = Kind(
    "Z", "reader", t("Who reads"), lambda _store, key: MemberRef.parse(key), lambda typed, _reading: typed
)


def read_aloud(used: ShortcutUsed, ctx: Context) -> Outcome:
    """Say in the thread that it is read, and read it."""
    ctx.send(Post(used.message.room, content(t("I read this.")), used.thread))
    ctx.send(ReadThread(used.thread), then=HEARD.name, about=str(used.actor))
    return Reply(content(t("You chose “{text}”.", text=Untrusted(used.text))))


def tell_thread(reader: MemberRef, heard: Result, ctx: Context) -> None:
    """Tell whoever asked what was said, and by whom."""
    lines = [f"{m.author} said: {m.text}" for m in heard.messages] if isinstance(heard, ThreadRead) else []
    ctx.send(Direct(reader, content(t("What was read:"), *(Paragraph(Untrusted(line)) for line in lines))))


def tell_posted(posted: MessagePosted, ctx: Context) -> None:
    """Tell whoever said something where it was heard."""
    where = "alone" if posted.direct else "in a thread" if posted.thread else "in a room"
    ctx.send(Direct(posted.author, content(t("I heard you {where}.", where=Untrusted(where)))))


def tell_reaction(reaction: ReactionAdded | ReactionRemoved, ctx: Context) -> None:
    """Tell whoever reacted."""
    what = f"{type(reaction).__name__} {reaction.emoji}"
    ctx.send(Direct(reaction.actor, content(t("I saw {what}.", what=Untrusted(what)))))


def tell_edited(edited: MessageEdited, ctx: Context) -> None:
    """Tell the room."""
    ctx.send(Post(edited.message.room, content(t("Now it says “{text}”.", text=Untrusted(edited.text)))))


def tell_deleted(deleted: MessageDeleted, ctx: Context) -> None:
    """Tell the room."""
    ctx.send(Post(deleted.message.room, content(t("Something was taken back."))))


HEARD: Hears[MemberRef] = Hears("listening.heard", READER, tell_thread)
LISTENING = Feature(
    name="listening",
    kinds=[READER],
    shortcuts=[Shortcut("listening.read", t("Read aloud"), read_aloud)],
    listeners=[
        on(MessagePosted, tell_posted),
        on(MessageEdited, tell_edited),
        on(MessageDeleted, tell_deleted),
        on(ReactionAdded, tell_reaction),
        on(ReactionRemoved, tell_reaction),
    ],
    hears=[HEARD],
)
