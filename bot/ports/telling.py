"""What people told in an object of a feature's, offered to whoever makes something of it, as of a thread.

A feature declares what was told in its objects (``Tells``) and shows ``offered_on`` them. Whoever makes something of it
offers that on ``TOLD``, and asks for ``Reading.told_in``. So neither knows the other.
"""

from collections.abc import Sequence
from typing import Final

from bot.core.content import Button
from bot.ports.context import Reading

TOLD: Final = "told"
"""The subject on which a feature offers what it makes of what was told."""


def offered_on(object_id: str, reading: Reading) -> Sequence[Button]:
    """Give what can be made of what was told in an object; nothing where nothing was."""
    return reading.offers(TOLD, object_id) if reading.told_in(object_id) is not None else ()
