"""How a question looks: to whoever asked, to the desk, and to others who may read it."""

from collections.abc import Iterator, Sequence, Set

from bot.core.content import Block, Bullets, Button, Content, Facts, Note, Paragraph, Quote, buttons
from bot.core.safety import shorten
from bot.core.text import Inline, Moment, Msg, Show, Strong, Untrusted, joined, t
from bot.domain.countries import country_in
from bot.domain.desk import route, rules
from bot.domain.desk.desk import Priority
from bot.domain.desk.progress import progress
from bot.domain.desk.question import Entry, Question, QuestionState, Side
from bot.domain.desk.sorting import label_of
from bot.domain.handles import who
from bot.domain.knowledge.item import Facet
from bot.features.helpdesk.choices import asker_choices, staff_choices, to_be_rated
from bot.features.helpdesk.keeping import goes_on_as
from bot.features.helpdesk.kinds import QUESTION
from bot.features.helpdesk.macros.offering import offered_to_staff
from bot.features.helpdesk.wording import PRIORITIES, READERS, RESOLUTIONS, STATES, USEFUL, button, not_open, ref
from bot.ports.context import Reading
from bot.ports.feature import View
from bot.ports.known import MATERIAL, value
from bot.ports.telling import offered_on

SHOWN = 600
"""How many characters of a text a card shows; the whole is one press away."""

LAST = 3
"""How many of the last things said a card shows."""


def card(question: Question, reading: Reading) -> Content:
    """Show a question to its reader: their own, the desk's, or somebody else's that is open to them."""
    if rules.asks(reading.viewer, question):
        return _own(question, reading)
    if rules.staffs(reading.viewer, question) or rules.is_room(reading.viewer, question):
        return _for_staff(question, reading)
    if rules.may_see(reading.viewer, question):
        return _for_others(question, reading)
    return not_open()


def _own(question: Question, reading: Reading) -> Content:
    first = t("Your question to the help desk. {ref}", ref=ref(question.id))
    blocks: list[Block] = [Paragraph(first), Quote(_short(question.text))]
    into = goes_on_as(question, reading)
    blocks.append(Paragraph(progress(question, reading.now, into)))
    leg = route.open_leg(question)
    # Why it went up is what the staff write to each other.
    if leg is not None and question.state is not QuestionState.ESCALATED:
        blocks.append(Note(t("Why they are asked: {why}", why=leg.why)))
    said = said_by(question, reading, {Side.ASKER, Side.DESK})
    blocks.extend(_last(said, question, reading))
    blocks.append(Note(t("Who reads it: {readers}", readers=READERS[question.visibility])))
    if to_be_rated(question):
        blocks.append(Paragraph(t("Was the answer useful?")))
    elif question.useful is not None:
        blocks.append(Note(t("Was it useful? You said: {useful}", useful=USEFUL[question.useful])))
    offered = (*asker_choices(question, into), *_read_all(question, said), *offered_on(question.id, reading))
    return Content(first, (*blocks, *buttons(offered)))


def _for_staff(question: Question, reading: Reading) -> Content:
    first = t("A question to the desk from {who}. {ref}", who=who(question.asker), ref=ref(question.id))
    blocks: list[Block] = [Paragraph(first), Quote(_short(question.text)), Facts(tuple(_facts(question, reading)))]
    blocks.append(Paragraph(standing(question)))
    if question.asked_more:
        blocks.append(Note(t("Whoever asked was asked for more, and has not answered yet.")))
    said = said_by(question, reading, set(Side))
    blocks.extend(_last(said, question, reading))
    offered = [] if question.over else offered_to_staff(question.text, question.desk, reading)
    blocks.extend([Note(t("This may help:")), Bullets(tuple(offered))] if offered else [])
    pressed = (*staff_choices(question, reading), *_read_all(question, said), *offered_on(question.id, reading))
    return Content(first, (*blocks, *buttons(pressed)))


def _for_others(question: Question, reading: Reading) -> Content:
    first = t("A question to the help desk from {who}. {ref}", who=who(question.asker), ref=ref(question.id))
    blocks: list[Block] = [Paragraph(first), Quote(_short(question.text))]
    said = said_by(question, reading, {Side.DESK})
    blocks.extend(_last(said, question, reading))
    further = (*_read_all(question, said), *reading.offers(MATERIAL, question.id), *offered_on(question.id, reading))
    return Content(first, (*blocks, Note(STATES[question.state]), *buttons(further)))


