"""Articles: answers that stay, looked over by the desk's staff, and put right by whoever reads them."""

from typing import Final

from bot.features.helpdesk.articles import (
    beginning,
    correcting,
    editing,
    helping,
    kinds,
    leaving,
    life,
    listing,
    upkeep,
    views,
)

KINDS: Final = kinds.KINDS
ACTIONS: Final = (*life.ACTIONS, *correcting.ACTIONS, *helping.ACTIONS, *upkeep.ACTIONS)
SUBMITS: Final = (*beginning.SUBMITS, *editing.SUBMITS, *correcting.SUBMITS)
QUERIES: Final = (*views.QUERIES, *listing.QUERIES)
VIEWS: Final = (*views.VIEWS, *correcting.VIEWS)
LISTENERS: Final = leaving.LISTENERS
JOBS: Final = upkeep.JOBS
OFFERS: Final = views.OFFERS
