"""Finding from the command line, through the gate that chat has: as somebody, and what they may read."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Final

import storage
from bot.app.catalogue import Catalogue
from bot.app.clock import SystemClock
from bot.app.reading import ReadingContext
from bot.bootstrap.features import FEATURES
from bot.bootstrap.problems import Problem, told
from bot.config import Settings
from bot.core.refs import MemberRef
from bot.domain.access import Viewer
from bot.domain.knowledge.item import Found, Hit, Search
from bot.domain.members import Member
from bot.ports.store import UnitOfWork

NAMED: Final = 10
"""How many people of one name are told apart."""


def find(settings: Settings, words: str, who: str, *, limit: int) -> Found:
    """Find what a member would find in chat; ``who`` is their reference or their name."""

    def work(uow: UnitOfWork) -> Found:
        member = _member(uow, who)
        if member.gone:
            raise Problem(f"{member.ref} has left the community, and finds nothing there.")
        reading = ReadingContext(Catalogue(FEATURES), uow, SystemClock().now(), member.ref.community, member.ref)
        return uow.knowledge.search(reading.viewer, Search(words=words), limit=limit)

    with told():
        return storage.look(settings.storage.url.get_secret_value(), work)


def as_plain(found: Found) -> dict[str, object]:
    """Give what was found as values for JSON."""
    return {
        "count": found.count,
        "more": found.more,
        "facets": {facet.value: dict(values) for facet, values in found.facets.items()},
        "hits": [_plain_hit(hit) for hit in found.hits],
    }


def _plain_hit(hit: Hit) -> dict[str, object]:
    told_of = {name: value for name, value in asdict(hit.item).items() if name not in ("community", "published_at")}
    return {
        **told_of,
        "community": str(hit.item.community),
        "published_at": hit.item.published_at.isoformat(),
        "snippet": [asdict(piece) for piece in hit.snippet],
    }


def _member(uow: UnitOfWork, who: str) -> Member:
    """Give who is meant; Problem unless that is one person."""
    try:
        ref = MemberRef.parse(who)
    except ValueError:
        return _only(list(_named(uow, who)), who)
    found = uow.members.get(ref)
    if found is None:
        raise Problem(f"There is no member {who}.")
    return found


def _named(uow: UnitOfWork, name: str) -> Iterator[Member]:
    for community in uow.communities.all():
        known = uow.members.named(Viewer(community.ref, None), name, NAMED)
        exactly = [member for member in known if member.display_name.casefold() == name.casefold()]
        yield from exactly or known


def _only(found: Sequence[Member], who: str) -> Member:
    if not found:
        raise Problem(f"Nobody here is called {who}. Name a member, or give a reference such as slack:T1:U7.")
    if len(found) > 1:
        several = ", ".join(str(member.ref) for member in found[:NAMED])
        raise Problem(f"{who} may be one of several: {several}. Give the reference of one.")
    return found[0]
