"""Slack's own markup: written for the plain ``text`` beside blocks and for small print, read from what people type.

``&``, ``<`` and ``>`` are all that Slack's parser knows (https://docs.slack.dev/messaging/formatting-message-text);
once they are escaped nothing can be a mention or a link. Emphasis cannot be escaped, so text that holds its marks
is never sent as ``mrkdwn``: messages turn it off for their ``text``, and small print goes as plain or rich text.
"""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from adapters.slack import emoji
from adapters.slack.look import Look
from bot.core.text import Code, Inline, Link, Mention, MessageLink, RoomLink, Run, Untrusted, Words

_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_EMPHASIS: Final = re.compile(r"[*_~`]|(?m:^\s*>)|:[\w+-]+:")
_ENTITY: Final = re.compile(r"<([^<>]*)>")
MEMBER: Final = re.compile(r"<@([A-Z0-9]+)(?:\|([^<>]*))?>")
CHANNEL: Final = re.compile(r"<#([A-Z0-9]+)\|?>")
UNSEEN: Final = "…"
"""Stands for the name of a channel that not everybody may know of."""
_WHOLE: Final = re.compile(r"```\n?(.+?)```|`([^`\n]+)`|<([^<>]*)>", re.DOTALL)
"""What Slack looks for no emphasis in: code, and what stands between angle brackets."""
_HELD: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
_PAIRS: Final = tuple(
    re.compile(rf"(?<![^\W_])(?<!{mark}){mark}(?=\S)([^\n{mark}]*[^\s{mark}]){mark}(?![^\W_])(?!{mark})")
    for mark in (r"\*", "_", "~")
)
# Before a number the same sign means "more than", and only Slack's clients know which it was.
_QUOTED: Final = re.compile(r"^&gt; ?(?!\s*\d)", re.MULTILINE)
_EMOJI: Final = re.compile(r"(?<!\w):([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):(?!\w)")
NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})


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
    return any(isinstance(run.leaf, Mention | RoomLink | MessageLink | Link) or run.strong for run in look.runs(text))


def bears_markup(text: Inline, look: Look) -> bool:
    """Tell whether small print can go as ``mrkdwn``: it has no words of people's, and none that look like marks."""
    return not any(
        isinstance(run.leaf, Untrusted | Code | Link | MessageLink)
        or (isinstance(run.leaf, Words) and _EMPHASIS.search(run.leaf.value))
        or (isinstance(run.leaf, Mention) and not look.as_element(run.leaf))
        for run in look.runs(text)
    )


def small(text: Inline, look: Look) -> str:
    """Write small print that ``bears_markup``, with bold where it is ours."""
    return "".join(f"*{said}*" if run.strong else said for run in look.runs(text) if (said := _said(run, look)))


def read(text: str, me: str = "", names: Mapping[str, str] = NO_NAMES) -> str:
    """Give what people see of a typed line: names instead of ids, addresses, no escapes.

    Slack tells no names with most ids; ``names`` has them, with an empty one for what not everybody may know of.
    Mentions of the bot itself (``me``) are left out: they call it, they are not part of what is said.
    """
    shown = _ENTITY.sub(lambda found: _shown(found[1], me, names), text)
    return html.unescape(shown).strip() if "&" in shown else shown.strip()


def said(text: str, me: str = "", names: Mapping[str, str] = NO_NAMES) -> str:
    """Give what people see of a message: as ``read`` does, and without the marks of emphasis, code and quotes."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[0] if found[3] is not None else found[1] or found[2])
        return _HELD

    bare = _QUOTED.sub("", _WHOLE.sub(hold, text.replace(_HELD, "")))
    for pair in _PAIRS:
        bare = pair.sub(r"\1", bare)
    bare = _EMOJI.sub(lambda found: emoji.shown(found[1]), bare)
    whole = iter(held)
    return read(re.sub(_HELD, lambda _: next(whole), bare), me, names)


def named(texts: Iterable[str]) -> tuple[set[str], set[str]]:
    """Give the users and the channels that are named by their ids alone."""
    whole = "\n".join(texts)
    users = {found[1] for found in MEMBER.finditer(whole) if not found[2]}
    return users, {found[1] for found in CHANNEL.finditer(whole)}


def _shown(entity: str, me: str, names: Mapping[str, str]) -> str:
    target, _, label = entity.partition("|")
    kind, rest = target[:1], target[1:]
    match kind:
        case "@":
            return "" if rest == me else f"@{label or names.get(rest, rest)}"
        case "#":
            return f"#{label or names.get(rest, rest) or UNSEEN}"
        case "!":
            return _special(rest, label)
        case _:
            address = target.removeprefix("mailto:")
            return address if label in ("", address, target) else f"{label} ({address})"


def _special(name: str, label: str) -> str:
    if name.startswith("subteam^"):
        return label if label.startswith("@") else f"@{label or name.removeprefix('subteam^')}"
    return label or f"@{name.partition('^')[0]}"


def address(text: str) -> str:
    """Give a pasted address as it was before Slack marked it as one; anything else as it is."""
    found = _ENTITY.fullmatch(text.strip())
    return html.unescape(found[1].partition("|")[0] if found else text.strip())


def keep_whole(text: str) -> str:
    """Keep a mention one word, although the name in it may be of two."""
    return _ENTITY.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def replace_members(text: str, name: Callable[[str], str]) -> str:
    """Put something else in the place of each escaped mention of a member, by its user id."""
    return MEMBER.sub(lambda found: name(found[1]), text)


def mentions(text: str, user: str) -> bool:
    """Tell whether a message's text mentions this user."""
    return any(found[1] == user for found in MEMBER.finditer(text))
