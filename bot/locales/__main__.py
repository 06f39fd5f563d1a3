"""Keep the languages complete: ``python -m bot.locales update`` and ``python -m bot.locales check``."""

import re
import sys
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


def update() -> None:
    """Bring every language's file up to date with the code; texts that nobody says any more are dropped."""
    template = extract()
    for path in sorted(FOLDER.glob("*.po")):
        catalogue = read(path)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalogue, width=110, sort_output=True, omit_header=False, include_lineno=False)


def problems() -> Iterator[str]:
    """Tell what is missing or wrong, a line each."""
    template = extract()
    for path in sorted(FOLDER.glob("*.po")):
        catalogue = read(path)
        for message in template:
            if message.id:
                yield from _compare(path.stem, message, catalogue.get(message.id))
        for message in catalogue:
            if message.id and template.get(message.id) is None:
                yield f"{path.stem}: nobody says {message.id!r} any more"


def _compare(language: str, message: Message, translated: Message | None) -> Iterator[str]:
    said = translated.string if translated is not None else ""
    texts = [said] if isinstance(said, str) else list(said or ())
    if not texts or not all(texts):
        yield f"{language}: no words for {message.id!r}"
        return
    wanted = set(_SLOT.findall(message.id if isinstance(message.id, str) else message.id[-1]))
    for text in texts:
        given = set(_SLOT.findall(text))
        # A singular may leave the number out ("one request"), never anything else.
        if given - wanted or (wanted - given) - {"{count}"}:
            yield f"{language}: {text!r} does not have the same slots as {message.id!r}"


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
