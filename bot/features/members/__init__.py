"""Members, what they tell of themselves, their roles, and what is held about them."""

from bot.features.members.kinds import MEMBERS
from bot.features.members.own_data import ERASE, ERASURE, EXPORT, EXPORT_READY, EXPORT_WORK
from bot.features.members.profile import COMPLETIONS, EDIT, SHOW
from bot.features.members.roles import GRANT, LIST, LISTENERS, REVOKE
from bot.features.members.zone import OFFERS, SET_ZONE
from bot.ports.feature import Feature

FEATURE = Feature(
    name="members",
    kinds=[MEMBERS],
    actions=[EXPORT],
    submits=[EDIT, SET_ZONE, ERASE, GRANT, REVOKE],
    queries=[SHOW, LIST],
    listeners=LISTENERS,
    hears=[EXPORT_READY],
    works=[EXPORT_WORK],
    completions=COMPLETIONS,
    offers=OFFERS,
    erasure=ERASURE,
)
