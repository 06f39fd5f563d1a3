"""What people do to each other's words, on every stage: threads, shortcuts, reactions, edits, deletions, links."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.scenarios.capabilities import Capability
from tests.scenarios.listening import LISTENING
from tests.scenarios.stage import Actor, Stage
from tests.scenarios.stages import READING_STAGES


@pytest.fixture(params=list(READING_STAGES))
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Give a stage with the listening feature on it."""
    async with READING_STAGES[request.param]([LISTENING]) as set_stage:
        yield set_stage


@pytest.fixture(params=list(READING_STAGES))
async def lasting(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stage]:
    """Give such a stage whose store outlives the bot."""
    async with READING_STAGES[request.param]([LISTENING], url=f"sqlite:///{tmp_path / 'podkeeper.db'}") as set_stage:
        yield set_stage


def said_by_people(reader: Actor) -> list[str]:
    """Give the lines of the thread that was read last, without what the bot said in it."""
    told = reader.reads().rpartition("What was read:")[2]
    mark = f"{reader.ref.community}:"
    return [line.strip() for line in told.splitlines() if line.startswith(mark) and " said: " in line]


async def test_a_whole_thread_is_read_from_any_message_in_it(stage: Stage) -> None:
    amina, joao = await stage.person("Amina"), await stage.person("Joao")
    await amina.says("general", "We moved the triage desk.")
    await joao.says("general", "What came of it?", under="triage desk")
    await amina.says("general", "Half the waiting time.", under="What came of it")
    await joao.says("general", "Lunch?")

    for words in ("triage desk", "Half the waiting"):
        await joao.uses_shortcut("Read aloud", on=words)
        assert said_by_people(joao) == [
            f"{amina.ref} said: We moved the triage desk.",
            f"{joao.ref} said: What came of it?",
            f"{amina.ref} said: Half the waiting time.",
        ]

    assert "You chose “We moved the triage desk.”" in joao.reads()
    assert "You chose “Half the waiting time.”" in joao.reads()
    assert "You chose" not in amina.reads()
    assert "I read this." in amina.reads()
    assert joao.rooms() == ["general"]


async def test_it_is_told_where_something_was_said(stage: Stage) -> None:
    amina = await stage.person("Amina")

    await amina.says("general", "Good morning.")
    assert amina.last_read() == "I heard you in a room."
    await amina.says("general", "Good morning to you.", under="Good morning")
    assert amina.last_read() == "I heard you in a thread."
    await amina.writes("Are you there?")
    assert amina.last_read() == "I heard you alone."


async def test_reactions_come_and_go_in_rooms_and_threads(stage: Stage) -> None:
    amina, joao = await stage.person("Amina"), await stage.person("Joao")
    await amina.says("general", "We moved the triage desk.")
    await amina.says("general", "Half the waiting time.", under="triage")

    await joao.reacts("🌱", on="triage")
    assert joao.last_read() == "I saw ReactionAdded 🌱."
    await joao.reacts("👍", on="Half the waiting")
    assert joao.last_read() == "I saw ReactionAdded 👍."
    await joao.takes_reaction_back("🌱", on="triage")
    assert joao.last_read() == "I saw ReactionRemoved 🌱."
    assert "I saw" not in amina.reads()


async def test_who_reacts_again_is_heard_again_after_the_bot_was_away_too(lasting: Stage) -> None:
    amina = await lasting.person("Amina")
    await amina.says("general", "We moved the triage desk.")
    await amina.reacts("🌱", on="triage")
    await amina.takes_reaction_back("🌱", on="triage")

    await amina.reacts("🌱", on="triage")
    assert amina.reads().count("ReactionAdded") == 2
    await amina.takes_reaction_back("🌱", on="triage")
    async with lasting.away():
        pass
    await amina.reacts("🌱", on="triage")
    assert amina.reads().count("ReactionAdded") == 3


async def test_what_is_edited_or_deleted_is_told_and_reads_so(stage: Stage) -> None:
    amina, joao = await stage.person("Amina"), await stage.person("Joao")
    await amina.says("general", "We moved the triage desk.")
    await joao.says("general", "To the dor?", under="triage")
    await joao.says("general", "Never mind.", under="triage")

    await joao.edits("To the dor?", "To the door?")
    assert "Now it says “To the door?”." in amina.reads()
    await joao.deletes("Never mind")
    assert "Something was taken back." in amina.reads()
    assert "Never mind" not in amina.reads()

    await amina.uses_shortcut("Read aloud", on="triage")
    assert said_by_people(amina) == [
        f"{amina.ref} said: We moved the triage desk.",
        f"{joao.ref} said: To the door?",
    ]


async def test_what_the_bot_notes_in_a_thread_stands_where_people_go_on(stage: Stage) -> None:
    amina, joao = await stage.person("Amina"), await stage.person("Joao")
    await amina.says("general", "We moved the triage desk.")
    await joao.uses_shortcut("Read aloud", on="triage")

    await joao.says("general", "Thank you.", under="I read this")
    await amina.says("general", "You are welcome.", under="triage")
    await amina.uses_shortcut("Read aloud", on="Thank you")

    assert said_by_people(amina) == [
        f"{amina.ref} said: We moved the triage desk.",
        f"{joao.ref} said: Thank you.",
        f"{amina.ref} said: You are welcome.",
    ]


async def test_a_thread_lasts_longer_than_the_message_that_began_it(stage: Stage) -> None:
    amina, joao = await stage.person("Amina"), await stage.person("Joao")
    await amina.says("general", "We moved the triage desk.")
    await joao.says("general", "What came of it?", under="triage")
    await amina.deletes("triage")
    await joao.says("general", "You deleted it?", under="What came of it")

    await joao.uses_shortcut("Read aloud", on="What came of it")

    assert said_by_people(joao) == [f"{joao.ref} said: What came of it?", f"{joao.ref} said: You deleted it?"]


