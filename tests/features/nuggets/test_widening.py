"""What its author does about who reads it: more widely, again after a note, or no further."""

from dataclasses import replace

import pytest

from bot.core.inbound import FormSubmitted
from bot.core.tokens import Token
from bot.domain.access import Role, Scope
from bot.domain.nuggets.nugget import Nugget, NuggetState
from bot.domain.nuggets.words import FieldName
from tests.features.nuggets.steps import CAME_OF_IT, Told
from tests.features.nuggets.wider_steps import (
    BACK,
    PASS_ON,
    YES,
    asks_for,
    quotes_bintou,
    reads,
    skips_all,
    spreads,
    wants,
)
from tests.features.platform import delivered
from tests.features.world import Person

OUTCOME = CAME_OF_IT.rstrip(".")
NOT_FOUND = "can't find"


async def somebody(told: Told) -> Person:
    """Give somebody of the community who is in no pod."""
    return await told.world.person("Mei")


async def wanted_by_amina(told: Told) -> Nugget:
    """Let a nugget with Bintou's words be in review for the community, before the stewards."""
    await quotes_bintou(told)
    await wants(told)
    await skips_all(told.amina)
    await told.pod.facilitator.presses(PASS_ON)
    return await told.nugget()


async def test_nobody_reads_it_more_widely_before_it_was_reviewed(told: Told) -> None:
    nugget = await asks_for(told)
    mei = await somebody(told)
    assert NOT_FOUND in await reads(mei, nugget)
    await told.pod.facilitator.presses(PASS_ON)
    assert NOT_FOUND in await reads(mei, nugget)
    await told.pod.steward.presses(YES)
    assert OUTCOME in await reads(mei, nugget)


async def test_the_form_says_what_cannot_be_called_back_and_offers_only_more(told: Told) -> None:
    await told.publishes()
    said = await told.amina.presses("Share more widely")
    assert "cannot be called back" in said
    assert told.amina.form is not None
    assert [o.value for o in told.amina.form.section.inputs[0].options] == ["community", "network", "public"]  # type: ignore[union-attr]


async def test_its_author_alone_shares_it(told: Told) -> None:
    nugget = await told.publishes()
    for person in (told.pod.facilitator, told.pod.steward, told.bintou):
        said = await person.uses("/nugget share", nugget=nugget.id)
        assert person.form is None
        assert "this is for others to do" in said or NOT_FOUND in said


async def test_s5_a_form_made_up_for_anothers_nugget_is_refused(told: Told) -> None:
    nugget = await told.publishes()
    made_up = FormSubmitted(
        key="made-up",
        community=told.world.community,
        at=told.world.clock.now(),
        actor=told.bintou.ref,
        token=Token("nuggets.widen", nugget.id, "0.abc"),
        values={"scope": "public"},
    )
    await delivered(told.world.bot.dispatcher.deliver, made_up)
    assert await told.nugget() == nugget


async def test_a_form_that_comes_twice_asks_once(told: Told) -> None:
    await told.publishes("Yes, with my name")
    await told.amina.presses("Share more widely")
    form = told.amina.form
    await told.amina.fills(scope="community")
    told.amina.form = form
    said = await told.amina.fills(scope="public")

    assert "nothing was done twice" in said
    assert (await told.nugget()).wanted is Scope.COMMUNITY
    assert told.pod.facilitator.times_told("May everybody") == 1


async def test_everybody_quoted_is_asked_again_for_more(told: Told) -> None:
    await quotes_bintou(told)
    assert "They could be read by those in this pod" in told.bintou.last_told()
    await told.bintou.presses("Yes, without a name")
    await wants(told)

    seen = told.bintou.last_told()
    assert "They could be read by everybody in this community" in seen
    assert "They are read by those in this pod: you said yes to that before." in seen
    assert "with my name" not in seen


