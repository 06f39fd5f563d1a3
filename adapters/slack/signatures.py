"""Whether a request over HTTP is Slack's, and new: looked at before a byte of it is parsed.

https://docs.slack.dev/authentication/verifying-requests-from-slack. The SDK's verifier takes an identical request
twice within five minutes; here each signature is taken once.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeVar

TOLERANCE: Final = timedelta(minutes=5)
KEPT: Final = timedelta(minutes=10)

T = TypeVar("T")

_TIMESTAMP: Final = re.compile(r"[0-9]{1,11}")
_SIGNATURE: Final = re.compile(r"v0=[0-9a-f]{64}")


def signer(headers: Mapping[str, str], body: bytes, secrets: Sequence[tuple[str, T]], now: datetime) -> T | None:
    """Tell whose app's secret signed a request lately; None for nobody's. Every secret is tried, in constant time."""
    told, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
    if not _TIMESTAMP.fullmatch(told) or not _SIGNATURE.fullmatch(signature):
        return None
    if abs(now.timestamp() - int(told)) > TOLERANCE.total_seconds():
        return None
    found: T | None = None
    for secret, owner in secrets:
        made = hmac.new(secret.encode(), b"v0:" + told.encode() + b":" + body, hashlib.sha256).hexdigest()
        if hmac.compare_digest(f"v0={made}", signature):
            found = owner
    return found


def replay_key(headers: Mapping[str, str]) -> str:
    """Name a request by its signature."""
    return hashlib.sha256(headers.get("x-slack-signature", "").encode()).hexdigest()