def standing(question: Question, *, reasons: bool = True) -> Msg:
    """Say to the desk how a question stands: who has it, or before whom it is and why they."""
    leg = route.open_leg(question)
    match question.state:
        case QuestionState.CLAIMED if question.claimed_by and question.snoozed_until:
            until = Moment(question.snoozed_until, Show.DATE_TIME)
            return t("{who} has it, and put it off until {when}.", who=who(question.claimed_by), when=until)
        case QuestionState.CLAIMED if question.claimed_by and question.return_at:
            until = Moment(question.return_at, Show.DATE_TIME)
            return t("{who} has it, until {when}.", who=who(question.claimed_by), when=until)
        case QuestionState.CLAIMED if question.claimed_by:
            return t("{who} has it.", who=who(question.claimed_by))
        case state if leg is not None:
            before = t("{state}, before {who}", state=STATES[state], who=who(leg.who))
            return t("{before}: {why}", before=before, why=leg.why) if reasons else before
        case QuestionState.RESOLVED if question.resolution is not None:
            ended = t("closed: {how}", how=RESOLUTIONS[question.resolution])
            return t("{ended}. {why}", ended=ended, why=Untrusted(question.why)) if question.why else ended
        case state:
            return STATES[state]


def _facts(question: Question, reading: Reading) -> Iterator[tuple[Msg, Inline]]:
    if question.topic:
        yield t("Topic"), topic_label(question, reading)
    if question.country:
        yield t("Country"), Untrusted(country_in(question.country, reading.reader.locale))
    if question.level:
        yield t("Level"), value(Facet.LEVEL, question.level.value)
    if question.setting:
        yield t("Setting"), _short(question.setting)
    if question.tried:
        yield t("Tried already"), _short(question.tried)
    yield t("Who reads it"), READERS[question.visibility]
    if question.priority is not Priority.NORMAL:
        why: list[Inline] = [Strong(PRIORITIES[question.priority])]
        if question.why_urgent:
            why.append(Untrusted(question.why_urgent))
        yield t("How soon"), joined(why, " · ")
    if question.needed_by:
        yield t("Needed by"), Untrusted(question.needed_by.isoformat())
    if question.respond_by and not question.responded_at and not question.over:
        yield t("First answer by"), Moment(question.respond_by)
    if question.resolve_by and not question.over:
        yield t("Solved by"), Moment(question.resolve_by)


def said_by(question: Question, reading: Reading, sides: Set[Side]) -> Sequence[Entry]:
    """Give what these sides have said about a question, oldest first."""
    return [entry for entry in reading.store.entries.of_question(question.id) if entry.side in sides]


def _last(said: Sequence[Entry], question: Question, reading: Reading) -> list[Block]:
    lines: list[Inline] = [_line_of(entry, question, reading) for entry in said[-LAST:]]
    blocks: list[Block] = [Bullets(tuple(lines))] if lines else []
    if len(said) > LAST:
        blocks.append(Note(t("The last {count} of {all} messages.", count=LAST, all=len(said))))
    return blocks


def _read_all(question: Question, said: Sequence[Entry]) -> list[Button]:
    """Give the way to the whole where the card does not show it."""
    texts = (question.text, *(entry.text for entry in said[-LAST:]))
    cut = len(said) > LAST or any(len(text) > SHOWN for text in texts)
    return [button(t("Read all"), "read", question.id)] if cut else []


def _line_of(entry: Entry, question: Question, reading: Reading) -> Inline:
    return joined((*speaker_of(entry, question, reading), _short(entry.text)), " · ")


def speaker_of(entry: Entry, question: Question, reading: Reading) -> Sequence[Inline]:
    """Say who said something, and whether it was accepted; to whoever asked, which of it are their own words."""
    speaker = t("note by {who}", who=who(entry.by)) if entry.side is Side.NOTE else who(entry.by)
    if entry.side is Side.ASKER and rules.asks(reading.viewer, question):
        speaker = t("you")
    return (Strong(speaker), *((t("accepted"),) if entry.id == question.accepted else ()))


def topic_label(question: Question, reading: Reading) -> Inline:
    """Give a topic's name as the desk's rulebook has it now."""
    topic = reading.store.rulebooks.in_force(question.desk).topic(question.topic)
    return label_of(topic, reading.reader.locale) if topic else Untrusted(question.topic)


def _short(text: str) -> Untrusted:
    return Untrusted(shorten(text, SHOWN))


VIEWS = (View("desk.question", QUESTION, card),)
