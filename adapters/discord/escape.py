"""Making words inert in Discord's markdown.

Discord shows a backslash before any punctuation mark as that mark alone, so one is put before every mark that
could begin emphasis, code, a link, a mention, a time, an emoji, a spoiler, a quote, a heading, small print or a
list. ``@everyone`` and ``@here`` are recognised even behind a backslash: an invisible space parts them.
"""

import re
from typing import Final

from bot.core.safety import FIRST_STRONG_ISOLATE, clean, isolate

ZERO_WIDTH_SPACE: Final = "\u200b"

_ANYWHERE: Final = re.compile(r"[\\*_~`|<>\[\]()/]")
# Marks that mean something only where a line begins: heading, small print, lists, numbered lists.
_LINE_START: Final = re.compile(rf"(?m)^([ \t{FIRST_STRONG_ISOLATE}]*)(?:([#+-])|([0-9]+)([.)])(?=\s|$))")
_LOUD: Final = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_BLANK_LINES: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def escape(text: str) -> str:
    """Make text show exactly as it is; newlines stay."""
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    return quiet(_LINE_START.sub(_escape_start, text))


def quiet(text: str) -> str:
    """Part every ``@everyone`` and ``@here``, also one that came about where two pieces meet."""
    return _LOUD.sub("@" + ZERO_WIDTH_SPACE, text)


def escape_people(text: str) -> str:
    """Make people's words inert: cleaned, isolated line by line from what stands around them, and escaped."""
    lines = _BLANK_LINES.sub("\n\n", clean(text).strip()).split("\n")
    return "\n".join(escape(isolate(line)) if line else "" for line in lines)


def _escape_start(found: re.Match[str]) -> str:
    space, mark, number, after = found.groups()
    if mark is not None:
        # "-#" is small print: both marks are escaped, so that neither means anything alone.
        return f"{space}\\{mark}"
    return f"{space}{number}\\{after}"
