"""Who is asked for what: the people who hold a role, in the order in which they got it."""

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Role
from bot.ports.context import Reading


def stewards(reading: Reading, community: CommunityRef) -> tuple[MemberRef, ...]:
    """Give the stewards of a community, network stewards last."""
    local = reading.store.roles.holders(community, Role.STEWARD)
    network = reading.store.roles.holders(community, Role.NETWORK_STEWARD)
    return tuple(dict.fromkeys((*local, *network)))
