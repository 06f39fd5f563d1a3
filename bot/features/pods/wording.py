"""Words that several views of this feature share."""

from typing import Final

from bot.core.content import Button, Content, Style, content
from bot.core.ids import reference
from bot.core.text import Code, Inline, Msg, Strong, Untrusted, t
from bot.core.tokens import Token
from bot.domain.pods.joining import JoinState
from bot.domain.pods.pod import Pod, PodState
from bot.domain.pods.resources import ResourceKind, SupportKind, SupportState

POD_STATES: Final = {
    PodState.PROPOSED: t("proposed, waits for a steward"),
    PodState.RETURNED: t("returned to the proposer"),
    PodState.DECLINED: t("declined"),
    PodState.WITHDRAWN: t("withdrawn"),
    PodState.ACTIVE: t("active"),
    PodState.DORMANT: t("asleep"),
    PodState.CLOSED: t("closed"),
}

JOIN_STATES: Final = {
    JoinState.INVITED: t("invited"),
    JoinState.REQUESTED: t("waits for the facilitators"),
    JoinState.NEEDS_INFO: t("was asked for more"),
    JoinState.APPROVED: t("approved, not in yet"),
    JoinState.ADMITTED: t("in the pod"),
    JoinState.DECLINED: t("request declined"),
    JoinState.WITHDRAWN: t("request withdrawn"),
    JoinState.EXPIRED: t("request ran out"),
    JoinState.LEFT: t("left"),
    JoinState.REMOVED: t("removed"),
    JoinState.BANNED: t("banned"),
}

RESOURCE_KINDS: Final = {
    ResourceKind.LINK: t("link"),
    ResourceKind.FILE: t("file"),
    ResourceKind.GUIDANCE: t("guidance"),
}

SUPPORT_KINDS: Final = {
    SupportKind.MEETING: t("help with a meeting"),
    SupportKind.TEMPLATE: t("a template"),
    SupportKind.CONNECTION: t("a connection"),
    SupportKind.INFORMATION: t("information"),
}

SUPPORT_STATES: Final = {
    SupportState.ASKED: t("waits for a steward"),
    SupportState.TAKEN: t("taken on"),
    SupportState.ANSWERED: t("answered"),
    SupportState.WITHDRAWN: t("no longer needed"),
}


def name_of(pod: Pod) -> Inline:
    """Give a pod's name, emphasised; people's words."""
    return Strong(Untrusted(pod.charter.name))


def ref(object_id: str) -> Code:
    """Give an object's short reference."""
    return Code(reference(object_id))


def button(label: Msg, action: str, object_id: str, style: Style = Style.NORMAL, extra: str = "") -> Button:
    """Make a button for one of this feature's ways."""
    return Button(label, Token(f"pods.{action}", object_id, extra), style)


def not_open() -> Content:
    """Say that a card's reader may not see it any more, and no word of what it was."""
    return content(t("This is not open to you any more."))
