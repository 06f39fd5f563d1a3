"""What stewards are told when something that was to leave does not: once a day for each place, without its words."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.app.failures import Verdict
from bot.app.places import place, read_place
from bot.core.content import Content, Note, content
from bot.core.inbound import JobDue
from bot.core.intents import Direct, Post, SendFile
from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.core.text import Code, Inline, Msg, RoomLink, t
from bot.domain.access import Role
from bot.ports.chat import NEVER_SENT
from bot.ports.ledger import DROPPED, OutRow, OutState
from bot.ports.store import UnitOfWork

DOUBTS: Final = 8
"""Looks after which a doubt is told: the platform had some minutes to show what it did."""

_KEY: Final = "notice:"
_LOG_SAYS_MORE: Final = t("Tell whoever runs this bot; its log says more.")


def note_unsent(uow: UnitOfWork, row: OutRow, verdict: Verdict, now: datetime) -> None:
    """Tell whoever can do something about an intent that was not carried out."""
    if isinstance(row.intent, Direct | SendFile) and verdict.state is OutState.DEAD:
        _note_unreached(uow, row.intent.member)
    text = _text(row, verdict)
    if text is None or row.key.startswith(_KEY):
        return
    key = f"{_KEY}{verdict.state.value}:{row.community}:{row.destination}:{now:%Y-%m-%d}"
    _tell_stewards(uow, row.community, key, text, now, but=row.destination)


def note_unheard(uow: UnitOfWork, row: OutRow, now: datetime) -> None:
    """Tell that something was carried out (or given up) and that what was to follow from it broke."""
    what = Code(row.then or row.key)
    text = t("Something left as it should, but what was to follow from it failed here: {what}.", what=what)
    key = f"{_KEY}unheard:{row.community}:{what.value}:{now:%Y-%m-%d}"
    _tell_stewards(uow, row.community, key, content(text, Note(_LOG_SAYS_MORE)), now)


def note_given_up(uow: UnitOfWork, due: JobDue, now: datetime) -> None:
    """Tell that something promised was tried again and again, and is not tried any more."""
    what = Code(due.job)
    text = t("Something I was to do at its time failed again and again, and I gave it up: {what}.", what=what)
    key = f"{_KEY}job:{due.community}:{due.job}:{now:%Y-%m-%d}"
    _tell_stewards(uow, due.community, key, content(text, Note(_LOG_SAYS_MORE)), now)


def _tell_stewards(
    uow: UnitOfWork, community: CommunityRef, key: str, text: Content, now: datetime, *, but: str = ""
) -> None:
    for to in _stewards(uow, community, but):
        intent = Direct(to, text) if isinstance(to, MemberRef) else Post(to, text)
        uow.outbox.put(community, f"{key}:{place(to)}", place(to), intent, "", "", now)


def _note_unreached(uow: UnitOfWork, member: MemberRef) -> None:
    """Note that a member could not be reached, so that their next private answer says what awaits them."""
    known = uow.members.get(member)
    if known is not None and not known.unreached:
        uow.members.put(replace(known, unreached=True))


def _stewards(uow: UnitOfWork, ref: CommunityRef, but: str) -> list[MemberRef | RoomRef]:
    """Give where stewards are told things: their room, unless it is the one in trouble; else each of them."""
    community = uow.communities.get(ref)
    room = community.steward_room if community else None
    if room is not None and place(room) != but:
        return [room]
    return [*uow.roles.holders(ref, Role.STEWARD)]


def _text(row: OutRow, verdict: Verdict) -> Content | None:
    where = _room(row.destination)
    fix: Msg = verdict.fix or t("The platform says: {code}.", code=Code(verdict.why))
    more = Note(t("{list} shows what waits.", list=Code("/deliveries list")))
    match verdict.state:
        case OutState.PARKED:
            waits = t("What was meant for it waits until you send it again or drop it.")
            return content(t("I can't post in {room}. {fix} {waits}", room=where, fix=fix, waits=waits), more)
        case OutState.UNCERTAIN if row.attempts >= DOUBTS:
            first = t("I can't tell whether something reached {room}; I do not send it twice by myself.", room=where)
            return content(first, more)
        case OutState.DEAD if _matters(row, verdict):
            return content(t("Something for {room} was refused, and I gave it up. {fix}", room=where, fix=fix))
        case _:
            return None


def _matters(row: OutRow, verdict: Verdict) -> bool:
    """Leave out what somebody else is told: the feature that asked, the member, or whoever dropped it."""
    quiet = row.then or verdict.why in {DROPPED, NEVER_SENT}
    return not quiet and not isinstance(row.intent, Direct | SendFile)


def _room(destination: str) -> Inline:
    try:
        where = read_place(destination)
    except ValueError:
        return t("the platform")
    return RoomLink(where) if isinstance(where, RoomRef) else t("a member")
