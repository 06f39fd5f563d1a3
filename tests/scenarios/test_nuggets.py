"""A story told in a pod's thread becomes a change nugget, with a yes from everybody whose words it says."""

from dataclasses import replace

from bot.domain.access import Viewer
from bot.domain.nuggets.nugget import Told
from bot.domain.nuggets.words import FieldName
from bot.ports.store import UnitOfWork
from tests.scenarios.capabilities import Capability
from tests.scenarios.stage import Actor, Stage
from tests.scenarios.steps import Pod, joins, opens_pod, reference

CHANGE = "We moved the hand rub from the wall to every bed in March."
SAW = "Infections fell from 9 to 3 a month on my ward"
CAME_OF_IT = "Hand hygiene compliance went from 40% to 78% within two months."


async def tells(pod: Pod, actor: Actor) -> None:
    """Tell a change in a thread of the pod's room, and what came of it when somebody asks."""
    await actor.says(pod.room, CHANGE)
    await pod.facilitator.says(pod.room, "What came of it?", under=CHANGE)
    await actor.says(pod.room, CAME_OF_IT, under=CHANGE)


async def test_a_thread_becomes_a_nugget_in_two_gestures(reading_stage: Stage) -> None:
    pod = await opens_pod(reading_stage)
    amina, bintou = await joins(pod, "Amina", "Bintou")
    await tells(pod, amina)

    await amina.uses_shortcut("Save as change nugget", on=CHANGE)
    assert "Your change nugget, as a draft" in amina.reads()
    assert "We moved the hand rub from the wall to every bed" in amina.reads()
    await amina.presses("Yes, without a name")

    ref = reference("N", amina.reads())
    await bintou.uses("/nugget show", nugget=ref)
    assert "went from 40% to 78%" in bintou.last_read()
    assert "Told under the Chatham House Rule" in bintou.last_read()
    assert "@Amina" not in bintou.last_read()
    assert "This thread has become a change nugget." in bintou.reads()


async def test_a_seedling_does_the_same(reading_stage: Stage) -> None:
    pod = await opens_pod(reading_stage)
    amina, _ = await joins(pod, "Amina", "Bintou")
    await tells(pod, amina)

    await amina.reacts("🌱", on=CHANGE)
    await amina.presses("Yes, with my name")

    assert "Told by @Amina" in amina.reads()


async def test_somebody_elses_story_waits_for_their_yes(reading_stage: Stage) -> None:
    pod = await opens_pod(reading_stage)
    [amina] = await joins(pod, "Amina")
    await tells(pod, amina)

    await pod.facilitator.uses_shortcut("Save as change nugget", on=CHANGE)
    await pod.facilitator.presses("Ask them")
    assert "May this be kept?" in amina.reads()
    await amina.presses("No, don't keep it")

    ref = reference("N", amina.reads())
    await pod.steward.uses("/nugget show", nugget=ref)
    assert "I can't find that" in pod.steward.last_read()


async def test_nobody_outside_the_pod_finds_or_reads_what_is_in_it(reading_stage: Stage) -> None:
    pod = await opens_pod(reading_stage)
    [amina] = await joins(pod, "Amina")
    zoe = await reading_stage.person("Zoe")
    await tells(pod, amina)
    await amina.reacts("🌱", on=CHANGE)
    await amina.presses("Yes, with my name")
    ref = reference("N", amina.reads())

    await zoe.uses("/nugget show", nugget=ref)
    assert "I can't find that" in zoe.last_read()
    await zoe.uses("/nugget list")
    assert "Nothing is published yet" in zoe.last_read()
    assert "Zoe" not in reading_stage.readers_of("hand rub")


async def test_a_nugget_is_told_in_four_answers_without_a_thread(reading_stage: Stage) -> None:
    amina = await reading_stage.person("Amina")
    sara = await reading_stage.person("Sara", steward=True)

    await amina.uses("/nugget new")
    assert len(amina.inputs()) == 4
    await amina.fills(
        {
            "what_changed": "We tried to text reminders to every mother.",
            "outcome": "Attendance stayed as it was; phones are shared.",
            "result": "failure",
            "level": "facility",
        }
    )
    await amina.presses("Yes, without a name")
    assert "Why did you change it?" in amina.reads()
    await amina.writes("Mothers missed their visits")
    for _ in range(3):
        await amina.presses("I can't say")
    assert "Thank you, that is all." in amina.reads()
    assert "May everybody in this community read this change nugget?" in sara.reads()
    await sara.presses("Yes, publish")

    ref = reference("N", amina.reads())
    zoe = await reading_stage.person("Zoe")
    await zoe.uses("/nugget show", nugget=ref)
    assert "it did not work" in zoe.last_read()
    assert "Mothers missed their visits" in zoe.last_read()
    await zoe.uses("/find", words="reminders mothers")
    assert "We tried to text reminders" in zoe.last_read()


