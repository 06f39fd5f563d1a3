"""Rate limit buckets and their headers. Source: developers/topics/rate-limits."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass


@dataclass
class Bucket:
    """So many requests in so many seconds, counted on the machine's steady clock as clients do."""

    limit: int
    seconds: float
    used: int = 0
    ends: float = 0.0

    def take(self) -> bool:
        """Count one request; tell whether it is still within the limit."""
        if time.monotonic() >= self.ends:
            self.used, self.ends = 0, time.monotonic() + self.seconds
        self.used += 1
        return self.used <= self.limit

    @property
    def reset_after(self) -> float:
        """Seconds until the bucket is fresh."""
        return max(0.0, self.ends - time.monotonic())


class RateLimits:
    """One bucket per route and major parameter. Wide by default, so that tests do not wait."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[str, str], Bucket] = {}
        self._sizes: dict[str, tuple[int, float]] = {}

    def narrow(self, route: str, limit: int, seconds: float) -> None:
        """Make a route's buckets so small; a route is written as `POST /channels/{channel_id}/messages`."""
        self._sizes[route] = (limit, seconds)
        self._buckets = {key: bucket for key, bucket in self._buckets.items() if key[0] != route}

    def bucket(self, route: str, major: str) -> Bucket:
        """Get the bucket of a route for a channel, guild or webhook."""
        key = (route, major)
        if key not in self._buckets:
            self._buckets[key] = Bucket(*self._sizes.get(route, (1000, 1.0)))
        return self._buckets[key]


def headers(route: str, bucket: Bucket) -> dict[str, str]:
    """Make the headers that every answer carries."""
    return {
        "X-RateLimit-Limit": str(bucket.limit),
        "X-RateLimit-Remaining": str(max(0, bucket.limit - bucket.used)),
        "X-RateLimit-Reset": f"{time.time() + bucket.reset_after:.3f}",
        "X-RateLimit-Reset-After": f"{bucket.reset_after:.3f}",
        "X-RateLimit-Bucket": hashlib.sha256(route.encode()).hexdigest()[:32],
    }
