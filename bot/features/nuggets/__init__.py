"""Change nuggets: captured with one gesture, told under consent, reviewed, found again, tried elsewhere."""

from bot.features.nuggets import alike, erasing, kinds, views
from bot.features.nuggets.asking import conversation
from bot.features.nuggets.asking import views as asking_views
from bot.features.nuggets.capture import drafts, gestures, sending, sources
from bot.features.nuggets.capture import views as draft_views
from bot.features.nuggets.consent import consenting
from bot.features.nuggets.consent import views as consent_views
from bot.features.nuggets.harvest import monthly
from bot.features.nuggets.harvest import views as harvest_views
from bot.features.nuggets.life import details, editing, history, leaving, replacing, upkeep
from bot.features.nuggets.review import jobs as review_jobs
from bot.features.nuggets.review import reviewing, widening
from bot.features.nuggets.review import views as review_views
from bot.features.nuggets.spread import adopting, adoptions, echoing, giving_back
from bot.features.nuggets.template import changing
from bot.features.nuggets.template import views as template_views
from bot.ports.gathering import gathered

FEATURE = gathered(
    "nuggets",
    kinds,
    gestures,
    drafts,
    draft_views,
    sources,
    sending,
    editing,
    details,
    consenting,
    consent_views,
    reviewing,
    review_jobs,
    review_views,
    widening,
    conversation,
    asking_views,
    changing,
    template_views,
    adopting,
    adoptions,
    echoing,
    giving_back,
    history,
    upkeep,
    replacing,
    monthly,
    harvest_views,
    leaving,
    views,
    alike,
    erasing,
)
