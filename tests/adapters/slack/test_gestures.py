"""What a person does in Slack reaches the core, and its answer reaches the person alone."""

from datetime import UTC, datetime

import pytest

from adapters.slack.adapter import SlackAdapter
from bot.core.content import Actions, Button, Content, LinkButton, Menu, Option, Paragraph, content
from bot.core.inbound import ActionPressed, CommandUsed, CompletionAsked, FormSubmitted, HomeOpened, ShortcutUsed
from bot.core.outcome import Done, FormErrors, Reply, ShowForm, Suggestions, UpdateCard
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.core.text import Moment, t
from bot.core.tokens import Token
from bot.ports.chat import Answer, Reader
from tests.adapters.slack.core import SAID, Core
from tests.adapters.slack.looks import token
from tests.adapters.slack.test_views import INPUTS, step
from tests.platforms.slack import FakeSlack, Person, ServerError, Team, payloads
from tests.platforms.slack.state import Channel

HOME = CommunityRef("slack", "T1")
AMINA = MemberRef(HOME, "U1")

pytestmark = pytest.mark.usefixtures("adapter")


def card(*items: Button | LinkButton | Menu) -> Content:
    said = t("A request waits.")
    return Content(said, (Paragraph(said), Actions(items)))


async def test_a_command_is_answered_privately_in_the_acknowledgement(
    core: Core, amina: Person, joao: Person, room: Channel
) -> None:
    core.says(CommandUsed, SAID)
    ack = await amina.command("/pod", "join NQPS we changed our rota", room)
    used = core.of(CommandUsed)[0]
    assert (used.name, used.values) == ("pod join", {"pod": "NQPS", "reason": "we changed our rota"})
    assert (used.actor, used.room) == (AMINA, RoomRef(HOME, room.id))
    assert ack.body["response_type"] == "ephemeral"
    assert "Noted." in amina.reads(room)
    assert joao.reads(room) == ""


async def test_a_mention_is_a_member_where_one_is_asked_for_and_a_name_elsewhere(
    core: Core, amina: Person, room: Channel
) -> None:
    core.says(CommandUsed, SAID)
    await amina.command("/pod", "invite <@U2|joao maria> ask <@U3|li> about A&B <here>", room)
    used = core.of(CommandUsed)[0]
    assert used.values == {"member": "slack:T1:U2", "note": "ask @li about A&B <here>"}


async def test_an_unknown_subcommand_is_answered_with_those_that_there_are(
    core: Core, amina: Person, room: Channel
) -> None:
    ack = await amina.command("/pod", "dance", room)
    assert core.heard == []
    assert "/pod join <pod> <reason>" in amina.reads(room)
    assert "/pod invite <member> [note]" in amina.reads(room)
    assert ack.body["response_type"] == "ephemeral"


async def test_a_form_is_opened_beside_the_acknowledgement_and_goes_on_in_two_sections(
    core: Core, amina: Person, room: Channel
) -> None:
    first, second = step(INPUTS[0], number=1, count=2), step(INPUTS[5], number=2, count=2)
    core.says(CommandUsed, ShowForm(first))
    await amina.command("/pod", "join NQPS x", room)
    view = await amina.waits_for_modal("Propose a pod")
    core.says(FormSubmitted, ShowForm(second))
    result = await amina.submit(view, {"Title": "Rotas that hold"})
    assert result.action == "update"
    assert result.view is not None
    core.says(FormSubmitted, SAID)
    ended = await amina.submit(result.view, {"Level": "Option 2"})
    one, two = core.of(FormSubmitted)
    assert (one.values, two.values) == ({"title": "Rotas that hold"}, {"level": "v2"})
    assert (one.token, two.token) == (first.token, second.token)
    assert one.room == RoomRef(HOME, room.id)
    assert ended.action == "update"
    assert ended.view is not None
    assert "Noted." in amina.everything()


async def test_what_is_wrong_stands_at_its_input_and_what_was_typed_stays(
    core: Core, amina: Person, room: Channel
) -> None:
    asked = step(INPUTS[0])
    core.says(CommandUsed, ShowForm(asked))
    await amina.command("/ask", "", room)
    view = await amina.waits_for_modal()
    core.says(FormSubmitted, FormErrors({"title": t("Please say more.")}, asked))
    result = await amina.submit(view, {"Title": "Rotas"})
    assert result.action == "errors"
    assert list((result.errors or {}).values()) == ["Please say more."]
    core.says(FormSubmitted, FormErrors({"": t("The pod is full.")}, asked))
    whole = await amina.submit(view, {"Title": "Rotas"})
    assert whole.action == "update"
    assert "The pod is full." in amina.everything()
    core.says(FormSubmitted, Done())
    assert (await amina.submit(view)).action == "closed"
    assert core.of(FormSubmitted)[-1].values == {"title": "Rotas"}


