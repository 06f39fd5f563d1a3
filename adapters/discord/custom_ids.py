"""What stands in a component's ``custom_id``: the token, and in a direct message also the server it is about.

A direct message belongs to no server, so the card itself says which one it came from. It is a claim like the
token: whoever presses is looked up in that server first. A second button with the same token on one card is
numbered, because Discord refuses two equal ids.
"""

import re
from dataclasses import dataclass
from typing import Final

from adapters.discord import limits
from bot.core.errors import BadToken
from bot.core.tokens import Token

_FORM: Final = re.compile(r"([^|]+)(?:\|([0-9]{1,20}))?(?:\|\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Carried:
    """What came back with a press: the token, and the server the card was sent for (empty: not said)."""

    token: Token
    home: str = ""


def write(token: Token, home: str = "", copy: int = 0) -> str:
    """Write a token down for a component; the server is left out where there is no space for it."""
    text = str(token)
    if home and len(text) + 1 + len(home) <= limits.CUSTOM_ID:
        text = f"{text}|{home}"
    if copy and len(text) + 2 + len(str(copy)) <= limits.CUSTOM_ID:
        text = f"{text}|.{copy}"
    return text


def read(custom_id: str) -> Carried:
    """Read a component's id; BadToken for one that is not ours."""
    found = _FORM.fullmatch(custom_id)
    if found is None:
        raise BadToken(custom_id)
    return Carried(Token.parse(found[1]), found[2] or "")
