"""Who leaves a pod keeps no message of the bot's in which they read on what is told there."""

from bot.core.inbound import MemberLeft
from bot.ports.context import Context
from bot.ports.feature import Listener, on


def look_again(left: MemberLeft, ctx: Context) -> None:
    """Have what somebody was shown of nuggets say what they may read of them from now on."""
    for consent in ctx.store.consents.of_member(left.member):
        ctx.refresh(consent.id)
    for nugget in ctx.store.nuggets.naming(left.member):
        ctx.refresh(nugget.id)


LISTENERS: tuple[Listener[MemberLeft], ...] = (on(MemberLeft, look_again),)
