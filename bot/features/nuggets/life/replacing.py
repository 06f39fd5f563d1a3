"""A newer nugget in the place of an older one, which leads to it whoever can read both."""

from bot.core.commands import Param
from bot.core.errors import Refusal
from bot.core.inbound import CommandUsed
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.nuggets import life, rules
from bot.domain.nuggets.nugget import Nugget
from bot.features.nuggets.keeping import keep_nugget
from bot.features.nuggets.kinds import NUGGET
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context
from bot.ports.feature import Action


@or_as_it_stands("nuggets.nugget")
def replace(nugget: Nugget, ctx: Context) -> Outcome:
    """Let a newer nugget of one's own take the place of an older one, which is listed no more."""
    newer = _named(ctx)
    follows = life.follow(newer, nugget)
    keep_nugget(ctx, nugget, life.supersede(nugget, newer.id, ctx.now))
    keep_nugget(ctx, newer, follows)
    return ctx.show("nuggets.nugget", nugget.id)


def _named(ctx: Context) -> Nugget:
    """Find the newer one by its reference; of what is somebody else's it is not even said that it is there."""
    typed = ctx.inbound.values.get("by", "") if isinstance(ctx.inbound, CommandUsed) else ""
    found = NUGGET.find(typed, ctx)
    newer = ctx.store.nuggets.get(found) if found else None
    if newer is None or not rules.owns(ctx.viewer, newer):
        raise Refusal(t("Please name another change nugget of yours that is published."))
    return newer


ACTIONS = (
    Action(
        name="nuggets.replace",
        may=rules.owns,
        on=NUGGET,
        command="nugget replace",
        help=t("Let a newer change nugget take the place of an older one"),
        params=(Param("by", t("The newer one: its reference, such as N-7KQ2M")),),
        run=replace,
    ),
)
