"""The key that seals what not even the database tells: from the settings, or made once and kept in a file."""

import os
import secrets
import tempfile
from base64 import b64decode, b64encode
from pathlib import Path

from bot.bootstrap.problems import Problem, make_folder
from bot.config import StorageSettings
from bot.config.values import KEY_BYTES


def key_of(told: StorageSettings) -> bytes:
    """Give the key; Problem if its file holds none, since with another nobody hidden would be reached again."""
    if told.key is not None:
        return b64decode(told.key.get_secret_value())
    file = told.kept_key
    make_folder(file.parent)
    if not file.exists():
        _make(file)
    return _read(file)


def _make(file: Path) -> None:
    """Make a key that its owner alone can read; of two who begin at once, one makes it."""
    place, name = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(place, "wb") as made:
        made.write(b64encode(secrets.token_bytes(KEY_BYTES)))
    try:
        os.link(name, file)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()


def _read(file: Path) -> bytes:
    try:
        key = b64decode(file.read_bytes(), validate=True)
    except (OSError, ValueError) as wrong:
        raise Problem(f"{file} cannot be read as a key: bring it back from where it was kept") from wrong
    if len(key) != KEY_BYTES:
        raise Problem(f"{file} holds no key of {KEY_BYTES} bytes: bring it back from where it was kept")
    return key
