"""Slack's limits, from its reference of blocks, views and methods, and the one way text is cut to them.

Our own words are held to the narrowest platform's limits where they are built; these are the last guard, for
people's words and for long translations. Every cut is visible.
"""

from typing import Final

from bot.core.safety import boundary

HEADER: Final = 150
TEXT: Final = 3_000
"""Characters in one section; a longer paragraph becomes several."""
CONTEXT: Final = 2_000
FALLBACK: Final = 4_000
"""Characters of the plain ``text`` beside blocks, after escaping, in an edited message."""
FALLBACK_CUT: Final = FALLBACK // len("&amp;")
"""To so many characters a longer one is cut before escaping; a notification shows far fewer."""
BUTTON: Final = 75
OPTION: Final = 75
OPTION_VALUE: Final = 150
OPTIONS: Final = 100
SUGGESTIONS: Final = 100
CHECKBOXES: Final = 10
LINK: Final = 3_000
MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100
VIEW_TITLE: Final = 24
VIEW_BUTTON: Final = 24
INPUT_LABEL: Final = 2_000
INPUT_HINT: Final = 2_000
INPUT_TEXT: Final = 3_000
PRIVATE_METADATA: Final = 3_000
ROOM_NAME: Final = 80
PURPOSE: Final = 250
COMMANDS: Final = 50
SHORTCUTS: Final = 10
SHORTCUT_NAME: Final = 24
COMMAND_NAME: Final = 32
COMMAND_DESCRIPTION: Final = 2_000
COMMAND_HINT: Final = 1_000
APP_NAME: Final = 35
BOT_NAME: Final = 80


def pieces(text: str, limit: int = TEXT) -> list[str]:
    """Cut a long text into pieces of at most ``limit`` characters; put together again they are the text.

    A piece ends after a line, else after a word, else between two characters that people see as two.
    """
    found: list[str] = []
    while len(text) > limit:
        end = _end(text, limit)
        found.append(text[:end])
        text = text[end:]
    if text:
        found.append(text)
    return found


def _end(text: str, limit: int) -> int:
    for mark in ("\n", " "):
        end = text.rfind(mark, limit // 2, limit) + 1
        if end and boundary(text, end) == end:
            return end
    # A run of combining marks longer than a whole piece has no better place than the limit itself.
    return boundary(text, limit) or limit
