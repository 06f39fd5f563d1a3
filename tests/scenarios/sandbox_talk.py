"""A person in the sandbox's rooms and threads, for stories: what they see there, say and do to what was said."""

from typing import TYPE_CHECKING, Final

from adapters.sandbox.engine import SeenMessage, Sight
from adapters.sandbox.permalinks import address
from bot.core.refs import MemberRef
from tests.scenarios.playing import as_read

if TYPE_CHECKING:
    from tests.scenarios.sandbox_stage import SandboxStage

HOST: Final = "http://127.0.0.1:8321"


class SandboxTalk:
    """The part of ``Actor`` that needs no bot."""

    def __init__(self, stage: "SandboxStage", name: str, ref: MemberRef) -> None:
        self._stage = stage
        self._sandbox = stage.sandbox
        self.ref = ref
        self.name = name

    @property
    def _sight(self) -> Sight:
        return self._sandbox.sees(self.ref)

    async def says(self, room: str, text: str, *, under: str = "") -> None:
        await self._sandbox.says(self.ref, room, text, thread=self._saying(under, room) if under else None)
        await self._stage.settle()

    async def writes(self, text: str) -> None:
        await self._sandbox.says(self.ref, None, text)
        await self._stage.settle()

    async def reacts(self, emoji: str, *, on: str) -> None:
        await self._reacts(emoji, on, before=False)

    async def takes_reaction_back(self, emoji: str, *, on: str) -> None:
        await self._reacts(emoji, on, before=True)

    async def _reacts(self, emoji: str, on: str, *, before: bool) -> None:
        seen = self._saying(on)
        # The same press adds a reaction and takes it back.
        assert (self.ref.user in seen.reactions.get(emoji, [])) is before, f"{seen.text!r} has {seen.reactions}"
        await self._sandbox.reacts(self.ref, seen, emoji)
        await self._stage.settle()

    async def edits(self, old: str, new: str) -> None:
        await self._sandbox.edits(self.ref, self._saying(old, own=True), new)
        await self._stage.settle()

    async def deletes(self, text: str) -> None:
        await self._sandbox.deletes(self.ref, self._saying(text, own=True))
        await self._stage.settle()

    def message_link(self, text: str) -> str:
        message, world = self._saying(text).message, self._sandbox.world
        return f"{HOST}{address(message, world.store.room(message.room), world.person(self.ref))}"

    async def makes_room(self, name: str, *, closed: bool = False, bot: bool = True) -> None:
        assert bot, "ask for Capability.ROOMS_WITHOUT_BOT first"
        self._sandbox.add_room(name, closed=closed, members=[self.ref])
        await self._stage.settle()

    def rooms(self) -> list[str]:
        return list(self._sight.rooms)

    def _saying(self, words: str, room: str = "", *, own: bool = False) -> SeenMessage:
        """Find the newest message with these words, a person's first; what only one person sees has no menu."""
        sight = self._sight
        bot_first = sorted(sight.rooms[room] if room else sight.all, key=lambda seen: not seen.by_bot)
        for seen in reversed(bot_first):
            if not seen.private and words in as_read(seen.text) and (not own or seen.message.author == self.ref.user):
                return seen
        raise LookupError(f"{self.name} sees no message that says {words!r}")
