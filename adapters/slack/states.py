"""Whether whoever comes back from Slack was sent there from here: lately, from the same browser, for the first time."""

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Final

from itsdangerous import BadSignature, TimestampSigner

from bot.ports.clock import Clock
from bot.ports.replays import Replays

LASTING: Final = timedelta(minutes=10)


class _Stamps(TimestampSigner):
    """Takes the time from our clock."""

    def __init__(self, secret: str, clock: Clock) -> None:
        super().__init__(secret, salt="podkeeper.slack.install", digest_method=hashlib.sha256)
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock.now().timestamp())


class States:
    """Makes a ``state`` for Slack to hand back, and a ticket for the browser's cookie that belongs to it alone.

    Nothing is kept until they are shown again, so that whoever only begins costs nothing, and any process can take
    them back.
    """

    def __init__(self, secret: str, clock: Clock, replays: Replays) -> None:
        self._stamps = _Stamps(secret, clock)
        self._clock = clock
        self._replays = replays

    def begin(self) -> tuple[str, str]:
        """Give a state and its ticket."""
        ticket = secrets.token_urlsafe(32)
        return self._stamps.sign(_mark(ticket)).decode(), ticket

    async def accept(self, state: str, ticket: str) -> bool:
        """Tell whether these two belong together, are young, and were not shown before."""
        try:
            mark = self._stamps.unsign(state, max_age=int(LASTING.total_seconds())).decode()
        except BadSignature:
            return False
        if not hmac.compare_digest(mark, _mark(ticket)):
            return False
        # By the mark: one signature can be written in several ways.
        return await self._replays.is_first(f"install:{mark}", self._clock.now() + 2 * LASTING)


def _mark(ticket: str) -> str:
    return hashlib.sha256(ticket.encode("utf-8", "surrogatepass")).hexdigest()
