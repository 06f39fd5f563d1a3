"""No translation is longer than the narrowest platform shows."""

from adapters.discord.commands import payloads
from adapters.slack.limits import SHORTCUT_NAME
from bot.app.catalogue import Catalogue
from bot.bootstrap.features import FEATURES
from bot.core.commands import DESCRIPTION_LIMIT
from bot.core.text import Inline, Msg, Words, runs
from bot.locales import words
from tests.locales.seats import seats


def length(text: Inline, language: str) -> int:
    """Measure our own words in a language; what people typed is shortened where it is shown."""
    return sum(len(run.leaf.value) for run in runs(text, words(language)) if isinstance(run.leaf, Words))


def too_long(pairs: list[tuple[Msg, int]], language: str) -> list[str]:
    """Name the texts that are over their limit in a language."""
    return [f"{length(text, language)} > {limit}: {text.id}" for text, limit in pairs if length(text, language) > limit]


def test_every_command_fits_the_menus(language: str) -> None:
    menus = Catalogue(FEATURES).menus
    helps = [(text, DESCRIPTION_LIMIT) for spec in menus.commands for text in (spec.description, *_said_of(spec))]
    labels = [(shortcut.label, SHORTCUT_NAME) for shortcut in menus.shortcuts]

    assert len(helps) > 100
    assert too_long(helps + labels, language) == []


def _said_of(spec: object) -> tuple[Msg, ...]:
    return tuple(param.description for param in getattr(spec, "params", ()))


def test_discord_takes_all_commands_in_all_languages_at_once() -> None:
    commands = payloads(Catalogue(FEATURES).menus, words)
    subcommands = [option for command in commands for option in command.get("options", ()) if option["type"] == 1]

    assert len(subcommands) > 50
    assert all(option["description_localizations"]["fr"] for option in subcommands)
    assert not any("…" in option["description_localizations"]["fr"] for option in subcommands)


def test_every_text_whose_place_the_source_tells_fits_there(language: str) -> None:
    found = seats()
    over = [
        f"{seat.where}: {len(said)} > {seat.limit}: {said}"
        for seat in found
        for said in _forms(seat.texts, language)
        if len(said) > seat.limit
    ]

    assert over == []


def _forms(texts: tuple[str, ...], language: str) -> set[str]:
    """Give a text in a language, in every form that a number can give it."""
    translator = words(language)
    if len(texts) == 1:
        return {translator.gettext(texts[0])}
    return {translator.ngettext(texts[0], texts[1], count) for count in range(200)}


def test_the_source_tells_the_place_of_most_texts() -> None:
    found = seats()
    kinds = {seat.where.split()[-1] for seat in found}

    assert len(found) > 250
    assert kinds >= {"Button", "button", "Form", "Option", "Param", "Kind", "Part", "Refusal"}
    assert kinds >= {"Action", "Submit", "Query", "TextInput", "Choice", "DateInput", "MemberInput", "SearchInput"}
    assert kinds >= {"line", "paragraph", "text", "yes_or_no", "reason", "reason_form", "person_form"}
    assert [seat for seat in found if not seat.texts or any(len(text) > seat.limit for text in seat.texts)] == []