async def test_nobody_edits_or_deletes_what_another_said(stage: Stage) -> None:
    amina, joao = await stage.person("Amina"), await stage.person("Joao")
    await amina.says("general", "We moved the triage desk.")

    with pytest.raises(LookupError):
        await joao.edits("triage", "We did not.")
    with pytest.raises(LookupError):
        await joao.deletes("triage")


async def test_a_closed_room_is_seen_by_who_is_added_and_the_bot_hears_what_is_said_there(stage: Stage) -> None:
    amina, joao, carol = await stage.person("Amina"), await stage.person("Joao"), await stage.person("Carol")
    await amina.makes_room("ward-9", closed=True)
    await amina.makes_room("corridor")
    await amina.adds(joao, "ward-9")

    await joao.says("ward-9", "The drug cupboard was empty.")
    assert joao.last_read() == "I heard you in a room."
    await carol.says("corridor", "Hello.")
    assert carol.last_read() == "I heard you in a room."

    assert "ward-9" not in carol.rooms()
    assert "cupboard" not in carol.reads()
    assert {"ward-9", "corridor"} <= set(joao.rooms())
    assert "Hello." in joao.reads()
    await amina.uses_shortcut("Read aloud", on="cupboard")
    assert said_by_people(amina) == [f"{joao.ref} said: The drug cupboard was empty."]


@pytest.mark.parametrize("closed", [True, False])
async def test_a_shortcut_tells_its_message_where_the_bot_is_not_and_nothing_else_is_heard(
    stage: Stage, closed: bool
) -> None:
    stage.needs(Capability.ROOMS_WITHOUT_BOT)
    amina = await stage.person("Amina")
    await amina.makes_room("ward-9", closed=closed, bot=False)
    await amina.says("ward-9", "The drug cupboard was empty.")
    await amina.says("ward-9", "It was the lock.", under="cupboard")
    await amina.reacts("🌱", on="cupboard")
    assert "I heard" not in amina.reads()
    assert "I saw" not in amina.reads()

    await amina.uses_shortcut("Read aloud", on="cupboard")

    assert "You chose “The drug cupboard was empty.”" in amina.reads()
    assert "said: " not in amina.reads()
    assert "I read this." not in amina.reads()


async def test_a_message_has_a_link_of_its_own_wherever_it_stands(stage: Stage) -> None:
    amina = await stage.person("Amina")
    await amina.says("general", "We moved the triage desk.")
    await amina.says("general", "Half the waiting time.", under="triage")

    first, reply = amina.message_link("triage"), amina.message_link("Half the waiting")

    assert first != reply
    assert amina.message_link("triage") == first
    with pytest.raises(LookupError):
        amina.message_link("never said")
    await amina.says("general", f"See {reply}, please.")
    assert f"See {reply}, please." in amina.reads()
    await amina.uses_shortcut("Read aloud", on="See")
    assert f"You chose “See {reply}, please.”" in amina.reads()


async def test_what_is_told_several_times_counts_once(stage: Stage) -> None:
    stage.needs(Capability.REDELIVERS)
    amina = await stage.person("Amina")

    await stage.repeats_next(3)
    await amina.says("general", "We moved the triage desk.")
    assert amina.reads().count("I heard you") == 1
    await stage.repeats_next(3)
    await amina.reacts("🌱", on="triage")
    assert amina.reads().count("ReactionAdded") == 1
    await stage.repeats_next(3)
    await amina.edits("triage", "We moved the desk.")
    assert amina.reads().count("Now it says") == 1
    await stage.repeats_next(3)
    await amina.takes_reaction_back("🌱", on="the desk")
    assert amina.reads().count("ReactionRemoved") == 1
    await stage.repeats_next(3)
    await amina.deletes("the desk")
    assert amina.reads().count("taken back") == 1


async def test_what_is_said_while_the_bot_is_away_is_heard_once_when_it_is_back(lasting: Stage) -> None:
    amina = await lasting.person("Amina")
    await amina.says("general", "We moved the triage desk.")
    await amina.says("general", "It took a week.", under="triage")

    async with lasting.away():
        await amina.says("general", "Half the waiting time.", under="triage")
        await amina.says("general", "We moved the drug cupboard.")
        await amina.says("general", "Nothing is lost.", under="cupboard")

    assert amina.reads().count("I heard you in a room") == 2
    assert amina.reads().count("I heard you in a thread") == 3
    await amina.uses_shortcut("Read aloud", on="Nothing is lost")
    assert said_by_people(amina) == [
        f"{amina.ref} said: We moved the drug cupboard.",
        f"{amina.ref} said: Nothing is lost.",
    ]


async def test_reactions_edits_and_deletions_while_the_bot_is_away_are_heard_when_it_is_back(lasting: Stage) -> None:
    lasting.needs(Capability.TELLS_CHANGES_MEANWHILE)
    amina = await lasting.person("Amina")
    await amina.says("general", "We moved the triage desk.")
    await amina.says("general", "Never mind.")
    await amina.reacts("🌱", on="triage")

    async with lasting.away():
        await amina.takes_reaction_back("🌱", on="triage")
        await amina.edits("triage", "We moved the desk.")
        await amina.deletes("Never mind")

    assert "I saw ReactionRemoved 🌱." in amina.reads()
    assert "Now it says “We moved the desk.”" in amina.reads()
    assert "Something was taken back." in amina.reads()
