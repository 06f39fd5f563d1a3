"""Proposed topics: anyone proposes one, others support it, stewards take it up or say why not."""

from bot.features.topics import deciding, erasing, kinds, proposing, stewards_change, supporting, views
from bot.ports.feature import Feature

FEATURE = Feature(
    name="topics",
    kinds=kinds.KINDS,
    actions=(*proposing.ACTIONS, *supporting.ACTIONS, *deciding.ACTIONS),
    submits=(*proposing.SUBMITS, *deciding.SUBMITS),
    queries=views.QUERIES,
    views=views.VIEWS,
    listeners=stewards_change.LISTENERS,
    erasure=erasing.ERASURE,
)
