"""A large heap of invented items, entered at once, and what people ask of it."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any, Final

from sqlalchemy import insert

from bot.core.refs import CommunityRef
from bot.domain.access import Grant, Role, Scope, Viewer
from bot.domain.knowledge.item import Facet, Order, Search
from storage.mapping import micros
from storage.repositories.filing import terms_of
from storage.repositories.knowledge_statements import LISTING
from storage.tables.knowledge import knowledge, texts
from tests.storage.databases import HERE, linked
from tests.storage.nouns import NOW, an_item, member, viewer

COMMUNITIES: Final = (HERE, *(CommunityRef("sandbox", f"c{at}") for at in range(4)))
PODS: Final = [f"P-{at:026}" for at in range(200)]
LEVELS: Final = ("community", "facility", "district", "national", "between_countries")
RESULTS: Final = ("success", "partial", "failure", "too_early")
COUNTRIES: Final = [f"{one}{other}" for one in "ABCDEFGH" for other in "ABCDE"]
BATCH: Final = 5_000
_SYLLABLES: Final = ("ba", "ke", "ri", "to", "mu", "sha", "len", "dor", "wi", "na", "pe", "zu")


def vocabulary(count: int = 20_000) -> list[str]:
    """Make words, the commonest first."""
    chance = random.Random(1)
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5)))] = None
    return list(found)


VOCABULARY: Final = vocabulary()
_WEIGHTS: Final = [1 / (rank + 8) for rank in range(len(VOCABULARY))]


def fill(url: str, count: int, seed: int = 7) -> None:
    """Enter so many items past the repository, as it would: most in a community or a pod, some for all."""
    chance = random.Random(seed)
    rows = _rows(count, chance)
    with linked(url) as link:
        while batch := list(islice(rows, BATCH)):
            link.begin([])
            link.core.execute(insert(knowledge), [listing for listing, _, _ in batch])
            link.core.execute(insert(texts), [own for _, own, _ in batch])
            terms = [{"place": listing["place"], "terms": terms} for listing, _, terms in batch]
            link.core.execute(link.dialect.file_words(), terms)
            link.commit()
        if link.dialect.name == "postgresql":
            link.tell("VACUUM ANALYZE knowledge_words")
            link.tell("VACUUM ANALYZE knowledge")


def _rows(count: int, chance: random.Random) -> Iterator[tuple[dict[str, Any], dict[str, Any], str]]:
    pool = chance.choices(VOCABULARY, _WEIGHTS, k=500_000)
    for at in range(count):
        start, size = chance.randrange(len(pool) - 200), chance.randint(50, 130)
        said = pool[start : start + size]
        title, community, pod = said[:5], chance.choice(COMMUNITIES), chance.choice(PODS)
        item = an_item(
            " ".join(title),
            " ".join(said),
            community=community,
            scope=chance.choices(list(Scope), (35, 35, 20, 10))[0],
            pod=pod,
            topics=(f"topic {chance.randrange(12)}",),
            level=chance.choice(LEVELS),
            result=chance.choice(RESULTS),
            country=chance.choice(COUNTRIES),
            language=chance.choice(("en", "fr", "es", "ar")),
            published_at=NOW + timedelta(seconds=at),
            adoptions=chance.choice((0, 0, 0, 0, 1, 3)),
        )
        words = dict.fromkeys(said)
        place = micros(item.published_at)
        listing = {**LISTING.dump(item), "place": place}
        yield (
            listing,
            {"place": place, "text": item.text, "words": " ".join(words)},
            " ".join(terms_of(item, title, words)),
        )


@dataclass(frozen=True)
class Question:
    """What is asked, by whom, and what sort of question it is."""

    sort: str
    who: Viewer
    search: Search


INSIDE: Final = viewer(member("reader"), *(Grant(Role.POD_MEMBER, pod) for pod in PODS[:3]))
GUEST: Final = Viewer(HERE, member("guest"), frozenset({Grant(Role.POD_MEMBER, PODS[0])}), guest=True)


def questions(count: int, seed: int = 3) -> Sequence[Question]:
    """Make questions of every sort in turn, from one rare word to the commonest under a narrow scope."""
    chance = random.Random(seed)
    common, middle, rare = VOCABULARY[:20], VOCABULARY[200:2000], VOCABULARY[5000:]

    def some(words: Sequence[str], k: int = 1) -> str:
        return " ".join(chance.choices(words, k=k))

    def one() -> Iterator[Question]:
        yield Question("a rare word", INSIDE, Search(words=some(rare)))
        yield Question("two words", INSIDE, Search(words=some(middle, 2)))
        yield Question("a common and a rare word", INSIDE, Search(words=f"{some(common)} {some(rare)}"))
        yield Question("a beginning", INSIDE, Search(words=f"{some(middle)} {some(middle)[:4]}"))
        yield Question("four words, few met", INSIDE, Search(words=some(middle, 4)))
        yield Question("the commonest word", INSIDE, Search(words=some(common[:3])))
        yield Question("the commonest word, narrow scope", GUEST, Search(words=some(common[:3])))
        choices = {Facet.LEVEL: chance.choice(LEVELS), Facet.COUNTRY: chance.choice(COUNTRIES)}
        yield Question("common words, two choices", INSIDE, Search(words=some(common, 2), choices=choices))
        yield Question("most adopted", INSIDE, Search(words=some(common), order=Order.ADOPTED))
        yield Question("no words, newest", INSIDE, Search(order=Order.NEWEST))

    made: list[Question] = []
    while len(made) < count:
        made.extend(one())
    return made[:count]
