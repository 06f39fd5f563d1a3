"""How the app answered a person."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Literal

from .errors import Json
from .interactions import Callback, Interaction, Modal
from .state import Message, MessageFlag

if TYPE_CHECKING:
    from .server import FakeDiscord

Kind = Literal["message", "deferred", "deferred update", "update", "choices", "modal", "nothing"]

_KINDS: dict[Callback, Kind] = {
    Callback.MESSAGE: "message",
    Callback.DEFERRED_MESSAGE: "deferred",
    Callback.DEFERRED_UPDATE: "deferred update",
    Callback.UPDATE: "update",
    Callback.CHOICES: "choices",
    Callback.MODAL: "modal",
}


class ClientRefused(Exception):
    """The Discord client does not offer what a person tried to do."""


class Answered:
    """The app's answer to one deed. It follows what happens later: an edited answer shows its new text."""

    def __init__(self, server: FakeDiscord, interaction: Interaction) -> None:
        self.interaction = interaction
        self._server = server

    def __repr__(self) -> str:
        return f"<Answered {self.kind}: {self.text!r}>"

    @property
    def kind(self) -> Kind:
        """What the first answer was; `nothing` is the client's "The application did not respond"."""
        return "nothing" if self.interaction.callback is None else _KINDS[self.interaction.callback]

    @property
    def message(self) -> Message | None:
        """The message shown, updated or waited for."""
        return self.interaction.original

    @property
    def shown(self) -> Message:
        """The message shown, which there must be.

        Raises:
            AssertionError: the app showed none.
        """
        if self.interaction.original is None:
            raise AssertionError(f"the app showed no message, but {self.kind}")
        return self.interaction.original

    @property
    def form(self) -> Modal:
        """The modal opened, which there must be.

        Raises:
            AssertionError: the app opened none.
        """
        if self.interaction.modal is None:
            raise AssertionError(f"the app opened no modal, but answered with {self.kind}: {self.text!r}")
        return self.interaction.modal

    @property
    def modal(self) -> Modal | None:
        """The modal opened."""
        return self.interaction.modal

    @property
    def choices(self) -> list[Json]:
        """The suggestions, each with name and value."""
        return self.interaction.choices

    @property
    def follow_ups(self) -> list[Message]:
        """The messages that came after the first answer."""
        return self.interaction.follow_ups

    @property
    def ephemeral(self) -> bool:
        """Whether only the one who acted sees the message."""
        return bool(self.message and self.message.ephemeral_to is not None)

    @property
    def text(self) -> str:
        """Everything that stands in the message; nothing if there is none."""
        return self.message.text if self.message else ""

    async def first(self) -> None:
        """Wait for the first answer, until the 3 seconds of the fake's clock or its patience are over."""
        interaction, server = self.interaction, self._server
        with suppress(TimeoutError):
            await server.world.until(
                lambda: interaction.callback is not None or server.interactions.is_late(interaction), server.patience
            )
        if interaction.callback is None:
            interaction.given_up = True

    async def settled(self, seconds: float = 5.0) -> Message:
        """Wait until a deferred answer has become a message.

        Raises:
            TimeoutError: it is still waiting after so many seconds of the machine's time.
        """
        await self._server.world.until(
            lambda: self.message is not None and not self.message.flags & MessageFlag.LOADING, seconds
        )
        return self.shown
