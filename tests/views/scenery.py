"""A community in which something of every kind stands at every turn of its life, and people who see it differently.

A feature with a kind of its own adds what its objects go through. Nothing here names a view.
"""

import contextlib
import random
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from unittest.mock import patch

from bot.bootstrap.features import FEATURES
from bot.core.content import content
from bot.core.ids import ALPHABET, ID_LENGTH, KIND, new_id
from bot.core.intents import Post, ScheduleEvent
from bot.core.refs import CommunityRef, RoomRef
from bot.core.text import t
from bot.domain.access import Scope
from bot.domain.knowledge.item import ItemKind, KnowledgeItem
from bot.ports.store import UnitOfWork
from tests.features.helpdesk.staffing import open_desk
from tests.features.helpdesk.steps import OpenDesk
from tests.features.labs.closing import WENT, closes, ends, feeds_back, looks_back, noted, notes, on, says
from tests.features.labs.steps import answers, plan
from tests.features.nuggets.steps import BINTOU_SAW, CAME_OF_IT, CHANGE, Told, newest
from tests.features.nuggets.steps import quoting as quotes
from tests.features.pods.steps import OpenPod, open_pod, propose
from tests.features.world import Person, World, a_world
from tests.views.learning import let_people_learn
from tests.views.staying import let_things_stay

QUESTIONS: Final = "Where do you work?\nWhat do you hope for?"
ANSWERS: Final = {"answer_1": "In the clinic of Kaya", "answer_2": "Fewer infections"}
_ID: Final = re.compile(rf"{KIND}-[{ALPHABET}]{{{ID_LENGTH}}}")


@dataclass(frozen=True)
class Scenery:
    """The community, who is in it, and the room at its centre. ``objects`` are the ids of all there is."""

    world: World
    people: tuple[Person, ...]
    room: RoomRef
    objects: tuple[str, ...]


@contextlib.asynccontextmanager
async def scenery(platform: str) -> AsyncIterator[Scenery]:
    """Let all that can happen in a community have happened, the same at each run."""
    with _the_same_chance():
        async with a_world(FEATURES, platform=platform) as world:
            pod = await _pods(world)
            await _inside(pod)
            await _known(pod)
            await _told(pod)
            await _desks(world)
            await let_things_stay(pod)
            await _labs(world)
            await _run(world)
            await _closed(world)
            await _planned(pod)
            await let_people_learn(world, await pod.room())
            await _held(pod)
            people = [await world.person(name) for name in PEOPLE]
            for person in people:
                for command in ("/waiting", "/pod mine", "/deliveries list", "/support list"):
                    await person.uses(command)
            yield Scenery(world, tuple(people), await pod.room(), tuple(await _objects(world, people)))


PEOPLE: Final = ("Joao", "Sara", "Amina", "Ben", "Chandra", "Devi", "Esi", "Farid")
"""A facilitator, a steward, one who asked, one who was asked back, one invited, a stranger, a member, a former one."""


@contextlib.contextmanager
def _the_same_chance() -> Iterator[None]:
    """Let ids, and the words by which an opening of a form is known, be the same at each run, on a busy machine too."""
    chance = random.Random(7)
    with (
        patch("bot.app.dispatch.PATIENCE_SECONDS", 60.0),
        patch("bot.app.context.new_id", lambda kind: new_id(kind, chance.randbytes)),
        patch("bot.app.forms.secrets.token_hex", lambda count: chance.randbytes(count).hex()),
    ):
        yield


