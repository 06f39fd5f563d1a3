"""A nugget's life: each function takes it from one state to the next, and tells what has happened.

All raise ``Refusal`` where it stands elsewhere. Who may do it is asked before, by the rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.core.text import t
from bot.domain.access import Role, Scope
from bot.domain.events import Event
from bot.domain.nuggets import events as happened
from bot.domain.nuggets.nugget import DRAFTS, EMPTIED, OVER, Flag, Nugget, NuggetState, Told
from bot.domain.nuggets.timing import review_day
from bot.domain.nuggets.words import REQUIRED, FieldName, Level, ResultType

Change = tuple[Nugget, tuple[Event, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a story was told: in which pod, if in one, and on which message the gesture was made, if on one."""

    community: CommunityRef
    pod: str = ""
    room: RoomRef | None = None
    gesture: MessageRef | None = None


def begin(nugget_id: str, origin: Origin, collector: MemberRef, now: datetime, template: int = 0) -> Change:
    """Begin a capture: the thread is being read, or (no gesture) its collector tells it."""
    nugget = Nugget(
        id=nugget_id,
        community=origin.community,
        pod=origin.pod,
        room=origin.room,
        gesture=origin.gesture,
        collector=collector,
        author=collector,
        state=NuggetState.READING if origin.gesture else NuggetState.CAPTURED,
        wanted=Scope.POD if origin.pod else Scope.COMMUNITY,
        template=template,
        captured_at=now,
    )
    return nugget, (happened.NuggetCaptured(about=nugget.id),)


def drafted(
    nugget: Nugget,
    *,
    author: MemberRef,
    fields: Mapping[FieldName, Told],
    result: ResultType | None,
    level: Level | None,
    language: str,
    withheld: tuple[str, ...],
) -> Change:
    """Take the draft that was made of the thread; a second one, or one that comes too late, changes nothing."""
    if nugget.state is not NuggetState.READING:
        return nugget, ()
    made = replace(
        nugget,
        state=NuggetState.CAPTURED,
        author=author,
        fields=dict(fields),
        result=result,
        level=level,
        language=language,
        withheld=withheld,
    )
    return made, (happened.NuggetDrafted(about=nugget.id),)


def edit(
    nugget: Nugget,
    fields: Mapping[FieldName, Told],
    result: ResultType | None = None,
    level: Level | None = None,
    withheld: tuple[str, ...] = (),
) -> Change:
    """Change what it tells: an empty text takes a field out. What happened at the source has been looked at then."""
    _not_over(nugget)
    together = {**nugget.fields, **fields}
    edited = replace(
        nugget,
        fields={name: told for name, told in together.items() if told.text},
        result=result or nugget.result,
        level=level or nugget.level,
        withheld=withheld,
        flag=None,
    )
    return edited, (happened.NuggetEdited(about=nugget.id),)


def take_out(nugget: Nugget, member: MemberRef) -> Change:
    """Take somebody's words out of it, also when something newer has taken its place."""
    rest = {name: told for name, told in nugget.fields.items() if told.said_by != member}
    if rest == nugget.fields:
        return nugget, ()
    return replace(nugget, fields=rest), (happened.NuggetEdited(about=nugget.id),)


def offer(nugget: Nugget) -> Change:
    """Put somebody else's story before them: nothing is kept of it without their yes."""
    if nugget.state is not NuggetState.CAPTURED:
        raise AlreadySettled(t("This has been sent already."))
    complete(nugget)
    return replace(nugget, state=NuggetState.OFFERED), (happened.NuggetOffered(about=nugget.id),)


def drop(nugget: Nugget, now: datetime) -> Change:
    """Throw a draft away with all its words."""
    if nugget.state not in DRAFTS:
        raise AlreadySettled(t("This is no draft any more. Whoever wrote it can withdraw it."))
    dropped = replace(_emptied(nugget), state=NuggetState.DROPPED, ended_at=now)
    return dropped, (happened.NuggetDropped(about=nugget.id),)


def publish_at_home(nugget: Nugget, now: datetime) -> Change:
    """Take the author's yes: in a pod it is published at once; from an open room a steward looks at it first."""
    if nugget.state not in {NuggetState.CAPTURED, NuggetState.OFFERED}:
        raise AlreadySettled(t("This has been sent already."))
    complete(nugget)
    agreed = replace(nugget, consented_at=now)
    if nugget.pod:
        agreed = replace(agreed, wanted=Scope.POD)
        return published(agreed, now)
    return in_review(agreed, Scope.COMMUNITY, Role.STEWARD)


