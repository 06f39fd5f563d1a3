"""What a Discord message says, as plain text that makes sense outside Discord."""

import re
from collections.abc import Mapping
from typing import Any, Final

_USER: Final = re.compile(r"<@!?(\d+)>")
_EMOJI: Final = re.compile(r"<a?(:[A-Za-z0-9_~]+:)\d+>")


def said(message: Mapping[str, Any]) -> str:
    """Give a message's text with people by name and emoji by their short names; empty where it may not be read."""
    text = str(message.get("content") or "")
    if "<" not in text:
        return text
    names = {str(user.get("id")): called(user) for user in message.get("mentions") or () if isinstance(user, Mapping)}
    text = _USER.sub(lambda found: f"@{names[found[1]]}" if names.get(found[1]) else found[0], text)
    return _EMOJI.sub(r"\1", text)


def called(user: Mapping[str, Any], member: Mapping[str, Any] | None = None) -> str:
    """Give the name that people see: the one in this server, else the account's own."""
    nick = (member or user.get("member") or {}).get("nick")
    return str(nick or user.get("global_name") or user.get("username") or "")