async def _pods(world: World) -> OpenPod:
    """Give an open pod; others fell asleep while full, closed, or were proposed and returned, declined or withdrawn."""
    quiet = await open_pod(world, "Quiet ward", capacity="2")
    for name in ("Gil", "Hana", "Ines"):
        await quiet.asks(await world.person(name))
        await quiet.facilitator.uses("/request approve", request=(await quiet.request(await world.person(name))).id)
    await world.later(days=61)
    closed = await open_pod(world, "Old rota")
    await closed.facilitator.uses("/pod close", pod=closed.id, reason="It is done")
    pod = await open_pod(world, questions=QUESTIONS, product="A checklist", who_may_join="Anyone on a ward")
    for command, name in (("return", "Patient flow"), ("decline", "Sharp pens"), ("withdraw", "Night shift")):
        proposed = await propose(world, pod.facilitator, name)
        by = pod.facilitator if command == "withdraw" else pod.steward
        await by.uses(f"/pod {command}", pod=proposed, **({} if command == "withdraw" else {"reason": "Say what for"}))
    await propose(world, pod.facilitator, "Safe births")
    return pod


async def _inside(pod: OpenPod) -> None:
    """Bring people to the pod's gate and through it, and let them work in it."""
    world = pod.world
    amina, ben, chandra, esi, farid, kofi = [
        await world.person(name) for name in ("Amina", "Ben", "Chandra", "Esi", "Farid", "Kofi")
    ]
    for person in (amina, ben, esi, farid, kofi):
        await pod.asks(person)
        await person.fills(**ANSWERS)
    await pod.facilitator.uses("/request ask", request=(await pod.request(ben)).id, question="For how long?")
    for person in (esi, farid):
        await pod.facilitator.uses("/request approve", request=(await pod.request(person)).id)
    await pod.facilitator.uses("/request decline", request=(await pod.request(kofi)).id, reason="The pod is for wards")
    await farid.uses("/pod leave", pod=pod.id)
    await pod.facilitator.uses("/pod invite", pod=pod.id, member=str(chandra.ref))
    for text in ("A room for our meeting", "Who knows about soap?"):
        await esi.uses("/pod support", pod=pod.id, kind="meeting", text=text)
    answered = (await world.bot.storage.read(lambda uow: uow.support.open_in(world.community)))[0]
    await pod.steward.uses("/support take", support=answered)
    for title in ("Rota for rounds", "Soap list"):
        await esi.uses("/resource add", pod=pod.id, title=title, kind="link", link="https://example.org/rota")


async def _told(pod: OpenPod) -> None:
    """Let people tell what they changed: published, before its author, before whom it quotes, before a steward."""
    world, room = pod.world, await pod.room()
    esi, devi, joao = await world.person("Esi"), await world.person("Devi"), pod.facilitator
    own = world.tells(room, (esi, CHANGE), (esi, CAME_OF_IT))
    await esi.harvests(own[0])
    await esi.presses("Yes, with my name")
    first = (await newest(world, esi)).id
    await joao.uses("/nugget tried", nugget=first, result="failure", place="Kisumu")
    await joao.uses("/nugget useful", nugget=first)
    await esi.uses("/nugget edit", nugget=first)
    await esi.fills(outcome="It is better still.")
    world.clock.moves(minutes=1)
    await world.bot.storage.write(
        lambda uow: uow.due.put(world.community, "nuggets.harvest", str(world.community), world.clock.now()),
        [world.community],
    ).result
    await world.settles()
    given = world.tells(room, (esi, CHANGE), (esi, CAME_OF_IT))
    await joao.harvests(given[0])
    await joao.presses("Ask them")
    quoting = Told(world, pod, joao, esi, world.tells(room, (joao, CHANGE), (joao, CAME_OF_IT), (esi, BINTOU_SAW)))
    quoting.messages.append(quoting.messages[-1])
    await quotes(quoting)
    await devi.uses("/nugget new")
    await devi.fills(what_changed=CHANGE, outcome="Nobody used it", result="failure", level="facility")
    await devi.presses("Yes, without a name")
    await pod.steward.uses("/template sign", emoji="🌻")


async def _desks(world: World) -> None:
    """Let a steward open a desk, name its staff and who answers, and write its rules."""
    desk, joao = await open_desk(world), await world.person("Joao")
    await desk.steward.uses("/desk staff", desk=desk.id, member=str(joao.ref))
    await desk.adds_topic("Supply", "stock-out, out of stock")
    away = (world.clock.now() + timedelta(days=9)).date().isoformat()
    await desk.names(joao, topics="Supply", places="Kenya", languages=("fr",), learning_point="yes", until=away)
    await desk.adds_rule(topic="Supply", words="oxygen", priority="urgent", to=str(joao.ref))
    await _asked(world, OpenDesk(world, await desk.now(), joao))