async def test_a_message_deleted_meanwhile_is_in_no_draft(reading_stage: Stage) -> None:
    pod = await opens_pod(reading_stage)
    [amina] = await joins(pod, "Amina")
    await tells(pod, amina)
    await amina.reacts("🌱", on=CHANGE)
    assert "40% to 78%" in amina.reads()

    await amina.deletes(CAME_OF_IT)

    assert "40% to 78%" not in amina.reads()


async def test_a_quoted_person_is_asked_and_can_take_their_words_out_again(reading_stage: Stage) -> None:
    pod = await opens_pod(reading_stage)
    amina, bintou = await joins(pod, "Amina", "Bintou")
    await tells(pod, amina)
    await amina.reacts("🌱", on=CHANGE)
    await quotes(reading_stage, amina, bintou)
    await amina.presses("Yes, with my name")
    ref = reference("N", amina.reads())

    assert SAW in bintou.reads()
    await pod.facilitator.uses("/nugget show", nugget=ref)
    assert SAW not in pod.facilitator.last_read()
    await bintou.presses("Yes, without a name")
    await pod.facilitator.uses("/nugget show", nugget=ref)
    assert SAW in pod.facilitator.last_read()

    await bintou.presses("Take it back")
    await pod.facilitator.uses("/nugget show", nugget=ref)
    assert SAW not in pod.facilitator.last_read()


async def quotes(stage: Stage, collector: Actor, somebody: Actor) -> None:
    """Let a draft tell why in somebody's words, whatever the drafter would take from the thread."""

    def quote(uow: UnitOfWork) -> None:
        [draft] = uow.nuggets.of_member(Viewer(stage.community, collector.ref, uow.roles.of(collector.ref)))
        uow.nuggets.save(replace(draft, fields={**draft.fields, FieldName.WHY: Told(SAW, somebody.ref)}))

    await stage.bot.storage.write(quote, [stage.community]).result


async def test_a_lesson_is_found_tried_elsewhere_and_given_back(reading_stage: Stage) -> None:
    pod = await opens_pod(reading_stage)
    amina, bintou = await joins(pod, "Amina", "Bintou")
    await tells(pod, amina)
    await amina.reacts("🌱", on=CHANGE)
    await amina.presses("Yes, without a name")

    await bintou.uses("/find", words="hand rub")
    assert "We moved the hand rub" in bintou.last_read()
    await bintou.presses("Show", on="What is known of")
    await bintou.presses("We tried this")
    await bintou.fills({"place": "Tamale", "result": "failure", "adapted": "Only on the night shift"})

    assert "tried" in amina.last_read()
    await bintou.uses("/nugget show", nugget=reference("N", amina.reads()))
    assert "did not work" in bintou.last_read()
    assert "@Bintou" not in bintou.last_read()


async def test_a_pasted_link_does_the_same_for_whoever_may_read_there(reading_stage: Stage) -> None:
    pod = await opens_pod(reading_stage)
    [amina] = await joins(pod, "Amina")
    zoe = await reading_stage.person("Zoe")
    await tells(pod, amina)
    link = amina.message_link(CHANGE)

    await zoe.uses("/nugget from", link=link)
    assert "I could not read that thread." in zoe.reads()
    assert CHANGE not in zoe.reads()
    await zoe.uses("/nugget from", link="https://example.org/no-message")
    assert "That is no link to a message here" in zoe.last_read()
    await amina.uses("/nugget from", link=link)
    assert "Your change nugget, as a draft" in amina.reads()


async def test_what_is_told_twice_is_harvested_once(reading_stage: Stage) -> None:
    reading_stage.needs(Capability.REDELIVERS)
    pod = await opens_pod(reading_stage)
    [amina] = await joins(pod, "Amina")
    await tells(pod, amina)

    await reading_stage.repeats_next(3)
    await amina.reacts("🌱", on=CHANGE)
    await amina.presses("Yes, with my name")

    await amina.uses("/nugget mine")
    assert amina.last_read().count("N-") == 1


async def test_a_room_that_the_bot_may_not_read_says_what_to_do(reading_stage: Stage) -> None:
    reading_stage.needs(Capability.ROOMS_WITHOUT_BOT)
    amina = await reading_stage.person("Amina")
    await amina.makes_room("night-shift", closed=True, bot=False)
    await amina.says("night-shift", CHANGE)

    await amina.uses_shortcut("Save as change nugget", on=CHANGE)

    assert "I could not read that thread." in amina.reads()


async def test_whoever_tells_in_french_is_answered_in_french_around_their_own_words(reading_stage: Stage) -> None:
    fatou = await reading_stage.person("Fatou", locale="fr")

    await fatou.uses("/nugget new")
    await fatou.fills(
        {
            "what_changed": "Nous avons mis le gel sur chaque lit.",
            "outcome": "Moins d’infections.",
            "result": "success",
            "level": "facility",
        }
    )

    assert "Ce qui en est sorti" in fatou.last_read()
    assert "Nous avons mis le gel sur chaque lit." in fatou.last_read()
    await fatou.presses("Oui, sans nom")
    assert "Pourquoi" in fatou.reads()
