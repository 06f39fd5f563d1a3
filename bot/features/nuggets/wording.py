"""Words that several views of this feature share."""

from collections.abc import Sequence
from typing import Final

from bot.core.content import Block, Button, Content, Note, Option, Style, buttons, content
from bot.core.ids import reference
from bot.core.text import Code, Inline, Msg, Strong, Untrusted, t
from bot.core.tokens import Token
from bot.domain.knowledge.item import Facet
from bot.domain.nuggets.nugget import Attribution, Nugget, NuggetState
from bot.domain.nuggets.withholding import REFUSED
from bot.domain.nuggets.words import FieldName, Level, ResultType
from bot.ports.hinting import left_out
from bot.ports.known import value

FIELDS: Final = {
    FieldName.WHAT_CHANGED: t("What changed"),
    FieldName.OUTCOME: t("What came of it"),
    FieldName.WHY: t("Why"),
    FieldName.FOR_WHOM: t("For whom"),
    FieldName.WHEN: t("When"),
    FieldName.HOW: t("How"),
    FieldName.PLACE: t("Where"),
}

STATES: Final = {
    NuggetState.READING: t("the thread is being read"),
    NuggetState.CAPTURED: t("a draft"),
    NuggetState.OFFERED: t("waits for the yes of the one who told it"),
    NuggetState.PUBLISHED: t("published"),
    NuggetState.IN_REVIEW: t("in review"),
    NuggetState.RETURNED: t("returned with a note"),
    NuggetState.SUPERSEDED: t("out of use"),
    NuggetState.WITHDRAWN: t("withdrawn"),
    NuggetState.DROPPED: t("thrown away"),
}

RESULTS: Final = {result: value(Facet.RESULT, result.value) for result in ResultType}
LEVELS: Final = {level: value(Facet.LEVEL, level.value) for level in Level}

ATTRIBUTIONS: Final = {
    Attribution.NAMED: t("with my name"),
    Attribution.ORGANISATION: t("with my organisation only"),
    Attribution.CHATHAM_HOUSE: t("without a name"),
}

RESULT_OPTIONS: Final = tuple(Option(result.value, words) for result, words in RESULTS.items())
LEVEL_OPTIONS: Final = tuple(Option(level.value, words) for level, words in LEVELS.items())
ATTRIBUTION_OPTIONS: Final = tuple(Option(one.value, words) for one, words in ATTRIBUTIONS.items())


def ref(object_id: str) -> Code:
    """Give an object's short reference."""
    return Code(reference(object_id))


def title_of(nugget: Nugget) -> Inline:
    """Give a nugget's title, emphasised: what changed, in people's words."""
    return Strong(Untrusted(nugget.says(FieldName.WHAT_CHANGED)))


def button(label: Msg, action: str, object_id: str, style: Style = Style.NORMAL, extra: str = "") -> Button:
    """Make a button for one of this feature's ways."""
    return Button(label, Token(f"nuggets.{action}", object_id, extra), style)


def yes(ways: Sequence[Attribution], action: str, object_id: str, version: int | None = None) -> list[Button]:
    """Give a yes for each way of being named, the first as the one to press; with ``version``, to what was shown."""
    shown = "" if version is None else f".{version}"
    return [
        button(
            t("Yes, {how}", how=ATTRIBUTIONS[way]),
            action,
            object_id,
            Style.NORMAL if place else Style.PRIMARY,
            f"{way.value}{shown}",
        )
        for place, way in enumerate(ways)
    ]


def withheld(nugget: Nugget) -> list[Block]:
    """Say what was left out of a nugget, if anything was."""
    blocks: list[Block] = []
    if REFUSED in nugget.withheld:
        blocks.append(
            Note(
                t(
                    "I left out words of somebody who would rather not be quoted, and do not ask them again. You can "
                    "tell it in your own."
                )
            )
        )
    blocks.extend(left_out([kind for kind in nugget.withheld if kind != REFUSED]))
    return blocks


def whether_to_withdraw(nugget: Nugget) -> Content:
    """Ask once more whether all of a nugget is to go."""
    first = t(
        "Withdraw {ref}? Its words are then gone for everybody, for you too; only that there was something is left.",
        ref=ref(nugget.id),
    )
    return content(first, *buttons([button(t("Yes, withdraw it"), "withdraw", nugget.id, Style.DANGER)]))


def not_open() -> Content:
    """Say that a card's reader may not see it any more, and no word of what it was."""
    return content(t("This is not open to you any more."))
