"""The addresses of Discord's messages, written and read."""

import re
from typing import Final

from adapters.discord import places
from bot.core.refs import MessageRef

# The same message at the usual address, at those of the two test clients, and at Discord's first.
_ADDRESS: Final = re.compile(r"https?://(?:(?:www|ptb|canary)\.)?discord(?:app)?\.com/channels/(\d+)/(\d+)/(\d+)/?")


def address(message: MessageRef) -> str:
    """Give a message's address."""
    channel, inside = places.where(message)
    return f"https://discord.com/channels/{message.room.community.id}/{channel}/{inside}"


def read(typed: str, guild: str) -> MessageRef | None:
    """Read a pasted address; None for what is none, or leads to another server.

    Of a thread it does not tell which channel it hangs under.
    """
    found = _ADDRESS.fullmatch(typed.strip().removeprefix("<").removesuffix(">"))
    if found is None or found[1] != guild:
        return None
    return places.message(guild, found[2], found[3])
