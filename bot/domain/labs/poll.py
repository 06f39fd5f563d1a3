"""A question with a few answers, put to those who are there; how many chose what is shown, never who."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import MemberRef
from bot.core.safety import one_line
from bot.core.text import t
from bot.domain.events import Event
from bot.domain.labs import events as happened
from bot.domain.labs.lab import Lab, LabState

OPTIONS_MOST: Final = 8
OPTION_MOST: Final = 60
"""Characters of an answer, which stands on a button."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A question put to a lab, for the lab's ``audience``. It can be answered until it is closed."""

    id: str
    lab: str
    audience: str
    question: str
    options: tuple[str, ...]
    opened_at: datetime
    closed_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What one member chose of a poll's options, by its place from 0: their latest word."""

    id: str
    poll: str
    member: MemberRef
    option: int
    version: int = 0


def put(lab: Lab, id_: str, question: str, lines: str, now: datetime) -> tuple[Poll, tuple[Event, ...]]:
    """Put a question to the session, with an answer on each line."""
    if lab.state is not LabState.OPEN:
        raise AlreadySettled(t("The session is not on, so nobody can be asked now."))
    poll = Poll(
        id=id_,
        lab=lab.id,
        audience=lab.audience,
        question=one_line(question),
        options=_options(lines),
        opened_at=now,
    )
    return poll, (happened.PollOpened(about=id_),)


def vote(poll: Poll, before: Vote | None, new: Vote) -> tuple[Vote, tuple[Event, ...]]:
    """Choose, or choose otherwise."""
    if poll.closed_at is not None:
        raise AlreadySettled(t("This poll is closed. This is how it came out."))
    if not 0 <= new.option < len(poll.options):
        raise AlreadySettled(t("This poll has no such answer."))
    chosen = replace(before, option=new.option) if before else new
    return chosen, () if chosen == before else (happened.Voted(about=poll.id),)


def close(poll: Poll, now: datetime) -> tuple[Poll, tuple[Event, ...]]:
    """Take no more answers."""
    if poll.closed_at is not None:
        raise AlreadySettled(t("This poll is closed. This is how it came out."))
    return replace(poll, closed_at=now), (happened.PollClosed(about=poll.id),)


def _options(lines: str) -> tuple[str, ...]:
    options: Sequence[str] = [option for line in lines.splitlines() if (option := one_line(line))]
    if len(set(options)) < len(options):
        raise Refusal(t("Two answers are alike. Please leave one of them out."), "options")
    if not 2 <= len(options) <= OPTIONS_MOST:
        raise Refusal(t("A poll has 2 to {most} answers, one on each line.", most=OPTIONS_MOST), "options")
    if any(len(option) > OPTION_MOST for option in options):
        raise Refusal(
            t("An answer has at most {most} characters. Please say one shorter.", most=OPTION_MOST), "options"
        )
    return tuple(options)
