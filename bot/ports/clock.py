"""The one source of the time."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; a test's clock is moved by the test."""

    def now(self) -> datetime:
        """Give the present moment, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Give seconds that never run backwards; for durations only."""
        ...
