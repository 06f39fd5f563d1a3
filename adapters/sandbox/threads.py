"""A thread as the core hears it: what people said in it, for somebody who may read it."""

from adapters.sandbox.people import BOT, Person
from adapters.sandbox.world import World
from bot.core.inbound import ThreadMessage, ThreadRead
from bot.core.refs import MemberRef, MessageRef
from bot.core.safety import clean
from bot.ports.chat import Delivery, NothingSaid, NotReadable


def read_thread(world: World, delivery: Delivery, thread: MessageRef, reader: Person | None) -> ThreadRead:
    """Read a thread, oldest first; NoSuch where there is no such room, else why there is nothing to read."""
    room = world.store.room(thread.room)
    if reader is not None and not world.may_read(reader, room):
        raise NotReadable
    community = thread.room.community
    messages = tuple(
        ThreadMessage(message.ref, MemberRef(community, message.author), message.at, clean(message.text))
        for message in world.messages.of_thread(thread)
        if message.author != BOT
    )
    if not messages:
        raise NothingSaid
    return ThreadRead(
        key=f"heard:{delivery.key}",
        community=community,
        at=world.clock.now(),
        intent=delivery.key,
        then=delivery.then,
        about=delivery.about,
        messages=messages,
    )
