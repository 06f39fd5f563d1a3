"""Communities, their first stewards and the groups that give roles, as whoever runs the bot names them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Grant, Role
from bot.domain.communities import Community
from bot.domain.members import Member
from bot.ports.store import Storage, UnitOfWork


@dataclass(frozen=True, slots=True)
class Founding:
    """What a community starts with. Its name, language and zone are set; stewards are only ever added."""

    ref: CommunityRef
    name: str = ""
    locale: str = "en"
    zone: str = "UTC"
    stewards: tuple[MemberRef, ...] = ()


async def found_communities(storage: Storage, foundings: Sequence[Founding]) -> None:
    """Store the communities and give their first stewards the role; again is no change."""

    def found_all(uow: UnitOfWork) -> None:
        for founding in foundings:
            found(uow, founding)

    await storage.write(found_all, [founding.ref for founding in foundings]).result


def found(uow: UnitOfWork, founding: Founding) -> None:
    """Store one community and give its first stewards the role."""
    known = uow.communities.get(founding.ref)
    now = replace(
        known or Community(ref=founding.ref),
        name=founding.name or (known.name if known else ""),
        locale=founding.locale,
        zone=founding.zone,
    )
    if now != known:
        uow.communities.put(now)
    for steward in founding.stewards:
        if uow.members.get(steward) is None:
            uow.members.put(Member(ref=steward, display_name=steward.user))
        uow.roles.grant(steward, Grant(Role.STEWARD))


async def map_groups(storage: Storage, mappings: Mapping[CommunityRef, Mapping[Role, Collection[str]]]) -> None:
    """Store which of the platforms' groups give which role; in a community that is not named, none does any more."""

    def mapped(uow: UnitOfWork) -> None:
        known = [community.ref for community in uow.communities.all()]
        for community in dict.fromkeys([*known, *mappings]):
            uow.roles.map_groups(community, mappings.get(community, {}))

    await storage.write(mapped, list(mappings)).result
