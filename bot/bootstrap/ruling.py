"""A desk's rules taken in from a file, beside a bot that may be running."""

from bot.app.clock import SystemClock
from bot.bootstrap.loading import BY, load_file
from bot.bootstrap.problems import Problem
from bot.config import Settings
from bot.core.ids import new_id, read_reference
from bot.core.refs import CommunityRef
from bot.domain.desk.desk import Desk
from bot.domain.desk.rulebook_changing import renewed
from bot.domain.desk.rulebook_checking import Around
from bot.domain.desk.rulebook_file import read
from bot.ports.store import UnitOfWork


async def load_rules(settings: Settings, community: str, desk: str, given: bytes) -> str:
    """Make a file the next version of a desk's rules; says what was done."""
    clock = SystemClock()

    def load(text: str, ref: CommunityRef, uow: UnitOfWork) -> str:
        found = _desk(ref, desk, uow)
        before = uow.rulebooks.in_force(found.id)
        others = tuple(one for one in uow.desks.open_in(ref) if one != found)
        around = Around(tuple(uow.focals.of_desk(found.id)), others)
        after, events = renewed(before, read(text, before, around), around, new_id("J"), clock.now())
        if after is before:
            return f"Nothing has changed: version {before.number} says the same."
        uow.rulebooks.add(after)
        for event in events:
            uow.events.append(ref, event, BY, clock.now())
        return f"Version {after.number} is in force at {found.name}. Questions are sorted by it from now on."

    return await load_file(settings, community, given, load)


def _desk(community: CommunityRef, typed: str, uow: UnitOfWork) -> Desk:
    found = uow.desks.named(community, typed)
    if found is None and (reference := read_reference(typed)) is not None:
        found = uow.desks.by_reference(reference)
    if found is None or found.community != community or found.closed_on is not None:
        there = ", ".join(one.name for one in uow.desks.open_in(community)) or "none yet; open one with /desk open"
        raise Problem(f"There is no open desk {typed!r} there. There are: {there}")
    return found
