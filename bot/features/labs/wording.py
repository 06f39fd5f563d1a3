"""Words that several views of this feature share."""

from typing import Final

from bot.core.content import Button, Option, Style
from bot.core.ids import reference
from bot.core.safety import shorten
from bot.core.text import Code, Day, Inline, Moment, Msg, Strong, Untrusted, joined, n, t
from bot.core.tokens import Token
from bot.domain.access import Scope
from bot.domain.handles import who
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.plan import PROMPT_MOST, Item, Mode, Phase, Plan
from bot.domain.labs.series import Series
from bot.domain.labs.when import A_DAY, When

MODES: Final = {
    Mode.LIVE: t("everybody at one time"),
    Mode.ASYNC: t("over some days, each in their own time"),
    Mode.HYBRID: t("at one time, and in writing before it"),
}
PHASES: Final = {
    Phase.SHARE: t("Share"),
    Phase.CHALLENGE: t("Challenge"),
    Phase.SPARK: t("Spark"),
    Phase.OTHER: t("Also"),
}
STATES: Final = {
    LabState.DRAFT: t("being planned"),
    LabState.SCHEDULED: t("to come"),
    LabState.OPEN: t("on now"),
    LabState.CLOSING: t("being put together"),
    LabState.CLOSED: t("over"),
    LabState.CANCELLED: t("called off"),
}
WHO_MAY_COME: Final = {
    Scope.POD: t("this pod"),
    Scope.COMMUNITY: t("everybody in this community"),
    Scope.NETWORK: t("all communities of the network"),
    Scope.PUBLIC: t("anybody"),
}
SCOPE_OPTIONS: Final = tuple(Option(scope.value, WHO_MAY_COME[scope]) for scope in (Scope.COMMUNITY, Scope.NETWORK))


def ref(named: Lab | Series) -> Code:
    """Give the short reference of a lab or a series."""
    return Code(reference(named.id))


def title_of(plan: Plan) -> Strong:
    """Give a lab's title, emphasised, in its planner's words."""
    return Strong(Untrusted(plan.title))


def button(label: Msg, action: str, object_id: str, style: Style = Style.NORMAL, extra: str = "") -> Button:
    """Make a button for one of this feature's ways."""
    return Button(label, Token(f"labs.{action}", object_id, extra), style)


def led_by(lab: Lab) -> Inline:
    """Name those who lead it."""
    return joined(map(who, lab.facilitators), ", ") if lab.facilitators else t("nobody yet")


def begins(lab: Lab) -> Moment:
    """Give when it begins, which each reader sees on their own clock."""
    return Moment(lab.starts_at)


def on_clocks_there(when: When) -> Msg:
    """Say in words what was agreed: the day and time that clocks show in its place."""
    return t("{day}, {time} in {zone}", day=Day(when.day), time=clock(when), zone=Code(when.zone))


def clock(when: When) -> Code:
    """Give what clocks there show when it begins."""
    return Code(f"{when.at:%H:%M}")


def told_when(lab: Lab) -> Inline:
    """Tell back to who planned it when a lab begins, there and for them, and what a change of clocks does to that."""
    parts: list[Inline] = [
        t("It begins on {there}; for you that is {here}.", there=on_clocks_there(lab.when), here=begins(lab))
    ]
    if not lab.when.as_agreed:
        parts.append(t("Clocks there leave this time out on that day, so it begins at the first moment after."))
    elif lab.when.twice:
        parts.append(t("Clocks there show this time twice on that day; the first is meant."))
    return joined(parts, " ")


def item_line(item: Item, shown: int = PROMPT_MOST) -> Inline:
    """Say an item of the agenda in a line."""
    days, minutes = divmod(item.minutes, A_DAY)
    long = n("one minute", "{count} minutes", item.minutes) if minutes else n("one day", "{count} days", days)
    said: list[Inline] = [Strong(PHASES[item.phase]), long, Untrusted(shorten(item.prompt, shown))]
    return joined([*said, *([t("anonymous")] if item.anonymous else [])], " · ")
