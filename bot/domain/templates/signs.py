"""The sign of a community: one emoji, or one that the platform has a name for."""

import re
from typing import Final

from bot.core.errors import Refusal
from bot.core.text import t

_PICTURE: Final = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_ONE: Final = rf"{_PICTURE}\ufe0f?[\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]*"
_EMOJI: Final = re.compile(rf"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_ONE}(?:\u200d{_ONE}){{0,9}}")
_NAMED: Final = re.compile(r":[A-Za-z0-9_+'~-]{2,100}:")
# How it is coloured, and whether as a picture or a letter, is the reacting person's own.
_LOOK: Final = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")


def read_sign(typed: str) -> str:
    """Read a sign as it was typed; Refusal for anything that is not one emoji."""
    typed = typed.strip()
    if _EMOJI.fullmatch(typed) or _NAMED.fullmatch(typed):
        return typed
    raise Refusal(t("Please give one emoji, such as 🌱, or the name of one of your own between colons."))


def same_sign(one: str, other: str) -> bool:
    """Tell whether two reactions are the same sign, whatever their skin tone; colons around a name do not count."""
    return _bare(one) == _bare(other)


def _bare(sign: str) -> str:
    return _LOOK.sub("", sign).strip(":")
