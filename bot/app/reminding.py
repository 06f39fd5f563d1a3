"""For whoever takes no direct messages: the next private answer says that something awaits them."""

from dataclasses import replace

from bot.app.reading import ReadingContext
from bot.core.content import BLOCKS_LIMIT, Content, Note
from bot.core.inbound import CommandUsed, Gesture
from bot.core.outcome import Outcome, Reply
from bot.core.refs import MemberRef
from bot.core.text import Code, n
from bot.ports.store import UnitOfWork


def owed(ctx: ReadingContext, outcome: Outcome) -> bool:
    """Tell whether this answer is the first private one since a direct message to its reader was refused."""
    return ctx.profile is not None and ctx.profile.unreached and isinstance(outcome, Reply)


def with_reminder(outcome: Outcome, gesture: Gesture, ctx: ReadingContext) -> Outcome:
    """Add how much awaits the reader; nothing where that is what they asked for."""
    count = sum(1 for _ in ctx.awaited())
    asked = isinstance(gesture, CommandUsed) and gesture.name == "waiting"
    if not isinstance(outcome, Reply) or not count or asked or len(outcome.content.blocks) >= BLOCKS_LIMIT:
        return outcome
    note = n("One thing awaits you: {waiting}", "{count} things await you: {waiting}", count, waiting=Code("/waiting"))
    return Reply(Content(outcome.content.summary, (*outcome.content.blocks, Note(note))))


def note_reminded(uow: UnitOfWork, member: MemberRef) -> None:
    """Note that the member has been told."""
    known = uow.members.get(member)
    if known is not None and known.unreached:
        uow.members.put(replace(known, unreached=False))
