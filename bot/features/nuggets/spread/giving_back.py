"""Giving back: whoever told something, or saved it for somebody else, hears what became of it."""

from bot.core.content import Paragraph, buttons, content
from bot.core.intents import Direct
from bot.core.refs import MemberRef
from bot.core.text import Msg, t
from bot.domain.access import Scope
from bot.domain.nuggets import quoting, rules
from bot.domain.nuggets.events import NuggetPublished
from bot.domain.nuggets.nugget import Nugget
from bot.features.nuggets.wording import button, ref
from bot.ports.context import Context
from bot.ports.feature import Listener, on
from bot.ports.known import READERS


def givers(nugget: Nugget, ctx: Context) -> tuple[MemberRef, ...]:
    """Give those whose words it says with their yes, its author first, as far as they can read it now."""
    consents = ctx.store.consents.of_nugget(nugget.id)
    given = quoting.contributors(nugget, consents, nugget.scope or nugget.wanted)
    return tuple(consent.member for consent in given if _reads(consent.member, nugget, ctx))


def give(member: MemberRef, nugget: Nugget, ctx: Context, *said: Msg) -> None:
    """Tell a member something about a nugget. It shows no word of it: those are on its card, as long as it stands."""
    first, *more = said
    show = buttons([button(t("Show"), "show", nugget.id)])
    ctx.send(Direct(member, content(first, *map(Paragraph, more), *show)))


def tell_published(published: NuggetPublished, ctx: Context) -> None:
    """Tell those quoted that their words are read more widely, and once whoever saved it for somebody else."""
    nugget = ctx.store.nuggets.get(published.about)
    if nugget is None:
        return
    if published.scope is not Scope.POD:
        said = t(
            "What you said is in a change nugget, {ref}, which is read more widely now: by {who}.",
            ref=ref(nugget.id),
            who=READERS[published.scope],
        )
        for member in givers(nugget, ctx):
            if member != nugget.author:
                give(member, nugget, ctx, said)
    first_time = nugget.published_at == ctx.now
    if first_time and nugget.collector != nugget.author and _reads(nugget.collector, nugget, ctx):
        give(nugget.collector, nugget, ctx, t("What you saved is published: {ref}. Thank you.", ref=ref(nugget.id)))


def _reads(member: MemberRef, nugget: Nugget, ctx: Context) -> bool:
    profile = ctx.store.members.get(member)
    here = profile is not None and not profile.gone
    return here and rules.reads(ctx.viewer_of(member), nugget)


LISTENERS: tuple[Listener[NuggetPublished], ...] = (on(NuggetPublished, tell_published),)
