"""Review: whose yes is wanted before something is read beyond its pod, and what becomes of it meanwhile.

All raise ``Refusal`` where it stands elsewhere. Who may do it is asked before, by the rules.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.core.errors import AlreadySettled, Refusal
from bot.core.text import t
from bot.domain.access import Role, Scope
from bot.domain.nuggets import events as happened
from bot.domain.nuggets import life, questions, quoting
from bot.domain.nuggets.consent import Consent
from bot.domain.nuggets.life import Change
from bot.domain.nuggets.nugget import Flag, Nugget, NuggetState
from bot.domain.nuggets.words import REQUIRED

REMIND_AFTER: Final = timedelta(days=3)
GOES_ON_AFTER: Final = timedelta(days=5)
"""How long a pod's facilitators have before the stewards are asked instead."""

NOTE_LIMIT: Final = 600


def ask_wider(nugget: Nugget, scope: Scope, first: Role) -> Change:
    """Ask for a wider scope than it has; the review begins with ``first``."""
    if nugget.state is not NuggetState.PUBLISHED or nugget.scope is None:
        raise AlreadySettled(t("It cannot be shared more widely as it stands now."))
    if nugget.scope.reaches(scope):
        raise AlreadySettled(t("It can be read there already."))
    life.complete(nugget)
    return life.in_review(nugget, scope, first)


def send_again(nugget: Nugget, first: Role, now: datetime) -> Change:
    """Send what came back to the scope that was wanted: at home in its pod at once, else into review from the start."""
    if nugget.state is not NuggetState.RETURNED:
        raise AlreadySettled(t("This has been sent already."))
    life.complete(nugget)
    sent = replace(nugget, note="")
    return life.published(sent, now) if nugget.wanted is Scope.POD else life.in_review(sent, nugget.wanted, first)


def leave_as_it_is(nugget: Nugget) -> Change:
    """Ask for nothing wider any more: it stays where it can be read now."""
    if nugget.state not in {NuggetState.IN_REVIEW, NuggetState.RETURNED}:
        raise AlreadySettled(t("Nobody is asked to look at it."))
    if nugget.scope is None:
        raise Refusal(t("Nobody can read it yet, so there is nothing to leave as it is. You can withdraw it."))
    left = replace(nugget, state=NuggetState.PUBLISHED, wanted=nugget.scope, before=None, asking=None, note="")
    return left, (happened.ReviewTakenBack(about=nugget.id),)


def look_again(nugget: Nugget, first: Role) -> Change:
    """Have what others than its pod read or are to read reviewed from the start, since its author changed it.

    A yes was to other words. Until then its pod alone reads it, from an open room nobody. What was returned waits until
    it is sent again.
    """
    at_home = nugget.scope in {None, Scope.POD}
    if at_home and (nugget.state is not NuggetState.IN_REVIEW or nugget.before is first):
        return nugget, ()
    narrowed = nugget if at_home else replace(nugget, scope=Scope.POD if nugget.pod else None)
    if nugget.state is NuggetState.RETURNED:
        return narrowed, ()
    return life.in_review(narrowed, nugget.wanted, first)


def take_in(nugget: Nugget, first: Role) -> Change:
    """Go on with what its author told because the review asked for it: who has said yes knew that it was to come.

    Not where others than its pod would read it at once.
    """
    return (nugget, ()) if nugget.scope in {None, Scope.POD} else look_again(nugget, first)


def pass_(nugget: Nugget, consents: Sequence[Consent], now: datetime, also: questions.Also = ()) -> Change:
    """Take a reviewer's yes: after the facilitator's a steward is asked, after the steward's it is published.

    It is not published wider than its author's yes reaches, nor while its author is still asked something or has not
    said that it may stay though its source is gone, nor with a hole where every nugget says something. ``also`` is what
    its community asks besides.
    """
    _waits(nugget)
    if nugget.before is Role.FACILITATOR:
        return _to_the_stewards(nugget), (happened.ReviewPassed(about=nugget.id, to=Role.STEWARD),)
    if not any(one.member == nugget.author and one.covers(nugget.wanted) for one in consents):
        raise Refusal(t("The yes of the one who told it does not reach so far. Send it back with a note."))
    if nugget.flag is Flag.DELETED:
        raise Refusal(
            t(
                "A message that this was made from has been deleted. It can be published once its author has said that "
                "it may stay, or send it back with a note."
            )
        )
    if questions.unanswered(nugget, also):
        raise Refusal(
            t("The author is still being asked what others need to try it. Wait a little, or send it back with a note.")
        )
    if set(quoting.held_back(nugget, consents, nugget.wanted)) & set(REQUIRED):
        raise Refusal(
            t(
                "What came of it is told in words of somebody who has not said yes to this. It can be published once "
                "they have, or once the author has told it in their own words: ask them."
            )
        )
    return life.published(nugget, now)


def go_on(nugget: Nugget) -> Change:
    """Ask the stewards what the pod's facilitators have not decided in time; anything else is left alone."""
    if nugget.state is not NuggetState.IN_REVIEW or nugget.before is not Role.FACILITATOR:
        return nugget, ()
    return _to_the_stewards(nugget), (happened.ReviewWentOn(about=nugget.id),)


def return_(nugget: Nugget, note: str) -> Change:
    """Give it back to its author with a note. What was only in its pod is taken out of it until it is sent again."""
    if nugget.state is NuggetState.PUBLISHED and nugget.scope is Scope.POD:
        scope = None
    else:
        _waits(nugget)
        scope = nugget.scope
    note = note.strip()
    if not note:
        raise Refusal(t("Please say in a few words what would help: the author reads it."), "note")
    if len(note) > NOTE_LIMIT:
        raise Refusal(t("Please keep this to {limit} characters.", limit=NOTE_LIMIT), "note")
    returned = replace(nugget, state=NuggetState.RETURNED, scope=scope, before=None, asking=None, note=note)
    return returned, (happened.NuggetReturned(about=nugget.id),)


def _waits(nugget: Nugget) -> None:
    if nugget.state is not NuggetState.IN_REVIEW:
        raise AlreadySettled(t("This is not in review any more."))


def _to_the_stewards(nugget: Nugget) -> Nugget:
    return replace(nugget, before=Role.STEWARD)
