"""Where it was, what a colon announces, and an outcome that differs from part to part."""

import pytest

from bot.domain.nuggets.words import ResultType
from tests.domain.drafting.threads_of_tests import drafted, values


@pytest.mark.parametrize(
    ("language", "told", "place"),
    [
        (
            "es",
            "Ana: Ahora las parteras de Tlacoachistlahuaca acompañan a la mujer hasta la sala.",
            "Tlacoachistlahuaca",
        ),
        ("pt", "Ana: Digitalizámos os processos mais usados aqui no CS Itapoã", "CS Itapoã"),
    ],
)
def test_a_place_is_known_by_the_of_before_it_and_by_the_short_name_of_its_setting(
    language: str, told: str, place: str
) -> None:
    assert values(drafted(language, told))["place"] == place


def test_a_feast_is_no_place_and_another_facility_in_passing_is_not_the_storys() -> None:
    found = drafted(
        "fr",
        "Odile: Les volontaires pèsent les nouveau-nés à domicile avec une balance à ressort.",
        "Jean: Depuis quand ?",
        "Odile: Depuis Pâques 2026.",
        "Marc: Chez nous à Mbouda ça n'a pas marché",
    )

    assert "place" not in values(found)
    assert values(found)["when"] == "Depuis Pâques 2026."


def test_what_a_colon_announces_belongs_to_the_change() -> None:
    found = drafted("pt", "Ana: Separámos a fila: pesagem e vacina de um lado, crianças doentes do outro.")

    assert values(found)["what_changed"].endswith("crianças doentes do outro.")


def test_a_gain_here_and_none_there_is_a_partial_result() -> None:
    found = drafted(
        "ar",
        "أمينة: بدأنا زيارات منزلية للحوامل، كل متطوعة عندها عشر بيوت.",
        "سامي: هل زاد عدد الولادات؟",
        "أمينة: في القرى القريبة زاد من 12 إلى 27 ولادة في الشهر. أما القرى الجبلية فلم يتغير شيء.",
    )

    assert found.result_type == ResultType.PARTIAL
