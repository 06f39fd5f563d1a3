"""The stages, by platform, and how each is set."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Final, Protocol

from bot.ports.feature import Feature
from tests.scenarios.discord_stage import discord_stage
from tests.scenarios.sandbox_stage import sandbox_stage
from tests.scenarios.slack_stage import slack_stage
from tests.scenarios.stage import Stage


class SetsStage(Protocol):
    """Sets a stage with these features over a store."""

    def __call__(
        self, features: Sequence[Feature], *, url: str = "sqlite://"
    ) -> AbstractAsyncContextManager[Stage]: ...


STAGES: Final[Mapping[str, SetsStage]] = {
    "sandbox": sandbox_stage,
    "slack": slack_stage,
    "discord": discord_stage,
}
READING_STAGES: Final[Mapping[str, SetsStage]] = {**STAGES, "discord": partial(discord_stage, message_content=True)}
"""Stages on which the bot may read what people say to each other: on Discord a privileged intent, off by default."""
