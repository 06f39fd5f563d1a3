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
from bot.features.helpdesk.staffing import (
    desk_views,
    desks,
    focal_views,
    focals,
    points,
    rule_parts,
    rule_views,
    rules,
    staffs,
)
from bot.features.helpdesk.staffing import kinds as staffing_kinds
from bot.features.helpdesk.talking import listening
from bot.ports.gathering import gathered

FEATURE = gathered(
    "desk",
    kinds,
    staffing_kinds,
    # What belongs to a question that is under way is taken before it can be the beginning of another.
    listening,
    gestures,
    asking,
    answering,
    claiming,
    ending,
    staying,
    following,
    sorting,
    jobs,
    desks,
    staffs,
    focals,
    points,
    rules,
    rule_parts,
    desk_views,
    focal_views,
    rule_views,
    figures,
    digest,
    lists,
    views,
    told,
    leaving,
    articles,
    macros,
    erasing,
)
