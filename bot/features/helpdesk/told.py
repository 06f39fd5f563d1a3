"""What was told in a question that was answered, for whoever makes something of it."""

from collections.abc import Iterator, Set
from typing import Final

from bot.core.inbound import ThreadMessage
from bot.domain.access import Scope, audience, audiences
from bot.domain.desk import rules
from bot.domain.desk.question import Entry, Question, Resolution, Side, Visibility
from bot.domain.telling import part_of
from bot.features.helpdesk.kinds import QUESTION
from bot.ports.context import Reading, Telling
from bot.ports.feature import Tells


def told(question: Question, reading: Reading) -> Telling | None:
    """Give a question whose answer was accepted, and what was said about it, as far as the viewer reads it.

    Whoever asked without a name would show who they are by what they make of it, so to them it is nothing.
    """
    viewer = reading.viewer
    answer = reading.store.entries.get(question.accepted) if question.accepted else None
    if question.resolution is not Resolution.ANSWERED or answer is None or answer.gone:
        return None
    if question.anonymous and rules.asks(viewer, question):
        return None
    pod = "" if question.visibility is Visibility.COMMUNITY else question.pod
    if pod and audience(Scope.POD, question.community, pod) not in audiences(viewer):
        return None
    sides = sides_read(question, reading) - {Side.NOTE}
    entries = [one for one in reading.store.entries.of_question(question.id) if one.side in sides and not one.gone]
    return Telling(place=part_of(question.community, question.id), pod=pod, said=tuple(_said(question, entries)))


def sides_read(question: Question, reading: Reading) -> Set[Side]:
    """Give whose words about a question the viewer reads: the notes the desk alone, the asker's no other reader."""
    if rules.staffs(reading.viewer, question):
        return set(Side)
    return {Side.ASKER, Side.DESK} if rules.converses(reading.viewer, question) else {Side.DESK}


def _said(question: Question, entries: list[Entry]) -> Iterator[ThreadMessage]:
    place = part_of(question.community, question.id)
    yield ThreadMessage(place, question.asker, question.asked_at, question.text)
    for entry in entries:
        yield ThreadMessage(part_of(question.community, question.id, entry.id), entry.by, entry.at, entry.text)


TELLS: Final = (Tells(QUESTION, told),)
