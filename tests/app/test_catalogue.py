"""Everything that does not fit together, or does not fit a platform, is found when the bot is built."""

from dataclasses import replace
from typing import Any

import pytest

from bot.app.catalogue import RESERVED, Catalogue, CatalogueError
from bot.core.commands import Param, Takes
from bot.core.content import Option
from bot.core.outcome import Done, Outcome
from bot.core.text import Msg, t
from bot.domain.access import anyone
from bot.ports.context import Context
from bot.ports.feature import Action, Completion, Feature, Job, Kind, Offer, Shortcut, Submit, Tells, View, Work
from tests.app import tiny

DO_IT = t("Do it")


def nothing(_subject: Any, _ctx: Context) -> Outcome:
    return Done()


def action(name: str, command: str = "", *, help_line: Msg | None = DO_IT, **more: Any) -> Action[Any]:
    return Action(name=name, may=anyone, command=command, help=help_line, run=nothing, **more)


def feature(*actions: Action[Any], **more: Any) -> Feature:
    return Feature(name="one", actions=actions, **more)


def test_what_features_declare_becomes_one_catalogue_and_the_platforms_menus() -> None:
    catalogue = Catalogue([tiny.FEATURE])
    specs = {spec.name: spec for spec in catalogue.menus.commands}
    assert [param.name for param in specs["favour decline"].params] == ["favour", "reason"]
    assert specs["favour decline"].params[0].completes == "favours.open"
    assert [shortcut.name for shortcut in catalogue.menus.shortcuts] == ["favours.capture"]
    assert list(specs) == sorted(specs)


OTHER_KIND: Kind[Any] = Kind("B", "other", t("Another"), lambda _store, _id: None, lambda _typed, _reading: None)
UNDECLARED: Kind[Any] = Kind("U", "one", t("One"), lambda _store, _id: None, lambda _typed, _reading: None)

CLASHES: dict[str, tuple[list[Feature], str]] = {
    "two ways of one name": ([feature(action("a.b")), feature(action("a.b"))], "two declarations of 'a.b'"),
    "two ways of one command": ([feature(action("a.b", "x y"), action("a.c", "x y"))], "two declarations of 'x y'"),
    "two kinds of one letter": ([tiny.FEATURE, Feature(name="o", kinds=[OTHER_KIND])], "two declarations of 'B'"),
    "two views of one name": (
        [tiny.FEATURE, Feature(name="o", views=[View("favours.card", tiny.FAVOUR, tiny.card)])],
        "two declarations of 'favours.card'",
    ),
    "two jobs of one name": (
        [tiny.FEATURE, Feature(name="o", jobs=[Job("favours.remind", tiny.FAVOUR, tiny.remind)])],
        "two declarations",
    ),
    "two works of one name": (
        [tiny.FEATURE, Feature(name="o", works=[Work("favours.count", tiny.count)])],
        "two declarations",
    ),
    "two hearers of one name": ([tiny.FEATURE, Feature(name="o", hears=[tiny.TOLD])], "two declarations"),
    "two sources of one name": (
        [tiny.FEATURE, Feature(name="o", completions=[Completion("favours.open", tiny.complete)])],
        "two declarations",
    ),
    "two shortcuts of one name": (
        [tiny.FEATURE, Feature(name="o", shortcuts=[Shortcut("favours.capture", t("x"), tiny.capture)])],
        "two declarations",
    ),
    "a command that begins another": (
        [feature(action("a.b", "lab"), action("a.c", "lab list"))],
        "prefix of /lab list",
    ),
    "no word of help": ([feature(action("a.b", "lab", help_line=None))], "no word of help"),
    "a command of three words": ([feature(action("a.b", "lab list all"))], "one or two small words"),
    "a command in capitals": ([feature(action("a.b", "Lab"))], "one or two small words"),
    "a command beyond ASCII": ([feature(action("a.b", "läb"))], "one or two small words"),
    "a command with a stop": ([feature(action("a.b", "lab.list"))], "one or two small words"),
    "a command that is too long": ([feature(action("a.b", "l" * 33))], "over 32 characters"),
    "a help line that is too long": ([feature(action("a.b", "lab", help_line=t("x" * 101)))], "over 100 characters"),
    "a parameter's help that is too long": (
        [feature(action("a.b", "lab", params=[Param("one", t("x" * 101))]))],
        "over 100 characters",
    ),
    "two parameters of one name": (
        [feature(action("a.b", "lab", params=[Param("one", t("x")), Param("one", t("y"))]))],
        "parameters clash",
    ),
    "a parameter named as the object": (
        [
            Feature(
                name="o",
                kinds=[tiny.FAVOUR],
                completions=tiny.FEATURE.completions,
                actions=[action("a.b", "lab", on=tiny.FAVOUR, params=[Param("favour", t("x"))])],
            )
        ],
        "parameters clash",
    ),
    "too many parameters": (
        [feature(action("a.b", "lab", params=[Param(f"p{n}", t("x")) for n in range(26)]))],
        "too many",
    ),
    "a required parameter after an optional one": (
        [
            feature(
                action("a.b", "lab", params=[Param("one", t("x"), Takes.TEXT, required=False), Param("two", t("y"))])
            )
        ],
        "required parameters come first",
    ),
    "a way on a kind that is declared nowhere": (
        [feature(action("a.b", on=UNDECLARED))],
        "not declared by any feature",
    ),
    "a way on another kind of the same letter": (
        [Feature(name="o", kinds=[OTHER_KIND], actions=[action("a.b", on=tiny.FAVOUR)])],
        "not declared by any feature",
    ),
    "a kind of three letters": (
        [Feature(name="o", kinds=[replace(OTHER_KIND, letter="FFF")])],
        "one or two capital",
    ),
    "a view of a kind that is declared nowhere": (
        [Feature(name="o", views=[View("a.b", UNDECLARED, tiny.card)])],
        "not declared by any feature",
    ),
    "a job of a kind that is declared nowhere": (
        [Feature(name="o", jobs=[Job("a.b", UNDECLARED, tiny.remind)])],
        "not declared by any feature",
    ),
    "an object completed from nowhere": (
        [Feature(name="o", kinds=[tiny.FAVOUR], actions=[action("a.b", "lab", on=tiny.FAVOUR)])],
        "nothing is declared",
    ),
    "a parameter completed from nowhere": (
        [feature(action("a.b", "lab", params=[Param("one", t("x"), completes="stars")]))],
        "nothing is declared",
    ),
    "26 choices": (
        [
            feature(
                action(
                    "a.b",
                    "lab",
                    params=[Param("one", t("x"), choices=tuple(Option(str(n), t("x")) for n in range(26)))],
                )
            )
        ],
        "more than 25 choices",
    ),
    "what was told in a kind of nobody's": (
        [feature(tells=[Tells(UNDECLARED, lambda _one, _reading: None)])],
        "is not declared",
    ),
    "an offer of nothing": ([feature(offers=[Offer("pod", t("x"), "no.such")])], "is not declared"),
    "51 commands": (
        [feature(*(action(f"a.b{chr(97 + n // 26)}{chr(97 + n % 26)}", f"c{n}") for n in range(51)))],
        "more than 50 commands",
    ),
    "26 subcommands": ([feature(*(action(f"a.b{chr(97 + n)}", f"lab s{n}") for n in range(26)))], "26 subcommands"),
    "six shortcuts": (
        [feature(shortcuts=[Shortcut(f"s{n}", t("x"), tiny.capture) for n in range(6)])],
        "message shortcuts",
    ),
}


