"""How fair an hour is: what clocks show when a lab begins, where those live who signed up."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.calendar import zone_of

SHOWN_FROM: Final = 3
"""From how many people on it is told: among fewer it would tell where somebody lives."""

HOURS: Final = 24


class PartOfDay(StrEnum):
    """What an hour is for most people."""

    NIGHT = "night"
    EARLY = "early"
    DAY = "day"
    EVENING = "evening"


def part_of(hour: int) -> PartOfDay:
    """Give the part of the day in which an hour lies."""
    if hour < 6 or hour >= 22:
        return PartOfDay.NIGHT
    if hour < 9:
        return PartOfDay.EARLY
    return PartOfDay.DAY if hour < 18 else PartOfDay.EVENING


@dataclass(frozen=True, slots=True)
class Fairness:
    """How many people begin at which hour of their own day."""

    hours: tuple[int, ...]

    @property
    def people(self) -> int:
        """How many they are."""
        return sum(self.hours)

    @property
    def told(self) -> bool:
        """Whether they are enough for it to be told."""
        return self.people >= SHOWN_FROM

    @property
    def parts(self) -> Mapping[PartOfDay, int]:
        """How many of them begin in which part of their day."""
        counted = dict.fromkeys(PartOfDay, 0)
        for hour, people in enumerate(self.hours):
            counted[part_of(hour)] += people
        return counted

    @property
    def hard_for_most(self) -> bool:
        """Whether it is night for more than half of them."""
        return self.told and 2 * self.parts[PartOfDay.NIGHT] > self.people


def fairness(at: datetime, zones: Mapping[str, int]) -> Fairness:
    """Reckon for a moment and the zones that people live in; whose zone is not known counts nowhere."""
    hours: Counter[int] = Counter()
    for zone, people in zones.items():
        if zone:
            hours[at.astimezone(zone_of(zone)).hour] += people
    return Fairness(tuple(hours[hour] for hour in range(HOURS)))
