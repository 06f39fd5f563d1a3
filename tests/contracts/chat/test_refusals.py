"""What a platform does not do, told as the one failure that says what to do next, the same on every platform."""

from collections.abc import Callable, Mapping
from typing import Final

import pytest

from bot.core.content import content
from bot.core.intents import Admit, Direct, Edit, Intent, OpenRoom, Pin, Post, Retract, SendFile, StartThread
from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.core.text import Untrusted
from bot.ports.chat import (
    ChatPort,
    Delivery,
    Disconnected,
    Failure,
    Postponed,
    Receipt,
    Rejected,
    Scope,
    Uncertain,
    Unreachable,
    Unsupported,
)
from tests.contracts.chat.cases import CASES, all_prepared, delivery, word
from tests.contracts.chat.venue import WAIT, Trouble, Venue
from tests.scenarios.capabilities import Capability, needs

HELLO: Final = content(Untrusted("Hello"))

PROVOKED: Final[Mapping[type[Failure], str]] = {
    Rejected: "test_a_refusal_that_somebody_can_mend_says_how_and_nothing_was_done",
    Postponed: "test_a_platform_in_a_hurry_is_left_alone_as_long_and_as_far_as_it_says",
    Unreachable: "test_where_nobody_listens_nothing_was_sent",
    Disconnected: "test_credentials_that_count_no_more_disconnect_the_community",
    Uncertain: "tests/contracts/chat/test_doubts.py",
    Unsupported: "tests/contracts/chat/test_intents.py",
}
"""Where each failure is brought about."""


async def outcome(port: ChatPort, asked: Delivery) -> Failure | Receipt:
    try:
        return await port.perform(asked)
    except Failure as failure:
        return failure


async def outcomes(venue: Venue, trouble: Trouble) -> dict[Delivery, Failure | Receipt]:
    """Carry every intent out with the same trouble in its way; each must end in a failure."""
    found: dict[Delivery, Failure | Receipt] = {}
    for asked in await all_prepared(venue):
        venue.expects(trouble, type(asked.intent))
        found[asked] = await outcome(venue.port, asked)
        venue.recovers()
    assert len(found) >= 12
    return found


def others(found: Mapping[Delivery, Failure | Receipt], fits: Callable[[Delivery, Failure | Receipt], bool]) -> object:
    """Name the intents of which something else came, and what."""
    return {type(asked.intent).__name__: repr(came) for asked, came in found.items() if not fits(asked, came)}


async def test_a_refusal_that_somebody_can_mend_says_how_and_nothing_was_done(venue: Venue) -> None:
    found = await outcomes(venue, Trouble.REFUSED)
    done = {type(asked.intent).__name__: CASES[type(asked.intent)].times(venue, asked) for asked in found}

    assert others(found, lambda _, came: isinstance(came, Rejected) and came.fix is not None) == {}
    assert others(found, lambda _, came: isinstance(came, Rejected) and not came.room_gone) == {}
    assert set(done.values()) == {0}
    again = {asked: await outcome(venue.port, asked) for asked in found}
    assert others(again, lambda _, came: isinstance(came, Receipt)) == {}


async def test_a_platform_in_a_hurry_is_left_alone_as_long_and_as_far_as_it_says(venue: Venue) -> None:
    found = await outcomes(venue, Trouble.HURRIED)
    done = {type(asked.intent).__name__: CASES[type(asked.intent)].times(venue, asked) for asked in found}

    assert others(found, lambda _, came: isinstance(came, Postponed) and came.seconds == WAIT) == {}
    here = {asked: came for asked, came in found.items() if CASES[type(asked.intent)].in_place}
    assert others(here, lambda _, came: isinstance(came, Postponed) and came.scope is Scope.DESTINATION) == {}
    assert others(found, lambda _, came: isinstance(came, Postponed) and came.scope is not Scope.PLATFORM) == {}
    assert set(done.values()) == {0}


async def test_a_platform_may_ask_the_bot_as_a_whole_to_be_slower(venue: Venue) -> None:
    needs(venue.platform, Capability.LIMITS_AS_A_WHOLE)
    found = await outcomes(venue, Trouble.HURRIED_EVERYWHERE)

    assert others(found, lambda _, came: isinstance(came, Postponed) and came.scope is Scope.PLATFORM) == {}


