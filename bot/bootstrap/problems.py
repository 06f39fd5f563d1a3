"""One word for all that keeps the bot from working."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import storage


class Problem(Exception):
    """Something keeps the bot from working; the message is one line for whoever runs it."""


@contextmanager
def told() -> Iterator[None]:
    """Turn a part's own word for trouble into the one that the command line knows."""
    try:
        yield
    except storage.StorageProblem as problem:
        raise Problem(str(problem)) from problem


def make_folder(folder: Path) -> None:
    """Make a folder for a file of ours; Problem if it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise Problem(f"{folder} cannot be made: {wrong.strerror}. Name another place in the settings.") from wrong
