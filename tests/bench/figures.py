"""What a benchmark found, and whether that is what was aimed at."""

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One figure. ``met`` is None where nothing was aimed at; a missed aim is told, and fails no test.

    ``value`` is None for what could not be measured here; the note says why.
    """

    name: str
    value: float | None
    unit: str
    aim: str | None
    met: bool | None
    note: str


class Figures:
    """All figures of one run, in the order in which they were found."""

    def __init__(self) -> None:
        self._found: list[Figure] = []

    def add(
        self,
        name: str,
        value: float,
        unit: str,
        *,
        at_least: float | None = None,
        at_most: float | None = None,
        note: str = "",
    ) -> None:
        """Add a figure, judged by what it should reach or stay within, if anything."""
        told = float(f"{value:.3g}") if abs(value) < 1000 else round(value)
        aim, met = None, None
        if at_least is not None:
            aim, met = f"≥ {at_least:g}", value >= at_least
        elif at_most is not None:
            aim, met = f"≤ {at_most:g}", value <= at_most
        self._found.append(Figure(name, told, unit, aim, met, note))

    def leave_out(self, name: str, unit: str, why: str) -> None:
        """Say of a figure why there is none."""
        self._found.append(Figure(name, None, unit, None, None, why))

    def __bool__(self) -> bool:
        return bool(self._found)

    def as_lines(self) -> list[str]:
        """Give the figures for people's eyes."""
        signs = {True: "met   ", False: "MISSED", None: "      "}
        return [
            f"{signs[one.met]} {one.name:<44} {'-' if one.value is None else f'{one.value:g}':>8} {one.unit}"
            + (f"  (aim {one.aim})" if one.aim else "")
            for one in self._found
        ]

    def as_json(self) -> str:
        """Give the figures as one JSON object on one line."""
        found: list[dict[str, Any]] = [asdict(one) for one in self._found]
        return json.dumps({"figures": found}, ensure_ascii=False)
