"""The connection: it comes back from every break, gives up only where coming back is hopeless, and tells no secrets."""

import asyncio
import copy
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from adapters.discord.adapter import DiscordAdapter
from adapters.discord.settings import DiscordSettings
from bot.app.clock import SystemClock
from bot.core.content import Actions, Button, content
from bot.core.forms import Section, Step, TextInput
from bot.core.inbound import CommandUsed, Inbound, MessagePosted
from bot.core.intents import Post
from bot.core.outcome import Outcome, Reply, ShowForm
from bot.core.text import Untrusted, t
from bot.ports.bookmarks import NoBookmarks
from bot.ports.chat import Answer, Disconnected
from tests.adapters.discord.looks import token
from tests.adapters.discord.stage import MENUS, Core, Stage, staged, words
from tests.platforms.discord.faults import ServerError
from tests.platforms.discord.server import FakeDiscord
from tests.platforms.discord.world import Happened


async def answers(stage: Stage) -> None:
    """See that the bot is there: somebody new uses a command and is answered."""
    answered = await stage.guild.person("Somebody").command("waiting", channel=stage.general)
    assert answered.kind == "message", answered


@pytest.mark.parametrize(
    ("server_says", "settings", "fix"),
    [
        ({}, {"token": "wrong"}, "developer portal"),
        ({"message_content": False}, {"message_content": True}, "Message Content Intent"),
        ({"members": False}, {"members": True}, "Server Members Intent"),
    ],
)
async def test_r20_what_discord_will_never_accept_ends_the_run_with_what_to_do(
    server_says: dict[str, Any], settings: dict[str, Any], fix: str
) -> None:
    async with FakeDiscord(**server_says) as server:
        server.guild("Ghana")
        given = {"token": server.token, "api_url": server.api_url, "gateway_url": server.gateway_url} | settings
        adapter = DiscordAdapter(DiscordSettings(**given), words, SystemClock(), {}, NoBookmarks())
        with structlog.testing.capture_logs() as logs, pytest.raises(Disconnected, match=fix):
            async with asyncio.timeout(5):
                await adapter.run(MENUS, Core().deliver)
        assert [entry for entry in logs if entry["log_level"] == "critical" and fix in entry["fix"]]


async def test_r14_a_token_refused_in_mid_session_ends_the_run_too(stage: Stage) -> None:
    stage.server.gateway.drop(4004)
    with pytest.raises(Disconnected):
        async with asyncio.timeout(5):
            await stage.running
    assert not stage.adapter.ready


