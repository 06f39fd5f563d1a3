"""What one platform was let into: its tokens sealed in the store, and a community founded for each."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial

import structlog

from bot.app.founding import Founding, found
from bot.app.vault import Vault
from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Role
from bot.domain.communities import Community
from bot.ports.installations import Installation
from bot.ports.ledger import SealedToken
from bot.ports.store import Storage, UnitOfWork

log = structlog.get_logger()


class StoredInstallations:
    """Implements ``bot.ports.installations.Installations``. ``wake`` is called when something waiting may leave.

    ``led`` are the communities in which a group of the platform makes stewards: nobody becomes one by installing.
    """

    def __init__(
        self, platform: str, storage: Storage, vault: Vault, led: Collection[CommunityRef] = frozenset()
    ) -> None:
        self._platform = platform
        self._storage = storage
        self._vault = vault
        self._led = led
        self.wake: Callable[[], None] = lambda: None

    async def all(self) -> Sequence[Installation]:
        """Give all that are kept."""
        return [self._opened(token) for token in await self._sealed()]

    async def keep(self, installation: Installation, *, name: str, by: MemberRef) -> None:
        """Keep one in place of an earlier one, and found its community; ``by`` becomes steward where there is none."""
        community = installation.community
        sealed = self._vault.seal(installation.token, str(community))

        def keep(uow: UnitOfWork) -> None:
            known = uow.communities.get(community) or Community(ref=community)
            steward_there = community in self._led or uow.roles.holders(community, Role.STEWARD)
            stewards = () if steward_there else (by,)
            found(uow, Founding(community, known.name or name, known.locale, known.zone, stewards))
            uow.tokens.put(SealedToken(community, sealed, installation.at))
            uow.outbox.resume(community)

        await self._storage.write(keep, [community]).result
        log.info("app_installed", community=str(community))
        self.wake()

    async def wipe(self, installation: Installation) -> None:
        """Forget one for good; a later one of the same community stays."""
        community, at = installation.community, installation.at
        if await self._storage.write(lambda uow: uow.tokens.remove(community, at), [community]).result:
            log.warning("app_removed", community=str(community))

    async def renew(self) -> None:
        """Seal with the first key what an older one sealed, so that the older one can be given up."""
        for token in await self._sealed():
            sealed = self._vault.renewed(token.sealed, str(token.community))
            if sealed is not None:
                await self._storage.write(partial(_exchange, token, sealed), [token.community]).result

    async def _sealed(self) -> Sequence[SealedToken]:
        return await self._storage.read(lambda uow: uow.tokens.all(self._platform))

    def _opened(self, token: SealedToken) -> Installation:
        secret = self._vault.open(token.sealed, str(token.community))
        return Installation(token.community, secret or "", token.at)


def _exchange(old: SealedToken, sealed: str, uow: UnitOfWork) -> None:
    if uow.tokens.get(old.community) == old:
        uow.tokens.put(replace(old, sealed=sealed))
