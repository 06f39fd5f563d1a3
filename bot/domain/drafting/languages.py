"""Which language a thread is read in: the one it says, or the one whose commonest words it uses."""

from typing import Final

from bot.domain.drafting.cues import LANGUAGES, cues
from bot.domain.drafting.thread import Thread
from bot.domain.drafting.words import words

_LOOK_AT: Final = 2000
"""Characters of each message that are looked at: enough to tell five languages apart."""


def language_of(thread: Thread) -> str:
    """Give one of the languages there are lists for."""
    said = thread.language.replace("_", "-").split("-")[0].lower()
    if said in LANGUAGES:
        return said
    found = [word for message in thread.messages[:50] for word in words(message.text[:_LOOK_AT])]
    return max(LANGUAGES, key=lambda language: sum(cues(language).is_one("reading.common", word) for word in found))
