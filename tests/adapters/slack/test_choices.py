"""What a command lets one choose from can be typed as it reads."""

import pytest

from bot.core.inbound import CommandUsed
from tests.adapters.slack.core import SAID, Core
from tests.platforms.slack import Person
from tests.platforms.slack.state import Channel

pytestmark = pytest.mark.usefixtures("adapter")


@pytest.mark.parametrize("typed", ["open", "OPEN", "those  at work", "“Those at work”", "ceux en activité"])
async def test_a_choice_is_typed_by_its_value_or_as_it_reads_in_a_language_of_slack_s(
    core: Core, amina: Person, room: Channel, typed: str
) -> None:
    core.says(CommandUsed, SAID)
    await amina.command("/pod", f"list {typed}", room)
    assert core.of(CommandUsed)[0].values == {"which": "open"}


async def test_a_choice_that_there_is_not_stays_as_typed(core: Core, amina: Person, room: Channel) -> None:
    core.says(CommandUsed, SAID)
    await amina.command("/pod", "list all of them", room)
    assert core.of(CommandUsed)[0].values == {"which": "all of them"}


@pytest.mark.parametrize(
    ("typed", "sign"),
    [(":seedling:", "🌱"), ("🌱", "🌱"), (":+1::skin-tone-4:", "👍"), (":our_seed:", ":our_seed:"), ("x", "x")],
)
async def test_an_emoji_is_the_one_that_a_reaction_would_tell(
    core: Core, amina: Person, room: Channel, typed: str, sign: str
) -> None:
    core.says(CommandUsed, SAID)
    await amina.command("/pod", f"sign {typed}", room)
    assert core.of(CommandUsed)[0].values == {"emoji": sign}
