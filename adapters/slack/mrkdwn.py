"""Slack's own markup: written for the plain ``text`` beside blocks and for small print, read from what people type.

``&``, ``<`` and ``>`` are all that Slack's parser knows (https://docs.slack.dev/messaging/formatting-message-text);
once they are escaped nothing can be a mention or a link. Emphasis cannot be escaped, so text that holds its marks
is never sent as ``mrkdwn``: messages turn it off for their ``text``, and small print goes as plain or rich text.
"""

import html
import re
from collections.abc import Callable
from typing import Final

from adapters.slack.look import Look
from bot.core.text import Code, Inline, Link, Mention, RoomLink, Run, Untrusted, Words

_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_EMPHASIS: Final = re.compile(r"[*_~`]|(?m:^\s*>)|:[\w+-]+:")
_ENTITY: Final = re.compile(r"<([^<>]*)>")
MEMBER: Final = re.compile(r"<@([A-Z0-9]+)(?:\|([^<>]*))?>")


def escape(text: str) -> str:
    """Make text literal for Slack's parser."""
    return text.translate(_ESCAPES)


def fallback(text: Inline, look: Look) -> str:
    """Say rich text for a notification: escaped, with members and rooms as Slack names them."""
    return "".join(_said(run, look) for run in look.runs(text))


def _said(run: Run, look: Look) -> str:
    match run.leaf:
        case Mention(member) if look.as_element(run.leaf):
            return f"<@{member.user}>"
        case RoomLink(room) if room.community == look.community:
            return f"<#{room.room}>"
        case _:
            return escape(look.words(run.leaf))


def needs_markup(text: Inline, look: Look) -> bool:
    """Tell whether small print holds something that plain text cannot show."""
    return any(isinstance(run.leaf, Mention | RoomLink | Link) or run.strong for run in look.runs(text))


def bears_markup(text: Inline, look: Look) -> bool:
    """Tell whether small print can go as ``mrkdwn``: it has no words of people's, and none that look like marks."""
    return not any(
        isinstance(run.leaf, Untrusted | Code | Link)
        or (isinstance(run.leaf, Words) and _EMPHASIS.search(run.leaf.value))
        or (isinstance(run.leaf, Mention) and not look.as_element(run.leaf))
        for run in look.runs(text)
    )


def small(text: Inline, look: Look) -> str:
    """Write small print that ``bears_markup``, with bold where it is ours."""
    return "".join(f"*{said}*" if run.strong else said for run in look.runs(text) if (said := _said(run, look)))


def read(text: str, me: str = "") -> str:
    """Give what people see of a message's text: names instead of ids where Slack tells them, addresses, no escapes.

    Mentions of the bot itself (``me``) are left out: they call it, they are not part of what is said.
    """
    shown = _ENTITY.sub(lambda found: _shown(found[1], me), text)
    return html.unescape(shown).strip() if "&" in shown else shown.strip()


def _shown(entity: str, me: str) -> str:
    target, _, label = entity.partition("|")
    kind, rest = target[:1], target[1:]
    match kind:
        case "@":
            return "" if rest == me else f"@{label or rest}"
        case "#":
            return f"#{label or rest}"
        case "!":
            return _special(rest, label)
        case _:
            address = target.removeprefix("mailto:")
            return address if label in ("", address, target) else f"{label} ({address})"


def _special(name: str, label: str) -> str:
    if name.startswith("subteam^"):
        return label if label.startswith("@") else f"@{label or name.removeprefix('subteam^')}"
    return label or f"@{name.partition('^')[0]}"


def keep_whole(text: str) -> str:
    """Keep a mention one word, although the name in it may be of two."""
    return _ENTITY.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def replace_members(text: str, name: Callable[[str], str]) -> str:
    """Put something else in the place of each escaped mention of a member, by its user id."""
    return MEMBER.sub(lambda found: name(found[1]), text)


def mentions(text: str, user: str) -> bool:
    """Tell whether a message's text mentions this user."""
    return any(found[1] == user for found in MEMBER.finditer(text))
