"""What a person sees, and waits to see."""

from __future__ import annotations

from . import sight
from .hand import Hand
from .messages import words_of
from .state import Channel, Message, View


class Seeing(Hand):
    """The person's own screen."""

    def sees(self, channel: Channel | str | None = None, thread: Message | str | None = None) -> list[Message]:
        """The messages this person can read, oldest first: a channel's (None: the DM), or one thread of it."""
        found = sight.visible(self.workspace, self.id, self.place(channel))
        if thread is None:
            return found
        ts = thread.thread_ts or thread.ts if isinstance(thread, Message) else thread
        return [message for message in found if ts in {message.ts, message.thread_ts}]

    def reads(self, channel: Channel | str | None = None, thread: Message | str | None = None) -> str:
        """The words of the messages this person can read."""
        return "\n".join(words_of(message) for message in self.sees(channel, thread))

    def everything(self) -> str:
        """All words this person can read now: every channel, DM, modal and the home tab."""
        return sight.everything(self.workspace, self.id)

    @property
    def modals(self) -> list[View]:
        """The stack of open modals, the top one last."""
        return self.workspace.screen(self.id).modals

    @property
    def modal(self) -> View | None:
        """The modal on top."""
        return self.modals[-1] if self.modals else None

    @property
    def home(self) -> View | None:
        """The home tab, as the app last published it."""
        return self.workspace.screen(self.id).home

    async def waits_for(self, text: str, channel: Channel | str | None = None, patience: float = 3.0) -> Message:
        """The newest visible message with these words, as soon as there is one.

        Raises:
            TimeoutError: none came within the seconds.
        """

        def found() -> Message | None:
            fitting = [m for m in self.sees(channel) if text in words_of(m) or text in m.text]
            return fitting[-1] if fitting else None

        message = await self.server.until(found, patience)
        assert isinstance(message, Message)
        return message

    async def waits_for_modal(self, title: str | None = None, patience: float = 3.0) -> View:
        """The modal on top, as soon as one (of this title) is open."""
        view = await self.server.until(lambda: self.modal if self._titled(title) else None, patience)
        assert isinstance(view, View)
        return view

    def _titled(self, title: str | None) -> bool:
        return self.modal is not None and title in {None, self.modal.title}

    async def waits_for_home(self, text: str = "", patience: float = 3.0) -> View:
        """The home tab, as soon as it holds these words."""
        view = await self.server.until(
            lambda: self.home if self.home and text in sight.view_words(self.home) else None, patience
        )
        assert isinstance(view, View)
        return view
