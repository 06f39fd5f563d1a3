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
from bot.ports.feature import Feature

FEATURE = Feature(
    name="nuggets",
    kinds=kinds.KINDS,
    actions=(
        *gestures.ACTIONS,
        *sending.ACTIONS,
        *consenting.ACTIONS,
        *reviewing.ACTIONS,
        *widening.ACTIONS,
        *conversation.ACTIONS,
        *changing.ACTIONS,
        *echoing.ACTIONS,
        *adopting.ACTIONS,
        *upkeep.ACTIONS,
        *replacing.ACTIONS,
    ),
    submits=(
        *editing.SUBMITS,
        *details.SUBMITS,
        *changing.SUBMITS,
        *reviewing.SUBMITS,
        *widening.SUBMITS,
        *conversation.SUBMITS,
        *adopting.SUBMITS,
    ),
    queries=(
        *views.QUERIES,
        *alike.QUERIES,
        *sending.QUERIES,
        *consent_views.QUERIES,
        *template_views.QUERIES,
        *adoptions.QUERIES,
        *history.QUERIES,
        *harvest_views.QUERIES,
    ),
    views=(
        *draft_views.VIEWS,
        *views.VIEWS,
        *consent_views.VIEWS,
        *review_views.VIEWS,
        *asking_views.VIEWS,
        *adoptions.VIEWS,
        *harvest_views.VIEWS,
    ),
    shortcuts=gestures.SHORTCUTS,
    listeners=(
        *gestures.LISTENERS,
        *sources.LISTENERS,
        *leaving.LISTENERS,
        *review_jobs.LISTENERS,
        *conversation.LISTENERS,
        *giving_back.LISTENERS,
        *upkeep.LISTENERS,
        *monthly.LISTENERS,
    ),
    completions=(*details.COMPLETIONS, *changing.COMPLETIONS),
    hears=drafts.HEARS,
    works=drafts.WORKS,
    jobs=(
        *sending.JOBS,
        *consenting.JOBS,
        *review_jobs.JOBS,
        *echoing.JOBS,
        *upkeep.JOBS,
        *monthly.JOBS,
    ),
    offers=(*views.OFFERS, *gestures.OFFERS),
    erasure=erasing.ERASURE,
)
