"""The languages: one gettext catalogue each, read when the bot starts.

English is in the code. A language that lacks a text shows it in English; one that there is not at all falls back to
the nearest (``pt-BR`` to ``pt``), in the end to English.
"""

import gettext
import io
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.core.text import Translator

FOLDER: Final = Path(__file__).parent


def languages() -> tuple[str, ...]:
    """Give the tags of all languages, English first."""
    return ("en", *sorted(path.stem for path in _files().values()))


@lru_cache
def words(locale: str) -> Translator:
    """Give a language's words by its tag (``fr``, ``fr-CA``, ``fr_CA``), whoever wrote it and however."""
    for tag in _nearest(locale):
        # A tag comes from outside: it is looked up among the files there are, and never becomes a file's name.
        if (path := _files().get(tag)) is not None:
            return _read(path)
    return gettext.NullTranslations()


@lru_cache
def _files() -> Mapping[str, Path]:
    return {path.stem.lower(): path for path in FOLDER.glob("*.po")}


def _nearest(locale: str) -> Iterator[str]:
    # Language, script and country; what comes after names no catalogue, and may be of any length.
    parts = locale.lower().replace("-", "_").split("_", 3)[:3]
    for length in range(len(parts), 0, -1):
        yield "_".join(parts[:length])


@lru_cache
def _read(path: Path) -> Translator:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
