"""Leafing through what people wrote: a page holds as much as can be read whole on the narrowest platform."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

FITS: Final = 2800
"""So many characters of theirs fit beside what a page says itself."""

BESIDE: Final = 60
"""So many of them are taken up by what stands with each: whose it is, to which question."""


def pages(found: Sequence[T], words: Callable[[T], str], most: int) -> list[list[T]]:
    """Put things on pages in their order, at most so many on each."""
    laid: list[list[T]] = []
    left = 0
    for one in found:
        takes = len(words(one)) + BESIDE
        if not laid or takes > left or len(laid[-1]) == most:
            laid.append([])
            left = FITS
        laid[-1].append(one)
        left -= takes
    return laid
