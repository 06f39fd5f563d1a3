"""Other tables of time zones than those at hand, as if they had been renewed since."""

import contextlib
import shutil
import zoneinfo
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path


@contextlib.contextmanager
def as_if(zone: str, kept: str, folder: Path) -> Iterator[None]:
    """Let a zone's clocks be set as those of another one are; ``folder`` is an empty one."""
    before = zoneinfo.TZPATH
    (folder / zone).parent.mkdir(parents=True)
    with as_file(files("tzdata").joinpath("zoneinfo", *kept.split("/"))) as table:
        shutil.copy(table, folder / zone)
    _use(zone, str(folder), *before)
    try:
        yield
    finally:
        _use(zone, *before)


def _use(zone: str, *paths: str) -> None:
    """Let a zone be read anew; the others stay the very objects that they are."""
    zoneinfo.reset_tzpath(paths)
    zoneinfo.ZoneInfo.clear_cache(only_keys=[zone])
