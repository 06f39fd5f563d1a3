"""A small reading of Discord's markdown: what a text shows, and which of its marks still mean something."""

import re

_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
# The marks of Discord's markdown. Source: Discord's help centre, "Markdown Text 101", and "Message Formatting".
_ACTIVE = {
    "emphasis": re.compile(r"[*_]|~~"),
    "spoiler": re.compile(r"\|\|"),
    "code": re.compile(r"`"),
    "mention, time or emoji": re.compile(r"<(?:@|#|:|a:|t:|/|id:)"),
    "bracketed link": re.compile(r"<[a-z]+:", re.IGNORECASE),
    "masked link": re.compile(r"\]\("),
    "link": re.compile(r"(?:https?|discord|steam|mailto|tel)://?|discord\.gg/", re.IGNORECASE),
    "heading": re.compile(r"^\s*#{1,3}\s", re.MULTILINE),
    "small print": re.compile(r"^\s*-#\s", re.MULTILINE),
    "quote": re.compile(r"^\s*>", re.MULTILINE),
    "list": re.compile(r"^\s*(?:[-*+]|\d+[.)])\s", re.MULTILINE),
}
_LOUD = re.compile(r"@(?:everyone|here)", re.IGNORECASE)


def shown(text: str) -> str:
    """Give what a reader sees of a text in which every mark is escaped."""
    return _ESCAPED.sub(r"\1", text).replace("\u200b", "")


def active(text: str) -> list[str]:
    """Name the kinds of markup that would take effect. ``@everyone`` counts even behind a backslash."""
    bare = _ESCAPED.sub("\0", text)
    found = [name for name, mark in _ACTIVE.items() if mark.search(bare)]
    return [*found, *(["everyone"] if _LOUD.search(text) else [])]
