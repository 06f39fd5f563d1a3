"""Who gets into a room, told to what minds it."""

import pytest

from bot.core.inbound import CommandUsed
from bot.core.refs import Door
from tests.adapters.slack.core import SAID, Core
from tests.platforms.slack import FakeSlack, Person, ServerError, Slow, Team
from tests.platforms.slack.state import Channel

pytestmark = pytest.mark.usefixtures("adapter")


async def test_what_minds_it_is_told_who_gets_into_its_room(
    core: Core, amina: Person, room: Channel, team: Team, slack: FakeSlack
) -> None:
    core.says(CommandUsed, SAID)
    staff = team.channel("staff", private=True, members=[amina])

    for place in (room, staff, None):
        await amina.command("/pod", "list", place)
    await amina.command("/ask", "", room)

    assert [used.door for used in core.of(CommandUsed)] == [Door.OPEN, Door.CLOSED, None, None]
    assert len(slack.calls("conversations.info")) == 2


async def test_a_private_channel_without_the_bot_in_it_is_not_taken_for_a_closed_one(
    core: Core, amina: Person, team: Team
) -> None:
    core.says(CommandUsed, SAID)
    await amina.command("/pod", "list", team.channel("hidden", private=True, app=False, members=[amina]))

    assert [used.door for used in core.of(CommandUsed)] == [None]


@pytest.mark.parametrize("fault", [Slow(), ServerError(500)], ids=str)
async def test_nobody_is_kept_waiting_where_slack_does_not_tell(
    core: Core, amina: Person, room: Channel, slack: FakeSlack, fault: Slow
) -> None:
    core.says(CommandUsed, SAID)
    slack.faults.script("conversations.info", fault)
    ack = await amina.command("/pod", "list", room)

    assert ack.text == "Noted."
    assert ack.seconds < 2.5
    assert [used.door for used in core.of(CommandUsed)] == [None]
