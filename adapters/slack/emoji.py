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
    """Give an emoji as it stands in a text: its character, or its name between colons where it has none."""
    found = character(name)
    return found if found != name.partition("::")[0] else f":{name}:"


def character(name: str) -> str:
    """Give the character of an emoji by Slack's name, without its skin tone; the name where it has no character."""
    plain = name.partition("::")[0]
    if plain in _NAMED:
        return _NAMED[plain]
    try:
        found = unicodedata.lookup(plain.replace("_", " ").replace("-", " ").upper())
    except KeyError:
        return plain
    # Letters and signs have Unicode names too ("comma"); a custom emoji may be called the same.
    return found if unicodedata.category(found) == "So" else plain
