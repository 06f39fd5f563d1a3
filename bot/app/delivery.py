"""An outbox row made ready to leave, and its result made ready to be heard."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.app.catalogue import Catalogue
from bot.app.home import build
from bot.app.places import place, read_place
from bot.app.reading import ReadingContext
from bot.core.inbound import Delivered, Inbound, ThreadRead
from bot.core.intents import Direct, Edit, Pin, PublishHome, ReadThread, Retract, SendFile, StartThread
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.handles import is_handle
from bot.ports.chat import Delivery, Reader, Receipt, Rejected
from bot.ports.ledger import OutRow
from bot.ports.store import UnitOfWork

NOBODY_BEHIND: Final = "nobody_behind"
"""Why something for a handle is given up: whoever was behind it is forgotten."""

NOT_OPENED: Final = "not_opened"
"""Why a file is given up: the key that it was sealed with is lost."""


def delivery_of(row: OutRow, uow: UnitOfWork, catalogue: Catalogue) -> Delivery:
    """Resolve the post named by key, who is behind a handle, the words of a home page, and the reader's language."""
    target, intent = "", row.intent
    handle = hidden_at(row.destination)
    if isinstance(intent, Edit | Retract | Pin | StartThread):
        post = uow.outbox.standing(intent.post)
        target = post.made if post else ""
        if handle is not None:
            target = uow.handles.open(target, handle)
    if isinstance(intent, SendFile) and intent.sealed:
        intent = _opened(intent, uow)
    reader = _reader(row.destination, row, uow, catalogue)
    if handle is not None:
        member = uow.handles.behind(handle)
        if member is None:
            raise Rejected(NOBODY_BEHIND)
        reader = _reader(place(member), row, uow, catalogue)
        intent = replace(intent, member=member) if isinstance(intent, Direct | SendFile) else intent
    if isinstance(intent, PublishHome):
        eyes = ReadingContext(catalogue, uow, row.due_at, row.community, intent.member)
        intent = replace(intent, content=build(catalogue, eyes))
    return Delivery(row.key, intent, reader, target, row.attempts + 1, row.then, row.about)


def _opened(file: SendFile, uow: UnitOfWork) -> SendFile:
    body = uow.handles.open(file.body, file.member)
    if file.body and not body:
        raise Rejected(NOT_OPENED, t("It was sealed with a key that is no more. Please ask for it again."))
    return replace(file, body=body, sealed=False)


def hidden_at(destination: str) -> MemberRef | None:
    """Give the handle to which something goes; None where it goes to somebody by name, or to a room."""
    try:
        to = read_place(destination)
    except ValueError:
        return None
    return to if isinstance(to, MemberRef) and is_handle(to) else None


def sealed(row: OutRow, receipt: Receipt, uow: UnitOfWork) -> Receipt:
    """Give a receipt as it may be kept: where a message to a handle stands would tell who is behind it."""
    handle = hidden_at(row.destination)
    return replace(receipt, made=uow.handles.seal(receipt.made, handle)) if handle and receipt.made else receipt


def _reader(destination: str, row: OutRow, uow: UnitOfWork, catalogue: Catalogue) -> Reader:
    here = ReadingContext(catalogue, uow, row.due_at, row.community, None)
    try:
        return here.seen_by(destination).reader
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
