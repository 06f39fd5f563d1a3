"""Rows of buttons and menus as Discord's components."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from adapters.discord import custom_ids, limits, links
from adapters.discord.components import NOTHING, Json, Kind, text
from adapters.discord.spans import Ink
from bot.core.content import Actions, Button, LinkButton, Menu, Style
from bot.core.text import Link
from bot.core.tokens import Token

_STYLES: Final = {Style.PRIMARY: 1, Style.NORMAL: 2, Style.DANGER: 4}
_LINK_STYLE: Final = 5


def rows(block: Actions, ink: Ink, home: str, used: Counter[Token]) -> Iterator[Json]:
    """Lay out a row: buttons share one, a menu has its own. ``used`` counts the tokens already on the message."""
    buttons: list[Json] = []
    for item in block.items:
        if isinstance(item, Menu):
            yield {"type": Kind.ROW, "components": [_menu(item, ink, home, used)]}
        elif isinstance(item, Button):
            label = ink.plain(item.label, limits.BUTTON_LABEL) or NOTHING
            shown = {"type": Kind.BUTTON, "style": _STYLES[item.style], "label": label}
            buttons.append(shown | {"custom_id": _custom_id(item, home, used)})
        else:
            shown = _link_button(item, ink)
            if shown["type"] == Kind.BUTTON:
                buttons.append(shown)
            else:
                yield shown
    if buttons:
        yield {"type": Kind.ROW, "components": buttons}


def _custom_id(item: Button | Menu, home: str, used: Counter[Token]) -> str:
    used[item.token] += 1
    return custom_ids.write(item.token, home, used[item.token] - 1)


def _menu(item: Menu, ink: Ink, home: str, used: Counter[Token]) -> Json:
    options = [{"label": ink.plain(o.label, limits.OPTION) or NOTHING, "value": o.value} for o in item.options]
    return {
        "type": Kind.SELECT,
        "custom_id": _custom_id(item, home, used),
        "placeholder": ink.plain(item.label, limits.PLACEHOLDER),
        "options": options,
    }


def _link_button(item: LinkButton, ink: Ink) -> Json:
    """Make a button to the web; an address that a button cannot hold stands there as text."""
    url = links.live(item.url)
    if url is None or len(url) > limits.BUTTON_URL:
        return text(ink.markdown(Link(item.url, item.label)))
    label = ink.plain(item.label, limits.BUTTON_LABEL) or NOTHING
    return {"type": Kind.BUTTON, "style": _LINK_STYLE, "label": label, "url": url}
