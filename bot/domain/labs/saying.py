"""What people say to an item of the agenda, with their name or, where the item says so, without it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.events import Event
from bot.domain.labs import events as happened
from bot.domain.labs.contribution import SHOWN_FROM, Contribution
from bot.domain.labs.lab import Lab, LabState
from bot.domain.telling import PartChanged


def say(
    lab: Lab, item: int, id_: str, by: MemberRef, text: str, now: datetime
) -> tuple[Contribution, tuple[Event, ...]]:
    """Say something to an item that has been taken up; ``by`` is a handle where nobody may know who."""
    if lab.state is not LabState.OPEN:
        raise AlreadySettled(t("The session is not on, so nothing can be said to it now."))
    if not 0 <= item <= lab.step:
        raise Refusal(t("This item is still to come. Please choose one that has begun."), "item")
    said = Contribution(id=id_, lab=lab.id, item=item, by=by, at=now, text=text)
    return said, (happened.Contributed(about=lab.id),)


def take_back(said: Contribution) -> tuple[Contribution, tuple[Event, ...]]:
    """Take something back: no word of it stays."""
    if said.gone:
        raise AlreadySettled(t("You have taken this back already."))
    gone = PartChanged(about=said.lab, part=said.id, gone=True)
    return replace(said, text="", gone=True), (happened.TakenBack(about=said.lab), gone)


def anonymous(lab: Lab, item: int) -> bool:
    """Tell whether what is said to an item is kept without names."""
    return 0 <= item < len(lab.plan.agenda) and lab.plan.agenda[item].anonymous


def shown(lab: Lab, item: int, said: Sequence[Contribution]) -> Sequence[Contribution]:
    """Give what is shown of what was said to an item.

    Of what is said without names nothing is shown as long as too few people said something, however much they said;
    and what is shown is in no order that tells when it came: an id is chance.
    """
    if not anonymous(lab, item):
        return said
    return sorted(said, key=lambda one: one.id[-8:]) if len({one.by for one in said}) >= SHOWN_FROM else ()
