"""Lists of questions: one's own, those that are open to others, the desk's queue, and all that was said about one."""

from collections.abc import Sequence
from typing import Final

from bot.core.content import Block, Content, Heading, Note, Paragraph, Quote, buttons
from bot.core.outcome import Reply
from bot.core.safety import shorten
from bot.core.text import Code, Inline, Moment, Show, Strong, Untrusted, joined, t
from bot.domain.access import anyone
from bot.domain.desk import rules
from bot.domain.desk.desk import Priority
from bot.domain.desk.progress import progress
from bot.domain.desk.question import Question
from bot.domain.desk.staff import works_anywhere
from bot.features.helpdesk.choices import further_choices
from bot.features.helpdesk.keeping import goes_on_as
from bot.features.helpdesk.kinds import QUESTION
from bot.features.helpdesk.told import sides_read
from bot.features.helpdesk.views import card, said_by, speaker_of, standing
from bot.features.helpdesk.wording import PRIORITIES, STATES, button, ref
from bot.ports.context import Reading
from bot.ports.feature import Asked, HomeSection, Offer, Query
from bot.ports.known import KNOWLEDGE

PAGE: Final = 5
SHOWN: Final = 120
AT_HOME: Final = 3


def list_mine(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List what the viewer asked, with where each is and what comes next."""
    found = reading.store.questions.of_viewer(reading.viewer, **asked.window(PAGE))
    shown, more = asked.cut(found, PAGE, "desk.mine")
    title = t("Your questions")
    blocks: list[Block] = [Heading(title)]
    for question in shown:
        blocks.extend(_mine(question, reading))
    if not shown:
        blocks.append(Paragraph(t("You have asked nothing yet. {ask} asks the help desk.", ask=Code("/ask"))))
    return Reply(Content(title, (*blocks, *buttons(more))))


def _mine(question: Question, reading: Reading) -> list[Block]:
    line = joined((ref(question.id), Strong(_short(question))), " · ")
    return [
        Paragraph(line),
        Note(progress(question, reading.now, goes_on_as(question, reading))),
        *buttons([button(t("Open"), "question", question.id)]),
    ]


def list_open(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List what others ask in the open, for whoever may know."""
    found = reading.store.questions.readable(reading.viewer, **asked.window(PAGE))
    shown, more = asked.cut(found, PAGE, "desk.open_to_all")
    title = t("Open questions here")
    blocks: list[Block] = [Heading(title)]
    for question in shown:
        line = joined((ref(question.id), Strong(_short(question)), STATES[question.state]), " · ")
        blocks.extend([Paragraph(line), *buttons([button(t("Open"), "question", question.id)])])
    if not shown:
        blocks.append(Paragraph(t("No question is open to you at the moment.")))
    return Reply(Content(title, (*blocks, *buttons(more))))


def list_queue(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List the desk's open questions, those first that are to be solved first; a focal point's own come before."""
    shown, more = asked.cut(asked.onwards(_queue(reading), PAGE), PAGE, "desk.queue")
    title = t("What waits at the desk")
    blocks: list[Block] = [Heading(title)]
    for question in shown:
        blocks.extend([Paragraph(queue_line(question)), *buttons([button(t("Open"), "question", question.id)])])
    if not shown:
        blocks.append(Paragraph(t("Nothing waits. Well done.")))
    return Reply(Content(title, (*blocks, *buttons(more))))


def _queue(reading: Reading) -> Sequence[Question]:
    ids: list[str] = []
    if reading.viewer.member is not None:
        ids.extend(reading.store.questions.claimed_by(reading.viewer.member))
    for desk in reading.store.desks.open_in(reading.community.ref):
        ids.extend(reading.store.questions.open_at(desk.id, limit=200))
    found = (reading.store.questions.get(one) for one in dict.fromkeys(ids))
    return [one for one in found if one is not None and rules.staffs(reading.viewer, one)]


def queue_line(question: Question) -> Inline:
    """Say a question in one line of the desk's list."""
    parts: list[Inline] = [ref(question.id), Strong(_short(question))]
    if question.priority is not Priority.NORMAL:
        parts.append(PRIORITIES[question.priority])
    parts.append(standing(question, reasons=False))
    if question.resolve_by is not None:
        parts.append(t("due {when}", when=Moment(question.resolve_by, Show.DATE_TIME)))
    return joined(parts, " · ")


def show(question: Question, _asked: Asked, reading: Reading) -> Reply:
    """Show a question."""
    return Reply(card(question, reading))


def show_more(question: Question, _asked: Asked, reading: Reading) -> Reply:
    """Show what else the desk can do with a question."""
    first = t("What else can be done with {ref}:", ref=ref(question.id))
    over = t("Nothing more: it has ended.")
    choices = [] if question.over else further_choices(question, reading)
    return Reply(Content(first, (Paragraph(first), *(buttons(choices) if choices else [Paragraph(over)]))))


def read(question: Question, asked: Asked, reading: Reading) -> Reply:
    """Show all that was said about a question, page by page; notes to the desk alone."""
    said = said_by(question, reading, sides_read(question, reading))
    shown, more = asked.cut(asked.onwards(said, PAGE), PAGE, "desk.read", question.id)
    title = t("All that was said about {ref}", ref=ref(question.id))
    blocks: list[Block] = [Heading(title)]
    if not asked.page:
        blocks.append(Quote(Untrusted(question.text)))
    for entry in shown:
        speaker = speaker_of(entry, question, reading)
        blocks.extend([Note(joined((*speaker, Moment(entry.at)), " · ")), Quote(Untrusted(entry.text))])
    if not said:
        blocks.append(Paragraph(t("Nothing yet.")))
    return Reply(Content(title, (*blocks, *buttons(more))))


def at_home(reading: Reading) -> Sequence[Block]:
    """Show one's open questions on one's own page."""
    mine = [one for one in reading.store.questions.of_viewer(reading.viewer) if not one.over][:AT_HOME]
    blocks: list[Block] = [Heading(t("Your questions"))] if mine else []
    for question in mine:
        blocks.extend(_mine(question, reading))
    return blocks


def _short(question: Question) -> Untrusted:
    return Untrusted(shorten(question.text, SHOWN))


OFFERS = (Offer(KNOWLEDGE, t("Show"), "desk.question"),)
HOME = (HomeSection(20, at_home),)
QUERIES = (
    Query(
        name="desk.mine",
        may=anyone,
        command="questions mine",
        help=t("See where your questions are"),
        basic=True,
        run=list_mine,
    ),
    Query(
        name="desk.open_to_all",
        may=anyone,
        command="questions open",
        help=t("See what others ask the help desk in the open"),
        run=list_open,
    ),
    Query(
        name="desk.question",
        may=rules.may_see,
        on=QUESTION,
        command="questions show",
        help=t("See a question, and what you can do with it"),
        run=show,
    ),
    Query(
        name="desk.more",
        may=rules.claims,
        on=QUESTION,
        command="triage more",
        help=t("See what else can be done with a question (help desk)"),
        run=show_more,
    ),
    Query(
        name="desk.read",
        may=rules.may_see,
        on=QUESTION,
        command="questions read",
        help=t("Read all that was said about a question"),
        run=read,
    ),
    Query(
        name="desk.queue",
        may=works_anywhere,
        command="triage list",
        help=t("See what waits at the desk (help desk)"),
        run=list_queue,
    ),
)
