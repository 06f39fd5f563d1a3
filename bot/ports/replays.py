"""What may count once only, whichever process it comes to."""

from datetime import datetime
from typing import Protocol


class Replays(Protocol):
    """Remembers keys for longer than what they stand for could come again."""

    async def is_first(self, key: str, until: datetime) -> bool:
        """Note a key until a moment; False if it is noted already.

        ``StoreBusy`` and its kin if that could not be done in time: then nothing may be made of what came.
        """
        ...
