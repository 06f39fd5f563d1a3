"""From a whole thread to a draft: what is told is found where it was said, and what is not told is left empty."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.drafting.corrections import BETWEEN
from bot.domain.drafting.cues import LANGUAGES
from bot.domain.drafting.drafter import draft
from bot.domain.drafting.thread import Message, Thread
from bot.domain.nuggets.words import Level, ResultType
from tests.domain.drafting.threads_of_tests import drafted, messages, values

SCHOOL = (
    "Adjoa: Hello all. Pupils skipped lunch because the queue at the kitchen was so long.",
    "Kojo: What did you do?",
    "Adjoa: We divided the lunch hour into three slots, one per grade, in September.",
    "Kojo: How did it go?",
    "Adjoa: Within two months the average queue went from 25 minutes to 6.",
    "Kojo: Did you need extra people?",
    "Adjoa: Just two parent volunteers and a timetable painted on the wall.",
    "Kojo: Which school is it?",
    "Adjoa: Bantama Primary School, Kumasi",
)


def test_a_thread_gives_each_field_from_the_message_that_tells_it() -> None:
    found = drafted("en", *SCHOOL)

    assert values(found) == {
        "what_changed": "We divided the lunch hour into three slots, one per grade",
        "outcome": "Within two months the average queue went from 25 minutes to 6.",
        "why": "because the queue at the kitchen was so long.",
        "when": "in September.",
        "how": "Just two parent volunteers and a timetable painted on the wall.",
        "place": "Bantama Primary School, Kumasi",
    }
    assert [messages(found, name) for name in ("what_changed", "outcome", "why", "how")] == [(2,), (4,), (0,), (6,)]
    assert found.result_type is ResultType.SUCCESS


@pytest.mark.parametrize(
    ("language", "told", "changed", "outcome", "when"),
    [
        (
            "fr",
            (
                "Awa: Bonjour. En janvier, nous avons avancé le premier départ du car de 30 minutes.",
                "Luc: Et ça a donné quoi ?",
                "Awa: Les retards sont passés de 40 à 12 par semaine.",
            ),
            "nous avons avancé le premier départ du car de 30 minutes.",
            "Les retards sont passés de 40 à 12 par semaine.",
            "En janvier",
        ),
        (
            "es",
            (
                "Ana: Hola a todos. Adelantamos el almuerzo una hora para los niños.",
                "Luis: ¿Y qué tal?",
                "Ana: La asistencia subió del 78 % al 91 %.",
                "Luis: ¿Desde cuándo?",
                "Ana: Desde abril",
            ),
            "Adelantamos el almuerzo una hora",
            "La asistencia subió del 78 % al 91 %.",
            "Desde abril",
        ),
        (
            "pt",
            (
                "Bia: Olá! Na creche passámos a servir o lanche mais cedo, a partir de fevereiro.",
                "Rui: E deu resultado?",
                "Bia: Sim, as faltas baixaram de 20 para 7 por mês.",
            ),
            "Na creche passámos a servir o lanche mais cedo",
            "as faltas baixaram de 20 para 7 por mês.",
            "a partir de fevereiro.",
        ),
        (
            "ar",
            (
                "سعاد: السلام عليكم، قمنا بتأخير بداية الدوام نصف ساعة منذ شهر أكتوبر.",
                "منير: وما النتيجة؟",
                "سعاد: انخفض عدد المتأخرين من ٥٠ إلى ١٥ طالباً.",
            ),
            "قمنا بتأخير بداية الدوام نصف ساعة",
            "انخفض عدد المتأخرين من ٥٠ إلى ١٥ طالباً.",
            "منذ شهر أكتوبر.",
        ),
    ],
)
def test_it_reads_french_spanish_portuguese_and_arabic(
    language: str, told: tuple[str, ...], changed: str, outcome: str, when: str
) -> None:
    found = values(drafted(language, *told))

    assert (found["what_changed"], found["outcome"], found["when"]) == (changed, outcome, when)


def test_a_language_that_is_not_told_is_known_by_its_words() -> None:
    told = ("Bia: Passámos a servir o lanche mais cedo e as faltas baixaram de 20 para 7 por mês.",)

    assert drafted("", *told) == drafted("tlh", *told) == drafted("pt-MZ", *told)
    assert drafted("", *told).found


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("Joe: We are thinking about introducing electronic records next year.", "Sue: We want to do it too.")),
        (
            "en",
            ("Nina: Does anyone have a simple checklist?", "Omar: There is one in the manual, annex 4", "Nina: thanks"),
        ),
        ("en", ("Kate: Reminder: the webinar is on Thursday at 3 pm. Please register.", "Dan: Thanks!")),
        ("fr", ("Ali: on envisage de créer un groupe pour les alertes", "Sam: bonne idée, nous aussi on voudrait")),
        ("es", ("Rita: ¿Alguien tiene un protocolo?", "Juan: Sí, te lo mando. Pensamos actualizarlo el próximo año.")),
        ("pt", ("Eva: Estamos a pensar em fazer uma feira no sábado, se o município autorizar", "Ivo: boa ideia")),
        ("ar", ("ليلى: نفكر في تنظيم ورشة الشهر القادم، ما رأيكم؟", "سمر: فكرة ممتازة")),
        ("en", ()),
        ("en", ("Amy: ",)),
    ],
)
def test_plans_questions_and_notices_are_no_change(language: str, told: tuple[str, ...]) -> None:
    found = drafted(language, *told)

    assert not found.found
    assert (found.fields, found.result_type, found.level) == ({}, None, None)


def test_a_story_told_in_passing_is_not_the_threads() -> None:
    found = drafted(
        "en",
        *SCHOOL[:5],
        "Yaw: We had the same in Tema and gave bread in the classroom, it was too messy.",
        *SCHOOL[5:],
    )

    assert values(found)["what_changed"].startswith("We divided the lunch hour")
    assert "Tema" not in str(values(found))


def test_the_reason_is_what_came_before_not_why_it_failed() -> None:
    found = drafted(
        "en",
        "Tom: We moved the weekly review to 7 am because night staff never heard the decisions.",
        "Ann: Did it work?",
        "Tom: No, it did not work, because the buses only start at 8.",
    )

    assert values(found)["why"] == "because night staff never heard the decisions."
    assert found.result_type is ResultType.FAILURE


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        ("Yes, late arrivals fell from 40 to 12 a week.", ResultType.SUCCESS),
        ("No, it didn't work. Nobody came and we went back to the old hours.", ResultType.FAILURE),
        ("Attendance dropped from 80% to 55%.", ResultType.FAILURE),
        ("Nothing changed, the queue is exactly as before.", ResultType.FAILURE),
        ("Late arrivals fell from 40 to 12. But in the evening nothing changed.", ResultType.PARTIAL),
        ("It is too early to say. Late arrivals fell from 40 to 38.", ResultType.TOO_EARLY),
        ("We don't know yet.", ResultType.TOO_EARLY),
    ],
)
def test_the_result_follows_from_the_words_and_their_negation(answer: str, result: ResultType) -> None:
    found = drafted("en", "Tom: We moved the weekly review to 7 am in May.", "Ann: Did it work?", f"Tom: {answer}")

    assert found.result_type is result


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ("The village committee replaced the hand pump", Level.COMMUNITY),
        ("We moved the scales into the hospital's waiting room", Level.FACILITY),
        ("We moved the scales in all 14 health centres of the district", Level.DISTRICT),
        ("The Ministry made the checklist obligatory in all hospitals of the country", Level.NATIONAL),
        ("Both countries introduced the same card on both sides of the border", Level.BETWEEN_COUNTRIES),
        ("We moved the scales from the left to the right", None),
    ],
)
def test_the_level_is_proposed_from_the_words(change: str, level: Level | None) -> None:
    assert drafted("en", f"Tom: {change}. Waiting fell from 3 hours to 1.").level is level


def test_a_figure_taken_back_is_replaced_and_both_messages_are_pointed_at() -> None:
    found = drafted("en", *SCHOOL, "Adjoa: Sorry, I looked again, it was 8 minutes, not 6.")

    assert values(found)["outcome"] == "Within two months the average queue went from 25 minutes to 8."
    assert messages(found, "outcome") == (4, 9)


def test_a_correction_that_does_not_say_what_was_wrong_follows_what_it_corrects() -> None:
    found = drafted("en", *SCHOOL, "Adjoa: Correction: 8 minutes in the average queue")

    value = values(found)["outcome"]
    assert (
        value
        == f"Within two months the average queue went from 25 minutes to 6.{BETWEEN}8 minutes in the average queue"
    )
    assert messages(found, "outcome") == (4, 9)


def test_somebody_elses_correction_changes_nothing() -> None:
    assert (
        drafted("en", *SCHOOL, "Kojo: Sorry, in my school it was 8 minutes, not 6.").fields
        == drafted("en", *SCHOOL).fields
    )


def test_what_was_asked_tells_what_a_short_answer_is_about() -> None:
    told = ("Tom: We moved the weekly review to 7 am.", "Ann: Since when?", "Tom: since Easter")

    assert values(drafted("en", *told))["when"] == "since Easter"


TEXTS = st.text(st.characters(codec=None), max_size=200)
CUED = st.lists(
    st.sampled_from(
        [
            "we",
            "started",
            "nous",
            "avons",
            "mis",
            "empezamos",
            "passámos",
            "بدأنا",
            "from",
            "to",
            "40",
            "12",
            "%",
            "because",
            "parce",
            "que",
            "since",
            "May",
            ".",
            "?",
            ",",
            ":",
            "Dr",
            "Bo",
            "never",
            "sorry",
            "not",
            "MRN",
            "48213",
            "in",
            "Kumasi",
            "hospital",
            "لأن",
            "منذ",
            "�",
            "\x00",
            "\n",
            "@",
            "+234",
            "803",
            "555",
            "0142",
        ]
    ),
    max_size=60,
).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from("ABC"), TEXTS | CUED), max_size=6), st.sampled_from([*LANGUAGES, "", "xx"]))
def test_whatever_is_written_drafting_does_not_fail_and_quotes_to_the_letter(
    told: list[tuple[str, str]], language: str
) -> None:
    thread = Thread(tuple(Message(i, author, text) for i, (author, text) in enumerate(told)), language)

    found = draft(thread)

    for field in found.fields.values():
        if len(field.messages) == 1:
            assert field.value in thread.messages[field.messages[0]].text
    for hint in found.sensitive:
        assert hint.text in thread.messages[hint.message].text


@pytest.mark.parametrize(
    "piece",
    ["a", ".", "a.", "we put, ", "from 3 to 4 ", "77 612 04 38 99, ", "Mr Bo never ", "1 ", "a@", "كان ما ", "? "],
)
def test_s31_a_text_twice_as_long_takes_about_twice_as_long(piece: str) -> None:
    def seconds(length: int) -> float:
        thread = Thread((Message(0, "A", piece * (length // len(piece))),), "en")
        began = time.process_time()
        draft(thread)
        return time.process_time() - began

    seconds(1_000)
    short, long = (min(seconds(length) for _ in range(2)) for length in (5_000, 20_000))

    # Four times the text; eight leaves room for a busy machine, and what grows with the square would take sixteen.
    assert long < 8 * max(short, 0.02)


@pytest.mark.parametrize(
    ("language", "messages", "result"),
    [
        (
            "en",
            ("Tom: We moved the review to 7 am.", "Ann: Did it help?", "Tom: No, 58 came before, 57 now."),
            "failure",
        ),
        (
            "es",
            ("Eva: Pusimos 80 letrinas en el pueblo.", "Luz: ¿Y se usan?", "Eva: Solo 9 de 80.", "Luz: Qué lástima."),
            "failure",
        ),
        (
            "fr",
            ("Awa: Nous avons installé un tri à l'entrée.", "Jo: Alors ?", "Awa: C'est trop tôt, deux jours à peine."),
            "too_early",
        ),
        (
            "pt",
            (
                "Rui: Colocámos um rádio em cada posto.",
                "Ana: Resultou?",
                "Rui: Junto à estrada as faltas caíram. Na serra nada mudou.",
            ),
            "partial",
        ),
    ],
)
def test_figures_that_stand_still_and_what_others_say_tell_how_it_ended(
    language: str, messages: tuple[str, ...], result: str
) -> None:
    assert drafted(language, *messages).result_type == result


def test_who_writes_and_what_is_asked_tell_the_level_where_the_change_does_not() -> None:
    found = drafted(
        "en", "County supervisor: We moved the drivers' pay to the phone in May.", "Ann: In which county is that?"
    )

    assert found.level is Level.DISTRICT


@pytest.mark.parametrize(("answer", "place"), [("Yes, still there.", "Kisumu?"), ("No, we moved away.", None)])
def test_a_place_that_somebody_asks_about_counts_if_the_teller_agrees(answer: str, place: str | None) -> None:
    found = drafted(
        "en", "Tom: We painted lines on the floor of the ward.", "Ann: Are you in Kisumu?", f"Tom: {answer}"
    )

    assert values(found).get("place") == place
