"""An outbox row made ready to leave, and its result made ready to be heard."""

from dataclasses import replace
from datetime import datetime

from bot.app.catalogue import Catalogue
from bot.app.reading import ReadingContext
from bot.core.inbound import Delivered, Inbound, ThreadRead
from bot.core.intents import Edit, Pin, ReadThread, Retract, StartThread
from bot.ports.chat import Delivery, Reader, Receipt
from bot.ports.ledger import OutRow
from bot.ports.store import UnitOfWork


def delivery_of(row: OutRow, uow: UnitOfWork, catalogue: Catalogue) -> Delivery:
    """Resolve the post that is named by key, and the language and zone of whoever will read it."""
    target = ""
    if isinstance(row.intent, Edit | Retract | Pin | StartThread):
        post = uow.outbox.standing(row.intent.post)
        target = post.made if post else ""
    return Delivery(row.key, row.intent, _reader(row, uow, catalogue), target, row.attempts + 1, row.then, row.about)


def _reader(row: OutRow, uow: UnitOfWork, catalogue: Catalogue) -> Reader:
    here = ReadingContext(catalogue, uow, row.due_at, row.community, None)
    try:
        return here.seen_by(row.destination).reader
    except ValueError:
        return here.reader


def heard(row: OutRow, receipt: Receipt, now: datetime) -> Inbound | None:
    """Make the inbound that tells the one who asked; None if nobody did and nothing came back."""
    if isinstance(receipt.heard, ThreadRead) and isinstance(row.intent, ReadThread):
        return _with_what_was_known(receipt.heard, row.intent)
    if receipt.heard is not None:
        return receipt.heard
    if not row.then:
        return None
    return Delivered(
        key=f"heard:{row.key}",
        community=row.community,
        at=now,
        intent=row.key,
        then=row.then,
        about=row.about,
        made=receipt.made,
    )


def _with_what_was_known(read: ThreadRead, intent: ReadThread) -> ThreadRead:
    """Put what the gesture told itself where the platform kept a text from the bot."""
    known = {one.message: one for one in intent.known}
    return replace(read, messages=tuple(one if one.text else known.get(one.message, one) for one in read.messages))
