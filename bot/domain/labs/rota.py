"""The rota of a series: who leads in turn, and who follows whom."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.errors import Refusal
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.labs import events as happened
from bot.domain.labs.leading import MOST
from bot.domain.labs.repeating import SeriesChange, leader
from bot.domain.labs.series import Series


def name(series: Series, people: Sequence[MemberRef]) -> SeriesChange:
    """Say who leads in turn; whose turn it is has it still, if they are among them."""
    if not people:
        raise Refusal(t("Somebody has to lead it. Please name one at least."), "rota")
    if len(people) > MOST:
        raise Refusal(t("Please name at most {most} people.", most=MOST), "rota")
    rota, turn = tuple(dict.fromkeys(people)), leader(series)
    named = replace(series, rota=rota, turn=rota.index(turn) if turn in rota else 0)
    return named, (happened.SeriesChanged(about=series.id),) if named.rota != series.rota else ()


def skip(series: Series) -> SeriesChange:
    """Pass over whose turn it is, this once."""
    if len(series.rota) < 2:
        raise Refusal(t("Nobody else leads in turn. Please name others first: /labs rota"))
    return replace(series, turn=series.turn + 1), (happened.SeriesChanged(about=series.id),)


def following(series: Series, member: MemberRef) -> MemberRef | None:
    """Say who comes after somebody; of who is not among them, whose turn it is."""
    if member not in series.rota:
        return leader(series)
    after = series.rota[(series.rota.index(member) + 1) % len(series.rota)]
    return after if after != member else None


def without(series: Series, member: MemberRef) -> SeriesChange:
    """Go on without somebody; whoever came after them follows."""
    if member not in series.rota:
        return series, ()
    turn, rota = leader(series), tuple(one for one in series.rota if one != member)
    # Whoever is taken out leaves their turn to who stood after them, and takes nobody else's.
    turn = turn if turn != member else following(series, member) or turn
    left = replace(series, rota=rota, turn=rota.index(turn) if turn in rota else 0)
    return left, (happened.SeriesChanged(about=series.id),)