@pytest.mark.parametrize("trouble", ["cut", "closed", "asked", "resumable"])
async def test_r16_a_broken_connection_is_resumed_and_nothing_is_missed(
    server: FakeDiscord, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("discord.backoff.ExponentialBackoff.delay", lambda _: 0)
    async with staged(server, server.guild("Ghana"), message_content=True) as stage:
        amina = stage.guild.person("Amina")
        match trouble:
            case "cut":
                server.gateway.drop()
            case "closed":
                server.gateway.drop(4000)
            case "asked":
                server.gateway.ask_to_reconnect()
            case _:
                server.gateway.invalidate(resumable=True)
        await amina.says(stage.general, "meanwhile")
        assert (await stage.core.next(MessagePosted)).text == "meanwhile"
        await answers(stage)
        assert len(server.gateway.resumed) >= 1
        assert len(stage.core.all(MessagePosted)) == 1


async def test_r18_a_silent_connection_is_given_up_and_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("discord.backoff.ExponentialBackoff.delay", lambda _: 0)
    async with FakeDiscord(heartbeat_seconds=0.1) as server, staged(server, server.guild("Ghana")) as stage:
        # discord.py gives a connection up after a minute of silence; the test has less time.
        stage.adapter._client.ws._keep_alive.heartbeat_timeout = 0.3  # type: ignore[union-attr] # it is there by now
        server.gateway.silent = True

        def given_up() -> bool:
            if not server.gateway.live:
                server.gateway.silent = False
            return not server.gateway.silent

        await server.until(given_up, 10)
        await server.until(lambda: bool(server.gateway.live), 10)
        await answers(stage)


@pytest.mark.parametrize("session", ["invalidated", "forgotten"])
async def test_r19_after_a_lost_session_what_was_missed_is_read(
    server: FakeDiscord, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each message once, in order, in channels and in threads."""
    monkeypatch.setattr("adapters.discord.client.IDENTIFY_SECONDS", 0)
    monkeypatch.setattr("discord.backoff.ExponentialBackoff.delay", lambda _: 0)
    async with staged(server, server.guild("Ghana"), message_content=True) as stage:
        amina, quiet = stage.guild.person("Amina"), stage.guild.channel("quiet")
        first = await amina.says(stage.general, "before")
        thread = await amina.starts_thread(stage.general, "Rota", message=first)
        await amina.says(thread, "in a thread, before")
        await stage.core.next(MessagePosted, 2)
        server.gateway.hold()
        for number in range(120):
            await amina.says(stage.general, f"missed {number}")
        await amina.says(thread, "missed in a thread")
        server.gateway._held = None  # The gap: what was held is never sent.
        if session == "invalidated":
            server.gateway.invalidate(resumable=False)
        else:
            server.gateway.forget_sessions()
            server.gateway.drop(4000)
        await stage.core.next(MessagePosted, 123)
        heard = stage.core.all(MessagePosted)
        assert [p.text for p in heard if p.text.startswith("missed ") and p.thread is None] == [
            f"missed {number}" for number in range(120)
        ]
        [inside] = [p for p in heard if p.text == "missed in a thread"]
        assert inside.thread == stage.message(first)
        assert not [p for p in heard if p.message.room == stage.room(quiet)]
        await answers(stage)
        assert len({p.key for p in stage.core.all(MessagePosted)}) == len(heard) == 123


async def test_discord_being_away_at_the_start_is_waited_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.discord.adapter._LONGEST_DELAY", 0.0)
    async with FakeDiscord() as server:
        guild = server.guild("Ghana")
        # discord.py tells an outage by any status but the few that it repeats by itself.
        scripted = server.faults.add(ServerError(503), "GET /users/@me", times=3)
        async with staged(server, guild) as stage:
            assert scripted.hits == 3
            await answers(stage)


def paths(value: object, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*here, key)
        yield from paths(inner, (*here, key))


def broken(payload: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the payload with each of its fields missing, null, of another type, or of a value never heard of."""
    for path in paths(payload):
        others: tuple[Any, ...] = (None, "nonsense", "missing")
        for instead in others:
            copied = copy.deepcopy(payload)
            inside: Any = copied
            for key in path[:-1]:
                inside = inside[key]
            if instead == "missing":
                del inside[path[-1]]
            else:
                inside[path[-1]] = instead
            yield copied


async def test_r39_a_payload_of_any_other_form_is_passed_over(server: FakeDiscord) -> None:
    """Fields that are missing, null, or of a kind never heard of; the next gesture works."""
    sent: list[Happened] = []
    server.world.listeners.append(sent.append)
    async with staged(server, server.guild("Ghana"), message_content=True, members=True) as stage:
        amina = stage.guild.person("Amina")
        step = Step(t("Name"), Section((TextInput(name="n", label=t("N")),)), token("pods.x"), 1, 1, t("Send"))
        card = content(t("x"), Actions((Button(t("Go"), token()),)))

        def core(inbound: Inbound) -> Outcome:
            return ShowForm(step) if isinstance(inbound, CommandUsed) else Reply(card)

        stage.core.says = core
        form = (await amina.command("pod join", {"pod": "x"}, stage.general)).form
        shown = await amina.submit(form, {"N": "x"})
        await amina.press(shown.shown, "Go")
        await amina.completes("pod join", "pod", "x", stage.general)
        said = await amina.says(stage.general, "hello")
        await amina.use_on_message(said, "Save as nugget")
        await amina.reacts(said, "👍")
        await amina.edits(said, "hi")
        await amina.deletes(said)
        room = stage.guild.channel("room", private_to=[amina])
        await stage.guild.owner.puts_out(amina, room)
        stage.guild.give(amina, stage.guild.role("role"))
        stage.guild.delete(room)
        kinds = {(happened.name, happened.data.get("type")): happened for happened in sent}
        assert len(kinds) >= 12
        with structlog.testing.capture_logs():
            for happened in kinds.values():
                for data in broken(json.loads(json.dumps(happened.data))):
                    server.gateway.publish(Happened(happened.name, data, stage.guild.state))
            server.gateway.publish(Happened("SOMETHING_NEW", {"what": "ever"}, stage.guild.state))
            await answers_in_time(stage)
        assert len(server.gateway.identified) == 1, "a payload ended the session"


async def answers_in_time(stage: Stage) -> None:
    """Wait behind all that was published: the adapter takes events in order."""
    stage.server.patience = 30
    await stage.guild.person("Last").command("waiting", channel=stage.general)


async def test_r40_a_gesture_under_way_is_answered_before_the_end(server: FakeDiscord) -> None:
    """Who pressed before the bot was told to stop still gets the answer."""
    guild = server.guild("Ghana")
    amina = guild.person("Amina")
    async with staged(server, guild) as stage:
        begun, go_on = asyncio.Event(), asyncio.Event()

        async def slowly() -> Answer:
            begun.set()
            await go_on.wait()
            return Answer(Reply(content(t("Done in time"))))

        stage.core.says = lambda _: slowly()
        asking = asyncio.create_task(amina.command("waiting", channel=stage.general))
        await begun.wait()
        asyncio.get_running_loop().call_later(0.05, go_on.set)
    assert (await asking).text == "Done in time"


async def test_s39_neither_logs_nor_names_tell_words_or_tokens(
    server: FakeDiscord, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the loudest level, through every path, with Discord refusing half of it."""
    monkeypatch.setattr("adapters.discord.conversation.PATIENCE_SECONDS", 0.2)
    caplog.set_level(logging.DEBUG)
    canary = "canary-7f3a"
    with structlog.testing.capture_logs() as logs:
        async with staged(server, server.guild("Ghana"), message_content=True) as stage:
            amina = stage.guild.person("Amina")
            server.patience = 0.5
            stage.core.says = lambda _: Reply(content(Untrusted(f"{canary} answer")))
            await amina.says(stage.general, canary)
            await amina.command("pod join", {"pod": canary}, stage.general)
            server.faults.add(
                ServerError(500), "POST /interactions/{interaction_id}/{interaction_token}/callback", times=9
            )
            await amina.command("pod join", {"pod": canary}, stage.general)
            for fault in (ServerError(500), ServerError(502, html=False)):
                server.faults.clear()
                server.faults.add(fault)
                with pytest.raises(Exception, match=r"^http_") as caught:
                    await stage.perform(Post(stage.room(stage.general), content(Untrusted(canary))))
                assert canary not in repr(caught.value)
            server.faults.clear()

            def fail(_: Inbound) -> Outcome:
                raise RuntimeError(canary)

            stage.core.says = fail
            await amina.command("pod join", {"pod": canary}, stage.general)
            tokens = [i.token for i in server.interactions.all]
    told = "\n".join([*map(repr, logs), caplog.text])
    assert canary not in told
    assert server.token not in told
    assert server.token not in repr(DiscordSettings(server.token))
    assert not [token for token in tokens if token in told]
