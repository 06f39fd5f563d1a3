"""Words that several views of this feature share."""

from typing import Final

from bot.core.content import Button, Content, Option, Style, content
from bot.core.ids import reference
from bot.core.text import Code, Msg, t
from bot.core.tokens import Token
from bot.domain.desk.desk import Priority, Rung
from bot.domain.desk.question import QuestionState, Resolution, Useful, Visibility
from bot.domain.knowledge.item import Facet
from bot.domain.nuggets.words import Level
from bot.ports.known import value

STATES: Final = {
    QuestionState.ASKED: t("new"),
    QuestionState.TRIAGED: t("sorted"),
    QuestionState.ROUTED: t("not taken yet"),
    QuestionState.CLAIMED: t("taken"),
    QuestionState.RETURNED: t("back in the queue"),
    QuestionState.ESCALATED: t("passed up"),
    QuestionState.ANSWERED: t("answered, not yet solved"),
    QuestionState.REOPENED: t("open again"),
    QuestionState.RESOLVED: t("closed"),
    QuestionState.MERGED: t("goes on with another"),
}

PRIORITIES: Final = {
    Priority.NORMAL: t("normal"),
    Priority.HIGH: t("soon"),
    Priority.URGENT: t("urgent"),
}

VISIBILITIES: Final = {
    Visibility.COMMUNITY: t("everybody in this community"),
    Visibility.PRIVATE: t("the help desk alone"),
    Visibility.ANONYMOUS: t("the help desk, without my name"),
}
"""Who can read a question, as its asker is asked."""

READERS: Final = {
    Visibility.COMMUNITY: t("everybody in this community"),
    Visibility.POD: t("those in the pod, and the help desk"),
    Visibility.PRIVATE: t("the help desk alone"),
    Visibility.ANONYMOUS: t("the help desk alone, which does not know who asks"),
}

RUNGS: Final = {
    Rung.EXPERT: t("those who know the topic"),
    Rung.COUNTRY: t("the country's focal points"),
    Rung.REGION: t("the region's focal points"),
    Rung.HEADQUARTERS: t("headquarters"),
}

RESOLUTIONS: Final = {
    Resolution.ANSWERED: t("answered"),
    Resolution.DUPLICATE: t("asked before"),
    Resolution.NO_ANSWER_KNOWN: t("no answer is known yet"),
    Resolution.WITHDRAWN: t("taken back"),
    Resolution.OUT_OF_SCOPE: t("not for this desk"),
}

USEFUL: Final = {
    Useful.YES: t("Yes, it helped"),
    Useful.PARTLY: t("In part"),
    Useful.NO: t("No"),
}


def ref(object_id: str) -> Code:
    """Give an object's short reference."""
    return Code(reference(object_id))


def button(label: Msg, action: str, object_id: str, style: Style = Style.NORMAL, extra: str = "") -> Button:
    """Make a button for one of this feature's ways."""
    return Button(label, Token(f"desk.{action}", object_id, extra), style)


def not_open() -> Content:
    """Say that a card's reader may not see it any more, and no word of what it was."""
    return content(t("This is not open to you any more."))


LEVEL_OPTIONS: Final = tuple(Option(level.value, value(Facet.LEVEL, level.value)) for level in Level)
