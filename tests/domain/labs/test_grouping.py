"""People are put into groups: each in exactly one, nobody ever alone, and the sizes even where chance decides."""

from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Refusal
from bot.core.refs import MemberRef
from bot.domain.labs import apart, grouping
from bot.domain.labs.breakout import GROUPS_MOST, GroupState
from bot.domain.labs.lab import LabState
from tests.domain.labs_of_tests import HERE, NOW, a_lab

PEOPLE: Final = tuple(MemberRef(HERE, f"m{number}") for number in range(60))
many = st.integers(grouping.ENOUGH, len(PEOPLE)).map(lambda count: PEOPLE[:count])
chances = st.text(max_size=5)


@given(many, st.integers(0, 40), st.integers(0, 40), chances)
def test_by_chance_everybody_is_in_one_group_and_the_sizes_differ_by_one_at_most(
    people: tuple[MemberRef, ...], groups: int, size: int, chance: str
) -> None:
    count = grouping.count(len(people), groups=groups, size=size)
    dealt = grouping.at_random(people, count, chance)
    sizes = [len(group) for group in dealt]
    assert sorted(one.user for group in dealt for one in group) == sorted(one.user for one in people)
    assert min(sizes) >= 2
    assert max(sizes) - min(sizes) <= 1
    assert 2 <= len(dealt) <= GROUPS_MOST


@given(many, st.lists(st.lists(st.integers(0, 59), max_size=8), min_size=2, max_size=6), chances)
def test_whatever_people_choose_nobody_is_alone_and_everybody_is_in_one_group(
    people: tuple[MemberRef, ...], chosen: list[list[int]], chance: str
) -> None:
    picked = [[people[at % len(people)] for at in group] for group in chosen]
    groups = grouping.completed(picked, people, chance)
    assert sorted(one.user for group in groups for one in group) == sorted(one.user for one in people)
    assert all(len(group) != 1 for group in groups)


@given(many, st.integers(2, 12), st.lists(st.integers(100, 130), unique=True), chances)
def test_who_comes_late_keeps_the_sizes_even(
    people: tuple[MemberRef, ...], groups: int, late: list[int], chance: str
) -> None:
    sizes = [len(group) for group in grouping.at_random(people, grouping.count(len(people), groups=groups), chance)]
    for _ in late:
        sizes[grouping.smallest(sizes)] += 1
        assert max(sizes) - min(sizes) <= 1


@given(many, st.integers(2, 12), chances, st.randoms(use_true_random=False))
def test_whoever_leaves_nobody_is_left_alone_and_everybody_else_is_in_one_group(
    people: tuple[MemberRef, ...], groups: int, chance: str, random: Random
) -> None:
    lab = a_lab(state=LabState.OPEN)
    dealt = grouping.at_random(people, grouping.count(len(people), groups=groups), chance)
    all_ = {group.id: group for group, _ in apart.made(lab, (), dealt, "", NOW)}
    there = list(people)
    random.shuffle(there)
    while there:
        all_ |= {group.id: group for group, _ in apart.left(tuple(all_.values()), there.pop())}
        at_work = apart.at_work(tuple(all_.values()))
        assert all(len(group.members) > 1 for group in at_work)
        together = sorted(one.user for group in at_work for one in group.members)
        assert together == (sorted(one.user for one in there) if len(there) > 1 else [])


def test_what_a_group_wrote_stays_when_it_is_none_any_more() -> None:
    lab = a_lab(state=LabState.OPEN)
    first, other = (group for group, _ in apart.made(lab, (), [PEOPLE[:2], PEOPLE[2:4]], "", NOW))
    noted, _ = apart.noted(first, lab, "A key at the door.", PEOPLE[0])
    (after, _), (joined, _) = apart.left((noted, other), PEOPLE[0])
    assert (after.state, after.notes, after.members) == (GroupState.BACK, "A key at the door.", ())
    assert joined.members == (*PEOPLE[2:4], PEOPLE[1])


def test_what_people_chose_stays_where_nobody_is_alone() -> None:
    a, b, c, d = PEOPLE[:4]
    assert grouping.completed([[a, b], [c, d]], PEOPLE[:4], "") == [(a, b), (c, d)]
    assert grouping.completed([[a, b], [c]], PEOPLE[:4], "") == [(a, b), (c, d)], "who is in none joins the smallest"
    assert grouping.completed([[a, b], [c], [d]], PEOPLE[:4], "") == [(a, b), (), (d, c)], "two who are alone meet"


def test_another_chance_makes_other_groups() -> None:
    assert grouping.at_random(PEOPLE, 4, "a") != grouping.at_random(PEOPLE, 4, "b")


@pytest.mark.parametrize("people", [0, 1, 2, 3])
def test_too_few_for_two_groups_stay_together(people: int) -> None:
    with pytest.raises(Refusal, match="Groups need"):
        grouping.count(people, groups=2)
