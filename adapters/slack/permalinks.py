"""The addresses of Slack's messages, written and read. Source: Slack's documentation, "chat.getPermalink"."""

import re
from typing import Final
from urllib.parse import urlsplit

from adapters.slack.apps import Identity
from bot.core.refs import MessageRef

_PATH: Final = re.compile(r"/archives/([A-Z0-9]+)/p(\d{6,})(\d{6})/?")


def address(site: str, message: MessageRef, thread: MessageRef | None) -> str:
    """Give a message's address in the workspace at ``site``; empty where that is not known."""
    if not site:
        return ""
    channel = message.room.room
    place = f"{site}archives/{channel}/p{message.message.replace('.', '')}"
    return place if thread is None or thread == message else f"{place}?thread_ts={thread.message}&cid={channel}"


def read(typed: str, me: Identity) -> MessageRef | None:
    """Read a pasted address; None for what is none, or leads to another workspace."""
    try:
        parts, home = urlsplit(typed.strip()), urlsplit(me.site)
        found = _PATH.fullmatch(parts.path)
    except ValueError:
        return None
    if found is None or parts.scheme not in {"http", "https"} or not home.hostname or parts.hostname != home.hostname:
        return None
    return me.message(found[1], f"{found[2]}.{found[3]}")