async def _asked(world: World, desk: OpenDesk) -> None:
    """Let people ask, and the desk be at every turn with what they ask."""
    amina, esi = await world.person("Amina"), await world.person("Esi")
    await desk.asks(esi, "Who sells soap by the drum?", readers="community")
    taken = await desk.asks(amina, "How do you keep oxygen running at night?", readers="anonymous")
    await desk.dina.uses("/triage claim", question=taken.id)
    asked_more = await desk.asks(esi, "How many beds to a sink?", priority="urgent", why_urgent="We build tomorrow")
    await desk.dina.uses("/triage ask-more", question=asked_more.id, text="Which ward?")
    answered, solved, over = [await desk.asks(esi, f"Where is form {at}?") for at in range(3)]
    for question in (answered, solved):
        await desk.dina.uses("/triage answer", question=question.id, text="In the drawer.")
    await esi.uses("/questions solved", question=solved.id)
    await desk.dina.uses("/triage out-of-scope", question=over.id, reason="Please ask your clinic.")


async def _labs(world: World) -> None:
    """Plan labs: one to come with a line for its one seat, one for all who like, one that was called off."""
    off = await plan(world)
    await off.joao.uses("/lab cancel", lab=off.id)
    await off.joao.fills(reason="Our room is flooded.")
    lab = await plan(world, minutes="90", capacity="1")
    amina, ben, chandra, devi, esi = [await world.person(name) for name in ("Amina", "Ben", "Chandra", "Devi", "Esi")]
    for person in (amina, ben, chandra):
        await person.uses("/lab come", lab=lab.id)
    await devi.uses("/lab come", lab=lab.id, answer="maybe")
    await esi.uses("/lab bring", lab=lab.id, text="I cannot come, but our night shift keeps two cylinders.")
    await amina.uses("/lab come", lab=lab.id, answer="no")
    far = await plan(world)
    for person, zone in ((ben, "Africa/Nairobi"), (chandra, "Asia/Kathmandu"), (devi, "Pacific/Auckland")):
        await person.uses("/profile zone", zone=zone)
        await person.uses("/lab come", lab=far.id)


async def _run(world: World) -> None:
    """Let a lab be on: people are there, say something with a name and without, and are asked a poll."""
    lab = await plan(world, agenda="share 20: What did you try?\nchallenge 20: What stood in the way? (anonymous)")
    await lab.before(0)
    people = [await world.person(name) for name in ("Ben", "Chandra", "Devi")]
    await lab.joao.uses("/lab open", lab=lab.id)
    for item in ("0", "1"):
        await lab.joao.uses("/lab next", lab=lab.id)
        for person in people:
            await person.uses("/lab here", lab=lab.id)
            await person.uses("/lab say", lab=lab.id)
            await person.fills(item=item, text="We count cylinders at ten.")
    await lab.joao.uses("/lab poll", lab=lab.id)
    await lab.joao.fills(question="Do you have a spare?", options="Yes\nNot yet")
    await people[0].presses("Yes")


async def _closed(world: World) -> None:
    """Let labs be over: one whose harvest is under way, one of which all is told."""
    ben, chandra, devi, esi = [await world.person(name) for name in ("Ben", "Chandra", "Devi", "Esi")]
    for title in ("Soap by the tap", "Beds by the door"):
        lab = await on(world, None, title=title)
        for person in (ben, chandra, devi, esi):
            await person.uses("/lab here", lab=lab.id)
            await says(person, lab, "We put soap beside every tap, so staff wash at once. Infections fell.")
        await notes(lab, "We meet every month", kind="decision")
        for what, owner in (("Count cylinders at ten", ben), ("Ask for a spare", esi), ("Write to the ward", None)):
            await notes(lab, what, owner, 3 if owner else None)
        await esi.presses("Not me")
        await ends(lab)
        await world.later(seconds=1)
        for person in (ben, chandra, esi):
            await feeds_back(person, lab, improve="Longer breaks")
        await looks_back(lab, None, planned=WENT["planned"], happened=WENT["happened"])
        if title.startswith("Beds"):
            await ben.uses("/outcome done", outcome=(await noted(lab))[1].id)
            await looks_back(lab, None, **WENT)
            await answers(lab, await world.person("Farid"))
            await closes(lab)


