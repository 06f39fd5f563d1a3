"""One interaction from its payload to its answer, within Discord's three seconds."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import structlog

from adapters.discord import answers, inbound
from adapters.discord.answers import Callback
from adapters.discord.commands import Names
from adapters.discord.components import Json
from adapters.discord.homes import Homes
from adapters.discord.inbound import Asked, Deed
from adapters.discord.people import People
from adapters.discord.readings import Reading
from adapters.discord.rest import ApiRefusal, Call, Rest
from adapters.discord.sight import Sight
from bot.core.content import content
from bot.core.errors import BadToken
from bot.core.inbound import CompletionAsked, FormSubmitted
from bot.core.outcome import Outcome, Reply, Suggestions
from bot.core.text import Msg, t
from bot.ports.chat import Answer, Deliver, Failure, Postponed, Reader, Words

Payload = Mapping[str, Any]

PATIENCE_SECONDS: Final = 2.0
"""How long the core may take before a waiting answer is given; what is left of the 3 s is for the network."""

_TRIES: Final = 3
_INVALID_BODY: Final = 50035
_COMPLETION: Final = 4
_CALLBACK: Final = "/interactions/{interaction}/{token}/callback"
_FOLLOW_UP: Final = "/webhooks/{application}/{token}"

NOT_SERVED: Final = t("I don't serve this community. Whoever runs me can add it to my settings.")
NO_HOME: Final = t(
    "I could not tell which community this is about. Use the command in a channel of your community instead."
)
BROKEN: Final = t("Something went wrong here. Please try again in a moment.")

log = structlog.get_logger()


class Conversation:
    """Answers interactions. ``served`` gives the servers that are served at this moment."""

    def __init__(
        self,
        rest: Rest,
        words: Words,
        names: Names,
        homes: Homes,
        people: People,
        served: Callable[[], Sequence[str]],
    ) -> None:
        self._rest = rest
        self._words = words
        self._names = names
        self._homes = homes
        self._people = people
        self._served = served
        self._sight = Sight(rest)

    async def take(self, payload: Payload, deliver: Deliver) -> None:
        """Give one interaction to the core and answer it."""
        completing = payload.get("type") == _COMPLETION
        asked = await self._read(payload)
        if isinstance(asked, Msg):
            body = answers.refusal(asked, _locale(payload), self._words, completing=completing)
            await self._respond(payload, body)
            return
        work = asyncio.create_task(self._delivered(payload, asked, deliver))
        done, _ = await asyncio.wait({work}, timeout=PATIENCE_SECONDS)
        if done:
            await self._answer(payload, *work.result())
        elif completing:
            await self._respond(payload, answers.refusal(BROKEN, "", self._words, completing=True))
            await work
        else:
            await self._respond(payload, {"type": Callback.DEFERRED_MESSAGE, "data": answers.WAITING})
            await self._tell(payload, *await work)

    async def _read(self, payload: Payload) -> Asked | Msg:
        """Read the interaction, or say why it goes no further."""
        try:
            user = inbound.user_of(payload)
            guild = payload.get("guild_id")
            if guild is not None:
                if str(guild) not in self._served():
                    return NOT_SERVED
                self._homes.seen(user, str(guild), payload["member"])
            else:
                guild = await self._homes.of(user, inbound.claimed_home(payload))
            if guild is None:
                return NO_HOME
            asked = inbound.read(payload, str(guild), self._names)
        except BadToken:
            log.warning("interaction_not_ours", kind=payload.get("type"))
            return answers.UNKNOWN
        except (Failure, ApiRefusal) as failure:
            log.warning("home_not_found", problem=type(failure).__name__)
            return BROKEN
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, StopIteration) as unreadable:
            log.warning("interaction_unreadable", kind=payload.get("type"), problem=type(unreadable).__name__)
            return answers.UNKNOWN
        if asked is None:
            log.warning("interaction_unknown", kind=payload.get("type"))
            return answers.UNKNOWN
        return asked

    async def _delivered(self, payload: Payload, asked: Asked, deliver: Deliver) -> tuple[Asked, Answer]:
        if not await self._introduce(payload, asked, deliver):
            return asked, Answer(_busy(asked), Reader(asked.inbound.locale or "en"), stored=False)
        if asked.searches:
            asked = await self._matched(asked, deliver)
        if asked.pasted:
            asked = await self._located(asked)
        if self._names.minds_door(asked.inbound) and asked.inbound.room is not None:
            door = await self._sight.door(asked.inbound.room)
            asked = replace(asked, inbound=replace(asked.inbound, door=door))
        return asked, await deliver(asked.inbound)

    async def _introduce(self, payload: Payload, asked: Asked, deliver: Deliver) -> bool:
        guild, at, locale = asked.inbound.community.id, asked.inbound.at, asked.inbound.locale
        member = self._homes.record(asked.inbound.actor.user, guild)
        account = member.get("user") if member is not None else None
        if member is None or account is None:
            return True
        return await self._people.introduce(account, member, guild, str(payload["id"]), at, deliver, locale)

    async def _matched(self, asked: Asked, deliver: Deliver) -> Asked:
        """Find what the typed search inputs mean; what means nothing, or several things, stays as typed."""
        form = asked.inbound
        if not isinstance(form, FormSubmitted):
            return asked
        values: dict[str, str] = {}
        readings: list[Reading] = []
        for search in asked.searches:
            question = CompletionAsked(
                key=f"{form.key}:{search.name}",
                community=form.community,
                at=form.at,
                actor=form.actor,
                room=form.room,
                locale=form.locale,
                source=search.source,
                typed=search.typed,
            )
            answer = await deliver(question)
            found = answers.matched(search.typed, answer.outcome, answer.reader, self._words)
            if found is not None:
                values[search.name] = found[0]
                readings.append(Reading(search.typed, found[1]))
        return inbound.with_values(asked, values, tuple(readings))

    async def _located(self, asked: Asked) -> Asked:
        """Find out which of the messages whose addresses were pasted stand in threads."""
        found = {name: await self._sight.locate(message) for name, message in asked.pasted}
        return inbound.with_messages(asked, found)

    async def _answer(self, payload: Payload, asked: Asked, answer: Answer) -> None:
        body = answers.first(answer.outcome, asked, answer.reader, self._words)
        try:
            await self._respond(payload, body)
        except ApiRefusal as refusal:
            if refusal.code != _INVALID_BODY or asked.deed is Deed.COMPLETION:
                raise
            log.warning("answer_refused", outcome=type(answer.outcome).__name__, why=str(refusal))
            plain = answers.plainly(answer.outcome, asked, answer.reader, self._words)
            await self._respond(payload, {"type": Callback.MESSAGE, "data": plain})
        beside = answers.beside(answer.outcome, asked, answer.reader, self._words)
        if beside is not None:
            await self._patiently(Call("POST", _FOLLOW_UP, _application(payload), beside, own_token=True))
        if answer.later is not None:
            await self._tell(payload, asked, await answer.later)

    async def _tell(self, payload: Payload, asked: Asked, answer: Answer) -> None:
        """Put the truth where the first answer said that it would come."""
        body = answers.changed(answers.private(answer.outcome, asked, answer.reader, self._words))
        path = _FOLLOW_UP + "/messages/@original"
        await self._patiently(Call("PATCH", path, _application(payload), body, own_token=True))
        if answer.later is not None:
            await self._tell(payload, asked, await answer.later)

    async def _respond(self, payload: Payload, body: Json) -> None:
        """Give the first answer; what can be tried again is, at once, for there are seconds only."""
        parts = {"interaction": str(payload["id"]), "token": str(payload["token"])}
        call = Call("POST", _CALLBACK, parts, body, own_token=True)
        for tries_left in reversed(range(_TRIES)):
            try:
                await self._rest.call(call)
            except Failure:
                if not tries_left:
                    raise
            except ApiRefusal as refusal:
                if refusal.code == _INVALID_BODY:
                    raise
                # Too late, or answered before: nobody waits any more. Pressed again, it tells the state.
                log.warning("answer_not_taken", code=refusal.code)
                return
            else:
                return

    async def _patiently(self, call: Call) -> None:
        """Make a later call of the conversation, which may wait: its token lives for a quarter of an hour."""
        for attempt in range(_TRIES):
            try:
                await self._rest.call(call)
            except Failure as failure:
                if attempt + 1 == _TRIES:
                    raise
                wait = failure.seconds if isinstance(failure, Postponed) else 2.0**attempt
                await asyncio.sleep(min(wait, 30.0))
            else:
                return


def _busy(asked: Asked) -> Outcome:
    return Suggestions(()) if asked.deed is Deed.COMPLETION else Reply(content(BROKEN))


def _application(payload: Payload) -> dict[str, str]:
    return {"application": str(payload["application_id"]), "token": str(payload["token"])}


def _locale(payload: Payload) -> str:
    return str(payload.get("locale") or "")
