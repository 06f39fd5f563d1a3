"""What Discord tells of members along the way: their names, languages and roles, told on when they are news.

Every gesture brings its member along, so nothing has to be asked for, and no privileged intent is needed.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import structlog

from adapters.discord import places, wording
from bot.core.inbound import MemberSeen, RolesChanged
from bot.ports.chat import Deliver

Payload = Mapping[str, Any]

_KEPT: Final = 20_000

log = structlog.get_logger()


class People:
    """Remembers what was told on, while the process lives."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], tuple[str, str, bool]] = {}
        self._roles: dict[tuple[str, str], frozenset[str]] = {}

    def news(
        self, account: Payload, member: Payload, guild: str, event: str, at: datetime, locale: str = ""
    ) -> list[MemberSeen | RolesChanged]:
        """Give what is new of a member since it was last told; ``event`` is the id of what brought it along."""
        user = str(account["id"])
        told: list[MemberSeen | RolesChanged] = []
        name, bot = wording.called(account, member), bool(account.get("bot"))
        known = self._seen.get((guild, user), ("", "", False))
        if name and (name, locale or known[1], bot) != known:
            self._keep(self._seen, (guild, user), (name, locale or known[1], bot))
            told.append(
                MemberSeen(
                    key=f"{places.PLATFORM}:seen:{user}:{event}",
                    community=places.community(guild),
                    at=at,
                    member=places.member(guild, user),
                    display_name=name,
                    locale=locale,
                    bot=bot,
                )
            )
        if isinstance(member.get("roles"), list):
            held = frozenset(str(role) for role in member["roles"])
            if self._roles.get((guild, user)) != held:
                self._keep(self._roles, (guild, user), held)
                told.append(
                    RolesChanged(
                        key=f"{places.PLATFORM}:roles:{user}:{event}",
                        community=places.community(guild),
                        at=at,
                        member=places.member(guild, user),
                        held=held,
                    )
                )
        return told

    async def introduce(
        self,
        account: Payload,
        member: Payload,
        guild: str,
        event: str,
        at: datetime,
        deliver: Deliver,
        locale: str = "",
    ) -> None:
        """Tell the core who somebody is before what they did. It is tried once: what they did must not wait for it."""
        try:
            for news in self.news(account, member, guild, event, at, locale):
                if not (await deliver(news)).stored:
                    self.forget(guild, str(account["id"]))
        except Exception as problem:  # noqa: BLE001 - whatever is amiss here, what they did is still to be heard.
            log.warning("member_not_introduced", problem=type(problem).__name__)
            self.forget(guild, str(account.get("id")))

    def forget(self, guild: str, user: str) -> None:
        """Tell everything of a member again next time: they left, or what was told was not stored."""
        self._seen.pop((guild, user), None)
        self._roles.pop((guild, user), None)

    @staticmethod
    def _keep(known: dict[tuple[str, str], Any], key: tuple[str, str], value: object) -> None:
        if len(known) >= _KEPT:
            known.clear()
        known[key] = value
