"""Every outcome of every kind of gesture has its answer, on a real client against Discord's rules."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace

import pytest

from bot.core.content import Actions, Button, Menu, Option, content
from bot.core.forms import DateInput, SearchInput, Section, Step, TextInput
from bot.core.inbound import ActionPressed, CommandUsed, CompletionAsked, FormSubmitted, Inbound, ShortcutUsed
from bot.core.intents import Direct, Post
from bot.core.outcome import Done, FormErrors, Outcome, Reply, ShowForm, Suggestions, UpdateCard
from bot.core.refs import CommunityRef, MemberRef
from bot.core.text import Untrusted, t
from bot.ports.chat import Answer, Reader
from tests.adapters.discord.looks import token
from tests.adapters.discord.stage import Stage
from tests.platforms.discord.answers import Answered
from tests.platforms.discord.person import Person
from tests.platforms.discord.state import Message

NAME = TextInput(name="name", label=t("Name"))
CARD = content(t("A request"), Actions((Button(t("Approve"), token()), Button(t("Decline"), token("pods.decline")))))
REPLY = Reply(content(t("Well done")))
UPDATE = UpdateCard(content(t("Approved")))


def step(*inputs: TextInput | DateInput | SearchInput, number: int = 1, count: int = 1, intro: bool = False) -> Step:
    section = Section(inputs or (NAME,), t("About your pod") if intro else None)
    return Step(t("New pod"), section, token("pods.propose", f"{number - 1}.abc"), number, count, t("Send"))


async def card(stage: Stage) -> Message:
    return stage.find((await stage.perform(Post(stage.room(stage.general), CARD))).made)


async def opened(stage: Stage, person: Person, asked: Step, *, on: Message | None = None) -> Answered:
    stage.core.says = lambda _: ShowForm(asked)
    if on is None:
        return await person.command("waiting", channel=stage.general)
    return await person.press(on, "Approve")


@pytest.mark.parametrize("outcome", [REPLY, UPDATE, Done()])
async def test_a_command_is_answered_in_private(stage: Stage, outcome: Outcome) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    stage.core.says = lambda _: outcome
    answered = await amina.command("waiting", channel=stage.general)
    assert (answered.kind, answered.ephemeral) == ("message", True)
    assert answered.text in {"Well done", "Approved", "Done."}
    assert joao.reads(stage.general) == ""


async def test_a_press_may_change_nothing_at_all(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    shown = await card(stage)
    answered = await amina.press(shown, "Approve")
    assert answered.kind == "deferred update"
    assert "A request" in shown.text


async def test_a_press_may_be_answered_in_private(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    shown = await card(stage)
    stage.core.says = lambda _: REPLY
    answered = await amina.press(shown, "Approve")
    assert (answered.kind, answered.ephemeral, answered.text) == ("message", True, "Well done")
    assert "A request" in shown.text


async def test_a_note_is_told_beside_the_card_to_the_one_who_pressed_alone(stage: Stage) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    shown = await card(stage)
    stage.core.says = lambda _: replace(UPDATE, note=t("It counts."))
    await amina.press(shown, "Approve")
    await amina.command("waiting", channel=stage.general)

    assert shown.text == "Approved"
    assert "It counts." in amina.reads(stage.general)
    assert "It counts." not in joao.reads(stage.general)


@pytest.mark.parametrize(("outcome", "kind", "text"), [(UPDATE, "update", "Approved"), (REPLY, "message", "Well done")])
async def test_a_form_opened_from_a_card_ends_on_the_card_or_beside_it(
    stage: Stage, outcome: Outcome, kind: str, text: str
) -> None:
    amina = stage.guild.person("Amina")
    shown = await card(stage)
    form = (await opened(stage, amina, step(), on=shown)).form
    stage.core.says = lambda _: outcome
    answered = await amina.submit(form, {"Name": "Newborn care"})
    assert (answered.kind, answered.text) == (kind, text)
    submitted = stage.core.all(FormSubmitted)[0]
    assert submitted.message == stage.message(shown)


async def test_a_form_that_ends_quietly_just_closes(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    form = (await opened(stage, amina, step(), on=await card(stage))).form
    stage.core.says = lambda _: Done()
    assert (await amina.submit(form, {"Name": "x"})).kind == "deferred update"


async def test_a_form_opened_by_a_command_ends_with_a_word(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    form = (await opened(stage, amina, step())).form
    stage.core.says = lambda _: Done()
    answered = await amina.submit(form, {"Name": "x"})
    assert (answered.kind, answered.text, answered.ephemeral) == ("message", "Done.", True)


async def test_what_is_wrong_is_said_in_private_and_one_press_opens_the_form_again(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    form = (await opened(stage, amina, step())).form
    stage.core.says = lambda _: FormErrors({"name": t("This name is taken."), "": t("Look again.")}, step())
    wrong = await amina.submit(form, {"Name": "x"})
    assert (wrong.kind, wrong.ephemeral) == ("message", True)
    assert "Name: This name is taken." in wrong.text
    assert "Look again." in wrong.text
    stage.core.says = lambda _: ShowForm(step())
    again = await amina.press(wrong.shown, "Fix it")
    assert again.form.custom_id == str(step().token)
    assert stage.core.all(ActionPressed)[0].token == step().token
    stage.core.says = lambda _: REPLY
    done = await amina.submit(again.form, {"Name": "y"})
    # The way there is replaced by where it led.
    assert (done.kind, done.text) == ("update", "Well done")
    assert amina.reads(stage.general) == "Well done"


async def test_errors_of_a_command_open_the_form_with_the_errors_in_it(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    stage.core.says = lambda _: FormErrors({"name": t("This name is taken.")}, step())
    answered = await amina.command("waiting", channel=stage.general)
    assert answered.form.rows[0]["description"] == "⚠ This name is taken."


async def test_the_next_section_is_one_press_away_and_says_how_far_it_is(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    form = (await opened(stage, amina, step(count=3))).form
    stage.core.says = lambda _: ShowForm(step(number=2, count=3, intro=True))
    answered = await amina.submit(form, {"Name": "x"})
    assert "Part 2 of 3" in answered.text
    assert "About your pod" in answered.text
    assert (await amina.press(answered.shown, "Continue")).form.title == "New pod (2/3)"


async def test_an_introduction_that_finds_no_place_in_the_form_is_said_before_it(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    five = [TextInput(name=f"n{number}", label=t("Name")) for number in range(5)]
    before = await opened(stage, amina, step(*five, intro=True))
    assert (before.kind, before.ephemeral) == ("message", True)
    assert "About your pod" in before.text
    assert len((await amina.press(before.shown, "Open the form")).form.rows) == 5


async def test_what_was_typed_as_a_date_is_echoed_beside_the_card(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    form = (await opened(stage, amina, step(DateInput(name="start", label=t("Start"))), on=await card(stage))).form
    stage.core.says = lambda _: UPDATE
    answered = await amina.submit(form, {"Start": "5 March 2027"})
    await stage.server.until(lambda: bool(answered.follow_ups))
    assert answered.text == "Approved"
    [beside] = answered.follow_ups
    assert "was read as Friday, March 5, 2027" in beside.text
    assert beside.ephemeral_to == amina.id


async def test_a_date_with_two_meanings_reaches_the_core_as_it_was_typed(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    form = (await opened(stage, amina, step(DateInput(name="start", label=t("Start"))))).form
    stage.core.says = lambda _: Done()
    await amina.submit(form, {"Start": "3/4/2027"})
    assert stage.core.all(FormSubmitted)[0].values == {"start": "3/4/2027"}


@pytest.mark.parametrize(
    ("typed", "value", "echoed"),
    [("kenya", "KE", True), ("KE", "KE", True), ("Guinea", "GN", True), ("guin", "guin", False)],
)
async def test_a_search_is_matched_with_what_the_core_suggests(
    stage: Stage, typed: str, value: str, echoed: bool
) -> None:
    amina = stage.guild.person("Amina")
    form = (await opened(stage, amina, step(SearchInput(name="country", label=t("Country"), source="countries")))).form
    named = (("KE", "Kenya"), ("GN", "Guinea"), ("GW", "Guinea-Bissau"))

    def core(inbound: Inbound) -> Outcome:
        if isinstance(inbound, CompletionAsked):
            assert inbound.source == "countries"
            return Suggestions(tuple(Option(code, Untrusted(name)) for code, name in named))
        return REPLY

    stage.core.says = core
    answered = await amina.submit(form, {"Country": typed})
    assert stage.core.all(FormSubmitted)[0].values == {"country": value}
    assert ("was read as" in answered.text) is echoed


async def test_suggestions_complete_what_is_being_typed(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    stage.core.says = lambda _: Suggestions(tuple(Option(f"P-{k}", Untrusted(f"Pod {k}" * 30)) for k in range(25)))
    choices = await amina.completes("pod join", "pod", "po", stage.general)
    assert (len(choices), choices[0]["value"]) == (25, "P-0")
    asked = stage.core.all(CompletionAsked)[0]
    assert (asked.source, asked.typed) == ("pods", "po")
    stage.core.says = lambda _: REPLY
    assert await amina.completes("pod join", "pod", "po", stage.general) == []


async def test_a_menu_entry_on_a_message_hands_over_that_message(stage: Stage) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    said = await joao.says(stage.general, f"Ask {amina.mention} about hand washing")
    stage.core.says = lambda _: REPLY
    assert (await amina.use_on_message(said, "Save as nugget")).text == "Well done"
    used = stage.core.all(ShortcutUsed)[0]
    assert (used.name, used.message, used.thread) == ("nuggets.capture", stage.message(said), stage.message(said))
    assert (used.author, used.text) == (stage.member(joao), "Ask @Amina about hand washing")


async def test_in_a_thread_the_message_names_the_thread_and_the_room(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    said = await amina.says(stage.general, "We changed the rota")
    thread = await amina.starts_thread(stage.general, "Rota", message=said)
    reply = await amina.says(thread, "And it worked")
    stage.core.says = lambda _: REPLY
    await amina.use_on_message(reply, "Save as nugget")
    used = stage.core.all(ShortcutUsed)[0]
    assert used.thread == stage.message(said)
    assert used.message.message == f"{thread.id}.{reply.id}"
    assert used.room == stage.room(stage.general)


async def test_a_parameter_that_is_a_member_is_a_reference(stage: Stage) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    await amina.command("pod invite", {"member": joao}, stage.general)
    assert stage.core.all(CommandUsed)[0].values == {"member": str(stage.member(joao))}


async def test_answers_are_in_the_readers_language(stage: Stage) -> None:
    amina = stage.guild.person("Amina", locale="fr")
    stage.core.reader = Reader("fr")
    assert (await amina.command("waiting", channel=stage.general)).text == "C’est fait."


async def test_the_truth_takes_the_place_of_still_saving(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    stored = asyncio.Event()

    async def later() -> Answer:
        await stored.wait()
        return Answer(UPDATE)

    shown = await card(stage)
    stage.core.says = lambda _: Answer(Reply(content(t("Still saving."))), later=later())
    answered = await amina.press(shown, "Approve")
    assert (answered.kind, answered.text, answered.ephemeral) == ("message", "Still saving.", True)
    stored.set()
    await stage.server.until(lambda: answered.text == "Approved")


@pytest.mark.parametrize("outcome", [REPLY, UPDATE, Done(), ShowForm(step())])
async def test_a_core_that_takes_too_long_is_waited_for_in_the_open(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, outcome: Outcome
) -> None:
    monkeypatch.setattr("adapters.discord.conversation.PATIENCE_SECONDS", 0.05)
    amina = stage.guild.person("Amina")
    ready = asyncio.Event()

    async def slowly() -> Answer:
        await ready.wait()
        return Answer(outcome)

    def core(_: Inbound) -> Awaitable[Answer]:
        return slowly()

    stage.core.says = core
    answered = await amina.command("waiting", channel=stage.general)
    assert answered.kind == "deferred"
    ready.set()
    settled = await answered.settled()
    assert settled.ephemeral_to == amina.id
    assert any(word in settled.text for word in ("Well done", "Approved", "Done.", "Open the form"))


async def test_a_card_in_a_direct_message_knows_its_community(stage: Stage) -> None:
    other = stage.server.guild("Mozambique")
    amina = stage.guild.person("Amina")
    other.join(amina)
    await stage.server.until(lambda: len(stage.adapter.communities()) == 2)
    there = MemberRef(CommunityRef("discord", str(other.id)), str(amina.id))
    receipt = await stage.perform(Direct(there, CARD))
    await amina.press(stage.find(receipt.made), "Approve")
    press = stage.core.all(ActionPressed)[0]
    assert (press.actor, press.community, str(press.message)) == (there, there.community, receipt.made)


async def test_what_discord_will_not_show_is_said_in_plain_words(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    # Two options of one value: a fault of our own, which must not leave the person without an answer.
    twice = Menu(t("Pick"), token(), (Option("a", t("One")), Option("a", t("Two"))))
    stage.core.says = lambda _: Reply(content(t("Here it is"), Actions((twice,))))
    answered = await amina.command("waiting", channel=stage.general)
    assert (answered.kind, answered.text, answered.ephemeral) == ("message", "Here it is", True)
    assert len(stage.server.breaches) == 1
    stage.server.breaches.clear()
