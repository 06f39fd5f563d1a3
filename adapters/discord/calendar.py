"""Events in the server's own calendar, known again by their ``uid`` in the last line of the description."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from adapters.discord import limits
from adapters.discord.components import Json
from adapters.discord.escape import escape_people
from adapters.discord.rest import Call, Rest
from adapters.discord.spans import Ink
from bot.core.intents import ScheduleEvent
from bot.core.safety import clean, shorten
from bot.core.text import t
from bot.ports.chat import Delivery, Receipt, Rejected, Words
from bot.ports.clock import Clock

_EVENTS: Final = "/guilds/{guild}/scheduled-events"
_EVENT: Final = _EVENTS + "/{event}"
_EXTERNAL, _MEMBERS_ONLY = 3, 2
_SCHEDULED, _ACTIVE, _COMPLETED, _CANCELLED = 1, 2, 3, 4

PLACE: Final = t("See the description")
PAST: Final = t("Discord shows only events that are still to come; this one has begun.")


class Calendar:
    """Announces, moves and cancels scheduled events of the external kind, which the whole server sees."""

    def __init__(self, rest: Rest, words: Words, clock: Clock) -> None:
        self._rest = rest
        self._words = words
        self._clock = clock

    async def schedule(self, delivery: Delivery, intent: ScheduleEvent) -> Receipt:
        """Make the event as it should be, whether it is there already or not."""
        guild = intent.community.id
        event = await self._find(guild, intent.uid)
        if intent.cancelled:
            if event is not None:
                status = _CANCELLED if event["status"] == _SCHEDULED else _COMPLETED
                await self._change(guild, event, {"status": status})
            return Receipt()
        body = self._body(delivery, intent)
        if event is not None:
            # A start that has gone by may stay as it is, but Discord refuses to be told it again.
            for key in ("scheduled_start_time", "scheduled_end_time"):
                if datetime.fromisoformat(event[key]) == datetime.fromisoformat(body[key]):
                    del body[key]
            await self._change(guild, event, body)
            return Receipt()
        if intent.starts <= self._clock.now():
            raise Rejected("event_in_the_past", PAST)
        await self._rest.call(Call("POST", _EVENTS, {"guild": guild}, body))
        return Receipt()

    async def _find(self, guild: str, uid: str) -> Mapping[str, Any] | None:
        found = await self._rest.call(Call("GET", _EVENTS, {"guild": guild})) or ()
        live = [event for event in found if event.get("status") in {_SCHEDULED, _ACTIVE}]
        return next((e for e in live if str(e.get("description") or "").endswith(_signature(uid))), None)

    async def _change(self, guild: str, event: Mapping[str, Any], body: Json) -> None:
        await self._rest.call(Call("PATCH", _EVENT, {"guild": guild, "event": str(event["id"])}, body))

    def _body(self, delivery: Delivery, intent: ScheduleEvent) -> Json:
        ink = Ink(self._words(delivery.reader.locale), delivery.reader)
        signature = _signature(intent.uid)
        description = shorten(escape_people(intent.description), limits.EVENT_DESCRIPTION - len(signature))
        return {
            "name": shorten(" ".join(clean(intent.title).split()), limits.EVENT_NAME) or "…",
            "description": description + signature,
            "entity_type": _EXTERNAL,
            "privacy_level": _MEMBERS_ONLY,
            "entity_metadata": {"location": ink.plain(PLACE, limits.EVENT_PLACE)},
            "scheduled_start_time": intent.starts.isoformat(),
            "scheduled_end_time": intent.ends.isoformat(),
        }


def _signature(uid: str) -> str:
    return f"\n\n`{uid.replace('`', '')}`"
