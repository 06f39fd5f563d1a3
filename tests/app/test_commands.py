"""Commands as people type them, read as they meant them."""

import pytest

from bot.core.commands import CommandSpec, Param, Takes, read_command, readings
from bot.core.refs import MemberRef
from bot.core.text import t

WHY = t("Why")
POD = Param("pod", WHY)
BAN = CommandSpec("pod ban", WHY, (POD, Param("member", WHY, Takes.MEMBER, required=False), Param("reason", WHY)))
HELP = CommandSpec("help", WHY, (Param("about", WHY, required=False),))


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("ban Hands @amina", {"pod": "Hands", "member": "@amina"}),
        ('ban "Clean hands" @amina sold it', {"pod": "Clean hands", "member": "@amina", "reason": "sold it"}),
        ("ban «Clean hands» @amina", {"pod": "Clean hands", "member": "@amina"}),
        ("ban reason: sold it pod: Hands", {"pod": "Hands", "reason": "sold it"}),
        ("BAN  Hands   @amina  sold   it", {"pod": "Hands", "member": "@amina", "reason": "sold it"}),
        ('ban "Clean hands', {"pod": '"Clean', "member": "hands"}),
        ("ban", {}),
    ],
)
def test_parameters_come_in_order_or_by_name_and_the_last_takes_the_rest(line: str, values: dict[str, str]) -> None:
    typed = read_command([HELP, BAN], "pod", line)
    assert typed is not None
    assert (typed.spec, typed.values) == (BAN, values)


def test_what_is_no_command_is_read_as_none() -> None:
    assert read_command([HELP, BAN], "pod", "banish Hands") is None
    assert read_command([HELP, BAN], "pod", "") is None


def test_a_name_may_go_on_into_the_parameters_behind_it() -> None:
    found = list(readings("pod", BAN.params[1:], {"pod": "Clean", "member": "hands", "reason": "@amina sold it"}))
    assert found == [
        ("Clean", {"member": "hands", "reason": "@amina sold it"}),
        ("Clean hands", {"member": "@amina", "reason": "sold it"}),
        ("Clean hands @amina", {"member": "sold", "reason": "it"}),
        ("Clean hands @amina sold", {"member": "it"}),
        ("Clean hands @amina sold it", {}),
    ]


def test_a_name_alone_is_meant_as_it_stands() -> None:
    assert list(readings("pod", BAN.params[1:], {"pod": "Clean hands"})) == [("Clean hands", {})]
    assert list(readings("pod", (), {"pod": "Hands"})) == [("Hands", {})]


@pytest.mark.parametrize("typed", ["a:b:c d", " a:b:c", "a:b:c\n", "a:b", "a:b:c:d", "a::c", ""])
def test_a_mention_with_words_behind_it_names_nobody(typed: str) -> None:
    with pytest.raises(ValueError, match="not a reference"):
        MemberRef.parse(typed)


def test_a_line_without_end_is_not_tried_without_end() -> None:
    assert len(list(readings("pod", BAN.params[1:], {"pod": "a", "reason": "a " * 5000}))) < 20
