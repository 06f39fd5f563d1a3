"""The core knows who somebody is before it hears what they did."""

import pytest

from bot.core.inbound import CommandUsed, FormSubmitted, MemberJoined, MemberSeen, MessagePosted
from bot.core.outcome import Done, ShowForm
from bot.core.refs import CommunityRef, MemberRef
from bot.ports.chat import Answer
from tests.adapters.slack.core import SAID, Core
from tests.adapters.slack.test_views import INPUTS, step
from tests.platforms.slack import ApiError, FakeSlack, ManualClock, Person, RateLimited, ServerError, Slow, Team
from tests.platforms.slack.state import Channel

HOME = CommunityRef("slack", "T1")

pytestmark = pytest.mark.usefixtures("adapter")


async def test_whoever_acts_is_introduced_first_and_once(
    core: Core, amina: Person, room: Channel, slack: FakeSlack
) -> None:
    for _ in range(3):
        await amina.command("/ask", "", room)
    seen = core.heard[0]
    assert isinstance(seen, MemberSeen)
    assert (seen.member, seen.display_name, seen.zone, seen.locale) == (
        MemberRef(HOME, "U1"),
        "amina",
        "Africa/Nairobi",
        "fr-FR",
    )
    assert [type(inbound) for inbound in core.heard[1:]] == [CommandUsed] * 3
    assert len(slack.calls("users.info")) == 1


async def test_a_guest_is_known_as_one_before_anything_is_decided(core: Core, team: Team) -> None:
    guest = team.person("U5", guest="single")
    room = team.channel("open", members=[guest])
    await guest.command("/ask", "", room)
    assert [inbound.guest for inbound in core.of(MemberSeen)] == [True]


async def test_whoever_is_named_in_a_command_or_a_form_is_introduced_too(
    core: Core, amina: Person, joao: Person, room: Channel, team: Team
) -> None:
    await amina.command("/pod", "invite <@U2|joao>", room)
    assert {inbound.member.user for inbound in core.of(MemberSeen)} == {"U1", "U2"}
    third = team.person("U3")
    core.says(CommandUsed, ShowForm(step(INPUTS[9])))
    await amina.command("/ask", "", room)
    await amina.submit(await amina.waits_for_modal(), {"Guests": [joao, third]})
    assert core.of(FormSubmitted)[0].values == {"guests": ("slack:T1:U2", "slack:T1:U3")}
    assert {inbound.member.user for inbound in core.of(MemberSeen)} == {"U1", "U2", "U3"}


async def test_who_is_heard_in_a_room_or_comes_into_it_is_introduced(
    core: Core, amina: Person, joao: Person, team: Team, slack: FakeSlack
) -> None:
    pod = team.channel("pod", private=True, members=[amina])
    amina.says(pod, "hello")
    amina.adds(joao, pod)
    await core.hears(MessagePosted)
    await core.hears(MemberJoined)
    await slack.deliveries.settled()
    assert {inbound.member.user for inbound in core.of(MemberSeen)} == {"U1", "U2"}


@pytest.mark.parametrize("fault", [Slow(), ServerError(500), RateLimited(30)], ids=str)
async def test_a_person_is_not_kept_waiting_for_their_introduction(
    core: Core, amina: Person, room: Channel, slack: FakeSlack, clock: ManualClock, fault: Slow
) -> None:
    core.says(CommandUsed, SAID)
    slack.faults.script("users.info", fault)
    ack = await amina.command("/ask", "", room)
    assert ack.text == "Noted."
    assert ack.seconds < 2
    assert core.of(MemberSeen) == []
    clock.advance(31)
    await amina.command("/ask", "", room)
    assert len(core.of(MemberSeen)) == 1


@pytest.mark.parametrize("fault", [ApiError("user_not_found"), ServerError(500), RateLimited(30)], ids=str)
async def test_a_busy_room_does_not_ask_again_for_every_message(
    core: Core, amina: Person, room: Channel, slack: FakeSlack, fault: ServerError
) -> None:
    slack.faults.script("users.info", fault)
    for _ in range(5):
        amina.says(room, "hello")
        await slack.deliveries.settled()
    assert len(core.of(MessagePosted)) == 5
    assert len(slack.calls("users.info")) == 1


async def test_an_introduction_that_was_not_stored_is_made_again(core: Core, amina: Person, room: Channel) -> None:
    core.answers[MemberSeen] = lambda _: Answer(Done(), stored=False)
    await amina.command("/ask", "", room)
    await amina.command("/ask", "", room)
    assert len(core.of(MemberSeen)) == 2
    assert len({inbound.key for inbound in core.of(MemberSeen)}) == 1
