"""Nobody has a whole community asked in one day."""

import pytest

from bot.core.errors import Refusal
from bot.domain.nuggets.burden import CAPTURES_A_DAY, one_more


def test_there_is_a_last_one_for_each_day() -> None:
    one_more(CAPTURES_A_DAY - 1)
    with pytest.raises(Refusal):
        one_more(CAPTURES_A_DAY)
