"""The app's relay between an outbox that a test fills by hand and platforms that fail as it says."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.app.founding import Founding
from bot.core.content import content
from bot.core.intents import Intent, Post
from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.core.text import t
from bot.features import deliveries
from bot.ports.ledger import OutRow, OutState
from bot.ports.store import UnitOfWork
from tests.app.platform import FakePlatform
from tests.app.stage import FEATURES
from tests.support.bot import BotUnderTest, bot_under_test
from tests.support.clock import FrozenClock

HERE, THERE, ELSEWHERE = CommunityRef("fake", "here"), CommunityRef("fake", "there"), CommunityRef("other", "place")
SARA, AMINA = MemberRef(HERE, "sara"), MemberRef(HERE, "amina")
GENERAL, QUIET = RoomRef(HERE, "general"), RoomRef(HERE, "quiet")
FIX = t("Invite me to the room.")


@dataclass
class Rig:
    """A bot with two fake platforms, and an outbox that a test fills by hand."""

    bot: BotUnderTest
    port: FakePlatform
    other: FakePlatform
    clock: FrozenClock

    async def put(
        self, key: str, intent: Intent, line: str, community: CommunityRef = HERE, then: str = "", about: str = ""
    ) -> None:
        """Put an intent in the outbox."""
        now = self.clock.now()

        def put(uow: UnitOfWork) -> None:
            assert uow.outbox.put(community, key, line, intent, then, about, now)

        await self.bot.storage.write(put, []).result

    async def post(self, key: str, room: RoomRef = GENERAL, then: str = "") -> None:
        """Put a message for a room in the outbox."""
        await self.put(key, Post(room, content(t("Secret words"))), f"#{room}", room.community, then)

    async def works(self, **by: float) -> None:
        """Let time pass, and the relay work until nothing is due."""
        self.clock.moves(**by)
        await self.bot.relay.drain()

    async def row(self, key: str) -> OutRow:
        """Give a row."""
        found = await self.bot.storage.read(lambda uow: uow.outbox.get(key))
        assert found is not None
        return found

    async def state(self, key: str) -> OutState:
        """Tell where a row stands."""
        return (await self.row(key)).state

    def notices(self) -> list[str]:
        """Give the keys of what stewards were told."""
        return [delivery.key for delivery in self.port.done if delivery.key.startswith("notice:")]


@contextlib.asynccontextmanager
async def set_rig(url: str = "sqlite://") -> AsyncIterator[Rig]:
    """Put it together."""
    clock = FrozenClock()
    port, other = FakePlatform("fake", HERE, THERE), FakePlatform("other", ELSEWHERE)
    foundings = [Founding(HERE, stewards=(SARA,)), Founding(THERE), Founding(ELSEWHERE)]
    async with bot_under_test(
        [*FEATURES, deliveries.FEATURE], clock, {"fake": port, "other": other}, url=url, foundings=foundings
    ) as bot:
        yield Rig(bot, port, other, clock)
