"""Intents on their way, in order for each destination, with leases and fences."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import case, delete, func, or_, select, true, tuple_, update

from bot.core.content import Content
from bot.core.intents import Admit, Expel, Intent
from bot.core.refs import CommunityRef, MemberRef
from bot.core.text import Msg
from bot.domain.pods.forgetting import nobody
from bot.ports.ledger import OutRow, OutState, Standing
from storage import lines
from storage.codec import Codec, Unreadable
from storage.mapping import community_of, instant, micros, storable, text_of
from storage.run import Run
from storage.tables.ledger import destinations, outbox, waits
from storage.tables.people import cards

_intents: Final[Codec[Intent]] = Codec(Intent)

_WORDS: Final = {"content": Content(Msg(""), ()), "note": Content(Msg(""), ()), "body": "", "given": "", "known": ()}


def wordless(intent: Intent) -> Intent:
    """Give an intent without what it said and whom it moved: enough to tell later what it was and where it went."""
    words: dict[str, Any] = {field.name: _WORDS[field.name] for field in fields(intent) if field.name in _WORDS}
    if isinstance(intent, Admit | Expel):
        words["member"] = nobody(intent.member.community)
    return replace(intent, **words) if words else intent


class SqlOutbox:
    """The outbox. The rows of a destination leave one after the other; only the first that is open can move."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def put(
        self, community: CommunityRef, key: str, destination: str, intent: Intent, then: str, about: str, due: datetime
    ) -> bool:
        """Add an intent; False if the key is there already."""
        where = text_of(community)
        self.run.hold(where)
        added = self.run.change(
            lines.PUT,
            key=storable(key),
            community=where,
            destination=destination,
            intent=_intents.encode(intent),
            then=then,
            about=about,
            due_at=micros(due),
        )
        return added == 1

    def lease(self, worker: str, now: datetime, seconds: float, limit: int) -> Sequence[OutRow]:
        """Lease destinations that have something due, and give the head row of each.

        A row found LEASED from an expired lease comes back as UNCERTAIN: its sender may have died after sending.
        """
        at = micros(now)
        clock = self.run.clock()
        until = clock + int(seconds * 1_000_000)
        self.run.change(lines.WAITED, by_moment=at)
        taken: list[OutRow] = []
        for found in self.run.rows(lines.HEADS_DUE, by_moment=at, by_clock=clock, limit=limit):
            try:
                row = _read(found)
            except Unreadable:
                # Written by a newer version: it waits for that, or for a person, and stops nobody else.
                self.run.change(lines.SET_ASIDE, by_seq=found[0])
                continue
            tried = 1 if row.state is OutState.LEASED else 0
            leased = self.run.one(
                lines.LEASE,
                community=text_of(row.community),
                destination=row.destination,
                worker=worker,
                leased_until=until,
                by_clock=clock,
            )
            if leased is not None and self.run.change(
                lines.FENCE, by_seq=row.seq, by_state=row.state.value, fence=leased[0], tried=tried
            ):
                state = OutState.LEASED if row.state is OutState.PENDING else OutState.UNCERTAIN
                taken.append(replace(row, fence=leased[0], state=state, attempts=row.attempts + tried))
        return taken

    def renew(self, row: OutRow, seconds: float) -> bool:
        """Keep a leased row for so many seconds more; False if the lease was lost to a newer fence."""
        changed = self.run.change(
            lines.RENEW,
            by_community=text_of(row.community),
            by_destination=row.destination,
            by_fence=row.fence,
            until=self.run.clock() + int(seconds * 1_000_000),
        )
        return changed == 1

    def sent(self, row: OutRow, made: str) -> bool:
        """Note success; False if the lease was lost to a newer fence (then nothing is changed)."""
        return self._note(row, OutState.SENT, row.due_at, "", made)

    def retry(self, row: OutRow, at: datetime, why: str, *, counted: bool = True) -> bool:
        """Put it back for later; the destination waits with it. A try that is not ``counted`` adds no attempt."""
        return self._note(row, OutState.PENDING, at, why, counted=counted)

    def hold(
        self, row: OutRow, state: OutState, why: str, *, again: datetime | None = None, counted: bool = True
    ) -> bool:
        """Set it uncertain, parked or dead; an uncertain row is leased ``again`` at that moment, to be looked at."""
        if state not in (OutState.UNCERTAIN, OutState.PARKED, OutState.DEAD):
            raise ValueError(f"a row is not held as {state}")
        return self._note(row, state, again, why, counted=counted)

    def get(self, key: str) -> OutRow | None:
        """Give a row by its key."""
        row = self.run.one(lines.GET, by_key=storable(key))
        return None if row is None else _read(row)

    def standing(self, key: str) -> Standing | None:
        """Tell where a row stands, without reading its words."""
        row = self.run.one(lines.STANDING, by_key=storable(key))
        return None if row is None else Standing(row[0], OutState(row[1]), row[2])

    def postpone(self, community: CommunityRef | None, destination: str, until: datetime) -> None:
        """Let a destination (or, when empty, a whole community; when None, everything) wait."""
        statement = self.run.dialect.insert(waits).values(
            community="" if community is None else text_of(community), destination=destination, until=micros(until)
        )
        later = case((statement.excluded.until > waits.c.until, statement.excluded.until), else_=waits.c.until)
        self.run.change(
            statement.on_conflict_do_update(
                index_elements=[waits.c.community, waits.c.destination], set_={"until": later}
            )
        )

    def resume(self, community: CommunityRef) -> None:
        """Let what waits for a whole community leave again."""
        self.run.change(delete(waits).where(waits.c.community == text_of(community), waits.c.destination == ""))

    def release(self, key: str, now: datetime) -> bool:
        """Put a parked or uncertain row back in line (a person said so)."""
        statement = (
            update(outbox)
            .where(outbox.c.key == storable(key))
            .where(outbox.c.state.in_([OutState.PARKED.value, OutState.UNCERTAIN.value]))
            .values(state=OutState.PENDING.value, due_at=micros(now), why="")
        )
        return self.run.change(statement) == 1

    def in_state(self, community: CommunityRef, state: OutState, limit: int = 25) -> Sequence[OutRow]:
        """Give rows in a state, oldest first."""
        query = (
            select(*lines.COLUMNS)
            .where(outbox.c.community == text_of(community), outbox.c.state == state.value)
            .where(outbox.c.open if state not in (OutState.SENT, OutState.DEAD) else true())
            .order_by(outbox.c.seq)
            .limit(limit)
        )
        return [_read(row) for row in self.run.rows(query)]

    def forget(self, member: MemberRef) -> None:
        """Remove what was or will be sent to a member alone, is about them, or names them and is done elsewhere.

        What still is to be done elsewhere (taking them out of a room) is left to be done.
        """
        who = text_of(member)
        places = [f"{sign}{who}" for sign in ("", "@")]
        for table in (outbox, destinations):
            theirs = or_(
                table.c.destination.in_(places),
                *(table.c.destination.startswith(f"{place}/", autoescape=True) for place in places),
            )
            self.run.change(delete(table).where(table.c.community == text_of(member.community), theirs))
        names_them = or_(outbox.c.about == who, ~outbox.c.open & outbox.c.intent.contains(f'"{who}"', autoescape=True))
        self.run.change(delete(outbox).where(outbox.c.community == text_of(member.community), names_them))

    def sweep(self, before: datetime) -> int:
        """Forget what was over by then, and places to which nothing goes; gives how many intents were forgotten.

        A post of which a card still stands stays, so that it can be brought up to date.
        """
        over = self.run.change(
            delete(outbox).where(
                ~outbox.c.open, outbox.c.due_at < micros(before), outbox.c.key.not_in(select(cards.c.post))
            )
        )
        # A lease's number may begin anew once there is nothing left that was ever leased with an old one.
        lane = tuple_(destinations.c.community, destinations.c.destination)
        self.run.change(delete(destinations).where(lane.not_in(select(outbox.c.community, outbox.c.destination))))
        return over

    def backlog(self) -> Mapping[OutState, int]:
        """Count the intents that are not over, by state."""
        query = select(outbox.c.state, func.count()).where(outbox.c.open).group_by(outbox.c.state)
        return {OutState(state): count for state, count in self.run.rows(query)}

    def next_due(self) -> datetime | None:
        """Give when the next row falls due, or None."""
        row = self.run.one(lines.NEXT_DUE)
        return None if row is None or row[0] is None else instant(row[0])

    def _note(
        self, row: OutRow, state: OutState, at: datetime | None, why: str, made: str = "", *, counted: bool = True
    ) -> bool:
        over = state in (OutState.SENT, OutState.DEAD)
        changed = self.run.change(
            lines.MARK,
            by_seq=row.seq,
            by_fence=row.fence,
            state=state.value,
            open=not over,
            intent=_intents.encode(wordless(row.intent) if over else row.intent),
            due_at=lines.NEVER if at is None else micros(at),
            made=made or row.made,
            why=storable(why),
            tried=1 if counted and state is not OutState.SENT else 0,
        )
        if changed == 1:
            self.run.change(
                lines.FREE, by_community=text_of(row.community), by_destination=row.destination, by_fence=row.fence
            )
        return changed == 1


def _read(row: Any) -> OutRow:
    return OutRow(
        seq=row[0],
        key=row[1],
        community=community_of(row[2]),
        destination=row[3],
        intent=_intents.decode(row[4]),
        then=row[5],
        about=row[6],
        state=OutState(row[7]),
        attempts=row[8],
        due_at=instant(row[9]),
        made=row[10],
        why=row[11],
        fence=row[12],
    )
