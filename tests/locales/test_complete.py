"""Every text has words in every language, and those who translate are told what has none."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from bot.locales import FOLDER
from bot.locales.__main__ import extract, forms_of_one_number, main, problems, read, update
from tests.locales.seats import spoken, texts_of


def a_language(folder: Path, tag: str = "fr") -> Path:
    """Begin a language that has no words yet."""
    path = folder / f"{tag}.po"
    with path.open("wb") as file:
        write_po(file, Catalog(locale=tag))
    return path


def write(path: Path, *said: tuple[str | tuple[str, str], str | tuple[str, ...]]) -> None:
    """Give a language words."""
    catalogue = Catalog(locale=path.stem)
    for english, own in said:
        catalogue.add(english, own)
    with path.open("wb") as file:
        write_po(file, catalogue)


def test_every_language_is_complete(template: Catalog) -> None:
    assert list(problems(template=template)) == []


def test_every_text_is_a_literal_so_that_those_who_translate_get_it() -> None:
    assert [where for where, call in spoken() if not texts_of(call)] == []


def test_the_extraction_gathers_every_text(template: Catalog) -> None:
    said = {texts_of(call) for _, call in spoken()} - {("",)}
    found = {(text,) if isinstance(text := message.id, str) else tuple(text) for message in template if message.id}

    assert said == found
    assert said >= {("Ask to join",), ("{count} day", "{count} days")}


def test_a_text_without_words_is_named(tmp_path: Path, template: Catalog) -> None:
    a_language(tmp_path)

    assert "fr: no words for 'Ask to join'" in list(problems(tmp_path, template))


def test_words_for_what_nobody_says_are_named_and_dropped(tmp_path: Path, template: Catalog) -> None:
    path = a_language(tmp_path)
    write(path, ("Ask to join the choir", "Demander à chanter"), ("Ask to join", "Demander à rejoindre"))

    assert "fr: nobody says 'Ask to join the choir' any more" in list(problems(tmp_path, template))
    update(tmp_path, extract())
    assert [line for line in problems(tmp_path, template) if "nobody says" in line] == []
    assert "fr: no words for 'Ask to join'" not in list(problems(tmp_path, template))


@pytest.mark.parametrize("wrong", ["Voir", "Voir {reference}", "Voir {ref} {ref_b}", "Voir {Ref}"])
def test_a_slot_that_is_lost_or_made_up_is_named(tmp_path: Path, wrong: str, template: Catalog) -> None:
    write(a_language(tmp_path), ("Look at {ref}", wrong))

    assert f"fr: {wrong!r} does not have the same slots as 'Look at {{ref}}'" in list(problems(tmp_path, template))


def test_a_number_may_be_a_word_only_in_a_form_of_that_number_alone(tmp_path: Path, template: Catalog) -> None:
    days = ("{count} day", "{count} days")
    write(a_language(tmp_path), (days, ("un jour", "{count} jours")))
    write(a_language(tmp_path, "de"), (days, ("ein Tag", "{count} Tage")))
    write(a_language(tmp_path, "ar"), (days, ("بلا", "يوم", "يومان", "{count} أيام", "{count} يوما", "{count} يوم")))
    found = [line for line in problems(tmp_path, template) if "slots" in line]

    # French says 0 with the first form too: "un jour" would be a lie.
    assert found == [f"fr: 'un jour' does not have the same slots as {days!r}"]


def test_a_count_that_is_no_plural_is_a_slot_like_any_other(tmp_path: Path, template: Catalog) -> None:
    write(a_language(tmp_path, "de"), ("Step {number} of {count}", "Schritt {number}"))

    assert any("'Schritt {number}' does not have" in line for line in problems(tmp_path, template))


@pytest.mark.parametrize(
    ("tag", "alone"), [("fr", set()), ("en", {0}), ("ar", {0, 1, 2}), ("ru", set()), ("ja", set()), ("pl", {0})]
)
def test_it_is_known_which_plural_forms_stand_for_one_number(tag: str, alone: set[int]) -> None:
    assert forms_of_one_number(Catalog(locale=tag)) == alone


def test_an_update_keeps_the_words_and_their_head(tmp_path: Path) -> None:
    path = tmp_path / "fr.po"
    path.write_bytes((FOLDER / "fr.po").read_bytes())
    update(tmp_path, extract())
    before, after = read(FOLDER / "fr.po"), read(path)

    assert {str(m.id): m.string for m in after if before.get(m.id)} == {
        str(m.id): m.string for m in before if after.get(m.id)
    }
    assert (after.header_comment, after.last_translator) == (before.header_comment, before.last_translator)
    assert after.plural_forms == "nplurals=2; plural=(n > 1);"
    written = path.read_bytes()
    update(tmp_path, extract())
    assert path.read_bytes() == written


def test_the_command_line_checks_and_knows_no_other_word(capsys: pytest.CaptureFixture[str]) -> None:
    missing = list(problems())

    assert main(["check"]) == bool(missing)
    assert capsys.readouterr().out.splitlines() == missing
    assert main(["translate"]) == 2
    assert "update | check" in capsys.readouterr().out
