"""What stories about who comes to a lab begin with."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.app.context import WritingContext
from bot.core.inbound import CommandUsed
from bot.core.refs import RoomRef
from bot.domain.access import Scope
from bot.domain.labs import life
from bot.domain.labs.lab import Lab
from bot.domain.labs.rsvp import Answer, Rsvp, Seat
from bot.ports.context import Context
from tests.features.labs.steps import PlannedLab, plan
from tests.features.world import Person, World

ROOM = "labs"


async def a_small_lab(world: World, capacity: int = 1, **more: Any) -> PlannedLab:
    """Give a lab with so many seats; its card stands in a room in which everybody is."""
    lab = await plan(world)
    await changes(lab, capacity=capacity, **more)
    return lab


async def people(world: World, *names: str) -> list[Person]:
    """Bring people in."""
    return [await world.person(name) for name in names]


async def changes(lab: PlannedLab, **plan_: Any) -> None:
    """Let Joao plan it otherwise, as the ways of planning do."""
    await _does(lab, lambda ctx, now: ctx.keep(ctx.store.labs, now, life.change(now, replace(now.plan, **plan_))))


async def moves(lab: PlannedLab, **by: float) -> None:
    """Let Joao hold it so much later."""

    def move(ctx: Context, now: Lab) -> None:
        starts = (now.starts_at + timedelta(**by)).astimezone(now.starts_at.tzinfo)
        when = replace(now.when, day=starts.date(), at=starts.time(), zone="UTC")
        ctx.keep(ctx.store.labs, now, life.move(now, when, ctx.now))
        ctx.refresh(now.id)

    await _does(lab, move)


async def opens(lab: PlannedLab) -> None:
    """Let Joao open the session."""
    await _does(lab, lambda ctx, now: ctx.keep(ctx.store.labs, now, life.begin(now, ctx.now)))


async def stands_in_room(lab: PlannedLab, *readers: Person) -> RoomRef:
    """Let its card stand in a room in which these people are."""
    room = RoomRef(lab.world.community, ROOM)
    lab.world.platform.rooms[room] = {reader.ref for reader in readers}
    await _does(lab, lambda ctx, now: ctx.card("labs.lab", now.id, room))
    return room


async def is_of_pod(lab: PlannedLab, pod: str) -> None:
    """Let it be a pod's own."""
    await _does(
        lab,
        lambda ctx, now: ctx.store.labs.save(replace(now, pod=pod, plan=replace(now.plan, scope=Scope.POD))),
    )


async def answer_of(lab: PlannedLab, person: Person) -> Rsvp | None:
    """Give what somebody answered, as it is stored."""
    return await lab.world.bot.storage.read(lambda uow: uow.rsvps.of(lab.id, person.ref))


async def seat_of(lab: PlannedLab, person: Person) -> Seat | None:
    """Give where somebody stands."""
    rsvp = await answer_of(lab, person)
    return rsvp.seat if rsvp else None


async def answers(lab: PlannedLab) -> dict[Answer, int]:
    """Count the answers."""
    return dict(await lab.world.bot.storage.read(lambda uow: uow.rsvps.counted(lab.id)))


async def _does(lab: PlannedLab, doing: Callable[[Context, Lab], object]) -> None:
    world = lab.world
    by_joao = CommandUsed(
        key=world.key(), community=world.community, at=world.clock.now(), actor=lab.joao.ref, name="lab change"
    )

    def write(uow: Any) -> None:
        now = uow.labs.get(lab.id)
        doing(WritingContext(world.bot.catalogue, uow, world.clock.now(), by_joao), now)

    await world.bot.storage.write(write, [world.community]).result
    await world.settles()
