"""An outbox row made ready to leave, and its result made ready to be heard."""

from datetime import datetime

from bot.app.catalogue import Catalogue
from bot.app.reading import ReadingContext
from bot.core.inbound import Delivered, Inbound
from bot.core.intents import Edit, Pin, Retract, StartThread
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
