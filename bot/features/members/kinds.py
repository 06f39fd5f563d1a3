"""A member as an object that results can be about; people name each other through the platform's own picker."""

from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.members import Member
from bot.ports.context import Reading
from bot.ports.feature import Kind
from bot.ports.store import Reads


def get(store: Reads, reference: str) -> Member | None:
    """Give the member of this reference."""
    return store.members.get(read_member(reference)) if reference.count(":") == 2 else None


def find(typed: str, reading: Reading) -> str | None:
    """Find a fellow member by name; None unless exactly one fits."""
    found = reading.store.members.named(reading.viewer, typed.strip().lstrip("@"), 2)
    return str(found[0].ref) if len(found) == 1 else None


def read_member(text: str) -> MemberRef:
    """Read a member's reference; ValueError if it is not one."""
    return MemberRef.parse(text)


MEMBERS: Kind[Member] = Kind("M", "member", t("A member of this community"), get, find)
