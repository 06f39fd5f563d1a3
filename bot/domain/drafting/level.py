"""At which level a change was made, proposed from what is named beside it, and from who tells of it."""

from collections.abc import Iterator
from typing import Final

from bot.domain.drafting.cues import Cues
from bot.domain.drafting.phrases import Hit
from bot.domain.drafting.places import countries
from bot.domain.drafting.points import points
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.signs import planned
from bot.domain.drafting.story import Story
from bot.domain.drafting.telling import Piece
from bot.domain.drafting.words import words
from bot.domain.nuggets.words import Level

_ENOUGH: Final = -2.5
"""From how many points on a level is proposed."""


def level(story: Story, named: Piece | None) -> Level | None:
    """Propose the level that the signs speak for most; None where none is named and nobody signs with one."""
    signs = frozenset(signs_of(story, named))
    if "none named" in signs and not any(" is of a " in sign for sign in signs):
        return None
    worth = {one: points(one, signs) for one in Level}
    likeliest = max(worth, key=lambda one: worth[one])
    return likeliest if worth[likeliest] >= _ENOUGH else None


def signs_of(story: Story, named: Piece | None) -> Iterator[str]:
    """Give the levels named, by where they are: in the telling clause, the place, elsewhere, in who writes."""
    yield "any"
    heard: set[str] = set()
    for unit in story.units:
        for hit, levels in _longest(unit).items():
            for where in _where(story, unit, hit, named):
                heard.update(f"{where}: {one}" for one in levels)
    yield from heard
    for author in {unit.message.author for unit in story.units}:
        who = "teller" if author == story.change.message.author else "another"
        yield from (f"{who} is of a {one}" for one in _of_author(author, story.cues))
    for wide in reversed(Level):
        if any(sign.endswith(f": {wide}") and not sign.startswith("planned") for sign in heard):
            yield f"widest: {wide}"
            break
    else:
        yield "none named"
    lands = {name for unit in story.units for name in _countries(unit, story.cues)}
    if lands:
        yield "a country" if len(lands) == 1 else "countries"
    if named is None:
        yield "no place"


def _where(story: Story, unit: Unit, hit: Hit, named: Piece | None) -> Iterator[str]:
    if unit is story.change:
        yield "change"
    if named is not None and unit.message is named.unit.message:
        start, end = unit.words[hit.start].start, unit.words[hit.end - 1].end
        if start < named.end and named.start < end:
            yield "place"
    if planned(unit):
        yield "planned"
    elif not story.by_teller(unit):
        yield "asked" if unit.question else "others"
    elif unit is not story.change:
        yield "before" if (unit.place, unit.start) < (story.change.place, story.change.start) else "after"


def _of_author(author: str, cues: Cues) -> frozenset[str]:
    """Give the levels that somebody's own name tells: a nurse of ward 6, the ministry's desk."""
    return frozenset(
        name.removeprefix("levels.") for name, _ in cues.find(words(author)) if name.startswith("levels.")
    ) | frozenset(name.removeprefix("writers.") for name, _ in cues.find(words(author)) if name.startswith("writers."))


def _countries(unit: Unit, cues: Cues) -> Iterator[str]:
    for at, word in enumerate(unit.words):
        for name in countries(cues.language).get(word.plain, ()):
            if tuple(one.plain for one in unit.words[at : at + len(name)]) == name:
                yield " ".join(name)


def _longest(unit: Unit) -> dict[Hit, set[Level]]:
    """Of names of levels that overlap (district, district hospital) keep the longest."""
    hits = sorted(
        ((hit, one) for one in Level for hit in unit.hits.get(f"levels.{one}", ())),
        key=lambda found: (found[0].start - found[0].end, found[0].start),
    )
    kept: dict[Hit, set[Level]] = {}
    for hit, one in hits:
        if hit in kept:
            kept[hit].add(one)
        elif not any(hit.start < other.end and other.start < hit.end for other in kept):
            kept[hit] = {one}
    return kept
