"""Each reads in their own language and their own time, and however much was written fits on a phone."""

from bot.locales import words
from tests.scenarios.stage import Stage
from tests.scenarios.steps import AIMS, asks_to_join, fills_all, joins, opens_pod


def french(text: str, **slots: str) -> str:
    """Say one of the bot's texts in French."""
    said = words("fr").gettext(text)
    for name, value in slots.items():
        said = said.replace(f"{{{name}}}", value)
    return said


async def test_a_french_reader_asks_and_is_let_in_in_french_by_an_english_facilitator(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina", locale="fr")
    await amina.uses("/help")

    await amina.uses("/pod join", pod="NQPS")
    assert french("Do you accept the ground rules?") in amina.reads()
    await fills_all(amina, {"accept": "yes"})
    assert french("Your request to join {pod} is sent. It is {ref}.", pod="NQPS").split("{")[0] in amina.reads()
    assert "@Amina asks to join NQPS." in pod.facilitator.last_read()
    await pod.facilitator.presses("Approve", on="@Amina asks")

    assert french("Welcome to {pod}: you are in.", pod="NQPS") in amina.reads()
    assert "The charter of NQPS" in amina.reads()


async def test_a_french_facilitator_decides_by_french_buttons(stage: Stage) -> None:
    joao = await stage.person("Joao", locale="fr")
    await joao.uses("/help")
    sara = await stage.person("Sara", steward=True)
    await joao.uses("/pod propose")
    await fills_all(joao, {"name": "NQPS", **AIMS})
    await sara.presses("Approve")
    amina = await stage.person("Amina")
    await amina.uses("/pod join", pod="NQPS")
    await fills_all(amina, {"accept": "yes"})

    await joao.presses(french("Decline"), on="@Amina")
    assert french("Why not?") in joao.last_read()
    await joao.fills({"reason": "Pas maintenant."})

    assert "was declined: Pas maintenant." in amina.reads()
    assert french("Approve") not in joao.labels(on="@Amina")


async def test_moments_are_told_in_the_readers_own_zone(stage: Stage) -> None:
    joao = await stage.person("Joao", zone="Africa/Nairobi")
    await joao.uses("/help")
    pod = await opens_pod(stage)

    await pod.facilitator.uses("/pod log", pod="NQPS")
    assert "12:00" in pod.facilitator.last_read()
    await pod.steward.uses("/pod log", pod="NQPS")

    assert "9:00" in pod.steward.last_read()
    assert "12:00" not in pod.steward.last_read()


async def test_the_longest_charter_and_the_longest_names_still_come_with_their_buttons(stage: Stage) -> None:
    name = "W" * 58 + "é😀"
    long = "Many wards, many words, and a long way home. " * 11
    pod_words = {"focus": "F" * 200, "objective": long, "product": "P" * 200, "why_now": long}
    sara, joao = await stage.person("Sara", steward=True), await stage.person("Joao")
    questions = "\n".join(f"{number} " + "Why? " * 29 for number in range(1, 6))
    amina = await stage.person("Amina")

    await joao.uses("/pod propose")
    await fills_all(joao, {"name": name, **pod_words, "questions": questions, "who_may_join": long, "more": long})
    assert list(sara.labels(on=name))[:3] == ["Approve", "Return", "Decline"]
    await sara.presses("Approve", on=name)
    assert "What is learned may be harvested" in joao.reads()
    await amina.uses("/pod list")
    await amina.presses("Ask to join", on=name)
    await fills_all(amina, {"accept": "yes", **{f"answer_{number}": "A" * 500 for number in range(1, 6)}})
    await joao.presses("Approve", on="@Amina asks to join")

    assert "you are in." in amina.reads()


async def test_a_name_in_another_script_makes_a_room_and_is_found_again(stage: Stage) -> None:
    sara, joao = await stage.person("Sara", steward=True), await stage.person("Joao")
    amina = await stage.person("Amina")
    await joao.uses("/pod propose")
    await fills_all(joao, {"name": "الماء للجميع", **AIMS})
    before = set(joao.rooms())

    await sara.presses("Approve")
    assert len(set(joao.rooms()) - before) == 1
    await amina.uses("/pod join", pod="الماء للجميع")
    await fills_all(amina, {"accept": "yes"})

    assert "@Amina asks to join الماء للجميع." in joao.last_read()


async def test_who_was_there_before_the_bot_is_known_by_name_after_their_first_gesture(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")

    await asks_to_join(amina, pod)
    await amina.uses("/profile show")

    assert "Name: amina" in amina.last_read().replace("Amina", "amina")


async def test_everybody_in_the_room_reads_the_same_card_in_the_communitys_language(stage: Stage) -> None:
    pod = await opens_pod(stage)
    french_reader = await stage.person("Amina", locale="fr")
    await french_reader.uses("/help")
    await french_reader.uses("/pod join", pod="NQPS")
    await fills_all(french_reader, {"accept": "yes"})
    await pod.facilitator.presses("Approve", on="@Amina")
    [bintou] = await joins(pod, "Bintou")

    for person in (french_reader, bintou):
        assert "The charter of NQPS" in person.reads()
