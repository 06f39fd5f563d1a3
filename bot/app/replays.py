"""Keys of what may count once only, kept in the store, so that replicas and restarts share them."""

import asyncio
from datetime import datetime
from typing import Final

from bot.ports.store import Storage, StoreBusy

PATIENCE_SECONDS: Final = 0.8
"""How long a door waits for the note. What it lets in takes up to 1.5 s more, and platforms want an answer within 3."""


class StoredReplays:
    """Implements ``bot.ports.replays.Replays``."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def is_first(self, key: str, until: datetime) -> bool:
        """Note a key until a moment; False if it is noted already. StoreBusy if the store does not do it in time."""
        ticket = self._storage.write(lambda uow: uow.signatures.take(key, until), [])
        done, _ = await asyncio.wait({ticket.result}, timeout=PATIENCE_SECONDS)
        if not done and not ticket.withdraw():
            # It may still be stored. Whoever sent this sends it again under another key; nobody asks how this ended.
            ticket.result.add_done_callback(lambda result: result.cancelled() or result.exception())
        if not done:
            raise StoreBusy("the request could not be noted in time")
        return ticket.result.result()
