"""What many stories about pods begin with, told once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tests.scenarios.stage import Actor, Filled, Stage

AIMS = {"focus": "National quality policy", "objective": "Write the strategy by June"}
PARTS = {
    "bounds": {"in_scope", "out_of_scope", "sponsor", "who_may_join"},
    "door": {"questions", "decision_days", "capacity", "listed", "members_visible"},
    "agreements": {"chatham_house", "harvesting", "more", "commitment", "cadence"},
    "harvest": {"harvest_template", "harvest_rhythm", "monthly_harvest"},
    "rhythm": {"starts", "review_on", "ends"},
}
MOST_SECTIONS = 12


@dataclass
class Pod:
    """A pod in a story, and the two who run it."""

    stage: Stage
    name: str
    ref: str
    facilitator: Actor
    steward: Actor

    @property
    def room(self) -> str:
        """Its room's name on every platform."""
        return self.name.lower().replace(" ", "-")


async def fills_all(actor: Actor, values: Filled) -> set[str]:
    """Fill in every section that comes, each with what it asks for; gives the names that were asked for.

    It ends where the form ends, or where something is wrong.
    """
    asked: set[str] = set()
    for _ in range(MOST_SECTIONS):
        inputs = set(actor.inputs())
        asked |= inputs
        await actor.fills({name: value for name, value in values.items() if name in inputs})
        if not actor.inputs() or actor.errors():
            return asked
    raise AssertionError(f"the form of {actor.name} has no end: {actor.last_read()}")


def reference(kind: str, text: str) -> str:
    """Find the newest reference of a kind, such as P, in what was read."""
    found = re.findall(rf"\b{kind}-[0-9A-Z]{{5}}\b", text)
    assert found, f"no reference {kind}-… in: {text}"
    return str(found[-1])


async def proposes(actor: Actor, name: str = "NQPS", **charter: str | list[str]) -> str:
    """Propose a pod; gives its reference."""
    await actor.uses("/pod propose")
    await fills_all(actor, {"name": name, **AIMS, **charter})
    found = re.search(r"before the stewards now, as (P-[0-9A-Z]{5})", actor.reads())
    assert found, actor.last_read()
    return found[1]


async def opens_pod(stage: Stage, name: str = "NQPS", **charter: str | list[str]) -> Pod:
    """Let Joao propose a pod and Sara approve it; what a proposal does not ask for stands in the charter too."""
    sara = await stage.person("Sara", steward=True)
    joao = await stage.person("Joao")
    await joao.uses("/pod propose")
    asked = await fills_all(joao, {"name": name, **AIMS, **charter})
    ref = reference("P", joao.last_read())
    await sara.presses("Approve", on=ref)
    pod = Pod(stage, name, ref, joao, sara)
    assert pod.room in joao.rooms(), joao.reads()
    await changes_charter(pod, {name: value for name, value in charter.items() if name not in asked})
    return pod


async def changes_charter(pod: Pod, values: Mapping[str, str | list[str]]) -> None:
    """Change the charter part by part."""
    for part, names in PARTS.items():
        here = {name: value for name, value in values.items() if name in names}
        if here:
            await pod.facilitator.uses(f"/charter {part}", pod=pod.ref)
            await fills_all(pod.facilitator, here)
            assert "is changed" in pod.facilitator.last_read(), pod.facilitator.last_read()


async def asks_to_join(actor: Actor, pod: Pod, **answers: str) -> str:
    """Ask to join a pod, accepting its ground rules; gives the request's reference."""
    await actor.uses("/pod join", pod=pod.ref)
    await fills_all(actor, {"accept": "yes", **answers})
    assert "is sent" in actor.last_read(), actor.last_read()
    return reference("R", actor.last_read())


async def joins(pod: Pod, *names: str) -> list[Actor]:
    """Let people ask and be let in."""
    found = []
    for name in names:
        actor = await pod.stage.person(name)
        request = await asks_to_join(actor, pod)
        await pod.facilitator.presses("Approve", on=request)
        assert pod.room in actor.rooms(), actor.reads()
        found.append(actor)
    return found


async def two_facilitators(stage: Stage) -> tuple[Pod, Actor]:
    """Open a pod that Joao and Bintou facilitate."""
    pod = await opens_pod(stage)
    [bintou] = await joins(pod, "Bintou")
    await pod.facilitator.uses("/facilitator add", pod=pod.ref, member="Bintou")
    return pod, bintou


async def gives_reason(actor: Actor, text: str) -> None:
    """Say why, where the bot asks."""
    assert "reason" in actor.inputs(), actor.last_read()
    await actor.fills({"reason": text})
