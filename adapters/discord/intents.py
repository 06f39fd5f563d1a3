"""From an intent to its calls, and from a doubt to a look."""

from typing import assert_never

from adapters.discord import failures
from adapters.discord.calendar import Calendar
from adapters.discord.lookups import Lookups
from adapters.discord.posts import Posts
from adapters.discord.rest import ApiRefusal
from adapters.discord.rooms import Rooms
from adapters.discord.threads import Threads
from bot.core.intents import (
    Admit,
    CloseRoom,
    Compute,
    Direct,
    Edit,
    Expel,
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
from bot.ports.chat import Delivery, Failure, Found, Receipt, Settled, Uncertain, Unsupported


class Performer:
    """Carries intents out, one try each."""

    def __init__(self, posts: Posts, rooms: Rooms, threads: Threads, lookups: Lookups, calendar: Calendar) -> None:
        self._posts = posts
        self._rooms = rooms
        self._threads = threads
        self._lookups = lookups
        self._calendar = calendar

    async def perform(self, delivery: Delivery) -> Receipt:
        """Carry out one intent; raises a ``Failure`` that says what to do next."""
        try:
            return await self._perform(delivery)
        except ApiRefusal as refusal:
            raise failures.failure_of(refusal) from None
        except (KeyError, TypeError, AttributeError, ValueError) as unreadable:
            # Discord answered that it was done, in a form that is not its own: look before doing it again.
            raise Uncertain(f"unreadable_answer {type(unreadable).__name__}") from unreadable

    async def settle(self, delivery: Delivery) -> Settled:
        """Look whether a doubtful intent was carried out.

        What can be repeated without harm counts as not done. A look that fails leaves the doubt as it was.
        """
        try:
            match delivery.intent:
                case Post() | Direct() | SendFile():
                    return await self._posts.find(delivery, delivery.intent)
                case OpenRoom():
                    return await self._rooms.find(delivery.intent)
                case _:
                    return Settled(Found.NOT_DONE)
        except (ApiRefusal, Failure, KeyError, TypeError, ValueError):
            return Settled(Found.UNKNOWN)

    async def _perform(self, delivery: Delivery) -> Receipt:
        intent = delivery.intent
        match intent:
            case Post():
                return await self._posts.post(delivery, intent)
            case Direct():
                return await self._posts.direct(delivery, intent)
            case Edit():
                return await self._posts.edit(delivery, intent)
            case Retract():
                return await self._posts.retract(delivery, intent)
            case Pin():
                return await self._posts.pin(delivery, intent)
            case StartThread():
                return await self._posts.start_thread(delivery, intent)
            case SendFile():
                return await self._posts.send_file(delivery, intent)
            case OpenRoom():
                return await self._rooms.open(intent)
            case Admit():
                return await self._rooms.admit(intent)
            case Expel():
                return await self._rooms.expel(intent)
            case CloseRoom():
                return await self._rooms.close(intent)
            case ReadThread():
                return await self._threads.read(delivery, intent)
            case LookUpMember():
                return await self._lookups.member(delivery, intent)
            case ScheduleEvent():
                return await self._calendar.schedule(delivery, intent)
            case PublishHome():
                raise Unsupported("Discord has no page of the bot's own; /waiting and /help stand in for it")
            case Compute():
                raise Unsupported("a computation is the app's own work")
            case _:
                assert_never(intent)