@pytest.mark.parametrize("clash", CLASHES)
def test_a_clash_keeps_the_bot_from_being_built(clash: str) -> None:
    features, says = CLASHES[clash]
    with pytest.raises(CatalogueError, match=says):
        Catalogue(features)


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_command_of_slacks_own_is_refused(name: str) -> None:
    with pytest.raises(CatalogueError, match="Slack's own"):
        Catalogue([feature(action("a.b", name))])
    with pytest.raises(CatalogueError, match="Slack's own"):
        Catalogue([feature(action("a.b", f"{name} now"))])


def test_a_form_that_creates_an_undeclared_kind_is_refused() -> None:
    lonely: Submit[Any, Any] = replace(tiny.ASK, creates="Z")
    with pytest.raises(CatalogueError, match="creates 'Z'"):
        Catalogue([Feature(name="o", submits=[lonely])])


@pytest.mark.parametrize("name", ["noverb", "Two.words", "a.b-c", "a.b c", "", "a." + "b" * 60])
def test_a_name_that_no_button_could_carry_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"action is named|at most 100"):
        Catalogue([feature(action(name))])


def test_the_longest_name_leaves_room_for_an_object_and_a_sheet() -> None:
    longest = "a." + "b" * (100 - len("v1:") - len("a.") - 1 - 28 - 1 - 20)
    Catalogue([feature(action(longest))])
    with pytest.raises(ValueError, match="at most 100"):
        Catalogue([feature(action(longest + "b"))])


def test_exactly_as_many_as_fit_are_taken() -> None:
    Catalogue([feature(*(action(f"a.b{chr(97 + n // 26)}{chr(97 + n % 26)}", f"c{n}") for n in range(50)))])
    Catalogue([feature(*(action(f"a.b{chr(97 + n)}", f"lab s{n}") for n in range(25)))])
    Catalogue([feature(shortcuts=[Shortcut(f"s{n}", t("x"), tiny.capture) for n in range(5)])])


def test_no_feature_makes_no_menus() -> None:
    assert Catalogue([]).menus.commands == ()
