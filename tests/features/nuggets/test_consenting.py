"""Nothing that somebody wrote is read without their yes; silence is no; a yes can be taken back."""

from functools import partial

import pytest

from bot.core.tokens import Token
from bot.domain.access import Scope
from bot.domain.nuggets.consent import LAPSE_AFTER, Answer, Consent
from bot.domain.nuggets.nugget import Attribution, NuggetState
from bot.domain.nuggets.words import FieldName
from tests.features.nuggets.steps import BINTOU_SAW, CAME_OF_IT, CHANGE, Told, quoting
from tests.features.test_forgetting import places_that_hold
from tests.features.world import Person

QUOTED = "the number of wound infections fell from 9 to 3 a month"


async def consent_of(told: Told, person: Person) -> Consent | None:
    nugget = await told.nugget()
    return await told.world.bot.storage.read(lambda uow: uow.consents.of(nugget.id, person.ref))


async def seen_by(told: Told, person: Person) -> str:
    nugget = await told.nugget()
    return await person.uses("/nugget show", nugget=nugget.id)


async def test_the_authors_own_yes_publishes_in_the_pod_at_once_and_is_recorded(told: Told) -> None:
    nugget = await told.publishes("Yes, with my name")

    assert (nugget.state, nugget.scope) == (NuggetState.PUBLISHED, Scope.POD)
    consent = await consent_of(told, told.amina)
    assert consent is not None
    assert (consent.answer, consent.given_for) == (Answer.GIVEN, Scope.POD)
    assert CAME_OF_IT.rstrip(".") in await seen_by(told, told.bintou)


async def test_somebody_quoted_is_asked_in_their_own_words_and_left_out_until_they_agree(told: Told) -> None:
    await quoting(told)

    assert QUOTED in told.bintou.last_told()
    assert f"If you say nothing for {LAPSE_AFTER.days} days" in told.bintou.last_told()
    assert "would like to use your words" in told.bintou.last_told()
    assert QUOTED not in await seen_by(told, told.pod.facilitator)

    await told.bintou.presses("Yes, without a name")
    assert QUOTED in await seen_by(told, told.pod.facilitator)


async def test_no_keeps_the_words_out_and_the_nugget_goes_on(told: Told) -> None:
    await quoting(told)
    await told.bintou.presses("No")

    assert "You said no." in told.bintou.sees()
    shown = await seen_by(told, told.pod.facilitator)
    assert QUOTED not in shown
    assert "hand rub" in shown


@pytest.mark.parametrize("silent", [False, True])
async def test_whoever_did_not_agree_is_not_asked_again_at_each_change_and_the_author_hears_what_they_can_do(
    told: Told, silent: bool
) -> None:
    nugget = await quoting(told)
    if silent:
        await told.world.later(days=8)
    else:
        await told.bintou.presses("No")
    assert "Left out, since whoever said it would rather not be quoted: What came of it." in await seen_by(
        told, told.amina
    )
    asked = told.bintou.times_told("would like to use your words")

    for more in ("On my ward.", "On our ward.", "In our hospital."):
        await told.amina.uses("/nugget edit", nugget=nugget.id)
        await told.amina.fills(outcome=f"{BINTOU_SAW} {more}")

    assert told.bintou.times_told("would like to use your words") == asked
    assert "wound infections" not in await seen_by(told, told.pod.facilitator)
    said = await told.bintou.uses("/consent show", consent=(await consent_of(told, told.bintou)).id)  # type: ignore[union-attr] # she was asked
    assert "In our hospital." in said
    await told.bintou.presses("Yes, with my name")
    assert "In our hospital." in await seen_by(told, told.pod.facilitator)


async def test_silence_is_reminded_once_and_is_a_no_after_seven_days(told: Told) -> None:
    await quoting(told)
    await told.world.later(days=3)
    assert told.bintou.times_told("would like to use your words") == 2
    await told.world.later(days=4)

    consent = await consent_of(told, told.bintou)
    assert consent is not None
    assert consent.answer is Answer.LAPSED
    assert QUOTED not in await seen_by(told, told.pod.facilitator)
    await told.world.later(days=10)
    assert told.bintou.times_told("would like to use your words") == 2


async def test_a_yes_is_taken_back_and_the_words_are_gone_everywhere(told: Told) -> None:
    nugget = await quoting(told)
    await told.bintou.presses("Yes, with my name")
    await told.bintou.presses("Take it back")

    nugget = await told.nugget()
    assert all(QUOTED not in told_.text for told_ in nugget.fields.values())
    assert QUOTED not in await seen_by(told, told.pod.facilitator)
    assert QUOTED not in await seen_by(told, told.amina)
    assert QUOTED not in told.bintou.told()


async def test_an_author_is_asked_once_more_before_taking_their_consent_back_takes_the_nugget_back(told: Told) -> None:
    await told.publishes("Yes, with my name")
    consent = await consent_of(told, told.amina)
    assert consent is not None
    await told.amina.uses("/consent show", consent=consent.id)
    for said in (
        await told.amina.presses("Take it back"),
        await told.amina.presses_token(Token("nuggets.take_back", consent.id)),
    ):
        assert "[Yes, withdraw it]" in said
    assert (await told.nugget()).state is NuggetState.PUBLISHED

    await told.amina.presses("Yes, withdraw it")
    assert (await told.nugget()).state is NuggetState.WITHDRAWN


