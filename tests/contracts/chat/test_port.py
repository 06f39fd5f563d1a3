"""What a port tells of itself: whom it serves, whether it listens, and what an operator should know."""

from bot.core.content import content
from bot.core.intents import Post
from bot.core.text import Untrusted
from bot.ports.health import Health
from tests.contracts.chat.cases import delivery
from tests.contracts.chat.conftest import listening
from tests.contracts.chat.venue import Venue
from tests.scenarios.capabilities import Capability, needs


async def test_a_port_is_ready_for_as_long_as_it_listens_and_can_begin_again(quiet: Venue) -> None:
    port = quiet.port
    assert not port.ready
    for _ in range(2):
        async with listening(port):
            assert port.ready
            assert port.communities() == (quiet.community,)
        assert not port.ready


async def test_its_name_is_that_of_the_references_it_makes(venue: Venue) -> None:
    assert venue.port.platform == venue.platform == venue.community.platform
    made = (await venue.port.perform(delivery(Post(venue.general, content(Untrusted("Hello")))))).made
    assert made.startswith(f"{venue.general}:")


async def test_a_port_that_works_has_only_good_things_to_say(venue: Venue) -> None:
    found = await venue.port.examine()

    assert found
    assert {finding.health for finding in found} == {Health.FINE}
    assert all(finding.what.startswith(venue.platform) for finding in found)


async def test_an_examination_looks_beside_the_running_bot_and_does_not_disturb_it(venue: Venue) -> None:
    await venue.port.examine()

    assert venue.port.ready
    assert venue.port.communities() == (venue.community,)


async def test_an_examination_says_what_is_broken_and_what_to_do(venue: Venue) -> None:
    needs(venue.platform, Capability.CREDENTIALS)
    async with venue.nowhere() as away:
        found = await away.examine()

    assert [finding.health for finding in found] == [Health.BROKEN]
    assert found[0].fix
