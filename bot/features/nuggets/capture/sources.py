"""What happens to the messages that a nugget was made from, in whatever order it is told."""

from bot.core.inbound import MessageDeleted, MessageEdited, ThreadDeleted
from bot.core.refs import MessageRef
from bot.domain.nuggets import life
from bot.domain.nuggets.nugget import DRAFTS, Flag, Nugget, NuggetState, Told
from bot.domain.telling import PartChanged, part_of
from bot.features.nuggets.keeping import keep_nugget
from bot.ports.context import Context
from bot.ports.feature import Listener, on


def note_edit(edited: MessageEdited, ctx: Context) -> None:
    """Ask the author to look at what was made from a message that reads otherwise now."""
    _changed(edited.message, ctx)


def note_deletion(deleted: MessageDeleted, ctx: Context) -> None:
    """Keep the words of a deleted message out of every draft, and ask the author about what is published.

    A thread that is being read may still hold it: whatever is read later is held against what was deleted.
    """
    for nugget_id in ctx.store.nuggets.reading_in(deleted.message.room):
        ctx.store.sources.note_gone(nugget_id, deleted.message)
    for nugget in _made_from(deleted.message, ctx):
        _let_go(nugget, frozenset({deleted.message}), ctx)


def note_thread_deletion(deleted: ThreadDeleted, ctx: Context) -> None:
    """Take what was made of a thread as made of deleted messages, but for the one that began it."""
    for nugget_id in ctx.store.sources.of_message(deleted.thread):
        nugget = ctx.store.nuggets.get(nugget_id)
        if nugget is not None and nugget.state is not NuggetState.READING:
            used = frozenset(message for told in nugget.fields.values() for message in told.sources)
            gone = used - {deleted.thread}
            if gone:
                _let_go(nugget, gone, ctx)


def note_part(changed: PartChanged, ctx: Context) -> None:
    """The same for a part of an object; a draft of which is being made of it was noted to be from it already."""
    place = part_of(ctx.community.ref, changed.about, changed.part)
    if not changed.gone:
        _changed(place, ctx)
        return
    for nugget_id in ctx.store.sources.of_message(place):
        ctx.store.sources.note_gone(nugget_id, place)
    for nugget in _made_from(place, ctx):
        _let_go(nugget, frozenset({place}), ctx)


def _changed(place: MessageRef, ctx: Context) -> None:
    for nugget in _made_from(place, ctx):
        _flag(nugget, Flag.EDITED, ctx)


def _let_go(nugget: Nugget, gone: frozenset[MessageRef], ctx: Context) -> None:
    for message in gone:
        ctx.store.sources.note_gone(nugget.id, message)
    if nugget.state not in DRAFTS:
        _flag(nugget, Flag.DELETED, ctx)
        return
    theirs = {name: Told("") for name, told in nugget.fields.items() if gone.intersection(told.sources)}
    if theirs:
        keep_nugget(ctx, nugget, life.edit(nugget, theirs))


def _flag(nugget: Nugget, flag: Flag, ctx: Context) -> None:
    changed = life.source_changed(nugget, flag)
    if changed[1]:
        nugget = keep_nugget(ctx, nugget, changed)
        if nugget.state not in DRAFTS:
            ctx.await_from(nugget.author, "nuggets.nugget", nugget.id)


def _made_from(place: MessageRef, ctx: Context) -> list[Nugget]:
    """Give what a field was taken from these words for; others beside them were only read."""
    found = [ctx.store.nuggets.get(nugget_id) for nugget_id in ctx.store.sources.of_message(place)]
    return [
        nugget
        for nugget in found
        if nugget is not None
        and nugget.state is not NuggetState.READING
        and any(place in told.sources for told in nugget.fields.values())
    ]


LISTENERS: tuple[
    Listener[MessageEdited] | Listener[MessageDeleted] | Listener[ThreadDeleted] | Listener[PartChanged], ...
] = (
    on(MessageEdited, note_edit),
    on(MessageDeleted, note_deletion),
    on(ThreadDeleted, note_thread_deletion),
    on(PartChanged, note_part),
)
