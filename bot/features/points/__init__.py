"""Learning points: nominated, confirmed by stewards, asked to lead labs; what each has learnt is listed together."""

from bot.features.points import (
    deciding,
    erasing,
    inviting,
    kinds,
    leaving,
    lists,
    nominating,
    reviewing,
    stewards_change,
    views,
)
from bot.ports.gathering import gathered

FEATURE = gathered(
    "points", kinds, views, lists, nominating, deciding, reviewing, inviting, leaving, stewards_change, erasing
)
