"""What the community knows, and how it is found.

An item is filed under its audience: every word of it stands in the index together with whom it is for. A search looks
up the words of its asker's own audiences and no others, so the lists it walks hold nothing that they may not read:
what it finds, counts and weighs, and how long that takes, is as if the rest did not exist. What was found is
held against the audience in its row once more.

No search walks a long list to its end: it takes the newest of what matches, and tells of more as more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final, NamedTuple

from sqlalchemy import literal, select

from bot.domain.access import Viewer, audiences
from bot.domain.knowledge.item import Facet, Found, Hit, KnowledgeItem, Listing, Order, Search
from bot.domain.knowledge.normalising import filed as words_of
from bot.domain.knowledge.wording import Wanted, snippet, telling, wanted
from storage.codec import codec
from storage.mapping import micros, storable
from storage.repositories import knowledge_statements as statements
from storage.repositories.filing import Terms, terms_of
from storage.repositories.knowledge_statements import LISTING, OWN_TEXT
from storage.run import Run
from storage.tables.knowledge import knowledge, texts

SEEN: Final = 500
HALF_SEEN: Final = 150
"""Of what matches, so many are looked at, counted and put in order; and of what has some of the words only."""

FEW: Final = 5
"""With fewer hits than this, what has only some of the words is found too."""

TELLING: Final = 16
"""By how many of a text's words others like it are sought."""

_row: Final = knowledge.c
_topics: Final = codec(tuple[str, ...])
_facets: Final = [_row.topics if facet is Facet.TOPIC else _row[facet.value] for facet in Facet]


class _Seen(NamedTuple):
    """What is looked at of an item to put it in order and to count it."""

    place: int
    adoptions: int
    title_words: str
    lacking: int
    facts: tuple[str, ...]