async def test_s40_whose_yes_is_for_the_pod_alone_is_not_read_beyond_it(told: Told) -> None:
    nugget = await quotes_bintou(told)
    await told.bintou.presses("Yes, without a name")
    await wants(told)
    await told.bintou.presses("No")

    assert OUTCOME in await reads(told.pod.facilitator, nugget)
    await told.bintou.presses("Take it back")
    assert OUTCOME not in await reads(told.pod.facilitator, nugget)


async def test_who_does_not_agree_in_time_is_left_out_and_the_author_asked_for_their_own_words(told: Told) -> None:
    await wanted_by_amina(told)
    await told.world.later(days=8)
    assert "Those you quote have not said yes to so many readers: What came of it." in told.amina.last_told()

    said = await told.pod.steward.presses(YES)
    assert "told in words of somebody who has not said yes" in said
    assert (await told.nugget()).state is NuggetState.IN_REVIEW

    await told.amina.presses("Change it")
    await told.amina.fills(outcome="Far fewer patients were infected.")
    assert "Those you quote" not in told.amina.last_told()
    await told.pod.facilitator.presses(PASS_ON)
    await told.pod.steward.presses(YES)
    read = await reads(await somebody(told), await told.nugget())
    assert "Far fewer patients were infected." in read
    assert OUTCOME not in read


async def test_a_no_asks_the_author_for_their_own_words_and_keeping_the_words_keeps_them_out(told: Told) -> None:
    await wanted_by_amina(told)
    await told.bintou.presses("No")
    assert "Tell it in your own words?" in told.amina.last_told()

    await told.amina.presses("Change it")
    await told.amina.fills(outcome=f"Bintou says: {CAME_OF_IT}")
    assert (await told.nugget()).fields[FieldName.OUTCOME].said_by == told.bintou.ref
    await told.pod.facilitator.presses(PASS_ON)
    assert "who has not said yes" in await told.pod.steward.presses(YES)


async def test_a_reviewer_can_have_the_author_asked_for_their_own_words(told: Told) -> None:
    await wanted_by_amina(told)
    before = told.amina.times_told("Tell it in your own words?")
    said = await told.pod.steward.presses("Ask the author")

    assert "So it cannot be published yet." in said
    assert told.amina.times_told("Tell it in your own words?") == before + 1


async def test_once_they_say_yes_it_can_be_published(told: Told) -> None:
    nugget = await wanted_by_amina(told)
    assert "who has not said yes" in await told.pod.steward.presses(YES)
    await told.bintou.presses("Yes, without a name")
    assert OUTCOME in told.pod.steward.told()

    await told.pod.steward.presses(YES)
    assert OUTCOME in await reads(await somebody(told), nugget)


async def test_s40_words_that_are_not_needed_come_in_with_the_yes_and_go_with_its_withdrawal(told: Told) -> None:
    nugget = await asks_for(told)
    theirs = replace(nugget.fields[FieldName.WHAT_CHANGED], text="With a holder on each bed", said_by=told.bintou.ref)
    quoting = replace(nugget, fields={**nugget.fields, FieldName.HOW: theirs})
    await told.world.bot.storage.write(lambda uow: uow.nuggets.save(quoting), [told.world.community]).result
    await told.amina.uses("/nugget edit", nugget=nugget.id)
    await told.amina.fills(outcome="Compliance nearly doubled.")
    await told.pod.facilitator.presses(PASS_ON)
    await told.pod.steward.presses(YES)
    mei = await somebody(told)
    assert "holder" not in await reads(mei, nugget)

    await told.bintou.presses("Yes, without a name")
    assert "How: With a holder on each bed" in await reads(mei, nugget)
    assert (await told.nugget()).state is NuggetState.PUBLISHED

    await told.bintou.presses("Take it back")
    assert "holder" not in await reads(mei, nugget)


async def test_an_edit_of_what_the_pod_alone_reads_is_silent(told: Told) -> None:
    nugget = await told.publishes("Yes, with my name")
    before = told.pod.facilitator.times_told("")
    said = await told.amina.uses("/nugget edit", nugget=nugget.id)
    assert "until it has been looked at again" not in said
    await told.amina.fills(outcome="Compliance nearly doubled.")

    assert (await told.nugget()).scope is Scope.POD
    assert told.pod.facilitator.times_told("") == before


