"""A member forgotten by the desks at which they answered, and what those hold about them."""

from collections.abc import Mapping

from bot.core.ids import reference
from bot.core.refs import MemberRef
from bot.domain.desk.rulebook_changing import forgetting
from bot.features.helpdesk.staffing.focals import desk_of, drop
from bot.features.helpdesk.staffing.kinds import RULEBOOK
from bot.ports.context import Context
from bot.ports.store import Reads


def export(member: MemberRef, store: Reads) -> Mapping[str, object]:
    """Give what a member answers for."""
    return {
        "focal_points": [
            {
                "reference": reference(focal.id),
                "desk": reference(focal.desk),
                "topics": list(focal.topics),
                "countries": list(focal.countries),
                "regions": list(focal.regions),
                "levels": [level.value for level in focal.levels],
                "languages": list(focal.languages),
                "away_until": focal.away_until.isoformat() if focal.away_until else None,
            }
            for focal in store.focals.of_member(member)
        ]
    }


def erase(member: MemberRef, ctx: Context) -> None:
    """Have a member answer for nothing any more; rules that named them go."""
    for focal in ctx.store.focals.of_member(member):
        desk = desk_of(focal, ctx)
        before = ctx.store.rulebooks.in_force(desk.id)
        after, events = forgetting(before, reference(focal.id), ctx.new_id(RULEBOOK.letter), ctx.now)
        if after is not before:
            ctx.store.rulebooks.add(after)
            for event in events:
                ctx.record(event)
        ctx.settle(focal.id)
        drop(focal, desk, ctx)