async def test_harvesting_for_somebody_else_needs_their_yes(told: Told) -> None:
    await told.pod.facilitator.harvests(told.messages[0], author=told.amina)
    await told.pod.facilitator.presses("Ask them")

    nugget = await told.nugget()
    assert nugget.state is NuggetState.OFFERED
    assert "May this be kept?" in told.amina.last_told()
    assert "I can't find that" in await seen_by(told, told.bintou)

    await told.amina.presses("Yes, without a name")
    assert (await told.nugget()).state is NuggetState.PUBLISHED


async def test_the_authors_no_throws_the_draft_away_with_all_its_words(told: Told) -> None:
    await told.pod.facilitator.harvests(told.messages[0], author=told.amina)
    await told.pod.facilitator.presses("Ask them")
    nugget = await told.nugget()
    await told.amina.presses("No, don't keep it")

    kept = await told.world.bot.storage.read(lambda uow: uow.nuggets.get(nugget.id))
    assert kept is not None
    assert kept.state is NuggetState.DROPPED
    assert not kept.fields
    assert CHANGE[:20] not in told.pod.facilitator.told()


async def test_nobody_answers_for_somebody_else(told: Told) -> None:
    await quoting(told)
    consent = await consent_of(told, told.bintou)
    assert consent is not None

    for other in (told.amina, told.pod.facilitator, told.pod.steward):
        assert "I can't find that" in await other.uses("/consent give", consent=consent.id, attribution="named")
    assert (await consent_of(told, told.bintou)) == consent


async def test_a_withdrawn_nugget_leaves_a_tombstone_that_says_only_that(told: Told) -> None:
    nugget = await told.publishes("Yes, with my name")
    await told.amina.uses("/nugget withdraw", nugget=nugget.id)

    shown = await seen_by(told, told.bintou)
    assert "was withdrawn on" in shown
    for words in ("hand rub", "78%", "Amina", "it worked"):
        assert words not in shown
    kept = await told.nugget()
    assert not kept.fields
    viewer = await told.world.viewer(told.amina)
    assert await told.world.bot.storage.read(lambda uow: uow.revisions.of_nugget(viewer, nugget.id)) == []


async def test_what_is_not_to_be_named_is_taken_out_of_the_words_themselves(told: Told) -> None:
    await told.amina.uses("/profile name", display_name="Amina Wekesa")
    told.messages[:] = told.world.tells(
        await told.pod.room(),
        (told.amina, "We at Amina Wekesa's ward moved the hand rub from the wall to every bed."),
        (told.amina, CAME_OF_IT),
    )
    await told.publishes("Yes, without a name")

    nugget = await told.nugget()
    assert "Amina" not in nugget.says(FieldName.WHAT_CHANGED)
    assert "Amina" not in await seen_by(told, told.bintou)


async def test_s42_an_author_who_is_forgotten_frees_nobody_elses_words(told: Told) -> None:
    nugget = await quoting(told)
    await told.amina.uses("/profile erase")
    await told.amina.fills(published="keep", sure="yes")
    await told.world.settles()

    for reader in (told.pod.facilitator, told.bintou):
        shown = await reader.uses("/nugget show", nugget=nugget.id)
        assert "hand rub" in shown
        assert "without names" in shown
        assert QUOTED not in shown
    assert "1 found" not in await told.pod.facilitator.uses("/find", words="wound infections fell")


async def test_s40_words_that_are_taken_back_stand_in_no_history(told: Told) -> None:
    nugget = await quoting(told)
    await told.bintou.presses("Yes, with my name")
    await told.amina.uses("/nugget edit", nugget=nugget.id)
    await told.amina.fills(outcome="It went well on both wards.")
    consent = await consent_of(told, told.bintou)
    assert consent is not None
    await told.bintou.uses("/consent withdraw", consent=consent.id)

    assert await told.world.bot.storage.read(partial(places_that_hold, words=QUOTED)) == []


async def test_whoever_is_quoted_no_more_is_asked_no_more(told: Told) -> None:
    nugget = await quoting(told)
    await told.amina.uses("/nugget edit", nugget=nugget.id)
    await told.amina.fills(outcome="Fewer wounds go bad now.")

    consent = await consent_of(told, told.bintou)
    assert consent is not None
    assert consent.answer is Answer.LAPSED
    assert "would like to use your words" not in await told.bintou.uses("/waiting")


async def test_s40_a_yes_counts_for_the_words_that_were_shown_and_for_no_others(told: Told) -> None:
    nugget = await quoting(told)
    shown = told.bintou.button("Yes, without a name").token
    await told.amina.uses("/nugget edit", nugget=nugget.id)
    await told.amina.fills(outcome=f"Nobody was careful. {BINTOU_SAW}")

    assert "It has been changed since you read it." in await told.bintou.presses_token(shown)
    consent = await consent_of(told, told.bintou)
    assert consent is not None
    assert consent.given_for is None


async def test_s40_nor_does_a_yes_by_command_or_by_an_old_button_count_for_words_that_were_not_shown(
    told: Told,
) -> None:
    await quoting(told)
    consent = await consent_of(told, told.bintou)
    assert consent is not None
    for said in (
        await told.bintou.uses("/consent give", consent=consent.id, attribution="named"),
        await told.bintou.uses("/consent give", consent=consent.id, version="99"),
        await told.bintou.presses_token(Token("nuggets.give", consent.id, "named")),
    ):
        assert "Please read it" in said
        assert QUOTED in said
        assert f"version {consent.version}" in said
    assert await consent_of(told, told.bintou) == consent

    shown = str(consent.version)
    await told.bintou.uses("/consent give", consent=consent.id, attribution="named", version=shown)
    given = await consent_of(told, told.bintou)
    assert given is not None
    assert (given.given_for, given.attribution) == (Scope.POD, Attribution.NAMED)
