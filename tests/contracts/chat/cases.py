"""Each intent: how one comes by it, what its receipt holds, and how often a platform shows it to have been done."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import count
from typing import Final, get_args

from bot.core.content import content
from bot.core.inbound import Inbound, MemberSeen, ThreadRead
from bot.core.intents import (
    Admit,
    CloseRoom,
    Compute,
    Direct,
    Edit,
    Expel,
    Intent,
    LookUpMember,
    OpenRoom,
    Pin,
    Post,
    PublishHome,
    ReadThread,
    Retract,
    ScheduleEvent,
    SendFile,
    StartThread,
)
from bot.core.refs import MessageRef, RoomRef
from bot.core.text import Untrusted
from bot.ports.chat import Delivery, Reader
from tests.contracts.chat.venue import Venue, can
from tests.scenarios.capabilities import Capability

INTENTS: Final[tuple[type[Intent], ...]] = get_args(Intent)
STARTS: Final = datetime.now(UTC) + timedelta(days=2)
_numbers = count(1)


class Makes(StrEnum):
    """What a receipt names."""

    NOTHING = "nothing"
    MESSAGE = "message"
    SAME_MESSAGE = "same message"
    """The post that the intent is about."""
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Case:
    """One intent. ``prepare`` brings about what it needs, anew each time; ``times`` counts how often it was done."""

    prepare: Callable[[Venue], Awaitable[Delivery]]
    times: Callable[[Venue, Delivery], int] = lambda _venue, _delivery: 0
    makes: Makes = Makes.NOTHING
    hears: type[Inbound] | None = None
    needs: Capability | None = None
    """What it takes to carry it out at all: without it the platform says ``Unsupported``."""
    acts: Capability | None = None
    """What it takes for there to be anything to do: without it the receipt comes at once."""
    twice: bool = False
    """Doing it twice does more than doing it once, so that a doubt about it is settled first."""
    in_place: bool = False
    """A limit holds back what goes to the same place, and nothing else."""
    names: Capability | None = None
    """What it takes to name in the receipt what was made."""
    known_again: Capability | None = None
    """What it takes to do it once however often it comes."""
    found: Capability | None = None
    """What it takes to find it, when it was done and nobody knows."""


def word() -> str:
    """Give a word that nobody has said yet."""
    return f"word{next(_numbers):05}"


def delivery(intent: Intent, *, target: str = "", about: str = "") -> Delivery:
    return Delivery(word(), intent, Reader("en", "Africa/Accra"), target, then="pods.heard", about=about)


async def posted(venue: Venue, text: str) -> str:
    return (await venue.port.perform(delivery(Post(venue.general, content(Untrusted(text)))))).made


async def room(venue: Venue) -> RoomRef:
    """Have the bot open a room for something that nobody else is for."""
    return RoomRef.parse((await venue.port.perform(delivery(OpenRoom(venue.community, "Newborn care", word())))).made)


async def _inhabited(venue: Venue) -> RoomRef:
    opened = await room(venue)
    await venue.port.perform(delivery(Admit(opened, venue.amina)))
    return opened


async def _post(venue: Venue) -> Delivery:
    return delivery(Post(venue.general, content(Untrusted(said := word()))), about=said)


async def _direct(venue: Venue) -> Delivery:
    return delivery(Direct(venue.amina, content(Untrusted(said := word()))), about=said)


async def _edit(venue: Venue) -> Delivery:
    changed = content(Untrusted(said := word()))
    return delivery(Edit("earlier", changed), target=await posted(venue, word()), about=said)


async def _retract(venue: Venue) -> Delivery:
    return delivery(Retract("earlier"), target=await posted(venue, said := word()), about=said)


async def _pin(venue: Venue) -> Delivery:
    return delivery(Pin("earlier"), target=await posted(venue, said := word()), about=said)


async def _start_thread(venue: Venue) -> Delivery:
    return delivery(StartThread("earlier", name := word()), target=await posted(venue, word()), about=name)


async def _open_room(venue: Venue) -> Delivery:
    return delivery(OpenRoom(venue.community, name := word(), "Fewer infections"), about=name)


async def _admit(venue: Venue) -> Delivery:
    return delivery(Admit(opened := await room(venue), venue.amina), about=str(opened))


async def _expel(venue: Venue) -> Delivery:
    return delivery(Expel(opened := await _inhabited(venue), venue.amina), about=str(opened))


async def _close_room(venue: Venue) -> Delivery:
    return delivery(CloseRoom(opened := await _inhabited(venue)), about=str(opened))


async def _read_thread(venue: Venue) -> Delivery:
    first = await venue.says(venue.general, said := word())
    await venue.says(venue.general, f"{said} again", under=first)
    return delivery(ReadThread(first), about=said)


async def _look_up(venue: Venue) -> Delivery:
    return delivery(LookUpMember(venue.joao))


async def _send_file(venue: Venue) -> Delivery:
    name, body = f"{word()}.csv", word()
    return delivery(SendFile(venue.amina, name, "text/csv", body, content(Untrusted(word()))), about=body)


async def _publish(venue: Venue) -> Delivery:
    return delivery(PublishHome(venue.amina, content(Untrusted(said := word()))), about=said)


async def _schedule(venue: Venue) -> Delivery:
    title = word()
    return delivery(
        ScheduleEvent(venue.community, f"L-{title}", title, STARTS, STARTS + timedelta(hours=1), "Hands"), about=title
    )


async def _compute(venue: Venue) -> Delivery:
    return delivery(Compute(venue.community, "draft", "{}"))


def _said(venue: Venue, done: Delivery) -> int:
    return sum(done.about in text for text in venue.said_in(venue.general))


def _told(venue: Venue, done: Delivery) -> int:
    return sum(done.about in text for text in venue.told(venue.amina))


CASES: Final[Mapping[type[Intent], Case]] = {
    Post: Case(_post, _said, Makes.MESSAGE, twice=True, in_place=True, known_again=Capability.KNOWS_POSTS_AGAIN),
    Direct: Case(_direct, _told, Makes.MESSAGE, twice=True, in_place=True, known_again=Capability.KNOWS_POSTS_AGAIN),
    Edit: Case(_edit, _said, Makes.SAME_MESSAGE, in_place=True),
    Retract: Case(_retract, lambda venue, done: 1 - _said(venue, done), in_place=True),
    Pin: Case(_pin, lambda venue, done: sum(done.about in text for text in venue.pinned(venue.general))),
    StartThread: Case(
        _start_thread,
        lambda venue, done: list(venue.threads(venue.general)).count(done.about),
        Makes.SAME_MESSAGE,
        acts=Capability.NAMED_THREADS,
    ),
    OpenRoom: Case(
        _open_room,
        lambda venue, done: len(venue.rooms_named(done.about)),
        Makes.ROOM,
        twice=True,
        known_again=Capability.KNOWS_ROOMS_AGAIN,
    ),
    Admit: Case(_admit, lambda venue, done: venue.is_inside(RoomRef.parse(done.about), venue.amina)),
    Expel: Case(_expel, lambda venue, done: not venue.is_inside(RoomRef.parse(done.about), venue.amina)),
    CloseRoom: Case(_close_room, lambda venue, done: not venue.is_open(RoomRef.parse(done.about))),
    ReadThread: Case(_read_thread, hears=ThreadRead),
    LookUpMember: Case(_look_up, hears=MemberSeen),
    SendFile: Case(
        _send_file,
        _told,
        Makes.MESSAGE,
        twice=True,
        names=Capability.NAMES_FILES,
        known_again=Capability.KNOWS_POSTS_AGAIN,
        found=Capability.NAMES_FILES,
    ),
    PublishHome: Case(_publish, lambda venue, done: done.about in venue.page_of(venue.amina), needs=Capability.HOME),
    ScheduleEvent: Case(
        _schedule, lambda venue, done: list(venue.planned()).count(done.about), needs=Capability.CALENDAR
    ),
    Compute: Case(_compute, needs=Capability.COMPUTES),
}


def misread(case: Case, made: str, done: Delivery) -> str:
    """Say what is wrong with what a receipt names; nothing where it is a reference as the port promises it."""
    match case.makes:
        case Makes.NOTHING:
            return made
        case Makes.SAME_MESSAGE:
            return "" if made == done.target else f"{made} is not {done.target}"
        case Makes.MESSAGE:
            MessageRef.parse(made)
        case Makes.ROOM:
            RoomRef.parse(made)
    return ""


async def all_prepared(venue: Venue) -> list[Delivery]:
    """Give one delivery of every intent for which the platform has something to do."""
    cases = [case for case in CASES.values() if can(venue.platform, case.needs) and can(venue.platform, case.acts)]
    return [await case.prepare(venue) for case in cases]
