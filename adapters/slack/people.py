"""Names of people, looked up once and kept: for texts that name somebody without calling them."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.apps import Identity
from adapters.slack.events import display_name, is_stranger
from adapters.slack.failures import answered
from bot.ports.chat import Rejected, Scope

KEPT: Final = 5_000


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of a user: their name, and whether they are at home in another organisation."""

    name: str
    stranger: bool


class People:
    """The people of one workspace, as far as they were needed."""

    def __init__(self, client: AsyncWebClient, me: Identity) -> None:
        self._client = client
        self._me = me
        self._known: OrderedDict[str, Known] = OrderedDict()

    def learn(self, user: Mapping[str, Any]) -> Known:
        """Keep what Slack tells of a user."""
        known = Known(display_name(user), is_stranger(user, self._me))
        self._known[user["id"]] = known
        self._known.move_to_end(user["id"])
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        return known

    async def names(self, users: Iterable[str]) -> dict[str, str]:
        """Give the names of users, asking Slack for those not known; one that Slack does not tell is left out."""
        found: dict[str, str] = {}
        for user in users:
            known = await self._find(user)
            if known is not None:
                found[user] = known.name
        return found

    async def is_stranger(self, user: str) -> bool:
        """Tell whether a user is at home in another organisation; one that Slack does not tell of counts as such."""
        known = await self._find(user)
        return known is None or known.stranger

    async def look_up(self, user: str) -> Mapping[str, Any]:
        """Ask Slack for a user, language included."""
        answer = await answered(
            self._client.users_info(user=user, include_locale=True), repeatable=True, scope=Scope.COMMUNITY
        )
        told: Mapping[str, Any] = answer["user"]
        self.learn(told)
        return told

    async def _find(self, user: str) -> Known | None:
        if user not in self._known:
            try:
                await self.look_up(user)
            except Rejected:
                return None
        return self._known[user]
