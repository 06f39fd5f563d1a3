"""What to do about an intent that a platform did not carry out."""

import math
import random
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.core.inbound import Refused
from bot.core.intents import Edit, Post, Retract
from bot.core.refs import CommunityRef
from bot.core.text import Msg, t
from bot.ports.chat import Disconnected, Failure, Postponed, Rejected, Scope, Uncertain, Unreachable, Unsupported
from bot.ports.ledger import DROPPED, OutRow, OutState

ATTEMPTS: Final = 20
"""With the delays below, about three hours: longer than a platform's usual outage."""

GAVE_UP: Final = t("The platform could not be reached for hours, so I gave this up. Please ask for it again.")
"""What whoever waits for an answer is told then."""

LONGEST_DELAY_SECONDS: Final = 900.0
LONGEST_WAIT_SECONDS: Final = 3600.0
NOT_RUNNING: Final = "platform_not_running"
"""Why nothing can leave: this process does not serve the platform at all."""

NOT_RUNNING_WAIT: Final = timedelta(minutes=1)
DISCONNECTED_WAIT: Final = timedelta(minutes=30)
IN_A_ROW: Final = 5
"""Refusals after which a destination is left alone. Discord bans whoever collects 10,000 in ten minutes."""

REFUSED_WAIT: Final = timedelta(hours=1)
_REMEMBERED: Final = 10_000
_STANDS_THERE: Final = (Post, Edit, Retract)
"""What is still wanted in a room once a person has mended what stood in its way."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The row's new state; when to try again; what waits until ``at`` besides; and what is to be heard of it.

    A try is ``counted`` unless it says nothing of the intent: the patience for outages is not used up by being hurried.
    """

    state: OutState
    at: datetime
    why: str
    heard: Refused | None = None
    waits: tuple[tuple[CommunityRef, str], ...] = ()
    fix: Msg | None = None
    counted: bool = True


class Refusals:
    """How often in a row each destination was refused. Kept in memory: after a restart five more are no harm."""

    def __init__(self) -> None:
        self._counts: OrderedDict[tuple[CommunityRef, str], int] = OrderedDict()

    def refused(self, row: OutRow) -> int:
        """Count one more, and give how many it are now."""
        count = self._counts.pop((row.community, row.destination), 0) + 1
        self._counts[row.community, row.destination] = count
        if len(self._counts) > _REMEMBERED:
            self._counts.popitem(last=False)
        return count

    def went_through(self, row: OutRow) -> None:
        """Begin to count anew."""
        self._counts.pop((row.community, row.destination), None)


def verdict_of(
    row: OutRow, failure: Failure, now: datetime, *, refusals: int = 0, platform: Sequence[CommunityRef] = ()
) -> Verdict:
    """Decide by the kind of failure; one that will never succeed is told to whoever asked.

    ``refusals`` is how often the destination was refused in a row, this one among them; ``platform`` are all
    communities of the platform, for a limit that holds for all of it.
    """
    match failure:
        case Postponed(seconds=seconds, scope=scope):
            until = now + timedelta(seconds=_bounded(seconds))
            return Verdict(OutState.PENDING, until, "rate_limited", waits=_reach(row, scope, platform), counted=False)
        case Disconnected():
            until = now + DISCONNECTED_WAIT
            return Verdict(OutState.PENDING, until, "disconnected", waits=((row.community, ""),), counted=False)
        case Rejected():
            return _rejected(row, failure, now, refusals)
        case Unsupported():
            return Verdict(OutState.DEAD, now, "unsupported", heard=_refused(row, "unsupported", now))
        case Uncertain():
            # The look comes again with growing distance; it is never sent blind.
            return Verdict(OutState.UNCERTAIN, now + _delay(row.attempts), str(failure))
        case Unreachable() if str(failure) == NOT_RUNNING:
            until = now + NOT_RUNNING_WAIT
            return Verdict(OutState.PENDING, until, NOT_RUNNING, waits=((row.community, ""),), counted=False)
        case Unreachable() if row.attempts + 1 < ATTEMPTS:
            return Verdict(OutState.PENDING, now + _delay(row.attempts), "unreachable")
        case _:
            return Verdict(OutState.DEAD, now, "gave_up", heard=_refused(row, "gave_up", now, fix=GAVE_UP))


def still_in_doubt(row: OutRow, verdict: Verdict, now: datetime) -> Verdict:
    """Leave a doubt as it was when the look could not be had: it waits as long, and is not sent blind."""
    at = verdict.at if verdict.state is OutState.PENDING else now + _delay(row.attempts)
    return Verdict(OutState.UNCERTAIN, at, verdict.why, waits=verdict.waits, counted=verdict.counted)


def _rejected(row: OutRow, refusal: Rejected, now: datetime, refusals: int) -> Verdict:
    """Park what a person can mend, in a room; leave alone who refuses again and again; give up the rest."""
    in_room = row.destination.startswith("#") and not row.then and refusal.code != DROPPED
    mendable = refusal.room_gone or (refusal.fix is not None and isinstance(row.intent, _STANDS_THERE))
    enough = refusals >= IN_A_ROW
    if in_room and (mendable or enough):
        return Verdict(OutState.PARKED, now, refusal.code, fix=refusal.fix)
    heard = _refused(row, refusal.code, now, fix=refusal.fix)
    if enough and not row.then:
        waits = ((row.community, row.destination),)
        return Verdict(OutState.DEAD, now + REFUSED_WAIT, refusal.code, heard=heard, waits=waits, fix=refusal.fix)
    return Verdict(OutState.DEAD, now, refusal.code, heard=heard, fix=refusal.fix)


def _reach(row: OutRow, scope: Scope, platform: Sequence[CommunityRef]) -> tuple[tuple[CommunityRef, str], ...]:
    match scope:
        case Scope.DESTINATION:
            return ((row.community, row.destination),)
        case Scope.COMMUNITY:
            return ((row.community, ""),)
        case Scope.PLATFORM:
            return tuple((community, "") for community in {row.community, *platform})


def _bounded(seconds: float) -> float:
    """Keep a wait that a platform asks for within bounds; one that is no number is a minute."""
    return min(max(seconds, 0.05), LONGEST_WAIT_SECONDS) if math.isfinite(seconds) else 60.0


def _delay(attempts: int) -> timedelta:
    """Back off exponentially with jitter, so that many do not come back at once."""
    longest = min(LONGEST_DELAY_SECONDS, 0.5 * 2.0 ** min(attempts, 12))
    return timedelta(seconds=longest * random.uniform(0.5, 1.0))  # noqa: S311 - spreading load needs no secrecy


def _refused(row: OutRow, reason: str, now: datetime, *, fix: Msg | None = None) -> Refused | None:
    if not row.then:
        return None
    return Refused(
        key=f"refused:{row.key}:{row.attempts}",
        community=row.community,
        at=now,
        intent=row.key,
        then=row.then,
        about=row.about,
        reason=reason,
        fix=fix,
    )
