"""What is written in a question's thread, or to the bot by whoever asked, and what becomes of it afterwards.

In the staff's thread only what the one who has the question writes goes to its asker, and of that nothing that begins
with two slashes, nor anything once it is over: the rest is talk among the staff, and is not kept.
"""

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Final

from bot.core.content import content
from bot.core.errors import Refusal
from bot.core.inbound import Delivered, MessageDeleted, MessageEdited, MessagePosted, Result, ThreadDeleted
from bot.core.intents import Direct, Post
from bot.core.refs import MessageRef
from bot.core.text import Code, t
from bot.domain.desk import life, rules
from bot.domain.desk.question import Entry, Question, QuestionState, Side
from bot.domain.desk.standing import fits
from bot.features.helpdesk.keeping import SHOWN, hide_if_anonymous, keep_question
from bot.features.helpdesk.kinds import QUESTION
from bot.features.helpdesk.talking.saying import ASIDE, carry_to_asker, follow_deletion, follow_edit
from bot.features.helpdesk.talking.turns import responded, write_more
from bot.features.helpdesk.wording import ref
from bot.ports.context import Context
from bot.ports.feature import Hears, on

_WHICH: Final = t(
    "You have more than one question open, and I do not guess which of them this is about. Nobody has read it. "
    "Please open the question with {list}, press “Write more” there, and write it again.",
    list=Code("/questions mine"),
)


def note_thread(question: Question, heard: Result, ctx: Context) -> None:
    """Keep under which message the desk talks about a question."""
    if not isinstance(heard, Delivered):
        return
    try:
        thread = MessageRef.parse(heard.made)
    except ValueError:
        # What came of it is no message that anybody can write under; they still answer by form.
        return
    keep_question(ctx, question, (replace(question, thread=thread), ()))


def hear_staff(said: MessagePosted, ctx: Context) -> None:
    """Carry what the one who has a question writes in its thread to whoever asked."""
    if said.direct or said.thread is None or not said.text.strip() or said.text.lstrip().startswith(ASIDE):
        return
    question = ctx.store.questions.in_thread(said.thread)
    if question is None or question.over or question.claimed_by != said.author:
        return
    if not rules.answers(ctx.viewer, question):
        return
    ctx.take()
    try:
        text = fits(said.text, life.TEXT_MOST, "")
    except Refusal as refused:
        ctx.send(Post(said.message.room, content(refused.text), said.thread))
        return
    carry_to_asker(question, said.author, text, said.message, ctx)
    responded(question, ctx)


def hear_asker(said: MessagePosted, ctx: Context) -> None:
    """Carry what somebody writes to the bot to the desk, if the desk has written to them about a question of theirs."""
    if not said.direct or ctx.taken or not said.text.strip():
        return
    questions = _talked_about(ctx)
    if not questions:
        return
    ctx.take()
    question = questions[0]
    if any(one.anonymous != question.anonymous for one in questions):
        # A guess could bring what was meant to be said without a name to the desk under it.
        ctx.send(Direct(said.author, content(_WHICH)))
        return
    hide_if_anonymous(question, ctx)
    try:
        write_more(question, said.text, said.message, ctx)
        told = t("Passed on to the help desk, about {ref}.", ref=ref(question.id))
    except Refusal as refused:
        told = refused.text
    ctx.send(Direct(question.asker, content(told)))


def _talked_about(ctx: Context) -> Sequence[Question]:
    """Give the viewer's open questions about which the desk wrote, the one first about which it wrote last."""
    last: list[tuple[str, Question]] = []
    for question in ctx.store.questions.of_viewer(ctx.viewer):
        said = [] if question.over else ctx.store.entries.of_question(question.id)
        from_desk = [entry for entry in said if entry.side is Side.DESK]
        if from_desk or question.state is QuestionState.ANSWERED:
            last.append((max((entry.at.isoformat() for entry in from_desk), default=""), question))
    return [question for _, question in sorted(last, key=itemgetter(0), reverse=True)]


def hear_edit(edited: MessageEdited, ctx: Context) -> None:
    """Let a message's copy on the other side follow it; what is for the staff alone by now is taken back."""
    found = _said(edited.message, ctx)
    if found is None or not edited.text.strip():
        return
    entry, question = found
    if entry.side is Side.DESK and edited.text.lstrip().startswith(ASIDE):
        follow_deletion(entry, question, ctx)
    else:
        follow_edit(entry, question, edited.text, ctx)


def hear_deletion(deleted: MessageDeleted, ctx: Context) -> None:
    """Take a message's copy on the other side back."""
    found = _said(deleted.message, ctx)
    if found is not None:
        follow_deletion(*found, ctx)


def hear_thread_deletion(deleted: ThreadDeleted, ctx: Context) -> None:
    """Take back what went from a thread to whoever asked; what the desk says next begins a new one."""
    question = ctx.store.questions.in_thread(deleted.thread)
    for entry in ctx.store.entries.of_question(question.id) if question else ():
        if question and entry.side is Side.DESK and entry.source:
            follow_deletion(entry, question, ctx)


def _said(message: MessageRef, ctx: Context) -> tuple[Entry, Question] | None:
    """Give what a message said, and about which question; what becomes of it is its asker's doing if it was theirs."""
    entry = ctx.store.entries.from_source(ctx.store.handles.mark(str(message)))
    question = ctx.store.questions.get(entry.question) if entry else None
    if entry is None or question is None:
        return None
    if entry.side is Side.ASKER:
        hide_if_anonymous(question, ctx)
    return entry, question


HEARS = (Hears(SHOWN, QUESTION, note_thread),)
LISTENERS = (
    on(MessagePosted, hear_staff),
    on(MessagePosted, hear_asker),
    on(MessageEdited, hear_edit),
    on(MessageDeleted, hear_deletion),
    on(ThreadDeleted, hear_thread_deletion),
)
