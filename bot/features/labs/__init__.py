"""Learning labs: sessions that people come to, in their own time zone, and that end in knowledge.

Each thing that people do has a folder: planning; leading; rsvps (who comes); reminders; calendar; running; breakouts;
closing. Folders do not call each other: what happens to a lab is recorded, and whoever it concerns listens. Each tells
and offers its own ``Part`` of the card.
"""

from bot.features.labs import card, copies, erasing, kinds
from bot.features.labs.breakouts import calling, groups, making, noting, overview, picking
from bot.features.labs.breakouts import leaving as groups_left
from bot.features.labs.calendar import feed, file
from bot.features.labs.closing import (
    doing,
    feeding_back,
    following_up,
    harvest,
    looking_back,
    outcomes,
    summary,
    told,
)
from bot.features.labs.closing import leaving as actions_left
from bot.features.labs.leading import asking, leaving, naming, rota
from bot.features.labs.planning import (
    changing,
    clocks,
    lists,
    mirroring,
    origins,
    planning,
    repeating,
    series_views,
    showing,
    templates,
    with_pods,
)
from bot.features.labs.reminders import choosing, reminding
from bot.features.labs.rsvps import answering, bringing, ending, following, own
from bot.features.labs.running import attending, contributing, live, opening, phases, polling, sheet
from bot.ports.gathering import gathered

FEATURE = gathered(
    "labs",
    kinds,
    card,
    planning,
    repeating,
    changing,
    series_views,
    lists,
    templates,
    clocks,
    mirroring,
    origins,
    showing,
    with_pods,
    answering,
    own,
    following,
    bringing,
    ending,
    naming,
    asking,
    rota,
    leaving,
    reminding,
    choosing,
    file,
    feed,
    opening,
    live,
    sheet,
    attending,
    contributing,
    polling,
    phases,
    making,
    picking,
    groups,
    calling,
    noting,
    overview,
    groups_left,
    harvest,
    looking_back,
    outcomes,
    doing,
    feeding_back,
    told,
    following_up,
    summary,
    actions_left,
    copies,
    erasing,
)
