"""What is not known to have been done: a look tells, and in the end it is done once."""

import contextlib

import pytest

from bot.core.intents import Intent
from bot.ports.chat import Found, Settled, Uncertain, Unreachable
from tests.contracts.chat.cases import CASES
from tests.contracts.chat.venue import Trouble, Venue, can
from tests.scenarios.capabilities import LACKING

DOUBTFUL = [intent for intent, case in CASES.items() if case.twice]
REPEATABLE = [intent for intent, case in CASES.items() if not case.twice]


def named(intent: type[Intent]) -> str:
    return intent.__name__


def played(venue: Venue, intent: type[Intent]) -> bool:
    return can(venue.platform, CASES[intent].needs) and can(venue.platform, CASES[intent].acts)


@pytest.mark.parametrize("trouble", [Trouble.UNANSWERED, Trouble.CUT_OFF])
@pytest.mark.parametrize("intent", DOUBTFUL, ids=named)
async def test_what_would_do_harm_twice_is_in_doubt_until_a_look_tells(
    venue: Venue, intent: type[Intent], trouble: Trouble
) -> None:
    case, was_done = CASES[intent], trouble is Trouble.CUT_OFF
    asked = await case.prepare(venue)
    venue.expects(trouble, intent)
    with pytest.raises(Uncertain):
        await venue.port.perform(asked)
    assert case.times(venue, asked) == was_done

    settled = await venue.port.settle(asked)
    if not was_done:
        assert settled == Settled(Found.NOT_DONE)
        await venue.port.perform(asked)
    elif can(venue.platform, case.found):
        assert settled.found is Found.DONE
        assert settled.receipt.made
    else:
        assert case.found in LACKING[venue.platform]
        assert settled.found is Found.UNKNOWN
    assert case.times(venue, asked) == 1


@pytest.mark.parametrize("trouble", [Trouble.UNANSWERED, Trouble.CUT_OFF])
async def test_what_does_no_harm_twice_is_done_again_until_it_is_known(venue: Venue, trouble: Trouble) -> None:
    found = {}
    for intent in REPEATABLE:
        case = CASES[intent]
        if not played(venue, intent):
            continue
        asked = await case.prepare(venue)
        venue.expects(trouble, intent)
        if trouble is Trouble.UNANSWERED:
            with pytest.raises((Unreachable, Uncertain)):
                await venue.port.perform(asked)
        else:
            # A library may ask again by itself for what can be asked twice.
            with contextlib.suppress(Unreachable, Uncertain):
                await venue.port.perform(asked)
        settled = await venue.port.settle(asked)
        if settled.found is Found.NOT_DONE:
            await venue.port.perform(asked)
        found[intent.__name__] = case.times(venue, asked)

    assert found == {name: 0 if CASES[intent].hears else 1 for intent in REPEATABLE if (name := named(intent)) in found}
    assert len(found) >= 9


@pytest.mark.parametrize("intent", DOUBTFUL, ids=named)
async def test_what_was_done_is_found_by_its_key_alone(venue: Venue, intent: type[Intent]) -> None:
    case = CASES[intent]
    asked, other = await case.prepare(venue), await case.prepare(venue)
    receipt = await venue.port.perform(asked)

    if can(venue.platform, case.found):
        assert await venue.port.settle(asked) == Settled(Found.DONE, receipt)
    assert await venue.port.settle(other) == Settled(Found.NOT_DONE)


async def test_where_nobody_can_look_the_doubt_stays(venue: Venue) -> None:
    said = {}
    for intent in DOUBTFUL:
        asked = await CASES[intent].prepare(venue)
        venue.blinds()
        said[intent.__name__] = (await venue.port.settle(asked)).found
        venue.recovers()

    sees_itself = venue.platform == "sandbox"
    assert set(said.values()) == {Found.NOT_DONE if sees_itself else Found.UNKNOWN}
