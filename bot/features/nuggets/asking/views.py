"""The one question that its author is asked at the moment, and what they have answered so far."""

from typing import Final

from bot.core.content import Block, Button, Content, Facts, Heading, Note, Paragraph, Style, buttons, content
from bot.core.text import Inline, Msg, Untrusted, t
from bot.domain.nuggets import authorship, questions, rules
from bot.domain.nuggets.nugget import Nugget, NuggetState
from bot.domain.nuggets.words import FieldName
from bot.features.nuggets.kinds import NUGGET
from bot.features.nuggets.review.readers import narrowing
from bot.features.nuggets.review.steps import QUESTION
from bot.features.nuggets.wording import FIELDS, button, not_open, ref, title_of, withheld
from bot.ports.context import Reading
from bot.ports.feature import View
from bot.ports.known import READERS

QUESTIONS: Final = {
    FieldName.WHY: t("Why did you change it?"),
    FieldName.FOR_WHOM: t("For whom did you change it?"),
    FieldName.WHEN: t("When was that?"),
    FieldName.HOW: t("How did you do it, so that others could do the same?"),
}


def card(nugget: Nugget, reading: Reading) -> Content:
    """Ask the author one thing, which they can simply write back; at the end thank them."""
    if not rules.owns(reading.viewer, nugget):
        return not_open()
    if nugget.asking is None:
        return _thanks(nugget, reading)
    question = QUESTIONS[nugget.asking]
    blocks: list[Block] = [Heading(question), Paragraph(t("It is about: {title}", title=title_of(nugget)))]
    blocks += _so_far(nugget, reading)
    blocks.append(
        Note(
            t(
                "Write back to me here, or press Answer: what you write next is your answer, to be read by {who}.",
                who=READERS[nugget.wanted],
            )
        )
    )
    if (warning := narrowing(nugget)) is not None:
        blocks.append(Note(warning))
    choices = [
        button(t("Answer"), "answer", nugget.id, Style.PRIMARY),
        button(t("I can't say"), "skip", nugget.id, extra=nugget.asking.value),
    ]
    blocks += buttons([*choices, *_take_back(nugget)])
    blocks.append(Note(t("Reference: {ref}", ref=ref(nugget.id))))
    return Content(question, tuple(blocks))


def _thanks(nugget: Nugget, reading: Reading) -> Content:
    if nugget.state is not NuggetState.IN_REVIEW:
        return content(t("I am not asking you anything about {ref} any more.", ref=ref(nugget.id)))
    first = t("Thank you, that is all. I tell you when it is decided who can read it.")
    return content(first, *_so_far(nugget, reading), *buttons(_take_back(nugget)))


def _so_far(nugget: Nugget, reading: Reading) -> list[Block]:
    told = authorship.workable(reading.viewer, nugget, reading.store.consents.of_nugget(nugget.id))
    rows: list[tuple[Msg, Inline]] = [
        (FIELDS[name], Untrusted(told[name].text)) for name in questions.ASKED if name in told
    ]
    facts: list[Block] = [Facts(tuple(rows))] if rows else []
    return [*facts, *withheld(nugget)]


def _take_back(nugget: Nugget) -> list[Button]:
    name = questions.last_answer(nugget)
    return [button(t("That was no answer"), "take_answer_back", nugget.id, extra=name.value)] if name else []


VIEWS = (View(QUESTION, NUGGET, card),)
