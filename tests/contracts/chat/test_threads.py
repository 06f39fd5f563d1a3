"""A thread that is read: all of it, from whichever message; what people said, and only for whoever may read it."""

import pytest

from bot.core.content import content
from bot.core.inbound import ThreadRead
from bot.core.intents import Admit, Expel, Post, ReadThread, Retract
from bot.core.refs import CommunityRef, MemberRef, MessageRef
from bot.core.text import Untrusted
from bot.ports.chat import NothingSaid, NotReadable, Rejected
from tests.contracts.chat.cases import delivery, posted, room, word
from tests.contracts.chat.venue import Venue


async def read(venue: Venue, thread: MessageRef, reader: MemberRef | None = None) -> ThreadRead:
    heard = (await venue.port.perform(delivery(ReadThread(thread, reader), about="N-1"))).heard
    assert isinstance(heard, ThreadRead)
    return heard


async def test_a_thread_is_read_whole_and_goes_to_whoever_asked(venue: Venue) -> None:
    first = await venue.says(venue.general, "We changed the rota")
    await venue.says(venue.general, "And it held", under=first)
    asked = delivery(ReadThread(first), about="N-1")
    heard = (await venue.port.perform(asked)).heard

    assert isinstance(heard, ThreadRead)
    assert (heard.intent, heard.then, heard.about) == (asked.key, asked.then, "N-1")
    assert [message.text for message in heard.messages] == ["We changed the rota", "And it held"]
    assert {message.author for message in heard.messages} == {venue.amina}
    assert heard.messages[0].message == first
    assert not heard.wordless


async def test_a_thread_is_the_same_from_whichever_of_its_messages_it_is_read(venue: Venue) -> None:
    first = await venue.says(venue.general, "We changed the rota")
    reply = await venue.says(venue.general, "And it held", under=first)
    whole = await read(venue, first)

    assert whole.messages[-1].message == reply
    assert (await read(venue, reply)).messages == whole.messages


async def test_a_message_in_no_thread_is_read_alone(venue: Venue) -> None:
    await venue.says(venue.general, "Before")
    said = await venue.says(venue.general, "On my own")
    await venue.says(venue.general, "After")

    assert [message.text for message in (await read(venue, said)).messages] == ["On my own"]


async def test_what_a_bot_says_is_nobodys_word(venue: Venue) -> None:
    first = await venue.says(venue.general, "We changed the rota")
    await venue.port.perform(delivery(Post(venue.general, content(Untrusted("Noted")), first)))
    alone = MessageRef.parse(await posted(venue, word()))

    assert [message.text for message in (await read(venue, first)).messages] == ["We changed the rota"]
    with pytest.raises(NothingSaid) as refused:
        await read(venue, alone)
    assert refused.value.fix is not None


async def test_where_nothing_is_left_to_read_it_is_said_so(venue: Venue) -> None:
    gone = await posted(venue, word())
    await venue.port.perform(delivery(Retract("k"), target=gone))

    with pytest.raises(NothingSaid):
        await read(venue, MessageRef.parse(gone))


async def test_a_thread_is_read_for_whoever_can_read_the_room_at_that_moment(venue: Venue) -> None:
    opened = await room(venue)
    for member in (venue.amina, venue.joao):
        await venue.port.perform(delivery(Admit(opened, member)))
    said = await venue.says(opened, "We changed the rota")
    reply = await venue.says(opened, "And it held", under=said)
    before = await read(venue, said, venue.joao)
    await venue.port.perform(delivery(Expel(opened, venue.joao)))

    assert [message.text for message in before.messages] == ["We changed the rota", "And it held"]
    assert (await read(venue, reply, venue.amina)).messages == before.messages
    for message in (said, reply):
        with pytest.raises(NotReadable) as refused:
            await read(venue, message, venue.joao)
        assert (refused.value.code, refused.value.room_gone) == ("not_readable", False)


async def test_an_open_room_is_read_for_every_member_and_for_nobody_from_elsewhere(venue: Venue) -> None:
    said = await venue.says(venue.general, "We changed the rota")
    stranger = MemberRef(CommunityRef(venue.platform, "999"), venue.amina.user)

    assert [message.author for message in (await read(venue, said, venue.joao)).messages] == [venue.amina]
    with pytest.raises(Rejected) as refused:
        await read(venue, said, stranger)
    assert refused.value.fix is not None


async def test_nothing_is_read_for_somebody_who_left(venue: Venue) -> None:
    said = await venue.says(venue.general, "We changed the rota")
    await venue.leaves(venue.joao)

    with pytest.raises(Rejected) as refused:
        await read(venue, said, venue.joao)
    assert refused.value.fix is not None
