"""From a language's tag, which comes from outside, to its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import Code, Inline, Number, Untrusted, Words, n, runs, t
from bot.locales import FOLDER, languages, words

TITLES = {"fr": "Demander à rejoindre", "en": "Ask to join"}


def said(text: Inline, locale: str) -> str:
    """Say rich text in a language; people's words in square brackets."""
    found = []
    for run in runs(text, words(locale)):
        match run.leaf:
            case Words(value) | Code(value):
                found.append(value)
            case Untrusted(value):
                found.append(f"[{value}]")
            case Number(value):
                found.append(str(value))
            case leaf:
                raise TypeError(f"no words for {leaf!r}")
    return "".join(found)


def test_english_comes_first_and_needs_no_file() -> None:
    assert languages()[0] == "en"
    assert sorted(languages()[1:]) == sorted(path.stem for path in FOLDER.glob("*.po"))


@pytest.mark.parametrize("tag", ["fr", "fr-FR", "fr_SN", "fr-CA", "FR", "fr-Latn-SN", "fr-FR-x-twain", "fr-"])
def test_the_nearest_language_is_taken(tag: str) -> None:
    assert said(t("Ask to join"), tag) == TITLES["fr"]


@pytest.mark.parametrize("tag", ["en", "en-GB", "xx", "frr", "tlh-KX", "", "-", "_", "x-fr"])
def test_a_language_that_there_is_not_is_english(tag: str) -> None:
    assert said(t("Ask to join"), tag) == TITLES["en"]


@pytest.mark.parametrize(
    "tag",
    [
        *("../../etc", "../locales/fr", "./fr", "/etc/passwd", "fr/", "fr.po", "..", "~", "*", "f?"),
        *("fr\0", "\0", "fr\n", " fr", "fr ", "\uff46\uff52", "\ud800", "fr" * 200, "-" * 50_000, "a" * 50_000),
        *("{locale}", "%66r", "con", "__main__", "__init__"),
    ],
)
def test_a_hostile_tag_opens_no_file_and_is_english(tag: str) -> None:
    assert said(t("Ask to join"), tag) == TITLES["en"]


@given(st.text(st.characters(codec=None), max_size=60))
def test_any_tag_gives_words(tag: str) -> None:
    assert said(t("Ask to join"), tag) in TITLES.values()


def test_a_text_that_a_language_lacks_is_english() -> None:
    assert said(t("Nobody has said this yet, {name}.", name=Untrusted("Awa")), "fr") == (
        "Nobody has said this yet, [Awa]."
    )


def test_people_s_words_go_where_the_language_wants_them_and_stay_as_typed() -> None:
    text = t("{member} asks to join {pod}. {ref}", member=Untrusted("{pod}"), pod=Untrusted("%s"), ref=Code("R-1"))

    assert said(text, "fr") == "[{pod}] demande à rejoindre [%s]. R-1"


def test_an_argument_of_our_own_is_said_in_the_same_language() -> None:
    assert said(t("by {who}", who=t("the facilitators")), "fr") == "par l’équipe d’animation"


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [
        (0, "0 jour", "0 days"),
        (1, "1 jour", "1 day"),
        (2, "2 jours", "2 days"),
        (1_000_000, "1000000 jours", "1000000 days"),
    ],
)
def test_a_number_takes_the_form_that_the_language_gives_it(count: int, french: str, english: str) -> None:
    days = n("{count} day", "{count} days", count)

    assert (said(days, "fr"), said(days, "en")) == (french, english)
