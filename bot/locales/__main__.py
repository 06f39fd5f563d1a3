"""Keep the languages complete: ``python -m bot.locales update`` and ``python -m bot.locales check``."""

import gettext
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.locales import FOLDER

ROOT: Final = FOLDER.parent.parent
SOURCES: Final = ("bot", "adapters")
KEYWORDS: Final = {"t": None, "n": (1, 2)}
NUMBERS_TRIED: Final = 1_000
"""How many numbers show which plural forms there are; no language waits longer before its rules repeat."""

_SLOT: Final = re.compile(r"\{[a-z_]+\}")


def extract() -> Catalog:
    """Gather every text of the code, with the modules that say it."""
    found = Catalog(project="Podkeeper", charset="utf-8", fuzzy=False)
    for source in SOURCES:
        for name, _, texts, comments, context in extract_from_dir(
            ROOT / source, [("**.py", "python")], {"**.py": {}}, KEYWORDS
        ):
            found.add(texts, None, [(f"{source}/{name}", 0)], auto_comments=comments, context=context)
    return found


def read(path: Path) -> Catalog:
    """Read one language."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


def update(folder: Path = FOLDER, template: Catalog | None = None) -> None:
    """Bring every language's file up to date with the code; texts that nobody says any more are dropped."""
    template = template or extract()
    for path in sorted(folder.glob("*.po")):
        catalogue = read(path)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalogue, width=110, sort_output=True, omit_header=False, include_lineno=False)


def problems(folder: Path = FOLDER, template: Catalog | None = None) -> Iterator[str]:
    """Tell what is missing or wrong, a line each."""
    template = template or extract()
    for path in sorted(folder.glob("*.po")):
        catalogue = read(path)
        may_lack_count = forms_of_one_number(catalogue)
        for message in template:
            if message.id:
                yield from _compare(path.stem, message, catalogue.get(message.id), may_lack_count)
        for message in catalogue:
            if message.id and template.get(message.id) is None:
                yield f"{path.stem}: nobody says {message.id!r} any more"


def forms_of_one_number(catalogue: Catalog) -> frozenset[int]:
    """Give the plural forms that stand for a single number each, as English's first does and French's first does not.

    Such a form may say the number in a word ("one request").
    """
    form_of = gettext.c2py(catalogue.plural_expr)
    used = Counter(form_of(number) for number in range(NUMBERS_TRIED))
    return frozenset(form for form, numbers in used.items() if numbers == 1)


def _compare(
    language: str, message: Message, translated: Message | None, may_lack_count: frozenset[int]
) -> Iterator[str]:
    texts = _texts(translated.string) if translated is not None else ()
    if not texts or not all(texts):
        yield f"{language}: no words for {message.id!r}"
        return
    english = _texts(message.id)
    wanted = set(_SLOT.findall(english[-1]))
    for form, text in enumerate(texts):
        given = set(_SLOT.findall(text))
        lacking = wanted - given
        if len(english) > 1 and form in may_lack_count:
            lacking -= {"{count}"}
        if lacking or given - wanted:
            yield f"{language}: {text!r} does not have the same slots as {message.id!r}"


def _texts(said: object) -> tuple[str, ...]:
    """Give the one text, or the plural forms."""
    return (said,) if isinstance(said, str) else tuple(said) if isinstance(said, list | tuple) else ()


def main(arguments: list[str]) -> int:
    """Run one of the two commands; the exit code says whether all languages are complete."""
    match arguments:
        case ["update"]:
            update()
            return 0
        case ["check"]:
            found = list(problems())
            sys.stdout.writelines(f"{line}\n" for line in found)
            return 1 if found else 0
        case _:
            sys.stdout.write("python -m bot.locales update | check\n")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