async def test_an_edit_of_what_is_read_more_widely_is_reviewed_again_and_read_in_its_pod_alone_until_then(
    told: Told,
) -> None:
    nugget = await spreads(told)
    mei = await somebody(told)
    said = await told.amina.uses("/nugget edit", nugget=nugget.id)
    assert "Once you save, only your pod can read it until it has been looked at again." in said
    await told.amina.fills(outcome="Compliance nearly doubled.")

    edited = await told.nugget()
    assert (edited.state, edited.scope, edited.wanted) == (NuggetState.IN_REVIEW, Scope.POD, Scope.COMMUNITY)
    assert NOT_FOUND in await reads(mei, nugget)
    assert "nearly doubled" in await reads(told.bintou, nugget)
    assert "nearly doubled" in told.pod.facilitator.last_told()
    await told.pod.facilitator.presses(PASS_ON)
    await told.pod.steward.presses(YES)
    assert "nearly doubled" in await reads(mei, nugget)


async def test_saving_it_as_it_was_changes_nothing(told: Told) -> None:
    nugget = await spreads(told)
    await told.amina.uses("/nugget edit", nugget=nugget.id)
    await told.amina.fills()

    assert (await told.nugget()).scope is Scope.COMMUNITY


async def test_an_edit_of_what_came_from_an_open_room_is_read_by_nobody_until_it_is_reviewed(told: Told) -> None:
    amina = told.amina
    await amina.uses("/nugget new")
    await amina.fills(
        what_changed="We keep a spare key at the gate.", outcome="Nobody waits.", result="success", level="facility"
    )
    await amina.presses("Yes, without a name")
    await skips_all(amina)
    await told.pod.steward.presses(YES)
    nugget = await told.nugget()
    assert "nobody else can read it" in await amina.uses("/nugget edit", nugget=nugget.id)
    await amina.fills(outcome="Nobody waits at night.")

    assert (await told.nugget()).scope is None
    assert NOT_FOUND in await reads(told.bintou, nugget)
    await told.pod.steward.presses(YES)
    assert "at night" in await reads(told.bintou, nugget)


async def test_its_author_can_ask_for_nothing_wider_any_more(told: Told) -> None:
    nugget = await asks_for(told)
    await told.amina.presses("Ask for nothing wider")

    left = await told.nugget()
    assert (left.state, left.scope, left.wanted) == (NuggetState.PUBLISHED, Scope.POD, Scope.POD)
    assert PASS_ON not in told.pod.facilitator.labels()
    assert "not in review any more" in await told.pod.facilitator.presses_token(Token("nuggets.pass", nugget.id))
    before = told.pod.facilitator.times_told("May everybody")
    await told.world.later(days=6)
    assert told.pod.facilitator.times_told("May everybody") == before


@pytest.mark.parametrize("leaves", [False, True])
async def test_after_a_note_it_can_be_sent_again_or_left_in_its_pod(told: Told, leaves: bool) -> None:
    await asks_for(told)
    await told.pod.facilitator.presses(BACK)
    await told.pod.facilitator.fills(note="Which ward?")
    await told.amina.presses("Ask for nothing wider" if leaves else "Send it again")

    nugget = await told.nugget()
    assert nugget.state is (NuggetState.PUBLISHED if leaves else NuggetState.IN_REVIEW)
    assert nugget.before is (None if leaves else Role.FACILITATOR)
    assert "Which ward?" not in await told.amina.uses("/waiting")


async def test_sending_again_twice_is_once(told: Told) -> None:
    await asks_for(told)
    await told.pod.facilitator.presses(BACK)
    await told.pod.facilitator.fills(note="Which ward?")
    again = told.amina.button("Send it again").token
    await told.amina.presses_token(again)
    before = await told.nugget()
    assert "sent already" in await told.amina.presses_token(again)
    assert await told.nugget() == before
    assert "this is for others to do" in await told.bintou.presses_token(again)
