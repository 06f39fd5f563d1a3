"""How people are put into groups: each in exactly one, and never one alone."""

import hashlib
from collections.abc import Sequence
from typing import Final

from bot.core.errors import Refusal
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.labs.breakout import GROUPS_MOST

ENOUGH: Final = 4
"""With fewer people there are no two groups in which nobody is alone."""

Groups = list[tuple[MemberRef, ...]]


def count(people: int, *, groups: int = 0, size: int = 0) -> int:
    """Say how many groups there are: so many, or of about this size; fewer where somebody would be alone."""
    if people < ENOUGH:
        raise Refusal(
            t(
                "Groups need {enough} people who are here, so that nobody is alone; now there are {people}.",
                enough=ENOUGH,
                people=people,
            )
        )
    wanted = groups or -(-people // max(size, 2))
    return max(2, min(wanted, people // 2, GROUPS_MOST))


def at_random(people: Sequence[MemberRef], groups: int, chance: str) -> Groups:
    """Deal people out by chance; the sizes of the groups differ by at most one."""
    dealt = sorted(dict.fromkeys(people), key=lambda one: hashlib.sha256(f"{chance} {one}".encode()).digest())
    return [tuple(dealt[first::groups]) for first in range(groups)]


def completed(chosen: Sequence[Sequence[MemberRef]], people: Sequence[MemberRef], chance: str) -> Groups:
    """Complete groups that people chose or were named for, of whom each counts once.

    Who is in none joins the smallest; who would be alone does, too. Groups that nobody is in stay empty.
    """
    seen: set[MemberRef] = set()
    groups: list[list[MemberRef]] = []
    for group in chosen:
        groups.append([one for one in dict.fromkeys(group) if one not in seen])
        seen.update(group)
    if not seen:
        return at_random(people, count(len(set(people)), groups=len(chosen)), chance)
    for one in dict.fromkeys(people):
        if one not in seen:
            groups[smallest([len(group) for group in groups])].append(one)
    while (alone := next((group for group in groups if len(group) == 1), None)) is not None:
        others = [0 if group is alone else len(group) for group in groups]
        if not any(others):
            break
        groups[smallest(others)].append(alone.pop())
    return [tuple(group) for group in groups]


def smallest(sizes: Sequence[int]) -> int:
    """Give the place of the smallest group that somebody is in; of equals the first."""
    return min((size, at) for at, size in enumerate(sizes) if size)[1]