async def test_a_search_is_completed_as_it_is_typed(core: Core, amina: Person, room: Channel) -> None:
    core.says(CommandUsed, ShowForm(step(INPUTS[10])))
    core.says(CompletionAsked, Suggestions((Option("KE", t("Kenya")), Option("KH", t("Cambodia")))))
    await amina.command("/ask", "", room)
    view = await amina.waits_for_modal()
    options = await amina.types(view, "Country", "k")
    asked = core.of(CompletionAsked)[0]
    assert (asked.source, asked.typed, asked.actor) == ("countries", "k", AMINA)
    assert [option["value"] for option in options] == ["KE", "KH"]


async def test_a_press_on_a_private_answer_is_answered_privately(
    core: Core, amina: Person, joao: Person, room: Channel
) -> None:
    pressed = token()
    core.says(CommandUsed, Reply(card(Button(t("Approve"), pressed))))
    ack = await amina.command("/ask", "", room)
    assert ack.message is not None
    core.says(ActionPressed, SAID)
    await amina.press(ack.message, "Approve")
    await amina.waits_for("Noted.", room)
    press = core.of(ActionPressed)[0]
    assert (press.token, press.actor, press.room, press.message) == (pressed, AMINA, RoomRef(HOME, room.id), None)
    assert joao.reads(room) == ""


async def test_a_private_card_is_replaced_where_it_stands(core: Core, amina: Person, room: Channel) -> None:
    core.says(CommandUsed, Reply(card(Button(t("Approve"), token()))))
    ack = await amina.command("/ask", "", room)
    assert ack.message is not None
    core.says(ActionPressed, UpdateCard(content(t("Approved."))))
    await amina.press(ack.message, "Approve")
    await amina.waits_for("Approved.", room)
    assert "A request waits." not in amina.reads(room)


async def test_a_note_is_told_beside_the_card_to_the_one_who_pressed_alone(
    core: Core, amina: Person, room: Channel
) -> None:
    core.says(CommandUsed, Reply(card(Button(t("Approve"), token()))))
    ack = await amina.command("/ask", "", room)
    assert ack.message is not None
    core.says(ActionPressed, UpdateCard(content(t("Approved.")), t("It counts.")))
    await amina.press(ack.message, "Approve")
    await amina.waits_for("It counts.", room)

    assert "It counts." not in str(ack.message.content)
    assert "Approved." in amina.reads(room)


async def test_a_choice_in_a_menu_is_a_press_with_its_value(core: Core, amina: Person, room: Channel) -> None:
    topics = Menu(t("Topic"), token("pods.topic"), (Option("water", t("Water")), Option("staff", t("Staff"))))
    core.says(CommandUsed, Reply(card(topics)))
    ack = await amina.command("/ask", "", room)
    assert ack.message is not None
    await amina.chooses(ack.message, "Topic", "Staff")
    assert core.of(ActionPressed)[0].value == "staff"


async def test_a_way_out_to_the_web_is_nobody_s_business(core: Core, amina: Person, room: Channel) -> None:
    core.says(CommandUsed, Reply(card(LinkButton(t("Read"), "https://example.org"))))
    ack = await amina.command("/ask", "", room)
    assert ack.message is not None
    await amina.press(ack.message, "Read")
    assert core.of(ActionPressed) == []


@pytest.mark.parametrize("forged", ["", "approve", "v1:pods.approve:*", "v2:pods.approve:", "v1:" + "x" * 300])
async def test_s9_a_forged_token_reaches_nobody_and_is_told(
    core: Core, amina: Person, room: Channel, forged: str
) -> None:
    core.says(CommandUsed, Reply(card(Button(t("Approve"), token()))))
    ack = await amina.command("/ask", "", room)
    assert ack.message is not None
    await amina.press(ack.message, "Approve", forged={"action_id": forged})
    await amina.waits_for("not one of mine", room)
    assert core.of(ActionPressed) == []


async def test_a_forged_form_reaches_nobody_and_is_told(core: Core, amina: Person, room: Channel) -> None:
    core.says(CommandUsed, ShowForm(step(INPUTS[0])))
    await amina.command("/ask", "", room)
    view = await amina.waits_for_modal()
    view.definition["private_metadata"] = '{"token": "v1:pods.approve:R-1"}'
    await amina.submit(view, {"Title": "Rotas"})
    assert core.of(FormSubmitted) == []
    assert "not one of mine" in amina.everything()


