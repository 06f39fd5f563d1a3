"""The computer's own clock."""

import time
from datetime import UTC, datetime


class SystemClock:
    """Implements ``bot.ports.clock.Clock``."""

    def now(self) -> datetime:
        """Give the present moment, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Give seconds that never run backwards."""
        return time.monotonic()
