"""Files with a community's data, taken in beside a bot that may be running."""

from collections.abc import Callable
from typing import Final

import storage
from bot.app.clock import SystemClock
from bot.bootstrap.problems import Problem, told
from bot.config import Settings
from bot.core.refs import CommunityRef
from bot.domain.data_file import Unreadable
from bot.ports.store import StoreBusy, StoreFull, UnitOfWork

BY: Final = "bot"
"""Who is said to have done it: nobody whom the log could name."""

Load = Callable[[str, CommunityRef, UnitOfWork], str]
"""Takes the text of a file in, for a community that the bot knows, and says what was done."""


async def load_file(settings: Settings, community: str, given: bytes, load: Load) -> str:
    """Have a file taken in, whole or not at all; Problem that says what keeps it from that, line by line."""
    text = _text(given)

    def loaded(uow: UnitOfWork) -> str:
        try:
            return load(text, known(community, uow), uow)
        except Unreadable as wrong:
            raise Problem("\n".join(["Nothing was changed.", *wrong.lines])) from wrong

    with told():
        store = storage.open_storage(settings.storage.url.get_secret_value(), SystemClock())
    try:
        return await store.write(loaded, [_ref(community)]).result
    except StoreBusy as busy:
        raise Problem("The database is busy, and nothing was changed. Try again in a moment.") from busy
    except StoreFull as full:
        raise Problem("The disk is full, and nothing was changed.") from full
    finally:
        await store.close()


def known(community: str, uow: UnitOfWork) -> CommunityRef:
    """Give the community of this reference; Problem that names those there are, for one that the bot does not know."""
    ref = _ref(community)
    if uow.communities.get(ref) is None:
        there = ", ".join(str(one.ref) for one in uow.communities.all()) or "none yet"
        raise Problem(f"The bot knows no community {community}. It knows: {there}")
    return ref


def _text(given: bytes) -> str:
    try:
        return given.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = given.count(b"\n", 0, wrong.start) + 1
        raise Problem(f"line {line}: this is not UTF-8. Save the file as UTF-8.") from wrong


def _ref(community: str) -> CommunityRef:
    try:
        return CommunityRef.parse(community)
    except ValueError as wrong:
        raise Problem(f"{community!r} is no community; write it as in slack:T0123") from wrong
