"""How much one person may have made in a day: each capture has a thread read, and people asked."""

from datetime import timedelta
from typing import Final

from bot.core.errors import Refusal
from bot.core.text import t

CAPTURES_A_DAY: Final = 30
"""All that a day's workshop tells fits, and one hand, or a stolen account, does not ask a whole community."""

A_DAY: Final = timedelta(days=1)


def one_more(begun: int) -> None:
    """Refuse who has begun so many in a day already."""
    if begun >= CAPTURES_A_DAY:
        raise Refusal(
            t(
                "You have begun {limit} change nuggets since this time yesterday. That is much, thank you! So that "
                "people are not asked too often I take no more from one person in a day. Go on tomorrow: the messages "
                "stay where they are.",
                limit=CAPTURES_A_DAY,
            )
        )
