"""``/profile zone``: one's time zone by itself, asked where it is first of use."""

from dataclasses import replace
from typing import Annotated

from pydantic import AfterValidator, BaseModel

from bot.core.commands import Param
from bot.core.forms import Form, SearchInput, Section
from bot.core.outcome import Outcome
from bot.core.text import Code, t
from bot.domain.access import anyone
from bot.domain.hours import read_zone
from bot.domain.member_events import ProfileChanged
from bot.domain.members import Member
from bot.ports.answering import say
from bot.ports.context import Creating, Reading
from bot.ports.feature import Offer, Submit


class Zone(BaseModel):
    """Where somebody lives, as far as clocks go."""

    zone: Annotated[str, AfterValidator(read_zone)]


def zone_form(_nothing: None, reading: Reading) -> Form:
    """Ask for it."""
    item = SearchInput(
        name="zone",
        label=t("Time zone"),
        hint=t("Type a city near you, such as Nairobi"),
        source="members.zones",
        initial=reading.reader.zone if _tells(reading) else "",
    )
    return Form(t("Your time zone"), (Section((item,), intro=t("It stays in your profile. You can change it.")),))


def _tells(reading: Reading) -> bool:
    member = reading.store.members.get(reading.viewer.member) if reading.viewer.member else None
    return member is not None and bool(member.zone or member.platform_zone)


def save_zone(_nothing: None, values: Zone, ctx: Creating) -> Outcome:
    """Keep it in the profile."""
    before = ctx.store.members.get(ctx.actor) or Member(ref=ctx.actor, display_name=ctx.actor.user)
    if before.zone != values.zone:
        ctx.store.members.put(replace(before, zone=values.zone))
        ctx.record(ProfileChanged(about=str(ctx.actor), fields=("zone",)))
    return say(t("Thank you. From now on I go by the clocks of {zone}.", zone=Code(values.zone)))


SET_ZONE = Submit(
    name="members.zone",
    may=anyone,
    command="profile zone",
    help=t("Tell your time zone"),
    params=(Param("zone", t("Such as Africa/Nairobi"), required=False, completes="members.zones"),),
    form=zone_form,
    model=Zone,
    run=save_zone,
)
OFFERS = (Offer("zone_unknown", t("Tell my time zone"), "members.zone"),)
