"""The limits, as bodies that no library would let through."""

from __future__ import annotations

from typing import Any

import pytest

from . import FakeDiscord, GuildDriver
from .conftest import Rest

Json = dict[str, Any]
V2 = 1 << 15


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def button(**more: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go"} | more


def menu(**more: Any) -> Json:
    return {"type": 3, "custom_id": "menu", "options": [{"label": "A", "value": "a"}]} | more


def text(content: str) -> Json:
    return {"type": 10, "content": content}


def options(count: int) -> list[Json]:
    return [{"label": str(n), "value": str(n)} for n in range(count)]


def places(errors: Any, path: tuple[str, ...] = ()) -> set[str]:
    """Every place in a refusal that has a fault."""
    found = {".".join(path)} if "_errors" in errors else set()
    for key, inner in errors.items():
        if key != "_errors":
            found |= places(inner, (*path, key))
    return found


BAD_MESSAGES: list[tuple[Json, str]] = [
    ({"content": "x" * 2001}, "content"),
    ({"content": "x", "nonce": "x" * 26}, "nonce"),
    ({"content": "x", "embeds": [{"title": "x"}] * 11}, "embeds"),
    ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title"),
    ({"embeds": [{"description": "x" * 4097}]}, "embeds.0.description"),
    ({"embeds": [{"fields": [{"name": "x", "value": "x" * 1025}]}]}, "embeds.0.fields.0.value"),
    ({"embeds": [{"fields": [{"name": "x", "value": "x"}] * 26}]}, "embeds.0.fields"),
    ({"embeds": [{"description": "x" * 3500}, {"description": "x" * 3500}]}, "embeds"),
    ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, "allowed_mentions"),
    ({"content": "x", "components": [row(button(custom_id=str(n))) for n in range(6)]}, "components"),
    ({"content": "x", "components": [row(*(button(custom_id=str(n)) for n in range(6)))]}, "components.0.components"),
    ({"content": "x", "components": [row(button(), menu())]}, "components.0.components"),
    ({"content": "x", "components": [row(button(label="x" * 81))]}, "components.0.components.0.label"),
    ({"content": "x", "components": [row(button(custom_id="x" * 101))]}, "components.0.components.0.custom_id"),
    ({"content": "x", "components": [row(button()), row(button())]}, "components.1.components.0.custom_id"),
    ({"content": "x", "components": [row({"type": 2, "style": 1, "label": "x"})]}, "components.0.components.0"),
    ({"content": "x", "components": [row({"type": 2, "style": 1, "custom_id": "x"})]}, "components.0.components.0"),
    ({"content": "x", "components": [row({"type": 2, "style": 5, "label": "x"})]}, "components.0.components.0"),
    ({"content": "x", "components": [row(menu(options=options(26)))]}, "components.0.components.0.options"),
    ({"content": "x", "components": [row(menu(options=[]))]}, "components.0.components.0.options"),
    ({"content": "x", "components": [row(menu(max_values=2))]}, "components.0.components.0.max_values"),
    ({"content": "x", "components": [row(menu(placeholder="x" * 151))]}, "components.0.components.0.placeholder"),
    (
        {"content": "x", "components": [row(menu(options=[{"label": "x" * 101, "value": "x"}]))]},
        "components.0.components.0.options.0.label",
    ),
    ({"content": "x", "components": [row(menu(options=options(1) * 2))]}, "components.0.components.0.options.1.value"),
    ({"content": "x", "components": [text("x")]}, "components.0.type"),
    ({"flags": V2, "content": "x", "components": [text("x")]}, "content"),
    ({"flags": V2, "embeds": [{"title": "x"}], "components": [text("x")]}, "embeds"),
    ({"flags": V2, "components": [text("x")] * 41}, "components"),
    ({"flags": V2, "components": [text("x" * 2001)] * 2}, "components"),
    ({"flags": V2, "components": [{"type": 17, "components": []}]}, "components.0.components"),
    (
        {"flags": V2, "components": [{"type": 17, "components": [{"type": 17, "components": [text("x")]}]}]},
        "components.0.components.0.type",
    ),
    ({"flags": V2, "components": [{"type": 9, "components": [text("x")]}]}, "components.0.accessory"),
    (
        {"flags": V2, "components": [{"type": 9, "components": [text("x")] * 4, "accessory": button()}]},
        "components.0.components",
    ),
]


@pytest.mark.parametrize(("body", "place"), BAD_MESSAGES, ids=[f"{n}-{p}" for n, (_, p) in enumerate(BAD_MESSAGES)])
async def test_a_message_beyond_a_limit_is_refused_with_the_place(
    discord_server: FakeDiscord, guild: GuildDriver, rest: Rest, body: Json, place: str
) -> None:
    discord_server.specs = None
    general = guild.named("general")
    status, answer = await rest("POST", f"/channels/{general.id}/messages", body)
    assert (status, answer["code"], answer["message"]) == (400, 50035, "Invalid Form Body")
    assert place in places(answer["errors"])
    assert general.living == []
    (breach,) = discord_server.breaches
    assert (breach.body, breach.errors) == (body, answer["errors"])


@pytest.mark.parametrize(
    "body",
    [{}, {"content": ""}, {"content": "  "}, {"components": [row(button())]}, {"flags": V2, "components": []}],
)
async def test_a_message_with_nothing_in_it_is_refused(guild: GuildDriver, rest: Rest, body: Json) -> None:
    status, answer = await rest("POST", f"/channels/{guild.named('general').id}/messages", body)
    assert (status, answer["code"]) == (400, 50006)


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2000, "components": [row(*(button(custom_id=str(n)) for n in range(5)))]},
        {"content": "x", "components": [row(menu(options=options(25), max_values=25))], "nonce": "x" * 25},
        {"flags": V2, "components": [text("x" * 100)] * 40},
        {"embeds": [{"description": "x" * 4096}, {"description": "x" * 1904}]},
    ],
)
async def test_a_message_at_the_limit_passes(guild: GuildDriver, rest: Rest, body: Json) -> None:
    status, _ = await rest("POST", f"/channels/{guild.named('general').id}/messages", body)
    assert status == 200


