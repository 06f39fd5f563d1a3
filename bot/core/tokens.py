"""What a button or a form carries: a claim about an action and an object, never a proof.

``v1:pods.approve:R-7KQ2M…`` fits Discord's 100 characters, needs no memory, and outlives a restart. Whoever
presses is authorised again; a forged token names something the presser may not touch, and is refused.
"""

import re
from dataclasses import dataclass
from typing import Final, Self

from bot.core.errors import BadToken
from bot.core.ids import is_id

LIMIT: Final = 100
_ACTION: Final = re.compile(r"[a-z_]+(\.[a-z_]+)+")
_EXTRA: Final = re.compile(r"[A-Za-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class Token:
    """An action's name, the object it is about (or none), and a little of our own to remember, such as a page."""

    action: str
    object_id: str = ""
    extra: str = ""

    def __post_init__(self) -> None:
        if not _ACTION.fullmatch(self.action):
            raise ValueError(f"an action is named feature.verb, not {self.action!r}")
        if not _EXTRA.fullmatch(self.extra):
            raise ValueError(f"letters, digits, dot, dash and underscore only: {self.extra!r}")
        if len(str(self)) > LIMIT:
            raise ValueError(f"a token has at most {LIMIT} characters: {self}")

    def __str__(self) -> str:
        tail = f":{self.extra}" if self.extra else ""
        return f"v1:{self.action}:{self.object_id}{tail}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a token that came back from a client; BadToken for anything else."""
        version, _, rest = text.partition(":")
        parts = rest.split(":")
        if version != "v1" or len(text) > LIMIT or len(parts) not in (2, 3):
            raise BadToken(text)
        action, object_id = parts[0], parts[1]
        extra = parts[2] if len(parts) == 3 else ""
        if not _ACTION.fullmatch(action) or not _EXTRA.fullmatch(extra) or (object_id and not is_id(object_id)):
            raise BadToken(text)
        return cls(action, object_id, extra)
