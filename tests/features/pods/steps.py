"""What many stories about pods begin with."""

from dataclasses import dataclass

from bot.core.refs import RoomRef
from bot.domain.pods.joining import JoinRequest, JoinState
from bot.domain.pods.pod import Pod
from bot.features.pods.charter_forms import BLANK, PARTS, proposal
from tests.features.world import Person, World


@dataclass
class OpenPod:
    """A pod that is open, and its people."""

    world: World
    facilitator: Person
    steward: Person
    id: str
    name: str

    async def now(self) -> Pod:
        """Give the pod as it is stored."""
        pod = await self.world.bot.storage.read(lambda uow: uow.pods.get(self.id))
        assert pod is not None
        return pod

    async def room(self) -> RoomRef:
        """Give the pod's room."""
        room = (await self.now()).room
        assert room is not None
        return room

    async def request(self, person: Person) -> JoinRequest:
        """Give somebody's newest request."""
        request = await self.world.bot.storage.read(lambda uow: uow.requests.latest(self.id, person.ref))
        assert request is not None
        return request

    async def state(self, person: Person) -> JoinState:
        """Give where somebody's newest request stands."""
        return (await self.request(person)).state

    async def has_inside(self, person: Person) -> bool:
        """Tell whether somebody is in the room."""
        return person.ref in self.world.platform.rooms[await self.room()]

    async def asks(self, person: Person, **answers: str) -> str:
        """Let somebody ask to join, accepting the ground rules."""
        await person.uses("/pod join", pod=self.name)
        return await person.fills(accept="yes", **answers)

    async def changes(self, part: str, **values: str) -> None:
        """Let the facilitator change a part of the charter."""
        await self.facilitator.uses(f"/charter {part}", pod=self.id)
        await self.facilitator.fills(**values)
        assert not self.facilitator.errors, self.facilitator.errors

    async def joins(self, person: Person) -> None:
        """Let somebody ask, and be approved."""
        await self.asks(person)
        await self.facilitator.presses("Approve")


ASKED_AT_FIRST = {item.name for section in proposal(BLANK, ()) for item in section.inputs}


async def propose(world: World, proposer: Person, name: str = "Clean hands", **charter: str) -> str:
    """Let somebody propose a pod, section by section; gives its id."""
    await proposer.uses("/pod propose")
    values = {"name": name, "focus": "Hygiene", "objective": "Halve infections", **charter}
    said = ""
    while proposer.form is not None:
        inputs = {item.name for item in proposer.form.section.inputs}
        said = await proposer.fills(**{field: value for field, value in values.items() if field in inputs})
        assert not proposer.errors, proposer.errors
    assert "Thank you" in said
    return await pod_named(world, name)


async def open_pod(world: World, name: str = "Clean hands", **charter: str) -> OpenPod:
    """Let Joao propose a pod and Sara approve it; what a proposal does not ask is put into the charter then."""
    joao, sara = await world.person("Joao"), await world.person("Sara", steward=True)
    pod_id = await propose(world, joao, name, **charter)
    await sara.presses("Approve")
    pod = OpenPod(world, joao, sara, pod_id, name)
    for part in PARTS:
        later = {item.name for item in part.section(BLANK).inputs} & charter.keys() - ASKED_AT_FIRST
        if later:
            await pod.changes(part.name, **{field: charter[field] for field in later})
    return pod


async def pod_named(world: World, name: str) -> str:
    """Give the id of the newest unfinished pod of this name."""
    pod = await world.bot.storage.read(lambda uow: uow.pods.named(world.community, name))
    assert pod is not None
    return pod.id
