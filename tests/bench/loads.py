"""Doing many things with so many in flight, and what that took."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

Call = Callable[[], Awaitable[None]]


@dataclass
class Took:
    """How long it took, for all together and each alone (seconds), and how much of a processor (threads included)."""

    count: int
    seconds: float
    processor: float = 0.0
    each: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """How many were done in a second."""
        return self.count / self.seconds


async def load(calls: Sequence[Call], in_flight: int) -> Took:
    """Do all of these, the next as soon as one of those in flight is done."""
    left, each = iter(calls), list[float]()

    async def work() -> None:
        for call in left:
            began = time.perf_counter()
            await call()
            each.append(time.perf_counter() - began)

    began, used = time.perf_counter(), time.process_time()
    await asyncio.gather(*(work() for _ in range(in_flight)))
    return Took(len(calls), time.perf_counter() - began, time.process_time() - used, each)


def take(calls: Iterator[Call], count: int) -> list[Call]:
    """Take the next calls of a supply that must not run dry."""
    return [next(calls) for _ in range(count)]


def median_ratio(ours: Iterable[Took], theirs: Iterable[Took]) -> float:
    """Give the median over rounds of how our rate compares with theirs in the same round."""
    return statistics.median(our.rate / their.rate for our, their in zip(ours, theirs, strict=True))


def median_rate(rounds: Iterable[Took]) -> float:
    """Give the median rate."""
    return statistics.median(one.rate for one in rounds)


def percentile(rounds: Iterable[Took], per_cent: int) -> float:
    """Give what so many per cent of all calls took at most, in milliseconds."""
    each = sorted(seconds for one in rounds for seconds in one.each)
    return 1000 * each[min(len(each) - 1, len(each) * per_cent // 100)]


def processor_each(rounds: Sequence[Took]) -> float:
    """Give the median processor time that one took, in microseconds."""
    return statistics.median(1e6 * one.processor / one.count for one in rounds)
