"""The languages: one gettext catalogue each, read when the bot starts.

English is in the code. A language that lacks a text shows it in English; one that there is not at all falls back to
the nearest (``pt-BR`` to ``pt``), in the end to English.
"""

import gettext
import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.core.text import Translator

FOLDER: Final = Path(__file__).parent


def languages() -> tuple[str, ...]:
    """Give the tags of all languages, English first."""
    return ("en", *sorted(path.stem for path in FOLDER.glob("*.po")))


@lru_cache
def words(locale: str) -> Translator:
    """Give a language's words by its tag (``fr``, ``fr-CA``, ``fr_CA``)."""
    for tag in _nearest(locale):
        path = FOLDER / f"{tag}.po"
        if path.is_file():
            return _read(path, tag)
    return gettext.NullTranslations()


def _nearest(locale: str) -> Iterator[str]:
    parts = locale.replace("-", "_").split("_")
    for length in range(len(parts), 0, -1):
        tag = "_".join(parts[:length])
        # A tag comes from outside; only letters and digits may become a file's name.
        if tag.replace("_", "").isalnum() and tag.isascii():
            yield tag


@lru_cache
def _read(path: Path, tag: str) -> Translator:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=tag)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
