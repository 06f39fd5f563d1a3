"""What each sign is worth for each field: points as data, fitted to marked threads."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "points.toml"
"""Written by ``python -m tests.bench.fitting``: whoever changes cues or signs writes it anew."""


@lru_cache
def table() -> Mapping[str, Mapping[str, float]]:
    """Read the points of all signs, by what they speak for."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def points(what: str, signs: Iterable[str]) -> float:
    """Add up what signs are worth: to the tenth, as they are written, so that their order adds nothing."""
    worth = table().get(what, {})
    return round(sum(worth.get(sign, 0.0) for sign in signs), 1)