def command(**more: Any) -> Json:
    return {"name": "pod", "description": "Pods"} | more


def option(**more: Any) -> Json:
    return {"name": "pod", "description": "Which", "type": 3} | more


BAD_COMMANDS: list[tuple[list[Json], str]] = [
    ([command(name="Pod")], "0.name"),
    ([command(name="x" * 33)], "0.name"),
    ([command(name="a b")], "0.name"),
    ([command(description="x" * 101)], "0.description"),
    ([command(description="")], "0.description"),
    ([command(), command()], "0"),
    ([command(options=[option(name=f"o{n}") for n in range(26)])], "0.options"),
    ([command(options=[option(), option()])], "0.options.0"),
    ([command(options=[option(name="a"), option(name="b", required=True)])], "0.options.1"),
    ([command(options=[option(type=1, name="sub"), option()])], "0.options"),
    (
        [command(options=[option(choices=[{"name": str(n), "value": str(n)} for n in range(26)])])],
        "0.options.0.choices",
    ),
    ([command(options=[option(choices=[{"name": "x" * 101, "value": "x"}])])], "0.options.0.choices.0.name"),
    ([command(options=[option(autocomplete=True, choices=[{"name": "x", "value": "x"}])])], "0.options.0.autocomplete"),
    ([{"name": "Save", "type": 3, "description": "x"}], "0.description"),
    (
        [
            command(
                options=[
                    option(
                        name=f"o{n}",
                        description="x" * 100,
                        choices=[{"name": str(i) + "x" * 97, "value": str(i)} for i in range(10)],
                    )
                    for n in range(8)
                ]
            )
        ],
        "0",
    ),
]


@pytest.mark.parametrize(("bodies", "place"), BAD_COMMANDS, ids=[f"{n}-{p}" for n, (_, p) in enumerate(BAD_COMMANDS)])
async def test_commands_beyond_a_limit_are_refused_with_the_place(
    discord_server: FakeDiscord, rest: Rest, bodies: list[Json], place: str
) -> None:
    discord_server.specs = None
    status, answer = await rest("PUT", f"/applications/{discord_server.application_id}/commands", bodies)
    assert (status, answer["code"]) == (400, 50035)
    assert place in places(answer["errors"])
    assert discord_server.world.application.commands == {}


async def test_more_than_a_hundred_commands_are_refused(discord_server: FakeDiscord, rest: Rest) -> None:
    path = f"/applications/{discord_server.application_id}/commands"
    status, answer = await rest("PUT", path, [command(name=f"pod{n}") for n in range(101)])
    assert (status, answer["code"]) == (400, 30032)


def modal(*rows: Json, **more: Any) -> Json:
    return {"custom_id": "form", "title": "Form", "components": list(rows)} | more


def label(component: Json | None = None, **more: Any) -> Json:
    return {"type": 18, "label": "Why?", "component": component or {"type": 4, "custom_id": "why", "style": 1}} | more


BAD_MODALS: list[tuple[Json, str]] = [
    (modal(label(), title="x" * 46), "data.title"),
    (modal(label(), custom_id="x" * 101), "data.custom_id"),
    (modal(), "data.components"),
    (modal(*(label({"type": 4, "custom_id": str(n), "style": 1}) for n in range(6))), "data.components"),
    (modal(label(label="x" * 46)), "data.components.0.label"),
    (modal(label(description="x" * 101)), "data.components.0.description"),
    (modal(label(), label()), "data.components.1.component.custom_id"),
    (modal(label(button())), "data.components.0.component"),
    (modal(label({"type": 4, "custom_id": "a", "style": 1, "label": "twice"})), "data.components.0.component.label"),
    (
        modal(label({"type": 4, "custom_id": "a", "style": 1, "placeholder": "x" * 101})),
        "data.components.0.component.placeholder",
    ),
    (
        modal(label({"type": 4, "custom_id": "a", "style": 1, "min_length": 9, "max_length": 3})),
        "data.components.0.component.min_length",
    ),
    (modal(label(menu(options=options(26)))), "data.components.0.component.options"),
    (modal(label(menu(disabled=True))), "data.components.0.component.disabled"),
    (modal(row(button())), "data.components.0.components.0.type"),
    (modal(row({"type": 4, "custom_id": "a", "style": 1})), "data.components.0.components.0.label"),
]


@pytest.mark.parametrize(("form", "place"), BAD_MODALS, ids=[f"{n}-{p}" for n, (_, p) in enumerate(BAD_MODALS)])
async def test_a_modal_beyond_a_limit_is_refused_with_the_place(
    discord_server: FakeDiscord, guild: GuildDriver, rest: Rest, form: Json, place: str
) -> None:
    discord_server.specs = None
    discord_server.patience = 0
    amina = guild.person("Amina")
    await rest("PUT", f"/applications/{discord_server.application_id}/commands", [command()])
    await amina.command("pod", {}, guild.named("general"))
    (interaction,) = discord_server.interactions.all
    interaction.given_up = False
    path = f"/interactions/{interaction.id}/{interaction.token}/callback"
    status, answer = await rest("POST", path, {"type": 9, "data": form})
    assert (status, answer["code"]) == (400, 50035)
    assert place in places(answer["errors"])
    assert amina.modal is None
