"""A community's template given out as a file and taken in from one, beside a bot that may be running."""

import storage
from bot.app.clock import SystemClock
from bot.bootstrap.loading import BY, known, load_file
from bot.bootstrap.problems import Problem, told
from bot.config import Settings
from bot.core.ids import new_id
from bot.core.refs import CommunityRef
from bot.domain.templates import file
from bot.domain.templates.changing import renewed
from bot.domain.templates.template import Template
from bot.ports.store import UnitOfWork


def template_file(settings: Settings, community: str, number: int | None = None) -> str:
    """Give a community's template as the text of a file: the one in force, or an older version."""

    def find(uow: UnitOfWork) -> Template:
        ref = known(community, uow)
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
    clock = SystemClock()

    def load(text: str, ref: CommunityRef, uow: UnitOfWork) -> str:
        before = uow.templates.in_force(ref)
        after, events = renewed(before, file.read(text, before), new_id("T"), clock.now())
        if after is before:
            return f"Nothing has changed: version {before.number} says the same."
        uow.templates.add(after)
        for event in events:
            uow.events.append(ref, event, BY, clock.now())
        return f"Version {after.number} is in force for {community}. Nuggets made before keep theirs."

    return await load_file(settings, community, given, load)
