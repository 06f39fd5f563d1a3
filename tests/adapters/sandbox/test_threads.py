"""A thread in the sandbox, for whoever can read it."""

import pytest

from bot.core.inbound import ThreadRead
from bot.core.intents import ReadThread
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.ports.chat import Delivery, NothingSaid, NotReadable, Reader, Rejected
from tests.adapters.sandbox.demo import Stage

QUALITY = CommunityRef("sandbox", "quality")
AMINA, JOAO = MemberRef(QUALITY, "amina"), MemberRef(QUALITY, "joão")


async def texts(stage: Stage, said: MessageRef, reader: MemberRef | None = None) -> list[str]:
    heard = (await stage.adapter.perform(Delivery("k", ReadThread(said, reader), Reader()))).heard
    assert isinstance(heard, ThreadRead)
    return [message.text for message in heard.messages]


async def test_a_thread_outlives_the_message_that_began_it(stage: Stage) -> None:
    first = await stage.sandbox.says("amina", "general", "We changed the rota")
    await stage.sandbox.says("joão", "general", "And it held", thread=first)
    await stage.sandbox.deletes("amina", first)
    assert await texts(stage, first, JOAO) == ["And it held"]


async def test_a_closed_room_is_read_for_its_members_also_once_it_was_put_away(stage: Stage) -> None:
    room = stage.sandbox.add_room("pod", closed=True, members=["amina"])
    said = await stage.sandbox.says("amina", room, "We changed the rota")
    await stage.sandbox.archives("amina", room)
    assert await texts(stage, said, AMINA) == ["We changed the rota"]
    with pytest.raises(NotReadable):
        await texts(stage, said, JOAO)


async def test_a_guest_reads_the_rooms_they_are_in(stage: Stage) -> None:
    guest = await stage.sandbox.add_person("Kofi Mensah", guest=True)
    said = await stage.sandbox.says("amina", "general", "We changed the rota")
    with pytest.raises(NotReadable):
        await texts(stage, said, guest)


async def test_the_conversation_with_the_bot_is_its_persons_alone(stage: Stage) -> None:
    said = await stage.sandbox.says("amina", None, "We changed the rota")
    assert await texts(stage, said, AMINA) == ["We changed the rota"]
    with pytest.raises(NotReadable):
        await texts(stage, said, JOAO)


@pytest.mark.parametrize("made_up", ["0", "99999", "nonsense", "9" * 30])
async def test_what_was_never_there_is_not_read(stage: Stage, made_up: str) -> None:
    await stage.sandbox.says("amina", "general", "We changed the rota")
    with pytest.raises(NothingSaid):
        await texts(stage, MessageRef(RoomRef(QUALITY, "general"), made_up))
    with pytest.raises(Rejected) as gone:
        await texts(stage, MessageRef(RoomRef(QUALITY, "nowhere"), made_up))
    assert gone.value.fix is not None
