"""What one side says, written down and carried to the other: to its asker by direct message, to the desk in its thread.

The desk's room reads the asker's words under the name that the question bears, which for an anonymous one is nobody's.
"""

from dataclasses import replace
from typing import Final

from bot.core.content import Block, Content, Note, Paragraph, Quote, content
from bot.core.intents import Direct, Edit, Intent, Post, Retract
from bot.core.refs import MemberRef, MessageRef
from bot.core.text import Code, Msg, Untrusted, t
from bot.domain.desk.question import Entry, Question, Side
from bot.domain.handles import who
from bot.domain.telling import PartChanged
from bot.features.helpdesk.filing import file_away
from bot.features.helpdesk.keeping import desk_of
from bot.features.helpdesk.kinds import ENTRY
from bot.features.helpdesk.wording import ref
from bot.ports.context import Context

ASIDE: Final = "//"
"""With what a message begins that is for the staff alone."""


def tell_the_thread(question: Question, ctx: Context) -> None:
    """Say in a question's thread who has it now, before they write there: their words go to whoever asked."""
    if question.claimed_by is None or question.thread is None:
        return
    told = t(
        "{who} has it now: what they write in this thread goes to whoever asked. What begins with {aside} stays among "
        "you, and so does what all others write.",
        who=who(question.claimed_by),
        aside=Code(ASIDE),
    )
    ctx.send(Post(question.thread.room, content(told), question.thread))


def say_to_asker(question: Question, by: MemberRef, text: str, ctx: Context, *, answer: bool = False) -> Entry:
    """Write down what the desk says, by form; its asker reads it on their card, which the caller sends."""
    return _written(question, Side.DESK, by, text, ctx, answer=answer)


def carry_to_asker(question: Question, by: MemberRef, text: str, source: MessageRef, ctx: Context) -> Entry:
    """Carry what the one who has a question writes in its thread to whoever asked."""
    entry = _written(question, Side.DESK, by, text, ctx, source=source)
    return _carried(entry, Direct(question.asker, _words(entry, question)), ctx)


def carry_to_desk(question: Question, text: str, source: MessageRef | None, ctx: Context) -> Entry:
    """Carry what its asker writes into the question's thread in the staff's room."""
    entry = _written(question, Side.ASKER, question.asker, text, ctx, source=source)
    return _carried(entry, Post(desk_of(ctx, question).room, _words(entry, question), question.thread), ctx)


def note_down(question: Question, by: MemberRef, text: str, ctx: Context) -> Entry:
    """Write down what only the desk reads, and show it in the thread."""
    entry = _written(question, Side.NOTE, by, text, ctx)
    return _carried(entry, Post(desk_of(ctx, question).room, _words(entry, question), question.thread), ctx)


def follow_edit(entry: Entry, question: Question, text: str, ctx: Context) -> None:
    """Let the copy on the other side say what the message says now."""
    said = entry.text
    entry = ctx.store.entries.save(replace(entry, text=text.strip()))
    if entry.text != said:
        ctx.record(PartChanged(about=question.id, part=entry.id, gone=False))
    if entry.relayed:
        # The key of what came in may tell where its asker writes, so the intent has one of its own.
        ctx.send(Edit(entry.relayed, _words(entry, question)), key=f"{entry.id}/{entry.version}")
    file_away(question, ctx)
    ctx.refresh(question.id)


def follow_deletion(entry: Entry, question: Question, ctx: Context) -> None:
    """Take the copy on the other side back, and keep no word of it."""
    if entry.relayed:
        ctx.send(Retract(entry.relayed), key=f"{entry.id}/gone")
    ctx.store.entries.save(replace(entry, text="", source="", gone=True))
    ctx.record(PartChanged(about=question.id, part=entry.id, gone=True))
    file_away(question, ctx)
    ctx.refresh(question.id)


def _written(
    question: Question,
    side: Side,
    by: MemberRef,
    text: str,
    ctx: Context,
    *,
    answer: bool = False,
    source: MessageRef | None = None,
) -> Entry:
    entry = Entry(
        id=ctx.new_id(ENTRY),
        question=question.id,
        side=side,
        by=by,
        at=ctx.now,
        text=text.strip(),
        answer=answer,
        source=ctx.store.handles.mark(str(source)) if source is not None else "",
    )
    ctx.store.entries.add(entry)
    return entry


def _carried(entry: Entry, intent: Intent, ctx: Context) -> Entry:
    return ctx.store.entries.save(replace(entry, relayed=ctx.send(intent)))


def _words(entry: Entry, question: Question) -> Content:
    first = _first(entry, question)
    blocks: list[Block] = [Paragraph(first), Quote(Untrusted(entry.text))]
    if entry.side is Side.DESK:
        blocks.append(Note(t("Write back here: I pass it on.")))
    return Content(first, tuple(blocks))


def _first(entry: Entry, question: Question) -> Msg:
    match entry.side:
        case Side.ASKER:
            return t("{who} writes about {ref}:", who=who(entry.by), ref=ref(question.id))
        case Side.DESK:
            return t("{who} of the help desk writes about {ref}:", who=who(entry.by), ref=ref(question.id))
        case Side.NOTE:
            return t("A note by {who}, for the desk alone:", who=who(entry.by))