def source_changed(nugget: Nugget, flag: Flag) -> Change:
    """Note that a message it was made from is not what it was; a deletion outweighs an edit."""
    if nugget.state in OVER or nugget.flag in {flag, Flag.DELETED}:
        return nugget, ()
    return replace(nugget, flag=flag), (happened.SourceChanged(about=nugget.id),)


def confirm(nugget: Nugget, now: datetime) -> Change:
    """Say that it is still true, whatever happened at its source; it is asked about again at the next review date."""
    _not_over(nugget)
    again = replace(_looked_at(nugget), review_by=review_day(now.date()) if nugget.review_by else None)
    return again, (happened.NuggetConfirmed(about=nugget.id),)


def stop_asking(nugget: Nugget) -> Change:
    """Say that it is still true, and be asked about it no more."""
    _not_over(nugget)
    return replace(_looked_at(nugget), review_by=None), (happened.NuggetConfirmed(about=nugget.id),)


def hand_on(nugget: Nugget, to: Role) -> Change:
    """Let others answer for what its author, who is gone, cannot be asked about."""
    return (replace(nugget, before=to), ()) if nugget.state is NuggetState.PUBLISHED else (nugget, ())


def supersede(nugget: Nugget, by: str, now: datetime) -> Change:
    """Let a newer one take its place."""
    if nugget.state is not NuggetState.PUBLISHED:
        raise AlreadySettled(t("Only what is published can be replaced by something newer."))
    done = replace(nugget, state=NuggetState.SUPERSEDED, superseded_by=by, ended_at=now, review_by=None, asking=None)
    return done, (happened.NuggetSuperseded(about=nugget.id, by=by),)


def follow(nugget: Nugget, older: Nugget) -> Change:
    """Take the place of an older one, being readable itself."""
    if nugget.id == older.id or nugget.scope is None or nugget.state in OVER:
        raise Refusal(t("Please name another change nugget of yours that is published."))
    return replace(nugget, supersedes=older.id), ()


def withdraw(nugget: Nugget, now: datetime) -> Change:
    """Take it back with all its words; where it could be read, a tombstone says only that it was."""
    if nugget.state in EMPTIED:
        raise AlreadySettled(t("This is gone already."))
    if nugget.state in DRAFTS:
        return drop(nugget, now)
    gone = replace(_emptied(nugget), state=NuggetState.WITHDRAWN, ended_at=now, review_by=None)
    return gone, (happened.NuggetWithdrawn(about=nugget.id),)


def complete(nugget: Nugget) -> None:
    """Refuse what does not yet say what every nugget says, naming what is missing."""
    if missing(nugget):
        raise Refusal(
            t(
                "Something is missing still. Please fill in what changed, what came of it, how it went, and at which "
                "level."
            )
        )


def missing(nugget: Nugget) -> tuple[str, ...]:
    """Give the names of what every nugget says and this one does not: two texts, the result, the level."""
    lacking = [name.value for name in REQUIRED if not nugget.says(name)]
    lacking += [] if nugget.result else ["result"]
    lacking += [] if nugget.level else ["level"]
    return tuple(lacking)


def in_review(nugget: Nugget, scope: Scope, first: Role) -> Change:
    """Put it before ``first``, for a scope; where it can be read now it stays."""
    asked = replace(nugget, state=NuggetState.IN_REVIEW, wanted=scope, before=first)
    return asked, (happened.ReviewAsked(about=nugget.id, scope=scope),)


def published(nugget: Nugget, now: datetime) -> Change:
    """Let it be read in the scope that its author's yes goes for."""
    readable = replace(
        nugget,
        state=NuggetState.PUBLISHED,
        scope=nugget.wanted,
        before=None,
        asking=None,
        published_at=nugget.published_at or now,
        review_by=review_day(now.date()),
    )
    return readable, (happened.NuggetPublished(about=nugget.id, scope=nugget.wanted),)


def _emptied(nugget: Nugget) -> Nugget:
    return replace(
        nugget,
        fields={},
        more={},
        result=None,
        level=None,
        topics=(),
        country="",
        withheld=(),
        note="",
        asking=None,
        before=None,
        flag=None,
    )


def _looked_at(nugget: Nugget) -> Nugget:
    before = None if nugget.state is NuggetState.PUBLISHED else nugget.before
    return replace(nugget, flag=None, before=before)


def _not_over(nugget: Nugget) -> None:
    if nugget.state in OVER:
        raise AlreadySettled(t("This is over: it was replaced, withdrawn or thrown away."))
