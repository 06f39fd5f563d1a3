"""What becomes of labs of somebody who leaves: others lead them, or whoever can name somebody is asked to."""

from bot.core.content import content
from bot.core.inbound import MemberLeft
from bot.core.text import t
from bot.domain.handles import who
from bot.domain.labs import leading, rota, rules
from bot.features.labs.keeping import keep_lab
from bot.features.labs.people import tell
from bot.features.labs.wording import title_of
from bot.ports.context import Context
from bot.ports.feature import on


def let_go(left: MemberLeft, ctx: Context) -> None:
    """Go on without somebody where they may not come any more; who leads with them is told."""
    viewer, everywhere = ctx.viewer_of(left.member), left.room is None
    for lab in ctx.store.labs.naming(left.member):
        if lab.state not in leading.LED or (not everywhere and rules.may_see(viewer, lab)):
            continue
        ctx.settle(lab.id, left.member)
        led = keep_lab(ctx, lab, leading.without(lab, left.member))
        if led.facilitators != lab.facilitators:
            for member in led.facilitators:
                words = t("{member} does not lead {title} any more.", member=who(left.member), title=title_of(lab.plan))
                tell(member, content(words), ctx)
    for series in ctx.store.lab_series.naming(left.member):
        if everywhere or not rules.may_see_series(viewer, series):
            ctx.keep(ctx.store.lab_series, series, rota.without(series, left.member))
            ctx.refresh(series.id)


LISTENERS = (on(MemberLeft, let_go),)