class SqlKnowledge:
    """The items, and the words under which they are filed, in one transaction with all else."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def put(self, item: KnowledgeItem) -> None:
        """Have an item be found as it is now, whatever was there under its id."""
        self.drop(item.id)
        listed, words = LISTING.dump(item), " ".join(words_of(f"{item.title}\n{item.text}"))
        place = self._free_place(micros(item.published_at))
        while self.run.change(statements.LIST, place=place, **listed) == 0:
            place += 1
        self.run.change(statements.KEEP_TEXT, place=place, text=storable(item.text), words=words)
        self.run.change(statements.FILE, place=place, terms=_terms(item, listed["title_words"], words))

    def drop(self, item_id: str) -> None:
        """Have an item be found no more."""
        row = self.run.one(statements.LISTED, by_id=item_id)
        if row is not None:
            place, title_words, words, *listed = row
            self.run.change(statements.UNFILE, place=place, terms=_terms(LISTING.load(listed), title_words, words))
            for drop in statements.DROPPED:
                self.run.change(drop, by_place=place)

    def get(self, viewer: Viewer, item_id: str) -> KnowledgeItem | None:
        """Give an item with all its words, if the viewer may read it."""
        own = audiences(viewer)
        row = self.run.one(statements.item_of(len(own)), by_id=item_id, **statements.numbered("for", own))
        return None if row is None else KnowledgeItem(text=row[0], **_fields(LISTING.load(row[1:])))

    def search(self, viewer: Viewer, search: Search, *, limit: int, offset: int = 0) -> Found:
        """Find what has the words and is of the sort asked for."""
        sought = wanted(search.words)
        if search.words.strip() and not sought.words:
            return Found()
        self.run.seek()
        terms = Terms(audiences(viewer))
        matching = self._matching(terms, search, sought)
        seen = matching[:SEEN]
        ranked = [row.place for row in sorted(seen, key=_order(search.order, sought))]
        hits = self._hits(terms, ranked[offset : offset + limit], sought.all)
        return Found(hits, len(seen), len(matching) > SEEN, _counts(seen))

    def related(self, viewer: Viewer, item_id: str, *, limit: int) -> Sequence[Hit]:
        """Give what is like an item, the likest first; nothing if the viewer may not read the item."""
        item = self.get(viewer, item_id)
        return self._like(viewer, (item.title, item.text), limit, item_id) if item else ()

    def like(self, viewer: Viewer, text: str, *, limit: int) -> Sequence[Hit]:
        """Give what is like a text, the likest first."""
        return self._like(viewer, (text,), limit)

    def _like(self, viewer: Viewer, told: Iterable[str], limit: int, but: str = "") -> Sequence[Hit]:
        """Weigh a word by how few have it of what the viewer may read; what is alike shares two words at least."""
        words = telling(told, TELLING)
        if not words:
            return ()
        self.run.seek()
        terms = Terms(audiences(viewer))
        asked = (self.run.dialect.asked([terms.word(word)]) for word in words)
        pairs = self.run.rows(statements.having(len(words)), **statements.numbered("word", asked))
        many = Counter(at for at, _ in pairs)
        shared: Counter[int] = Counter(place for _, place in pairs)
        weights: dict[int, float] = defaultdict(float)
        for at, place in pairs:
            weights[place] += 1 / many[at]
        least = min(2, len(words))
        alike = sorted(
            (place for place in weights if shared[place] >= least), key=lambda place: (-weights[place], -place)
        )
        return tuple(hit for hit in self._hits(terms, alike[: limit + 1], words) if hit.item.id != but)[:limit]

    def _matching(self, terms: Terms, search: Search, sought: Wanted) -> Sequence[_Seen]:
        """Give what is to be put in order, each once; what is likely to stand first is looked for first."""
        every = [terms.word(word) for word in sought.words]
        chosen = terms.choices(search.choices)
        found: dict[int, _Seen] = {}
        if search.order is Order.ADOPTED:
            self._gather(found, terms, [*every, *chosen, terms.adopted()])
        elif search.order is Order.BEST and every:
            self._gather(found, terms, [*map(terms.in_title, sought.words), *chosen])
        if len(found) <= SEEN:
            self._gather(found, terms, [*every, *chosen] or [terms.all()])
        if every and len(found) < FEW:
            self._gather(found, terms, [*map(terms.beginning, sought.words), *chosen], lacking=1)
        if len(every) > 1 and len(found) < FEW:
            self._gather(found, terms, [[term for word in every for term in word], *chosen], having=sought.words)
        return list(found.values())

    def _gather(
        self,
        found: dict[int, _Seen],
        terms: Terms,
        every: Sequence[Sequence[str]],
        *,
        having: Sequence[str] = (),
        lacking: int = 0,
    ) -> None:
        """Add the newest of what meets these terms; ``having``: half of these words at least."""
        dialect = self.run.dialect
        newest = dialect.newest(literal(dialect.asked(every)), HALF_SEEN if having else SEEN + 1).subquery()
        query = (
            select(_row.place, _row.adoptions, _row.title_words, texts.c.words if having else literal(""), *_facets)
            .join(newest, newest.c.rowid == _row.place)
            .where(_row.audience.in_(terms.audiences))
        )
        if having:
            query = query.join(texts, OWN_TEXT)
        for place, adoptions, title_words, has, *facts in self.run.rows(query):
            missing = lacking + len(set(having).difference(has.split())) if having else lacking
            if 2 * missing <= len(having) or not having:
                found.setdefault(place, _Seen(place, adoptions, title_words, missing, tuple(facts)))

    def _hits(self, terms: Terms, places: Sequence[int], sought: Sequence[str]) -> Sequence[Hit]:
        """Read what stands at these places, in their order."""
        if not places:
            return ()
        query = statements.standing(len(places), len(terms.audiences))
        rows = self.run.rows(query, **statements.numbered("at", places), **statements.numbered("for", terms.audiences))
        read = {place: Hit(LISTING.load(fields), snippet(text, sought)) for place, text, *fields in rows}
        return tuple(read[place] for place in places if place in read)

    def _free_place(self, wished: int) -> int:
        """Give the place of a moment, or the next one that is free after those taken in the same second."""
        last = self.run.one(statements.LAST_PLACE, by_wished=wished, by_end=wished + 1_000_000)
        return wished if last is None or last[0] is None else int(last[0]) + 1


def _terms(item: Listing, title_words: str, words: str) -> str:
    return " ".join(terms_of(item, title_words.split(), words.split()))


def _fields(item: Listing) -> dict[str, Any]:
    return {field.name: getattr(item, field.name) for field in fields(item)}


def _order(order: Order, sought: Wanted) -> Any:
    """Give what items are sorted by."""
    match order:
        case Order.NEWEST:
            return lambda row: -row.place
        case Order.ADOPTED:
            return lambda row: (-row.adoptions, -row.place)
        case Order.BEST:
            titled = frozenset(sought.all)
            return lambda row: (
                row.lacking,
                -len(titled.intersection(row.title_words.split())),
                -row.adoptions,
                -row.place,
            )


def _counts(seen: Sequence[_Seen]) -> Mapping[Facet, Mapping[str, int]]:
    """Count what was seen by each facet, the most frequent first."""
    counts: dict[Facet, Counter[str]] = {}
    for at, facet in enumerate(Facet):
        values = Counter(row.facts[at] for row in seen)
        if facet is Facet.TOPIC:
            topics: Counter[str] = Counter()
            for listed, count in values.items():
                topics.update(dict.fromkeys(_topics.decode(listed), count))
            values = topics
        counts[facet] = Counter({value: count for value, count in values.most_common() if value})
    return counts
