"""The help desk: a question finds the person who knows, and its answer stays."""

from bot.features.helpdesk import erasing, kinds, lists, views
from bot.features.helpdesk.answering import answering, claiming, ending, sorting
from bot.features.helpdesk.asking import asking, gestures
from bot.features.helpdesk.routing import jobs
from bot.features.helpdesk.talking import listening
from bot.ports.feature import Feature

FEATURE = Feature(
    name="desk",
    kinds=(kinds.QUESTION,),
    actions=(*claiming.ACTIONS, *ending.ACTIONS),
    submits=(*asking.SUBMITS, *answering.SUBMITS, *claiming.SUBMITS, *sorting.SUBMITS, *ending.SUBMITS),
    queries=lists.QUERIES,
    views=views.VIEWS,
    shortcuts=gestures.SHORTCUTS,
    # What belongs to a question that is under way is taken before it can be the beginning of another.
    listeners=(*listening.LISTENERS, *gestures.LISTENERS),
    hears=listening.HEARS,
    jobs=jobs.JOBS,
    home=lists.HOME,
    erasure=erasing.ERASURE,
)
