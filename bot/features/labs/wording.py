"""Words that several views of this feature share."""

from typing import Final

from bot.core.content import Button, Option, Style
from bot.core.ids import reference
from bot.core.text import Code, Moment, Msg, Strong, Untrusted, t
from bot.core.tokens import Token
from bot.domain.access import Scope
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.plan import Mode, Phase, Plan

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


def ref(lab: Lab) -> Code:
    """Give a lab's short reference."""
    return Code(reference(lab.id))


def title_of(plan: Plan) -> Strong:
    """Give a lab's title, emphasised, in its planner's words."""
    return Strong(Untrusted(plan.title))


def button(label: Msg, action: str, object_id: str, style: Style = Style.NORMAL, extra: str = "") -> Button:
    """Make a button for one of this feature's ways."""
    return Button(label, Token(f"labs.{action}", object_id, extra), style)


def begins(lab: Lab) -> Moment:
    """Give when it begins, which each reader sees on their own clock."""
    return Moment(lab.starts_at)
