"""What waits in the outbox for a person to decide, without its words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select, update

from bot.core.ids import derived_id
from bot.core.refs import CommunityRef, RoomRef
from bot.domain.deliveries import Held
from bot.ports.ledger import DROPPED, OutState
from storage.mapping import community_of, micros, text_of
from storage.run import Run
from storage.tables.ledger import outbox

_LETTER: Final = "D"
_HELD: Final = (OutState.PARKED.value, OutState.UNCERTAIN.value)
_LOOKED_AT: Final = 1000
"""Ids are made of keys, so that they are found by making them again; more than this are never held at once."""


class SqlDeliveries:
    """What is held."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def get(self, held_id: str) -> Held | None:
        """Give what is held under this id, or None."""
        return next((held for held in self._read(self._query().limit(_LOOKED_AT)) if held.id == held_id), None)

    def held(self, community: CommunityRef, limit: int = 25) -> Sequence[Held]:
        """Give what is held in a community, oldest first."""
        return self._read(self._query().where(outbox.c.community == text_of(community)).limit(limit))

    def send_again(self, held: Held, now: datetime) -> bool:
        """Put it back in line; False if it is not held any more."""
        return self.run.change(self._release(now, "").where(outbox.c.key == held.key)) == 1

    def drop(self, held: Held, now: datetime) -> bool:
        """Give up this and all that waits behind it for the same place; whoever asked for it will hear that."""
        line = select(outbox.c.destination).where(outbox.c.key == held.key).scalar_subquery()
        dropped = self.run.change(self._release(now, DROPPED).where(outbox.c.key == held.key)) == 1
        if dropped:
            behind = (
                update(outbox)
                .where(outbox.c.community == text_of(held.community), outbox.c.destination == line, outbox.c.open)
                .where(outbox.c.state == OutState.PENDING.value)
                .values(due_at=micros(now), why=DROPPED)
            )
            self.run.change(behind)
        return dropped

    @staticmethod
    def _release(now: datetime, why: str) -> Any:
        return (
            update(outbox)
            .where(outbox.c.open, outbox.c.state.in_(_HELD))
            .values(state=OutState.PENDING.value, due_at=micros(now), why=why)
        )

    @staticmethod
    def _query() -> Any:
        columns = outbox.c
        return (
            select(
                columns.community,
                columns.key,
                columns.intent,
                columns.destination,
                columns.state,
                columns.why,
                columns.attempts,
            )
            .where(columns.open, columns.state.in_(_HELD))
            .order_by(columns.seq)
        )

    def _read(self, query: Any) -> list[Held]:
        return [
            Held(
                id=derived_id(_LETTER, key),
                community=community_of(community),
                key=key,
                kind=_kind_of(intent),
                room=_room_of(destination),
                doubtful=state == OutState.UNCERTAIN.value,
                why=why,
                attempts=attempts,
            )
            for community, key, intent, destination, state, why, attempts in self.run.rows(query)
        ]


def _kind_of(intent: str) -> str:
    """Read an intent's kind off its stored text, which begins with it; its words are not looked at."""
    return intent[:64].partition('"type":"')[2].partition('"')[0]


def _room_of(destination: str) -> RoomRef | None:
    return RoomRef.parse(destination[1:].split("/", 1)[0]) if destination.startswith("#") else None
