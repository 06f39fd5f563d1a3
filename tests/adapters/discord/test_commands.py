"""The menus as application commands: typed, translated, within the limits, and compared with what is there."""

import gettext

import pytest

from adapters.discord import commands
from adapters.discord.commands import MenusTooLarge
from bot.core.commands import CommandSpec, Param, Takes
from bot.core.content import Option
from bot.core.text import t
from bot.ports.chat import Menus, ShortcutSpec
from tests.adapters.discord.stage import MENUS, Stage, words
from tests.platforms.discord.checks_commands import check_commands
from tests.platforms.discord.specs import Specs, folder_from_environment


def built(*specs: CommandSpec, shortcuts: tuple[ShortcutSpec, ...] = ()) -> list[dict[str, object]]:
    made = commands.payloads(Menus(specs, shortcuts), words)
    check_commands(made)
    folder = folder_from_environment()
    if folder is not None:
        path = "/applications/{application_id}/commands"
        assert Specs.load(folder).check_request("PUT", path, made) is None
    return made


def test_subcommands_stand_under_their_first_word() -> None:
    pod, _, waiting = built(*MENUS.commands)
    assert pod["name"] == "pod"
    options = pod["options"]
    assert isinstance(options, list)
    assert [option["name"] for option in options] == ["join", "invite"]
    assert (waiting["name"], waiting["options"]) == ("waiting", [])


def test_parameters_are_typed() -> None:
    spec = CommandSpec(
        "try",
        t("Try it."),
        (
            Param("note", t("A note"), required=False),
            Param("member", t("Whom"), takes=Takes.MEMBER),
            Param("count", t("How many"), takes=Takes.NUMBER),
            Param(
                "state",
                t("Which"),
                takes=Takes.CHOICE,
                choices=(Option("open", t("Open ones")), Option("closed", t("Closed ones"))),
            ),
            Param("pod", t("Which pod"), completes="pods"),
        ),
    )
    [command] = built(spec)
    options = command["options"]
    assert isinstance(options, list)
    # What is required comes first, as Discord wants it.
    assert [(option["name"], option["type"]) for option in options] == [
        ("member", 6),
        ("count", 4),
        ("state", 3),
        ("pod", 3),
        ("note", 3),
    ]
    assert [option.get("autocomplete", False) for option in options] == [False, False, False, True, False]
    assert options[2]["choices"] == [
        {"name": "Open ones", "name_localizations": {"fr": "Les ouverts"}, "value": "open"},
        {"name": "Closed ones", "name_localizations": {}, "value": "closed"},
    ]


def test_descriptions_and_menu_entries_are_translated() -> None:
    pod, *_, entry = built(*MENUS.commands, shortcuts=MENUS.shortcuts)
    options = pod["options"]
    assert isinstance(options, list)
    assert options[0]["description_localizations"] == {"fr": "Demander à rejoindre un groupe."}
    assert entry["name_localizations"] == {"fr": "Garder comme pépite"}


@pytest.mark.parametrize(
    "specs",
    [
        [CommandSpec("pod", t("Pods.")), CommandSpec("pod join", t("Join."))],
        [CommandSpec(f"pod a{number}", t("Do.")) for number in range(26)],
        [CommandSpec(f"a{number}", t("Do.")) for number in range(101)],
        [CommandSpec("x" * 33, t("Do."))],
        [
            CommandSpec(
                "a",
                t("Do."),
                (Param("p", t("P"), takes=Takes.CHOICE, choices=tuple(Option(str(n), t("x")) for n in range(26))),),
            )
        ],
        [
            CommandSpec(f"pod a{k}", t("d" * 100), tuple(Param(f"p{j}", t("d" * 100)) for j in range(5)))
            for k in range(20)
        ],
    ],
    ids=["alone and with subcommands", "subcommands", "commands", "name", "choices", "size in all"],
)
def test_what_discord_would_refuse_is_refused_when_it_is_built(specs: list[CommandSpec]) -> None:
    with pytest.raises(MenusTooLarge):
        commands.payloads(Menus(tuple(specs)), words)


def test_the_largest_that_fits_is_taken() -> None:
    built(*(CommandSpec(f"pod a{number}", t("Do.")) for number in range(25)))


async def test_registering_tells_what_changed_and_the_second_time_nothing(stage: Stage) -> None:
    assert not await stage.adapter.pending(MENUS)
    fewer = Menus(
        (CommandSpec("waiting", t("What awaits you.")), CommandSpec("find", t("Search."))), shortcuts=MENUS.shortcuts
    )
    pending = await stage.adapter.pending(fewer)
    assert (pending.added, pending.changed, pending.removed) == (("/find",), ("/waiting",), ("/keep", "/pod"))
    assert await stage.adapter.sync(fewer) == pending
    assert not await stage.adapter.sync(fewer)
    names = {command.name for command in stage.server.world.application.commands.values()}
    assert names == {"waiting", "find", "Save as nugget"}


def test_a_language_without_a_catalogue_adds_nothing() -> None:
    [command] = commands.payloads(Menus((CommandSpec("waiting", t("See.")),)), lambda _: gettext.NullTranslations())
    assert command["description_localizations"] == {}
