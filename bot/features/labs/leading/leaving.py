"""What becomes of labs of somebody who leaves: others lead them, or whoever can name somebody is asked to."""

from bot.core.content import content
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.handles import who
from bot.domain.labs import leading, rota, rules
from bot.features.labs.departing import when_somebody_leaves
from bot.features.labs.keeping import keep_lab
from bot.features.labs.leading.asking import tell_who_asked
from bot.features.labs.people import tell
from bot.features.labs.wording import title_of
from bot.ports.context import Context


def let_go(left: MemberRef, everywhere: bool, ctx: Context) -> None:
    """Go on without somebody where they may not come any more; who leads with them, or asked them to, is told."""
    viewer = ctx.viewer_of(left)
    for lab in ctx.store.labs.naming(left):
        if lab.state not in leading.LED or (not everywhere and rules.may_see(viewer, lab)):
            continue
        ctx.settle(lab.id, left)
        led = keep_lab(ctx, lab, leading.without(lab, left))
        if led.facilitators != lab.facilitators:
            for member in led.facilitators:
                words = t("{member} does not lead {title} any more.", member=who(left), title=title_of(lab.plan))
                tell(member, led, content(words), ctx)
        if (asked := leading.asked(lab, left)) is not None:
            tell_who_asked(asked, led, ctx)
    for series in ctx.store.lab_series.naming(left):
        if everywhere or not rules.may_see_series(viewer, series):
            ctx.keep(ctx.store.lab_series, series, rota.without(series, left))
            ctx.refresh(series.id)


LISTENERS = when_somebody_leaves(let_go)