async def _planned(pod: OpenPod) -> None:
    """Plan labs with all there is to tell: repeated, for a pod alone, and one that the calendar does not show."""
    world, joao = pod.world, pod.facilitator
    agenda = "share 20: What did you try?\nspark 2 days: What will you try next? (anonymous)"
    told = {
        "preread": "The brief on soap",
        "objectives": "A list to take home",
        "link": "https://meet.example.org/soap",
    }
    full = await plan(world, joao, title="Soap at every bed", mode="async", agenda=agenda.splitlines()[1], **told)
    await joao.uses("/labs repeat", lab=full.id)
    await joao.fills(rhythm="month", times="3")
    await plan(world, joao, title="Among us", who=pod.id, agenda=agenda.splitlines()[0], capacity="12")
    world.platform.refuses(ScheduleEvent, "50013", t("Let me create events."))
    await plan(world, joao, title="Seen by few", day="2027-10-31", at="02:30")


async def _held(pod: OpenPod) -> None:
    """Let something not leave."""
    world, room = pod.world, await pod.room()
    world.platform.refuses(Post, "restricted_action", t("Add me to the channel."))
    post = Post(room, content(t("Hello")))

    def put(uow: UnitOfWork) -> None:
        uow.outbox.put(world.community, "held", f"#{room}", post, "", "", world.clock.now())

    await world.bot.storage.write(put, [world.community]).result
    await world.settles()


async def _known(pod: OpenPod) -> None:
    """Let the community know something, some of it in the pod alone."""
    told: list[dict[str, Any]] = [
        {"level": "facility", "result": "success", "topics": ("water",), "country": "Kenya", "adoptions": 3},
        {"level": "district", "result": "failure", "topics": ("water",), "language": "fr"},
        {"level": "national", "result": "too_early", "topics": ("staff",), "community": CommunityRef("slack", "wash")},
        {"level": "facility", "result": "partial", "topics": ("staff",)},
        {"pod": pod.id},
    ]
    scopes = (Scope.COMMUNITY, Scope.COMMUNITY, Scope.NETWORK, Scope.PUBLIC, Scope.POD)
    items = [
        KnowledgeItem(
            **{
                "id": f"N-{at:026}",
                "kind": ItemKind.NUGGET,
                "community": pod.world.community,
                "scope": scope,
                "language": "en",
                "title": f"Soap at tap {at}",
                "text": f"We put soap beside tap {at}. Infections on the ward fell.",
                "published_at": pod.world.clock.now(),
                **facts,
            }
        )
        for at, (scope, facts) in enumerate(zip(scopes, told, strict=True))
    ]

    def put(uow: UnitOfWork) -> None:
        for item in items:
            uow.knowledge.put(item)

    await pod.world.bot.storage.write(put, [pod.world.community]).result


async def _objects(world: World, people: list[Person]) -> list[str]:
    """Find the ids in all that was written down and all that can be pressed."""

    def logged(uow: UnitOfWork) -> str:
        lines = [line for person in people for line in uow.events.by_actor(person.ref)]
        return " ".join(f"{line.about} {line.payload}" for line in lines)

    said = [content for person in people for content in person.answers]
    said += [content for _, content in world.platform.messages.values()]
    pressable = " ".join(str(token) for content in said for token in content.tokens())
    text = f"{await world.bot.storage.read(logged)} {pressable}"
    return [*dict.fromkeys(_ID.findall(text)), *(str(person.ref) for person in people)]
