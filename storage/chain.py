"""The hash chain of a community's events: what enters it, and how a break is found.

A link is made of the link before, the event's place, tag, object and moment, and a digest. The digest is keyed by a
random salt and covers what may have to be forgotten: actor, person and payload. Once the salt is erased nothing can be
guessed from the digest, and the chain still holds.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One stored event as the chain sees it; the body's fields are None when it has no body."""

    seq: int
    tag: str
    about: str
    at: int
    digest: str
    link: str
    actor: str | None
    person: str | None
    payload: str | None
    salt: str | None


def new_salts(count: int) -> list[str]:
    """Make the keys of so many events' digests, of 128 random bits each."""
    digits = secrets.token_hex(16 * count)
    return [digits[place : place + 32] for place in range(0, len(digits), 32)]


def digest_of(salt: str, actor: str, person: str, payload: str) -> str:
    """Seal what may be forgotten."""
    return hmac.digest(salt.encode(), _joined(actor, person, payload), "sha256").hex()


def link_of(before: str, community: str, seq: int, tag: str, about: str, at: int, digest: str) -> str:
    """Seal an event to the one before."""
    return hashlib.sha256(_joined(before, community, str(seq), tag, about, str(at), digest)).hexdigest()


def _joined(*parts: str) -> bytes:
    """Put parts in a row so that no two rows read alike: each with its length before it."""
    return "".join([f"{len(part)}:{part}" for part in parts]).encode("utf-8", "surrogatepass")


def breaks(community: str, lines: Iterable[Line], head: tuple[int, str] | None) -> Iterator[str]:
    """Walk a community's chain; gives one line for each break."""
    where = f"events of {community}"
    seq, before = 0, ""
    for line in lines:
        if line.seq != seq + 1:
            yield f"{where}: {seq + 1} to {line.seq - 1} are missing"
        elif link_of(before, community, line.seq, line.tag, line.about, line.at, line.digest) != line.link:
            yield f"{where}: {line.seq} is not what was written, or not in its place"
        yield from _body_breaks(where, line)
        seq, before = line.seq, line.link
    if head != ((seq, before) if seq else None):
        yield f"{where}: the log ends at {seq}, but {head[0] if head else 0} were written"


def _body_breaks(where: str, line: Line) -> Iterator[str]:
    if line.actor is None or line.person is None or line.payload is None or line.salt is None:
        yield f"{where}: the body of {line.seq} is missing"
    elif not line.salt:
        if line.payload:
            yield f"{where}: the body of {line.seq} was written after it was erased"
    elif digest_of(line.salt, line.actor, line.person, line.payload) != line.digest:
        yield f"{where}: the body of {line.seq} is not what was written"
