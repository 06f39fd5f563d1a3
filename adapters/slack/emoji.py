"""Slack's names of emoji as characters, so that a reaction is the same on every platform."""

import unicodedata
from typing import Final

_NAMED: Final = {
    "+1": "👍",
    "thumbsup": "👍",
    "-1": "👎",
    "thumbsdown": "👎",
    "white_check_mark": "✅",
    "heavy_check_mark": "✔️",
    "ballot_box_with_check": "☑️",
    "x": "❌",
    "question": "❓",
    "grey_question": "❔",
    "exclamation": "❗",
    "heart": "❤️",
    "bulb": "💡",
    "memo": "📝",
    "pencil": "📝",
    "pencil2": "✏️",
    "seedling": "🌱",
    "raised_hands": "🙌",
    "raised_hand": "✋",
    "hand": "✋",
    "clap": "👏",
    "pray": "🙏",
    "wave": "👋",
    "tada": "🎉",
    "star": "⭐",
    "star2": "🌟",
    "sparkles": "✨",
    "pushpin": "📌",
    "round_pushpin": "📍",
    "bookmark": "🔖",
    "speech_balloon": "💬",
    "warning": "⚠️",
    "sos": "🆘",
    "arrows_counterclockwise": "🔄",
    "repeat": "🔁",
    "calendar": "📆",
    "date": "📅",
    "ear_of_rice": "🌾",
    "herb": "🌿",
    "deciduous_tree": "🌳",
    "slightly_smiling_face": "🙂",
    "smile": "😄",
    "joy": "😂",
    "cry": "😢",
    "thinking_face": "🤔",
    "100": "💯",
    "fire": "🔥",
    "ok_hand": "👌",
    "handshake": "🤝",
    "books": "📚",
    "book": "📖",
    "mag": "🔍",
}


def shown(name: str) -> str:
    """Give an emoji as people read it: its character without its skin tone, or its name between colons."""
    plain = name.partition("::")[0]
    found = _character(plain)
    return found if found != plain else f":{plain}:"


def _character(plain: str) -> str:
    if plain in _NAMED:
        return _NAMED[plain]
    try:
        found = unicodedata.lookup(plain.replace("_", " ").replace("-", " ").upper())
    except KeyError:
        return plain
    # Letters and signs have Unicode names too ("comma"); a custom emoji may be called the same.
    return found if unicodedata.category(found) == "So" else plain