async def test_a_shortcut_names_the_message_its_thread_and_its_author(
    core: Core, amina: Person, joao: Person, room: Channel
) -> None:
    core.says(ShortcutUsed, SAID)
    root = joao.says(room, "We tried <@U1> & it held")
    reply = joao.says(room, "It did", thread=root)
    await amina.shortcut("harvest", reply)
    used = core.of(ShortcutUsed)[0]
    place = RoomRef(HOME, room.id)
    assert (used.name, used.author, used.text) == ("harvest", MemberRef(HOME, "U2"), "It did")
    assert (used.message, used.thread) == (MessageRef(place, reply.ts), MessageRef(place, root.ts))
    await amina.waits_for("Noted.", room)
    assert "Noted." not in joao.reads(room)


async def test_a_shortcut_that_slack_no_longer_takes_an_answer_for_is_answered_directly(
    core: Core, amina: Person, joao: Person, room: Channel, slack: FakeSlack
) -> None:
    core.says(ShortcutUsed, SAID)
    slack.faults.script("response_url", ServerError(500), times=None)
    await amina.shortcut("harvest", joao.says(room, "It did"))
    await amina.waits_for("Noted.")


async def test_the_home_page_is_asked_for_when_it_is_opened(core: Core, amina: Person) -> None:
    core.says(HomeOpened, Reply(content(t("Nothing waits."))))
    amina.opens_home()
    opened = await core.hears(HomeOpened)
    assert opened.actor == AMINA
    await amina.waits_for_home("Nothing waits.")


async def test_a_press_at_home_shows_its_answer_in_a_modal_and_its_card_in_place(core: Core, amina: Person) -> None:
    core.says(HomeOpened, Reply(card(Button(t("More"), token()))))
    amina.opens_home()
    home = await amina.waits_for_home("A request")
    core.says(ActionPressed, SAID)
    await amina.press(home, "More")
    modal = await amina.waits_for_modal()
    assert "Noted." in amina.everything()
    core.says(ActionPressed, UpdateCard(content(t("All done."))))
    await amina.press(home, "More")
    await amina.waits_for_home("All done.")
    assert modal is not None


async def test_a_press_in_a_modal_is_answered_in_it_and_a_form_lies_upon_it(
    core: Core, amina: Person, room: Channel
) -> None:
    core.says(CommandUsed, ShowForm(step(INPUTS[0])))
    core.says(FormSubmitted, Reply(card(Button(t("More"), token()), Button(t("Change"), token("pods.change")))))
    await amina.command("/ask", "", room)
    result = await amina.submit(await amina.waits_for_modal(), {"Title": "Rotas"})
    assert result.view is not None
    core.says(ActionPressed, ShowForm(step(INPUTS[5])))
    await amina.press(result.view, "Change")
    await amina.waits_for_modal("Propose a pod")
    core.says(ActionPressed, SAID)
    await amina.press(result.view, "More")
    await amina.server.until(lambda: "Noted." in amina.everything())


async def test_the_reader_s_zone_and_language_shape_the_answer(core: Core, amina: Person, room: Channel) -> None:
    at = Moment(datetime(2026, 12, 1, 14, tzinfo=UTC))
    core.says(CommandUsed, Reply(content(t("It begins {when}.", when=at))), Reader("fr", "Africa/Nairobi"))
    ack = await amina.command("/ask", "", room)
    assert ack.text == "It begins mardi 1 décembre 2026, 17:00."


async def test_two_presses_have_two_keys_and_none_holds_the_trigger(
    core: Core, amina: Person, room: Channel, slack: FakeSlack
) -> None:
    core.says(CommandUsed, SAID)
    await amina.command("/ask", "", room)
    await amina.command("/ask", "", room)
    one, two = core.of(CommandUsed)
    assert one.key != two.key
    triggers = [delivery.payload["trigger_id"] for delivery in slack.deliveries.log]
    assert not any(trigger in one.key + two.key for trigger in triggers)


async def test_a_core_that_breaks_is_told_in_words(core: Core, amina: Person, room: Channel) -> None:
    def breaks(_: object) -> Answer:
        raise LookupError("secret words")

    core.answers[CommandUsed] = breaks
    await amina.command("/ask", "", room)
    assert "Something went wrong" in amina.reads(room)


async def test_s21_somebody_of_another_organisation_is_not_served(
    core: Core, amina: Person, room: Channel, team: Team, adapter: SlackAdapter
) -> None:
    body = payloads.command(team.server, team.state, amina.user, "/ask", "", room) | {"team_id": "T9"}
    said = await adapter.workplaces[0].take(body)
    assert "only answer members" in str(said)
    assert core.heard == []


async def test_a_token_is_read_as_it_was_written(core: Core, amina: Person, room: Channel) -> None:
    carried = Token("pods.page", "", "2")
    core.says(CommandUsed, Reply(card(Button(t("Next"), carried))))
    ack = await amina.command("/ask", "", room)
    assert ack.message is not None
    await amina.press(ack.message, "Next")
    assert core.of(ActionPressed)[0].token == carried
