"""What is sealed but not stored yet: said so at once, and the truth told in the same place."""

import asyncio

import pytest

from bot.core.content import Actions, Button, Content, content
from bot.core.inbound import ActionPressed, CommandUsed, FormSubmitted, Inbound, MessagePosted
from bot.core.outcome import Done, FormErrors, Outcome, Reply, ShowForm, UpdateCard
from bot.core.text import t
from bot.ports.chat import Answer
from tests.adapters.slack.core import SAID, Core
from tests.adapters.slack.looks import token
from tests.adapters.slack.test_views import INPUTS, step
from tests.platforms.slack import FakeSlack, ManualClock, Person
from tests.platforms.slack.state import Channel

pytestmark = pytest.mark.usefixtures("adapter")

SAVING = Reply(content(t("Still saving.")))
CARD = content(t("Approved."))


class Slow:
    """A core whose truth comes when the test says so."""

    def __init__(self, core: Core, to: type[Inbound]) -> None:
        self._truth: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        core.answers[to] = lambda _: Answer(SAVING, later=self._truth)

    def ends(self, outcome: Outcome) -> None:
        self._truth.set_result(Answer(outcome))


@pytest.mark.parametrize(
    ("truth", "told"), [(SAID, "Noted."), (Done(), "It is saved."), (UpdateCard(CARD), "Approved.")]
)
async def test_a_command_ends_in_the_truth(
    core: Core, amina: Person, joao: Person, room: Channel, truth: Outcome, told: str
) -> None:
    slow = Slow(core, CommandUsed)
    ack = await amina.command("/ask", "", room)
    assert ack.text == "Still saving."
    slow.ends(truth)
    await amina.waits_for(told, room)
    assert joao.reads(room) == ""


async def test_a_form_that_comes_too_late_for_its_trigger_is_told_in_words(
    core: Core, amina: Person, room: Channel, clock: ManualClock
) -> None:
    slow = Slow(core, CommandUsed)
    await amina.command("/ask", "", room)
    clock.advance(4)
    slow.ends(ShowForm(step(INPUTS[0])))
    await amina.waits_for("could not be shown in time", room)


async def test_a_press_ends_in_the_card_as_it_is_now(core: Core, amina: Person, room: Channel) -> None:
    said = t("A request waits.")
    core.says(CommandUsed, Reply(Content(said, (Actions((Button(t("Approve"), token()),)),))))
    ack = await amina.command("/ask", "", room)
    assert ack.message is not None
    slow = Slow(core, ActionPressed)
    await amina.press(ack.message, "Approve")
    await amina.waits_for("Still saving.", room)
    slow.ends(UpdateCard(CARD))
    await amina.server.until(lambda: "Approved." in str(ack.message and ack.message.content))


@pytest.mark.parametrize(
    ("truth", "told"),
    [
        (SAID, "Noted."),
        (Done(), "It is saved."),
        (ShowForm(step(INPUTS[5])), "Level"),
        (FormErrors({"title": t("Please say more.")}, step(INPUTS[0])), "Please say more."),
    ],
)
async def test_a_form_ends_in_the_truth_in_its_own_place(
    core: Core, amina: Person, room: Channel, truth: Outcome, told: str
) -> None:
    core.says(CommandUsed, ShowForm(step(INPUTS[0])))
    await amina.command("/ask", "", room)
    slow = Slow(core, FormSubmitted)
    result = await amina.submit(await amina.waits_for_modal(), {"Title": "Rotas"})
    assert result.action == "update"
    assert "Still saving." in amina.everything()
    slow.ends(truth)
    await amina.server.until(lambda: told in amina.everything())
    assert "Still saving." not in amina.everything()


async def test_a_truth_that_comes_at_once_still_comes_after_what_it_ends(
    core: Core, amina: Person, room: Channel
) -> None:
    core.says(CommandUsed, ShowForm(step(INPUTS[0])))
    await amina.command("/ask", "", room)
    slow = Slow(core, FormSubmitted)
    slow.ends(SAID)
    await amina.submit(await amina.waits_for_modal(), {"Title": "Rotas"})
    await amina.server.until(lambda: "Noted." in amina.everything())
    assert "Still saving." not in amina.everything()


async def test_the_truth_is_told_directly_when_the_modal_was_closed(core: Core, amina: Person, room: Channel) -> None:
    core.says(CommandUsed, ShowForm(step(INPUTS[0])))
    await amina.command("/ask", "", room)
    slow = Slow(core, FormSubmitted)
    result = await amina.submit(await amina.waits_for_modal(), {"Title": "Rotas"})
    assert result.view is not None
    await amina.closes(result.view)
    slow.ends(SAID)
    await amina.waits_for("Noted.")


async def test_an_event_that_is_not_stored_is_left_unacknowledged_and_comes_again(
    core: Core, amina: Person, room: Channel, slack: FakeSlack
) -> None:
    core.answers[MessagePosted] = lambda _: Answer(Done(), stored=False)
    amina.says(room, "We tried it")
    await core.hears(MessagePosted)
    assert len(slack.deliveries.unacked) == 1
    core.answers[MessagePosted] = lambda _: Answer(Done())
    slack.deliveries.resend()
    await slack.deliveries.settled()
    first, again = core.of(MessagePosted)
    assert first == again


async def test_an_event_whose_core_breaks_is_left_unacknowledged(
    core: Core, amina: Person, room: Channel, slack: FakeSlack
) -> None:
    def breaks(_: object) -> Answer:
        raise RuntimeError

    core.answers[MessagePosted] = breaks
    amina.says(room, "We tried it")
    await core.hears(MessagePosted)
    assert len(slack.deliveries.unacked) == 1


async def test_a_busy_core_is_told_of_although_nothing_is_stored(core: Core, amina: Person, room: Channel) -> None:
    core.answers[CommandUsed] = lambda _: Answer(SAID, stored=False)
    await amina.command("/ask", "", room)
    assert "Noted." in amina.reads(room)
