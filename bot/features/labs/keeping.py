"""What every handler of this feature does: store what became of a lab, and bring its copies up to date."""

from dataclasses import replace

from bot.core.errors import Hidden
from bot.domain.labs.events import Change
from bot.domain.labs.lab import Lab
from bot.ports.context import Context

CARD = "labs.lab"
"""The one view of a lab."""


def keep_lab(ctx: Context, before: Lab | None, change: Change) -> Lab:
    """Store what became of a lab, or a new one (``before`` None), and log what happened; its copies follow."""
    lab = ctx.keep(ctx.store.labs, before, change)
    if before is not None and lab != before:
        ctx.refresh(lab.id)
    return lab


def lab_now(ctx: Context, lab: Lab) -> Lab:
    """Give a lab as it is stored now: whoever heard what happened may have changed it."""
    found = ctx.store.labs.get(lab.id)
    if found is None:
        raise Hidden
    return found


def put_up(ctx: Context, lab: Lab) -> Lab:
    """Show a lab in its room, once; from then on the card there is brought up to date."""
    lab = lab_now(ctx, lab)
    if lab.room is None or lab.card:
        return lab
    return keep_lab(ctx, lab, (replace(lab, card=ctx.card(CARD, lab.id, lab.room)), ()))
