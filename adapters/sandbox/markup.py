"""Rendered lines as HTML: the one place where words become markup, and every one of them is escaped."""

import re
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from adapters.sandbox.permalinks import address
from adapters.sandbox.plain import Looker
from adapters.sandbox.render import is_live
from adapters.sandbox.say import moment_text
from adapters.sandbox.spot import Spot, base_of
from adapters.sandbox.tree import Line, Piece, moment_of
from bot.core.safety import clean, isolate
from bot.core.text import Show

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+[^\s<>\"'.,;:!?)\]]")
_REL: Final = "noopener noreferrer nofollow"


def line_html(line: Line, looker: Looker) -> Markup:
    """Give a line as HTML."""
    return Markup().join(_piece(piece, looker) for piece in line)


def said_html(text: str) -> Markup:
    """Give what a person typed as HTML: to the letter, with web addresses to follow."""
    text = clean(text)
    parts: list[Markup] = []
    place = 0
    for found in _ADDRESS.finditer(text):
        if is_live(found[0]):
            parts.extend((escape(text[place : found.start()]), link_html(found[0], "")))
            place = found.end()
    return Markup().join((*parts, escape(text[place:])))


def link_html(url: str, words: str) -> Markup:
    """Give a link that shows where it goes."""
    link = Markup('<a href="{url}" rel="{rel}" target="_blank">{words}</a>').format(
        url=url, rel=_REL, words=words or isolate(url)
    )
    return link + Markup(' <span class="where">({})</span>').format(isolate(host_of(url))) if words else link


def host_of(url: str) -> str:
    """Tell where a link goes: the host, or the mail address."""
    parts = urlsplit(url)
    return parts.hostname or parts.path if parts.scheme != "mailto" else parts.path


def _room(piece: Piece, looker: Looker) -> Markup:
    """Give a room as a way into it, to those who can read it; to others it has no name."""
    words = looker.words(piece)
    if not looker.world.room_name(piece.target, looker.person):
        return Markup("<bdi>{}</bdi>").format(words)
    spot = Spot("room", piece.target.rpartition(":")[2])
    return Markup('<a class="room-link" href="{}"><bdi>{}</bdi></a>').format(f"{base_of(looker.person)}/{spot}", words)


def _message(piece: Piece, looker: Looker) -> Markup:
    """Give a message as a way to it, to those who can read it."""
    found = looker.world.message_named(looker.person, piece.target)
    if found is None:
        return escape(piece.text)
    return Markup('<a class="message-link" href="{}">{}</a>').format(address(*found, looker.person), piece.text)


def _piece(piece: Piece, looker: Looker) -> Markup:
    html = _leaf(piece, looker)
    return Markup("<strong>{}</strong>").format(html) if piece.strong else html


def _leaf(piece: Piece, looker: Looker) -> Markup:
    match piece.kind:
        case "code":
            return Markup("<code>{}</code>").format(piece.text)
        case "said":
            return Markup('<bdi class="said">{}</bdi>').format(isolate(piece.text))
        case "link" if piece.how == "live":
            return link_html(piece.target, "" if piece.text == piece.target else piece.text)
        case "mention":
            kind = "mention notify" if piece.how == "notify" else "mention"
            return Markup('<bdi class="{}">{}</bdi>').format(kind, looker.words(piece))
        case "room":
            return _room(piece, looker)
        case "message":
            return _message(piece, looker)
        case "moment" if piece.how != "day":
            at = moment_of(piece)
            whole = moment_text(at, Show.DATE_TIME.value, looker.locale, looker.zone, looker.now)
            return Markup('<time datetime="{}" title="{}">{}</time>').format(
                at.isoformat(), whole, looker.moment(piece)
            )
        case _:
            return escape(looker.words(piece))
