"""Each working morning the desk's room reads which questions have waited longest; nothing where none is open."""

from datetime import timedelta
from typing import Final

from bot.core.content import Bullets, Content, Note, Paragraph
from bot.core.inbound import JobDue
from bot.core.intents import Post
from bot.core.text import Code, n, t
from bot.domain.calendar import spans
from bot.domain.desk.desk import Desk
from bot.domain.desk.events import DeskOpened
from bot.features.helpdesk.keeping import clock_of
from bot.features.helpdesk.lists import queue_line
from bot.features.helpdesk.staffing.kinds import DESK
from bot.ports.context import Context
from bot.ports.feature import Job, on

DIGEST: Final = "desk.digest"
SHOWN: Final = 5


def promise_digest(opened: DeskOpened, ctx: Context) -> None:
    """Have the first digest come on the next working morning."""
    desk = ctx.store.desks.get(opened.about)
    if desk is not None:
        _promise(desk, ctx)


def send_digest(desk: Desk, _due: JobDue, ctx: Context) -> None:
    """Tell the room the oldest open questions, and promise the next morning's."""
    if desk.closed_on is not None:
        return
    ids = ctx.store.questions.oldest_at(desk.id)
    shown = [one for one in map(ctx.store.questions.get, ids[:SHOWN]) if one is not None]
    if shown:
        first = n(
            "Good morning. {count} question is open; it waits longest:",
            "Good morning. {count} questions are open; these wait longest:",
            len(ids),
        )
        lines = Bullets(tuple(queue_line(question) for question in shown))
        more = Note(t("All of them: {list}", list=Code("/triage list")))
        ctx.send(Post(desk.room, Content(first, (Paragraph(first), lines, more))))
    _promise(desk, ctx)


def _promise(desk: Desk, ctx: Context) -> None:
    clock = clock_of(ctx, desk)
    mornings = (start for start, _ in spans(desk.hours, ctx.now + timedelta(minutes=1), clock.zone) if start > ctx.now)
    morning = next(mornings, None)
    if morning is not None:
        ctx.promise(DIGEST, desk.id, morning)


JOBS = (Job(DIGEST, DESK, send_digest),)
LISTENERS = (on(DeskOpened, promise_digest),)
