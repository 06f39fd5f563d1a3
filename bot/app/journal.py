"""The sandbox's journal of the last steps, in memory."""

from collections import deque
from collections.abc import Sequence
from typing import Final

from bot.core.inbound import ActionPressed, CommandUsed, FormSubmitted, Heard, Inbound, JobDue
from bot.core.outcome import FormErrors, Outcome, ShowForm
from bot.ports.journal import JournalEntry

KEPT: Final = 200


class MemoryJournal:
    """Keeps the last steps."""

    def __init__(self) -> None:
        self._entries: deque[JournalEntry] = deque(maxlen=KEPT)

    def note(self, inbound: Inbound, outcome: Outcome, events: Sequence[str] = (), intents: Sequence[str] = ()) -> None:
        """Keep one step."""
        entry = JournalEntry(inbound.key, inbound.at, _came(inbound), _answered(outcome), tuple(events), tuple(intents))
        self._entries.appendleft(entry)

    def recent(self) -> Sequence[JournalEntry]:
        """Give the last steps, newest first."""
        return tuple(self._entries)


def _came(inbound: Inbound) -> str:
    kind = type(inbound).__name__
    match inbound:
        case CommandUsed(name=name):
            return f"{kind} /{name}"
        case ActionPressed(token=token) | FormSubmitted(token=token):
            return f"{kind} {token}"
        case JobDue(job=job, about=about):
            return f"{kind} {job} {about}"
        case Heard(then=then):
            return f"{kind} {then}"
        case _:
            return kind


def _answered(outcome: Outcome) -> str:
    kind = type(outcome).__name__
    match outcome:
        case ShowForm(step):
            return f"{kind} {step.token.action} {step.number} of {step.count}"
        case FormErrors(errors):
            return f"{kind} {', '.join(errors) or 'form'}"
        case _:
            return kind
