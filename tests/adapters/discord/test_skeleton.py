"""The shortest way through everything: a command, a press, a form of two sections, a private answer, a room."""

from bot.core.content import Actions, Button, Heading, Paragraph, content
from bot.core.forms import DateInput, MemberInput, Section, Step, TextInput
from bot.core.inbound import ActionPressed, CommandUsed, FormSubmitted, Inbound
from bot.core.intents import Admit, Direct, OpenRoom, Post
from bot.core.outcome import Outcome, Reply, ShowForm, UpdateCard
from bot.core.refs import RoomRef
from bot.core.text import Untrusted, t
from bot.core.tokens import Token
from tests.adapters.discord.stage import Stage

APPROVE = Token("pods.approve", "R-" + "7" * 26)
PROPOSE = Token("pods.propose", "", "0.abc")


def step(number: int) -> Step:
    first = Section((TextInput(name="name", label=t("Name")), DateInput(name="start", label=t("Start"))))
    second = Section((MemberInput(name="facilitators", label=t("Facilitators"), several=True),))
    section = first if number == 1 else second
    return Step(t("New pod"), section, Token("pods.propose", "", f"{number - 1}.abc"), number, 2, t("Next"))


async def test_a_command_is_heard_and_answered_in_private(stage: Stage) -> None:
    amina = stage.guild.person("Amina", locale="fr")
    stage.core.says = lambda _: Reply(content(t("You asked to join.")))
    answered = await amina.command("pod join", {"pod": "NQPS"}, stage.general)
    assert (answered.kind, answered.text, answered.ephemeral) == ("message", "You asked to join.", True)
    used = stage.core.all(CommandUsed)[0]
    assert (used.name, dict(used.values), used.actor) == ("pod join", {"pod": "NQPS"}, stage.member(amina))
    assert (used.room, used.locale, used.community) == (stage.room(stage.general), "fr", stage.community)
    assert used.key == f"discord:interaction:{answered.interaction.id}"


async def test_a_press_changes_the_card(stage: Stage) -> None:
    joao = stage.guild.person("João")
    card = content(t("A request"), Actions((Button(t("Approve"), APPROVE),)))
    receipt = await stage.perform(Post(stage.room(stage.general), card))
    message = stage.find(receipt.made)
    stage.core.says = lambda _: UpdateCard(content(t("Approved by {who}", who=Untrusted("João"))))
    answered = await joao.press(message, "Approve")
    assert answered.kind == "update"
    assert "Approved by" in message.text
    press = stage.core.all(ActionPressed)[0]
    assert (press.token, str(press.message)) == (APPROVE, receipt.made)


async def test_a_form_of_two_sections_is_filled_in_one_after_the_other(stage: Stage) -> None:
    amina = stage.guild.person("Amina")

    def core(inbound: Inbound) -> Outcome:
        match inbound:
            case CommandUsed():
                return ShowForm(step(1))
            case FormSubmitted(token=token) if token.extra.startswith("0"):
                return ShowForm(step(2))
            case ActionPressed():
                return ShowForm(step(2))
            case _:
                return Reply(content(t("Proposed.")))

    stage.core.says = core
    opened = await amina.command("waiting", channel=stage.general)
    assert opened.form.title == "New pod (1/2)"
    sent = await amina.submit(opened.form, {"Name": "Newborn care", "Start": "25 March 2027"})
    assert sent.kind == "message"
    assert sent.ephemeral
    assert "was read as Thursday, March 25, 2027" in sent.text
    first = stage.core.all(FormSubmitted)[0]
    assert dict(first.values) == {"name": "Newborn care", "start": "2027-03-25"}
    again = await amina.press(sent.shown, "Continue")
    done = await amina.submit(again.form, {"Facilitators": [amina]})
    assert done.kind == "update"
    assert "Proposed" in done.text
    assert stage.core.all(FormSubmitted)[1].values == {"facilitators": (str(stage.member(amina)),)}


async def test_a_closed_room_is_opened_and_one_member_let_in(stage: Stage) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    made = (await stage.perform(OpenRoom(stage.community, "Newborn care!", "Fewer infections"))).made
    room = stage.server.world.channel(int(RoomRef.parse(made).room))
    assert (room.name, room.topic) == ("newborn-care", "Fewer infections")
    assert not amina.can_see(room)
    await stage.perform(Admit(RoomRef.parse(made), stage.member(amina)))
    assert amina.can_see(room)
    assert not joao.can_see(room)
    await stage.perform(Post(RoomRef.parse(made), content(t("Welcome"), Heading(t("Charter")))))
    assert "Charter" in amina.reads(room)


async def test_a_direct_message_reaches_one_member(stage: Stage) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    await stage.perform(Direct(stage.member(amina), content(t("Hello"), Paragraph(Untrusted("**not bold**")))))
    assert "\\*\\*not bold" in amina.reads()
    assert joao.reads() == ""
