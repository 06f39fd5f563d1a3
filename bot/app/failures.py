"""What to do about an intent that a platform did not carry out."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.core.inbound import Refused
from bot.core.refs import CommunityRef
from bot.core.text import Msg
from bot.ports.chat import Disconnected, Failure, Postponed, Rejected, Scope, Uncertain, Unreachable, Unsupported
from bot.ports.ledger import OutRow, OutState

ATTEMPTS: Final = 20
"""With the delays below, about three hours: longer than a platform's usual outage."""

LONGEST_DELAY_SECONDS: Final = 900.0
LONGEST_WAIT_SECONDS: Final = 3600.0
DISCONNECTED_WAIT: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The row's new state; when to try again; who else waits until when; and what is to be heard of it."""

    state: OutState
    at: datetime
    why: str
    heard: Refused | None = None
    wait: tuple[datetime, CommunityRef | None, str] | None = None


def verdict_of(row: OutRow, failure: Failure, now: datetime) -> Verdict:
    """Decide by the kind of failure; one that will never succeed is told to whoever asked."""
    match failure:
        case Postponed(seconds=seconds, scope=scope):
            until = now + timedelta(seconds=min(max(seconds, 0.05), LONGEST_WAIT_SECONDS))
            community = row.community if scope is not Scope.DESTINATION else None
            destination = row.destination if scope is Scope.DESTINATION else ""
            return Verdict(OutState.PENDING, until, "rate_limited", wait=(until, community, destination))
        case Disconnected():
            until = now + DISCONNECTED_WAIT
            return Verdict(OutState.PENDING, until, "disconnected", wait=(until, row.community, ""))
        case Rejected(code=code, fix=fix, room_gone=room_gone):
            state = OutState.PARKED if room_gone and not row.then else OutState.DEAD
            return Verdict(state, now, code, heard=_refused(row, code, now, fix=fix))
        case Unsupported():
            return Verdict(OutState.DEAD, now, "unsupported", heard=_refused(row, "unsupported", now))
        case Uncertain():
            # The look comes again with growing distance; it is never sent blind.
            return Verdict(OutState.UNCERTAIN, now + _delay(row.attempts), str(failure))
        case Unreachable() if row.attempts + 1 < ATTEMPTS:
            return Verdict(OutState.PENDING, now + _delay(row.attempts), "unreachable")
        case _:
            return Verdict(OutState.DEAD, now, "gave_up", heard=_refused(row, "gave_up", now))


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
