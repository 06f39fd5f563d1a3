"""What people are told when nothing came of what they did, or nobody knows what."""

import secrets
from typing import Final

from bot.app.traces import log_trouble
from bot.core.content import content
from bot.core.inbound import CompletionAsked, Gesture, Inbound
from bot.core.outcome import Done, Outcome, Reply, Suggestions
from bot.core.text import Code, Msg, t
from bot.ports.chat import Answer, Reader

BUSY: Final = t("I am very busy just now. Nothing was done: please try again in a moment.")
IN_DOUBT: Final = t("I do not know whether this was saved: look before you do it again.")
NOT_SAVED: Final = t("I could not save that just now. Nothing was done: please try again in a few minutes.")

ONCE: Final = t("This was done already; nothing was done twice.")
"""What is answered to what comes again."""


def said(text: Msg, inbound: Inbound) -> Answer:
    """Answer with this text and keep nothing; an event is left to come again."""
    if not isinstance(inbound, Gesture):
        return Answer(Done(), stored=False)
    return Answer(told(text, inbound), Reader(inbound.locale or "en"), stored=False)


def told(text: Msg, inbound: Gesture) -> Outcome:
    """Say something; whoever is still typing gets no suggestions instead."""
    return Suggestions(()) if isinstance(inbound, CompletionAsked) else Reply(content(text))


def broken(inbound: Inbound, problem: Exception) -> Answer:
    """Tell the person a number to give to whoever runs the bot; the log has the rest, without anybody's words."""
    number = secrets.token_hex(4)
    log_trouble("handler_failed", problem, number=number, inbound=type(inbound).__name__)
    text = t(
        "Something went wrong here, and nothing was done. Tell your steward this number: {number}", number=Code(number)
    )
    return said(text, inbound)
