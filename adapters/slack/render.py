"""Everything that is shown, rendered for one reader: messages, modals, the home page, suggestions."""

from dataclasses import replace

from adapters.slack import blocks, limits, mrkdwn
from adapters.slack.apps import Identity
from adapters.slack.look import Look, named
from adapters.slack.people import People
from adapters.slack.rich import Json
from bot.core.content import Content
from bot.core.outcome import Suggestions
from bot.core.safety import shorten
from bot.ports.chat import Reader, Words
from bot.ports.clock import Clock


class Renderer:
    """Renders for one workspace."""

    def __init__(self, words: Words, clock: Clock, me: Identity, people: People) -> None:
        self._words = words
        self._clock = clock
        self._me = me
        self._people = people

    def look(self, reader: Reader) -> Look:
        """Say for whom to render what nobody else reads: there no mention pings."""
        return Look(self._words(reader.locale), reader, self._me.community, self._clock.now(), site=self._me.site)

    async def look_at(self, content: Content, reader: Reader, channel: str) -> Look:
        """Say for whom to render a message in a channel, with the names of those it mentions without calling them.

        An empty channel, or a direct one, is read by one person alone.
        """
        look = self.look(reader)
        if not channel or channel.startswith("D"):
            return look
        public = replace(look, public=True)
        return replace(public, names=await self._people.names(named(content, public)))

    def message(self, content: Content, look: Look) -> Json:
        """Render a message: blocks, and the text that notifications and screen readers say first."""
        return _message(content, look, blocks.blocks(content, look))

    def plain_message(self, content: Content, look: Look) -> Json:
        """Render a message with plain sections alone."""
        return _message(content, look, blocks.plainly(content, look))


def suggestions(found: Suggestions, look: Look) -> Json:
    """Render what completes a search."""
    return {"options": [blocks.option(item, look) for item in found.options[: limits.SUGGESTIONS]]}


def words_of(content: Content, look: Look) -> str:
    """Say a message in words alone, escaped: for a file's note, which takes no blocks."""
    said = "\n".join(part for part in (blocks.said(block, look) for block in content.blocks) if part)
    return mrkdwn.escape(shorten(said or look.plain(content.summary), limits.TEXT))


def _message(content: Content, look: Look, found: list[Json]) -> Json:
    text = mrkdwn.fallback(content.summary, look)
    if len(text) > limits.FALLBACK:
        text = mrkdwn.escape(shorten(look.plain(content.summary), limits.FALLBACK_CUT))
    message: Json = {"text": text or "…", "unfurl_links": False, "unfurl_media": False, "mrkdwn": False}
    return {**message, "blocks": found} if found else message
