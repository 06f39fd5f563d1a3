"""Who leads a lab, and who writes down what comes of it: named, asked, handed over.

Whoever is asked to lead has nothing to do with it until they say yes: until then it stays with who had it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.handles import who
from bot.domain.labs import events as happened
from bot.domain.labs.events import Change
from bot.domain.labs.lab import PLANNED, Asked, Lab, LabState

LED: Final = PLANNED | {LabState.OPEN}
"""States in which somebody has to lead it."""

MOST: Final = 10
"""How many people lead a lab together, or report of its groups, at most."""


def name(
    lab: Lab, leaders: Sequence[MemberRef], note_taker: MemberRef | None, rapporteurs: Sequence[MemberRef]
) -> Change:
    """Say who leads it and who writes for it, all of them."""
    still_led(lab)
    if not leaders:
        raise Refusal(t("Somebody has to lead it. Please name one at least."), "leaders")
    for people, field in ((leaders, "leaders"), (rapporteurs, "rapporteurs")):
        if len(people) > MOST:
            raise Refusal(t("Please name at most {most} people.", most=MOST), field)
    named = replace(
        lab,
        facilitators=tuple(dict.fromkeys(leaders)),
        asked=tuple(one for one in lab.asked if one.member not in leaders and (not one.instead or one.by in leaders)),
        note_taker=note_taker,
        rapporteurs=tuple(dict.fromkeys(rapporteurs)),
    )
    led = named.facilitators != lab.facilitators
    written = (named.note_taker, named.rapporteurs) != (lab.note_taker, lab.rapporteurs)
    return named, (
        *((happened.LeadersChanged(about=lab.id),) if led else ()),
        *((happened.WritersNamed(about=lab.id),) if written else ()),
    )


def ask(lab: Lab, member: MemberRef, by: MemberRef, now: datetime, *, instead: bool = False) -> Change:
    """Ask somebody to lead it: too, or ``instead`` of who asks."""
    still_led(lab)
    if member == by:
        raise Refusal(t("This is you. Please choose somebody else."), "member")
    if member in lab.facilitators and not instead:
        raise AlreadySettled(t("{member} leads it already.", member=who(member)))
    if any(one.member == member for one in lab.asked):
        raise AlreadySettled(t("{member} is asked already, and has not answered yet.", member=who(member)))
    asked = Asked(member=member, by=by, at=now, instead=instead)
    return replace(lab, asked=(*lab.asked, asked)), (happened.LeadAsked(about=lab.id),)


def asked(lab: Lab, member: MemberRef | None) -> Asked | None:
    """Give what somebody is asked, if they are."""
    return next((one for one in lab.asked if one.member == member), None)


def accept(lab: Lab, member: MemberRef) -> Change:
    """Say yes: from now on they lead it, and who handed it over does not."""
    mine = _asked(lab, member)
    leaders = [member if one == mine.by and mine.instead else one for one in lab.facilitators]
    left = tuple(
        one for one in lab.asked if one.member != member and not (mine.instead and one.instead and one.by == mine.by)
    )
    led = replace(lab, facilitators=tuple(dict.fromkeys((*leaders, member))), asked=left)
    return led, (happened.LeadersChanged(about=lab.id),)


def decline(lab: Lab, member: MemberRef) -> Change:
    """Say no: all stays as it was."""
    mine = _asked(lab, member)
    left = tuple(one for one in lab.asked if one != mine)
    return replace(lab, asked=left), (happened.LeadDeclined(about=lab.id),)


def without(lab: Lab, member: MemberRef) -> Change:
    """Go on without somebody who has left: whatever they led, were asked or wrote."""
    left = replace(
        lab,
        facilitators=tuple(one for one in lab.facilitators if one != member),
        asked=tuple(one for one in lab.asked if member not in (one.member, one.by)),
        note_taker=None if lab.note_taker == member else lab.note_taker,
        rapporteurs=tuple(one for one in lab.rapporteurs if one != member),
    )
    changed = (left.facilitators, left.asked) != (lab.facilitators, lab.asked)
    return left, (happened.LeadersChanged(about=lab.id),) if changed else ()


def still_led(lab: Lab) -> None:
    """Refuse what comes when the session is over."""
    if lab.state not in LED:
        raise AlreadySettled(t("The session is over. This is how it stands."))


def _asked(lab: Lab, member: MemberRef) -> Asked:
    still_led(lab)
    mine = asked(lab, member)
    if mine is None:
        raise AlreadySettled(t("You are not asked any more. This is how it stands."))
    return mine
