"""Every change of a template is a new version; what says the same is none, and what cannot be shown is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.errors import Refusal
from bot.core.ids import new_id
from bot.core.refs import CommunityRef
from bot.domain.templates import changing
from bot.domain.templates.changing import TemplateChanged, renewed
from bot.domain.templates.checking import AREAS_MOST, CHOICE_MOST, FIELDS_MOST, LABEL_MOST, exists, problems
from bot.domain.templates.defaults import default
from bot.domain.templates.signs import read_sign, same_sign
from bot.domain.templates.template import FieldKind, Template, said

HERE = CommunityRef("slack", "C1")
NOW = datetime(2027, 3, 3, 9, tzinfo=UTC)
OWN = default(HERE)


def asking(label: str, kind: FieldKind = FieldKind.LINE, options: tuple[str, ...] = ()) -> Template:
    return changing.with_field(OWN, label, "en", kind, options, beyond_pod=False)


def test_the_bots_own_template_has_nothing_wrong_and_says_all_in_five_languages() -> None:
    assert list(problems(OWN)) == []
    assert len(OWN.areas) == 10
    labels = [part.label for part in OWN.parts]
    labels += [option.label for field in OWN.fields for option in field.options]
    assert {tuple(label) for label in labels} == {("en", "fr", "es", "pt", "ar")}


def test_a_change_makes_the_next_version_and_is_told() -> None:
    after, events = renewed(OWN, changing.with_sign(OWN, "🌾"), new_id("T"), NOW)

    assert (after.number, after.sign, after.made_at) == (1, "🌾", NOW)
    assert events == (TemplateChanged(about=after.id, number=1),)
    assert renewed(after, changing.with_area(after, "Oxygen", "en"), new_id("T"), NOW)[0].number == 2


SAME: list[Callable[[Template], Template]] = [
    lambda template: changing.with_sign(template, "🌱"),
    lambda template: changing.with_languages(template, template.languages),
    lambda template: changing.with_label(template, "setting", "en", " Setting "),
    lambda template: changing.with_label(template, "outcome", "en", ""),
]


@pytest.mark.parametrize("change", SAME)
def test_what_says_the_same_makes_no_version(change: Callable[[Template], Template]) -> None:
    assert renewed(OWN, change(OWN), new_id("T"), NOW) == (OWN, ())


def test_a_label_is_changed_in_one_language_and_an_empty_one_gives_the_way_back() -> None:
    named = changing.with_label(OWN, "outcome", "sw", "Matokeo")

    assert named.labels == {"outcome": {"sw": "Matokeo"}}
    assert changing.with_label(named, "outcome", "sw", "").labels == {}
    assert said(changing.with_label(OWN, "workforce", "en", "Staff").areas[4].label, "en") == "Staff"


def test_a_field_that_is_retired_is_gone_from_the_next_version_alone() -> None:
    after, _ = renewed(OWN, changing.without(OWN, "barriers"), new_id("T"), NOW)

    assert after.field("barriers") is None
    assert OWN.field("barriers") is not None


def test_what_every_nugget_says_cannot_be_taken_away() -> None:
    with pytest.raises(Refusal, match="Every nugget has this field"):
        changing.without(OWN, "outcome")


def test_a_part_is_found_by_its_key_or_its_label_in_any_language() -> None:
    assert changing.part_of(OWN, " Patient_Flow ") == "patient_flow"
    assert changing.part_of(OWN, "parcours des patients") == "patient_flow"
    assert changing.part_of(OWN, "نصيحة لمن يأتي بعدنا") == "advice"
    with pytest.raises(Refusal, match="Nothing in the template"):
        changing.part_of(OWN, "patients")


def test_keys_are_made_of_latin_letters_and_never_twice() -> None:
    assert asking("Coût (en €)").fields[-1].key == "cout_en"
    assert asking("Before").fields[-1].key == "before_2"
    assert asking("Communication").fields[-1].key == "communication_2"
    twice = changing.with_area(changing.with_area(OWN, "صحة الأم", "ar"), "母子健康", "zh")
    assert [area.key for area in twice.areas[-2:]] == ["area_2", "area_3"]
    assert list(problems(twice)) == []


def test_s24_a_label_hides_and_reorders_nothing() -> None:
    assert said(asking("Be\u202eni\u200bgn\nline").fields[-1].label) == "Benign line"


TOO_MUCH = [
    pytest.param(asking("L" * (LABEL_MOST + 1)), "too long", id="a label that is too long"),
    pytest.param(asking("Which?", FieldKind.CHOICE), "1 to", id="a choice of nothing"),
    pytest.param(asking("Which?", FieldKind.CHOICE, tuple(map(str, range(26)))), "1 to", id="a choice of 26"),
    pytest.param(
        asking("Which?", FieldKind.CHOICE, ("o" * (CHOICE_MOST + 1),)), "too long", id="an option that is too long"
    ),
    pytest.param(asking("Line", options=("a",)), "Only a choice", id="a line with options"),
    pytest.param(asking("\u200b"), "label in at least one", id="a label that nobody sees"),
    pytest.param(replace(OWN, fields=asking("x").fields * 2), "more fields", id="too many fields"),
    pytest.param(replace(OWN, areas=OWN.areas * (AREAS_MOST // 10 + 1)), "areas at most", id="too many areas"),
    pytest.param(changing.with_languages(OWN, ()), "languages", id="no language"),
    pytest.param(changing.with_languages(OWN, ("en", "qq")), "no language", id="a language that there is not"),
    pytest.param(replace(OWN, sign="🌱🌱"), "one emoji", id="two emoji"),
]


@pytest.mark.parametrize(("template", "why"), TOO_MUCH)
def test_what_no_form_could_show_is_refused(template: Template, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        renewed(OWN, template, new_id("T"), NOW)


def test_twelve_more_fields_of_the_longest_labels_are_let_through() -> None:
    full = replace(OWN, fields=())
    for place in range(FIELDS_MOST):
        full = changing.with_field(
            full, f"{place:02}" + "L" * (LABEL_MOST - 2), "en", FieldKind.PARAGRAPH, beyond_pod=True
        )

    assert list(problems(full)) == []


@pytest.mark.parametrize("tag", ["en", "fr", "pt-BR", "zh-Hant", "zh-Hans-CN", "es-419", "sw", "ht", "nso"])
def test_languages_that_exist_are_known_by_their_tags(tag: str) -> None:
    assert exists(tag)


@pytest.mark.parametrize("tag", ["", "qq", "english", "en_GB", "pt-QQ", "zh-Abcd", "../en", "en-GB-x-private"])
def test_languages_that_do_not_exist_are_refused(tag: str) -> None:
    assert not exists(tag)


@pytest.mark.parametrize("sign", ["🌱", "❤️", "👍🏽", "👩🏾‍🌾", "🇰🇪", "1️⃣", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", ":our-seed:", ":Seed_2:"])
def test_one_emoji_is_a_sign(sign: str) -> None:
    assert read_sign(f" {sign} ") == sign


@pytest.mark.parametrize(
    "typed", ["", "x", "🌱🌱", "🌱 x", "seedling", ":a b:", "::", "@everyone", "が", "{0.__class__}"]
)
def test_anything_else_is_none(typed: str) -> None:
    with pytest.raises(Refusal, match="one emoji"):
        read_sign(typed)


def test_a_sign_is_known_in_every_skin_and_without_its_colons() -> None:
    assert same_sign("👍", "👍🏿")
    assert same_sign("❤️", "❤")
    assert same_sign(":our-seed:", "our-seed")
    assert not same_sign("🌱", "🌿")


def test_a_label_is_said_in_the_readers_language_then_the_communitys_then_english_then_any() -> None:
    words = {"en": "Setting", "pt": "Contexto", "ar": "السياق"}

    assert said(words, "pt-BR", "ar") == "Contexto"
    assert said(words, "sw", "ar") == "السياق"
    assert said(words, "sw", "hi") == "Setting"
    assert said({"ar": "السياق"}, "sw", "hi") == "السياق"
