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
from bot.features.nuggets.template.words import Labels, asked_besides, labels, own_rows
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


def question_of(name: str, names: Labels) -> Msg:
    """Give what is asked: our question, or what the community calls its field."""
    field = names.template.field(name)
    return names.say(field.label) if field else QUESTIONS[FieldName(name)]


def card(nugget: Nugget, reading: Reading) -> Content:
    """Ask the author one thing, which they can simply write back; at the end thank them."""
    if not rules.owns(reading.viewer, nugget):
        return not_open()
    if nugget.asking is None:
        return _thanks(nugget, reading)
    names = labels(nugget, reading)
    question = question_of(nugget.asking, names)
    blocks: list[Block] = [Heading(question), Paragraph(t("It is about: {title}", title=title_of(nugget)))]
    field = names.template.field(nugget.asking)
    if field is not None and field.options:
        blocks.append(Paragraph(t("One of these: {options}.", options=names.names(field.options))))
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
        button(t("I can't say"), "skip", nugget.id, extra=nugget.asking),
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
    names = labels(nugget, reading)
    rows: list[tuple[Msg, Inline]] = [
        (names.of(name, FIELDS[name]), Untrusted(told[name].text)) for name in questions.ASKED if name in told
    ]
    rows += own_rows(nugget, names, asked_besides(nugget, reading))
    facts: list[Block] = [Facts(tuple(rows))] if rows else []
    return [*facts, *withheld(nugget)]


def _take_back(nugget: Nugget) -> list[Button]:
    name = questions.last_answer(nugget)
    return [button(t("That was no answer"), "take_answer_back", nugget.id, extra=name)] if name else []


VIEWS = (View(QUESTION, NUGGET, card),)
