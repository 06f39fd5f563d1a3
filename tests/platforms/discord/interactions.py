"""Interactions: what a person did that awaits the app's answer, and the tokens to answer with.

Source: developers/interactions/receiving-and-responding.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from .errors import Json, refusal
from .message_payloads import message_json
from .payloads import channel_json, member_json, user_json
from .state import Channel, Guild, Message, User
from .world import Happened, World

SECONDS_TO_ANSWER = 3
SECONDS_TO_FOLLOW_UP = 15 * 60
UPLOAD_LIMIT = 10 * 1024 * 1024


class InteractionType(IntEnum):
    """Kinds of interaction."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL_SUBMIT = 5


class Callback(IntEnum):
    """Kinds of first answer."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(eq=False)
class Modal:
    """A form that the app opened on somebody's screen."""

    custom_id: str
    title: str
    rows: list[Json]
    interaction: Interaction


@dataclass(eq=False)
class Interaction:
    """One deed of a person, and how the app answered it."""

    id: int
    token: str
    type: InteractionType
    user: User
    channel: Channel
    guild: Guild | None
    data: Json
    created_at: datetime
    source: Message | None = None
    parent: Interaction | None = None  # the one that opened the modal
    callback: Callback | None = None
    original: Message | None = None
    modal: Modal | None = None
    choices: list[Json] = field(default_factory=list)
    follow_ups: list[Message] = field(default_factory=list)
    given_up: bool = False


class Interactions:
    """All interactions, by their tokens."""

    def __init__(self, world: World) -> None:
        self.all: list[Interaction] = []
        self._world = world
        self._by_token: dict[str, Interaction] = {}

    def open(
        self,
        kind: InteractionType,
        user: User,
        channel: Channel,
        data: Json,
        *,
        source: Message | None = None,
        parent: Interaction | None = None,
    ) -> Interaction:
        """Start an interaction and send it over the gateway."""
        world = self._world
        interaction = Interaction(
            id=world.snowflakes.take(),
            token=secrets.token_urlsafe(48),
            type=kind,
            user=user,
            channel=channel,
            guild=world.guild_of(channel),
            data=data,
            created_at=world.now(),
            source=source,
            parent=parent,
        )
        self.all.append(interaction)
        self._by_token[interaction.token] = interaction
        guild = interaction.guild
        world.tell(Happened("INTERACTION_CREATE", interaction_json(world, interaction), guild, channel))
        return interaction

    def to_answer(self, interaction_id: int, token: str) -> Interaction:
        """Get the interaction of a first answer; 10062 if unknown or too late, 40060 if it was answered before."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.id != interaction_id:
            raise refusal(10062)
        if interaction.callback is not None:
            raise refusal(40060)
        if self.is_late(interaction):
            raise refusal(10062)
        return interaction

    def is_late(self, interaction: Interaction) -> bool:
        """Tell whether the 3 seconds for a first answer are over."""
        return interaction.given_up or self._world.later_than(interaction.created_at, SECONDS_TO_ANSWER)

    def to_follow_up(self, application_id: int, token: str) -> Interaction:
        """Get the interaction behind a follow-up; 10015 before the first answer, 50027 after 15 minutes."""
        if application_id != self._world.application.id:
            raise refusal(10015)
        interaction = self._by_token.get(token)
        if interaction is None or self._world.later_than(interaction.created_at, SECONDS_TO_FOLLOW_UP):
            raise refusal(50027)
        if interaction.callback is None:
            raise refusal(10015)
        return interaction


def interaction_json(world: World, interaction: Interaction) -> Json:
    """Render an interaction as the gateway sends it."""
    channel, guild, user = interaction.channel, interaction.guild, interaction.user
    allowed = world.allowed(channel, user)
    rendered: Json = {
        "id": str(interaction.id),
        "application_id": str(world.application.id),
        "type": int(interaction.type),
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": channel_json(world, channel) | {"permissions": str(int(allowed))},
        "locale": user.locale,
        "app_permissions": str(int(world.allowed(channel, world.bot))),
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": owners(interaction),
        "context": 0 if guild else 1,
        "attachment_size_limit": UPLOAD_LIMIT,
    }
    if guild:
        member = member_json(guild.members[user.id]) | {"permissions": str(int(allowed))}
        rendered |= {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": guild.locale, "features": guild.features},
            "guild_locale": guild.locale,
            "member": member,
        }
    else:
        rendered["user"] = user_json(user)
    if interaction.source:
        rendered["message"] = message_json(world, interaction.source)
    return rendered


def owners(interaction: Interaction) -> Json:
    """Tell on whose installation an interaction rests: the guild's, or the bot's own in a DM."""
    return {"0": str(interaction.guild.id) if interaction.guild else "0"}


def metadata(interaction: Interaction) -> Json:
    """Render what a message tells about the interaction it answers."""
    rendered: Json = {
        "id": str(interaction.id),
        "type": int(interaction.type),
        "user": user_json(interaction.user),
        "authorizing_integration_owners": owners(interaction),
    }
    if interaction.type is InteractionType.COMMAND:
        rendered |= {"name": interaction.data["name"], "command_type": interaction.data["type"]}
    if interaction.type is InteractionType.COMPONENT and interaction.source:
        rendered["interacted_message_id"] = str(interaction.source.id)
    if interaction.type is InteractionType.MODAL_SUBMIT and interaction.parent:
        rendered["triggering_interaction_metadata"] = metadata(interaction.parent)
    return rendered
