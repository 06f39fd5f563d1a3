"""Learning labs: sessions that people come to, in their own time zone, and that end in knowledge.

Each thing that people do has a folder: planning. Folders do not call each other: what happens to a lab is recorded, and
whoever it concerns listens. Each tells and offers its own ``Part`` of the card.
"""

from bot.features.labs import card, erasing, kinds
from bot.features.labs.planning import (
    changing,
    clocks,
    lists,
    mirroring,
    origins,
    planning,
    repeating,
    series_views,
    templates,
)
from bot.ports.feature import Feature

FEATURE = Feature(
    name="labs",
    kinds=kinds.KINDS,
    actions=(*planning.ACTIONS, *mirroring.ACTIONS, *series_views.ACTIONS),
    submits=(*planning.SUBMITS, *repeating.SUBMITS, *changing.SUBMITS),
    queries=(*card.QUERIES, *lists.QUERIES, *templates.QUERIES, *series_views.QUERIES),
    views=(*card.VIEWS, *series_views.VIEWS),
    listeners=(*clocks.LISTENERS, *mirroring.LISTENERS),
    hears=mirroring.HEARS,
    jobs=(*repeating.JOBS, *clocks.JOBS),
    completions=(*kinds.COMPLETIONS, *templates.COMPLETIONS),
    offers=origins.OFFERS,
    home=lists.HOME,
    erasure=erasing.ERASURE,
)
