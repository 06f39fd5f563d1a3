"""The bot's own template and list of areas, for every community that has none of its own."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from bot.core.refs import CommunityRef
from bot.domain.templates.file import read
from bot.domain.templates.template import FALLBACK, Template

_FOLDER: Final = Path(__file__).parent


def default(community: CommunityRef) -> Template:
    """Give a community the bot's own template, under number 0."""
    return replace(_own(), community=community)


@lru_cache
def _own() -> Template:
    """Read the files once. A key in them is never taken away or given another meaning: nuggets hold on to it."""
    nobody = CommunityRef("none", "none")
    blank = Template(id="", community=nobody, sign="🌱", languages=(FALLBACK,), labels={}, fields=(), areas=())
    told = read((_FOLDER / "nugget.toml").read_text(encoding="utf-8"), blank)
    return read((_FOLDER / "areas.toml").read_text(encoding="utf-8"), told)
