"""A community's template given out as a file and taken in from one, beside a bot that may be running."""

from typing import Final

import storage
from bot.app.clock import SystemClock
from bot.bootstrap.problems import Problem, told
from bot.config import Settings
from bot.core.ids import new_id
from bot.core.refs import CommunityRef
from bot.domain.data_file import Unreadable
from bot.domain.templates import file
from bot.domain.templates.changing import renewed
from bot.domain.templates.template import Template
from bot.ports.store import StoreBusy, StoreFull, UnitOfWork

_BY: Final = "bot"
"""Who is said to have done it: nobody whom the log could name."""


def template_file(settings: Settings, community: str, number: int | None = None) -> str:
    """Give a community's template as the text of a file: the one in force, or an older version."""

    def find(uow: UnitOfWork) -> Template:
        ref = _known(community, uow)
        newest = uow.templates.in_force(ref)
        if number is None or number == newest.number:
            return newest
        if not 0 <= number <= newest.number:
            raise Problem(f"There is no version {number}; the newest is {newest.number}.")
        return uow.templates.of(ref, number)

    with told():
        return file.written(storage.look(settings.storage.url.get_secret_value(), find))


async def load_template(settings: Settings, community: str, given: bytes) -> str:
    """Make a file the next version of a community's template; says what was done."""
    clock, text = SystemClock(), _text(given)

    def load(uow: UnitOfWork) -> str:
        before = uow.templates.in_force(_known(community, uow))
        after, events = renewed(before, _read(text, before), new_id("T"), clock.now())
        if after is before:
            return f"Nothing has changed: version {before.number} says the same."
        uow.templates.add(after)
        for event in events:
            uow.events.append(after.community, event, _BY, clock.now())
        return f"Version {after.number} is in force for {community}. Nuggets made before keep theirs."

    with told():
        store = storage.open_storage(settings.storage.url.get_secret_value(), clock)
    try:
        return await store.write(load, [_ref(community)]).result
    except StoreBusy as busy:
        raise Problem("The database is busy, and nothing was changed. Try again in a moment.") from busy
    except StoreFull as full:
        raise Problem("The disk is full, and nothing was changed.") from full
    finally:
        await store.close()


def _text(given: bytes) -> str:
    try:
        return given.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = given.count(b"\n", 0, wrong.start) + 1
        raise Problem(f"line {line}: this is not UTF-8. Save the file as UTF-8.") from wrong


def _read(text: str, before: Template) -> Template:
    try:
        return file.read(text, before)
    except Unreadable as wrong:
        raise Problem("\n".join(["Nothing was changed.", *wrong.lines])) from wrong


def _ref(community: str) -> CommunityRef:
    try:
        return CommunityRef.parse(community)
    except ValueError as wrong:
        raise Problem(f"{community!r} is no community; write it as in slack:T0123") from wrong


def _known(community: str, uow: UnitOfWork) -> CommunityRef:
    ref = _ref(community)
    if uow.communities.get(ref) is None:
        known = ", ".join(str(one.ref) for one in uow.communities.all()) or "none yet"
        raise Problem(f"The bot knows no community {community}. It knows: {known}")
    return ref
