"""The help desk: a question finds the person who knows, and its answer stays.

Each thing that people do has a folder: asking; answering (what the desk does with a question); talking (the two sides'
conversation); routing (whom it is put before, and when); staffing (desks, who answers, by what rules); overview
(what waits, and how it goes); articles (what stays of answers); macros (saved answers, and what to offer to which
words).
"""

from bot.features.helpdesk import articles, erasing, kinds, leaving, lists, macros, told, views
from bot.features.helpdesk.answering import answering, claiming, ending, following, sorting, staying
from bot.features.helpdesk.asking import asking, gestures
from bot.features.helpdesk.overview import digest, figures
from bot.features.helpdesk.routing import jobs
from bot.features.helpdesk.staffing import desk_views, desks, focal_views, focals, rule_parts, rule_views, rules, staffs
from bot.features.helpdesk.staffing import kinds as staffing_kinds
from bot.features.helpdesk.talking import listening
from bot.ports.feature import Feature

FEATURE = Feature(
    name="desk",
    kinds=(kinds.QUESTION, *staffing_kinds.KINDS, *articles.KINDS, *macros.KINDS),
    completions=(*staffing_kinds.COMPLETIONS, *rule_parts.COMPLETIONS, *macros.COMPLETIONS),
    actions=(
        *gestures.ACTIONS,
        *claiming.ACTIONS,
        *ending.ACTIONS,
        *staying.ACTIONS,
        *desks.ACTIONS,
        *focals.ACTIONS,
        *rules.ACTIONS,
        *articles.ACTIONS,
        *macros.ACTIONS,
    ),
    submits=(
        *asking.SUBMITS,
        *answering.SUBMITS,
        *claiming.SUBMITS,
        *sorting.SUBMITS,
        *ending.SUBMITS,
        *desks.SUBMITS,
        *staffs.SUBMITS,
        *focals.SUBMITS,
        *rules.SUBMITS,
        *articles.SUBMITS,
        *macros.SUBMITS,
    ),
    queries=(
        *lists.QUERIES,
        *desk_views.QUERIES,
        *focal_views.QUERIES,
        *rule_views.QUERIES,
        *figures.QUERIES,
        *articles.QUERIES,
        *macros.QUERIES,
    ),
    views=(*views.VIEWS, *desk_views.VIEWS, *focal_views.VIEWS, *articles.VIEWS),
    shortcuts=gestures.SHORTCUTS,
    # What belongs to a question that is under way is taken before it can be the beginning of another.
    listeners=(
        *listening.LISTENERS,
        *gestures.LISTENERS,
        *following.LISTENERS,
        *digest.LISTENERS,
        *leaving.LISTENERS,
        *articles.LISTENERS,
    ),
    hears=listening.HEARS,
    jobs=(*jobs.JOBS, *digest.JOBS, *articles.JOBS),
    home=lists.HOME,
    offers=(*lists.OFFERS, *articles.OFFERS),
    tells=told.TELLS,
    erasure=erasing.ERASURE,
)
