"""A language that nobody speaks: English with accents, 40 % longer, in brackets.

Whoever looks at a page or a snapshot in it sees at once what is cut, what nobody gave to translation, and where two
texts were put together as only English would.
"""

import math
import re
from typing import Final

from bot.core.text import Translator

LONGER: Final = 1.4
"""How much longer than English: German and Russian labels reach it, French sentences come close."""

_KEPT: Final = re.compile(r"(\{[a-z_]+\}|https?://\S*|(?<![\w/])/[a-z][a-z-]*)")
_ACCENTED: Final = str.maketrans("aceinosuyzACEINOSUYZ", "åçéïñøšüÿžÅÇÉÏÑØŠÜŸŽ")
_MORE: Final = " ·løñgér"


class Pseudo:
    """Implements ``bot.core.text.Translator``."""

    def gettext(self, message: str) -> str:
        return stretched(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return stretched(msgid1 if n == 1 else msgid2)


def pseudo(_locale: str) -> Translator:
    """Give the language for every tag; implements ``bot.ports.chat.Words``."""
    return Pseudo()


def stretched(text: str) -> str:
    """Give a text as this language says it; slots, commands and web addresses stay as they are."""
    pieces = _KEPT.split(text)
    said = "".join(piece if place % 2 else piece.translate(_ACCENTED) for place, piece in enumerate(pieces))
    lacking = math.ceil(len(text) * LONGER) - len(text) - len("⟦⟧")
    return f"⟦{said}{(_MORE * (lacking // len(_MORE) + 1))[: max(lacking, 0)]}⟧"
