"""An agenda as people write it, a line an item, and as it is written for them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Refusal
from bot.domain.labs import agenda
from bot.domain.labs.plan import ITEMS_MOST, PROMPT_MOST, Item, Mode, Phase
from bot.domain.labs.templates import LabTemplate, template, templates
from tests.domain.labs_of_tests import AGENDA, a_plan


def test_a_line_says_the_part_the_minutes_and_what_is_asked() -> None:
    text = "share 20: What did you try?\n\n  Challenge 15 min – What stood in the way? (anonymous)\n5: Welcome"
    assert agenda.read(text) == (
        Item(phase=Phase.SHARE, minutes=20, prompt="What did you try?"),
        Item(phase=Phase.CHALLENGE, minutes=15, prompt="What stood in the way?", anonymous=True),
        Item(phase=Phase.OTHER, minutes=5, prompt="Welcome"),
    )


def test_an_agenda_is_read_in_any_of_its_languages_and_written_in_one() -> None:
    [item] = agenda.read("défi 2 jours: Qu’est-ce qui bloque ? (anonyme)")
    assert item == Item(phase=Phase.CHALLENGE, minutes=2880, prompt="Qu’est-ce qui bloque ?", anonymous=True)
    assert agenda.written([item], "fr-CH") == "défi 2 jours: Qu’est-ce qui bloque ? (anonyme)"
    assert agenda.written([item], "sw") == "challenge 2 days: Qu’est-ce qui bloque ? (anonymous)"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("share 20: One\nand then we talk", "Line 2: write a part"),
        ("share 20:", "Line 1: write a part"),
        ("dance 20: Really?", "Line 1: dance is no part"),
        ("share 0: Nothing", "Line 1: give it a minute"),
        ("share 20: (anonymous)", "Line 1: say what you ask"),
        (f"share 20: {'x' * (PROMPT_MOST + 3)}", "Line 1: this is 3 characters too long"),
        ("share 1: x\n" * (ITEMS_MOST + 1), f"at most {ITEMS_MOST} items"),
    ],
)
def test_a_line_that_is_not_understood_is_named_with_what_to_write(text: str, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        agenda.read(text)
    said = refused.value.text
    shown = said.id
    for name, value in said.args:
        shown = shown.replace(f"{{{name}}}", str(getattr(value, "value", value)))
    assert why in shown
    assert refused.value.field == "agenda"


@given(
    st.lists(
        st.builds(
            Item,
            phase=st.sampled_from(Phase),
            minutes=st.integers(1, 9000).filter(lambda count: count < 9000),
            prompt=st.text("abc ?(:", min_size=1, max_size=40).map(lambda text: f"x{text.strip()}"),
            anonymous=st.booleans(),
        ),
        max_size=ITEMS_MOST,
    )
)
def test_what_is_written_is_read_as_the_same(items: list[Item]) -> None:
    tidy = [replace(item, prompt=" ".join(item.prompt.split())) for item in items]
    assert list(agenda.read(agenda.written(tidy, "en"))) == tidy


def test_an_agenda_has_to_fit_into_its_session() -> None:
    agenda.check(a_plan(agenda=AGENDA), 60)
    with pytest.raises(Refusal, match="The agenda takes"):
        agenda.check(a_plan(agenda=AGENDA), 59)
    with pytest.raises(Refusal, match="whole days"):
        agenda.check(a_plan(agenda=AGENDA, mode=Mode.ASYNC), 60)
    with pytest.raises(Refusal, match="whole days"):
        agenda.check(a_plan(agenda=(), mode=Mode.ASYNC), 60)


@pytest.mark.parametrize("one", templates(), ids=lambda one: one.key)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_template_fits_into_its_own_length_and_is_read_as_it_is_written(one: LabTemplate, language: str) -> None:
    made = template(one.key)
    assert made is not None
    items = made.agenda(language)
    assert all(item.prompt for item in items)
    agenda.check(a_plan(agenda=items, mode=made.mode), made.minutes)
    assert agenda.read(agenda.written(items, language)) == items
    assert set(made.title) == set(made.about) == {"en", "fr"}


def test_there_is_no_template_of_any_other_name() -> None:
    assert template("dance") is None
