"""What Discord tells of members along the way: their names, languages and roles, told on when they are news.

Every gesture brings its member along, so nothing has to be asked for, and no privileged intent is needed.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import structlog

from adapters.discord import places, wording
from bot.core.inbound import MemberSeen, RolesChanged
from bot.ports.chat import Deliver, Groups

Payload = Mapping[str, Any]

_KEPT: Final = 20_000

log = structlog.get_logger()


class People:
    """Remembers what was told on, while the process lives. ``groups`` are the roles of servers that give one here."""

    def __init__(self, groups: Groups) -> None:
        self._groups = groups
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
        giving = self._groups.get(places.community(guild))
        if giving and isinstance(member.get("roles"), list):
            held = giving & {str(role) for role in member["roles"]}
            if self._roles.get((guild, user)) != held:
                self._keep(self._roles, (guild, user), held)
                told.append(
                    RolesChanged(
                        key=f"{places.PLATFORM}:roles:{user}:{event}",
                        community=places.community(guild),
                        at=at,
                        holder=places.member(guild, user),
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
    ) -> bool:
        """Tell the core who somebody is before what they did. It is tried once: what they did must not wait for it.

        Gives False where the core does not know of their roles: what they did may be what they may do no longer.
        """
        try:
            news = self.news(account, member, guild, event, at, locale)
        except Exception as problem:  # noqa: BLE001 - whatever is amiss here, what they did is still to be heard.
            log.warning("member_unreadable", problem=type(problem).__name__)
            return True
        unheard = [told for told in news if not await _stored(told, deliver)]
        if unheard:
            self.forget(guild, str(account["id"]))
        return not any(isinstance(told, RolesChanged) for told in unheard)

    def forget(self, guild: str, user: str) -> None:
        """Tell everything of a member again next time: they left, or what was told was not stored."""
        self._seen.pop((guild, user), None)
        self._roles.pop((guild, user), None)

    @staticmethod
    def _keep(known: dict[tuple[str, str], Any], key: tuple[str, str], value: object) -> None:
        if len(known) >= _KEPT:
            known.clear()
        known[key] = value


async def _stored(told: MemberSeen | RolesChanged, deliver: Deliver) -> bool:
    try:
        return (await deliver(told)).stored
    except Exception as problem:  # noqa: BLE001 - as above.
        log.warning("member_not_introduced", problem=type(problem).__name__)
        return False
