"""What pods' rules say no with."""

from typing import Final

from bot.core.errors import Refusal
from bot.core.text import t

REASON_LIMIT: Final = 600


def reason_given(reason: str, field: str = "reason") -> str:
    """Give the reason without spaces around it; Refusal if there is none or it is too long to be read."""
    reason = reason.strip()
    if not reason:
        raise Refusal(t("Please say why in a few words: the person is told."), field)
    if len(reason) > REASON_LIMIT:
        raise Refusal(t("Please keep this to {limit} characters.", limit=REASON_LIMIT), field)
    return reason
