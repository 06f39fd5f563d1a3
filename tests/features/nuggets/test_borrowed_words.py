"""Words of somebody else do not become the author's own, in however many edits they come."""

from dataclasses import replace

import pytest

from bot.domain.nuggets.nugget import Nugget
from bot.domain.nuggets.nugget import Told as Words
from bot.domain.nuggets.words import FieldName
from tests.features.nuggets.steps import BINTOU_SAW, CHANGE, Told, quoting, tells
from tests.features.nuggets.wider_steps import PASS_ON, wants

OWN = "It went well on both wards."


async def edits(told: Told, nugget: Nugget, **fields: str) -> dict[str, str]:
    """Let Amina type something; gives what was refused, by the field's name."""
    await told.amina.uses("/nugget edit", nugget=nugget.id)
    await told.amina.fills(**fields)
    return told.amina.errors


@pytest.mark.parametrize("answer", ["No", "", "Yes, without a name"])
async def test_s40_words_that_were_taken_out_do_not_come_back_as_the_authors_own(told: Told, answer: str) -> None:
    nugget = await quoting(told)
    if answer:
        await told.bintou.presses(answer)
    assert not await edits(told, nugget, outcome=OWN)

    assert "somebody else's words" in (await edits(told, nugget, outcome=BINTOU_SAW))["outcome"]
    assert "somebody else's words" in (await edits(told, nugget, what_changed=BINTOU_SAW))["what_changed"]
    assert (await told.nugget()).says(FieldName.OUTCOME) == OWN


async def test_s40_nor_do_they_in_a_detail_or_an_answer(told: Told) -> None:
    nugget = await quoting(told)
    await told.bintou.presses("No")
    await edits(told, nugget, outcome=OWN)

    for field in ("more_advice", "place"):
        await tells(told.amina, nugget, **{field: BINTOU_SAW})
        assert "somebody else's words" in told.amina.errors[field]
    await wants(told)
    await told.pod.facilitator.presses(PASS_ON)
    await told.world.says_to_the_bot(told.amina, BINTOU_SAW)
    assert "somebody else's words" in told.amina.last_told()
    assert (await told.nugget()).says(FieldName.WHY) == ""


async def test_s40_what_was_cut_from_a_quotation_does_not_come_back_by_itself(told: Told) -> None:
    nugget = await quoting(told)
    await told.bintou.presses("No")
    await edits(told, nugget, outcome="Infections fell from 9 to 3 a month.")
    assert (await told.nugget()).fields[FieldName.OUTCOME].said_by == told.bintou.ref
    await edits(told, nugget, outcome=OWN)

    assert "outcome" in await edits(told, nugget, outcome="And the number of wound infections is lower.")


async def test_s40_nobodys_words_come_in_under_the_yes_of_another(told: Told) -> None:
    nugget = await quoting(told)
    mei = await told.world.person("Mei")
    theirs = Words("With a small holder on each bed", mei.ref)
    both = replace(nugget, fields={**nugget.fields, FieldName.HOW: theirs})
    await told.world.bot.storage.write(lambda uow: uow.nuggets.save(both), [told.world.community]).result

    assert "outcome" in await edits(told, nugget, outcome=f"{BINTOU_SAW} {theirs.text}")


async def test_what_the_author_said_themselves_stays_though_another_said_the_like(told: Told) -> None:
    nugget = await quoting(told)
    alike = replace(nugget.fields[FieldName.OUTCOME], text=f"{CHANGE} That helped.")
    both = replace(nugget, fields={**nugget.fields, FieldName.OUTCOME: alike})
    await told.world.bot.storage.write(lambda uow: uow.nuggets.save(both), [told.world.community]).result

    assert not await edits(told, nugget, result="partial")
