"""How fair a lab's hour is, as its card says it: the hours of those who come, and a hint to whoever leads it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.core.content import Block, Facts, Note
from bot.core.text import Code, joined, t
from bot.domain.access import Role
from bot.domain.labs import rules
from bot.domain.labs.fairness import Fairness, PartOfDay, fairness
from bot.domain.labs.lab import PLANNED, Lab
from bot.ports.context import Reading

PARTS = {
    PartOfDay.NIGHT: t("night"),
    PartOfDay.EARLY: t("early"),
    PartOfDay.DAY: t("day"),
    PartOfDay.EVENING: t("evening"),
}
NOBODY_THEN = "·"
HEIGHTS = "▁▂▃▄▅▆▇█"


def blocks(lab: Lab, reading: Reading) -> Sequence[Block]:
    """Tell what clocks show where those live who come, from some of them on; hint at what is hard for most."""
    if lab.plan.over_days:
        return ()
    hours = fairness(lab.starts_at, reading.store.rsvps.zones(lab.id))
    told = [_told(hours)] if hours.told else []
    return [*told, *_hint(lab, hours, reading)]


def _told(hours: Fairness) -> Facts:
    parts = [t("{part} {count}", part=PARTS[part], count=count) for part, count in hours.parts.items() if count]
    return Facts(((t("Their own time"), joined(parts, " · ")), (t("From 0 to 24 h"), Code(strip(hours)))))


def strip(hours: Fairness) -> str:
    """Draw a day in a line, a sign for each hour, as high as there are people at whose clocks it begins then."""
    most = max(hours.hours)
    return "".join(HEIGHTS[-(-people * len(HEIGHTS) // most) - 1] if people else NOBODY_THEN for people in hours.hours)


def _hint(lab: Lab, hours: Fairness, reading: Reading) -> Sequence[Block]:
    """Say to whoever leads it that it is at night for most; before people signed up, for most of those who may."""
    if lab.state not in PLANNED or not rules.facilitates(reading.viewer, lab):
        return ()
    if hours.told:
        hint = t("For most of those who come this is at night. Another time may be fairer to them.")
        return (Note(hint),) if hours.hard_for_most else ()
    if fairness(lab.starts_at, _who_may_come(lab, reading)).hard_for_most:
        return (Note(t("For most of those who may come this is at night. Another time may be fairer to them.")),)
    return ()


def _who_may_come(lab: Lab, reading: Reading) -> Mapping[str, int]:
    """Count by their zones the members of the pod, or of the community in which it is planned."""
    if not lab.pod:
        return reading.store.members.zones(lab.community)
    inside = reading.store.roles.holders(lab.community, Role.POD_MEMBER, lab.pod)
    known = reading.store.members.several(inside).values()
    return Counter(member.zone or member.platform_zone for member in known)