async def test_credentials_that_count_no_more_disconnect_the_community(venue: Venue) -> None:
    found: dict[Delivery, Failure | Receipt] = {}
    for asked in await all_prepared(venue):
        venue.expects(Trouble.LOGGED_OUT, type(asked.intent))
        found[asked] = await outcome(venue.port, asked)

    assert others(found, lambda _, came: isinstance(came, Disconnected)) == {}


async def test_where_nobody_listens_nothing_was_sent(venue: Venue) -> None:
    needs(venue.platform, Capability.CREDENTIALS)
    prepared = await all_prepared(venue)
    async with venue.nowhere() as away:
        found = {asked: await outcome(away, asked) for asked in prepared}

    assert others(found, lambda _, came: isinstance(came, Unreachable)) == {}


async def test_a_room_that_was_put_away_by_hand_is_gone_and_something_can_be_done_about_it(venue: Venue) -> None:
    opened = RoomRef.parse((await venue.port.perform(delivery(OpenRoom(venue.community, "Pod", word())))).made)
    await venue.port.perform(delivery(Admit(opened, venue.amina)))
    await venue.loses(opened)
    asked = [delivery(Post(opened, HELLO)), delivery(Admit(opened, venue.joao))]
    came = {one: await outcome(venue.port, one) for one in asked}

    assert others(came, lambda _, what: isinstance(what, Rejected) and what.room_gone and what.fix is not None) == {}


async def test_somebody_who_left_can_be_neither_written_to_nor_let_in_and_it_is_said_why(venue: Venue) -> None:
    opened = RoomRef.parse((await venue.port.perform(delivery(OpenRoom(venue.community, "Pod", word())))).made)
    await venue.leaves(venue.joao)
    file = SendFile(venue.joao, "a.csv", "text/csv", "a", HELLO)
    asked = [delivery(intent) for intent in (Direct(venue.joao, HELLO), file, Admit(opened, venue.joao))]
    came = {one: await outcome(venue.port, one) for one in asked}

    assert others(came, lambda _, what: isinstance(what, Rejected) and what.fix is not None) == {}
    assert others(came, lambda _, what: isinstance(what, Rejected) and not what.room_gone) == {}
    assert not venue.is_inside(opened, venue.joao)


async def test_somebody_of_whom_the_platform_knows_nothing_is_refused(venue: Venue) -> None:
    nobody = MemberRef(venue.community, "U9999")
    came = await outcome(venue.port, delivery(Direct(nobody, HELLO)))

    assert isinstance(came, Rejected)
    assert came.fix is not None


async def test_a_closed_door_is_told_apart(venue: Venue) -> None:
    needs(venue.platform, Capability.CLOSED_DMS)
    await venue.shuts_door(venue.amina)
    file = SendFile(venue.amina, "a.csv", "text/csv", "a", HELLO)
    asked = [delivery(Direct(venue.amina, HELLO)), delivery(file)]
    came = {one: await outcome(venue.port, one) for one in asked}

    assert others(came, lambda _, what: isinstance(what, Rejected) and what.code == "dm_closed") == {}
    assert others(came, lambda _, what: isinstance(what, Rejected) and "/waiting" in str(what.fix)) == {}


@pytest.mark.parametrize("target", ["", "nonsense"])
async def test_a_post_that_was_never_sent_cannot_be_changed(venue: Venue, target: str) -> None:
    intents: list[Intent] = [Edit("k", HELLO), Pin("k"), Retract("k"), StartThread("k", "Rotas")]
    asked = [delivery(intent, target=target) for intent in intents]
    came = {one: await outcome(venue.port, one) for one in asked}

    assert others(came, lambda _, what: isinstance(what, Rejected) and what.code == "post_never_sent") == {}


async def test_a_community_that_is_not_served_is_disconnected(venue: Venue) -> None:
    elsewhere = CommunityRef(venue.platform, "999")
    came = await outcome(venue.port, delivery(OpenRoom(elsewhere, "Pod", "")))

    assert isinstance(came, Disconnected)
