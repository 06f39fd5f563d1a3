"""How a request to join looks: to those who decide on it, and to the one whose request it is."""

from collections.abc import Iterator

from bot.core.content import Block, Bullets, Button, Content, Facts, Note, Paragraph, Quote, Style, buttons
from bot.core.safety import shorten
from bot.core.text import Code, Inline, Joined, Moment, Msg, Show, Untrusted, joined, t
from bot.domain.handles import who
from bot.domain.pods import rules
from bot.domain.pods.forgetting import forgotten
from bot.domain.pods.gate import may_be_declined
from bot.domain.pods.joining import BY_INVITATION, JoinRequest, JoinState, Origin
from bot.features.pods.forms import ground_rules
from bot.features.pods.kinds import REQUEST
from bot.features.pods.request_words import headline, own_words
from bot.features.pods.wording import JOIN_STATES, button, not_open, ref
from bot.ports.context import Reading
from bot.ports.feature import View

SHOWN = 600
"""How many characters of a text a card shows."""

BESIDE_MORE = 200
"""How many of each first answer, when the person was asked for more and told it: the whole is one press away."""


def decision_card(request: JoinRequest, reading: Reading) -> Content:
    """Show a request to those who decide: who asks, what they say, and what can be done now."""
    pod = reading.store.pods.get(request.pod)
    if pod is None or not rules.may_handle(reading.viewer, request):
        return not_open()
    first = headline(request, pod)
    blocks: list[Block] = [Paragraph(first), Facts(_about(request, reading))]
    blocks.extend(_answers(request, BESIDE_MORE if request.answered_more else SHOWN))
    if request.asked_more:
        blocks.append(Note(t("Asked: {question}", question=Untrusted(request.asked_more))))
    if request.answered_more:
        blocks.append(Quote(Untrusted(request.answered_more)))
    if request.trouble is not None:
        blocks.append(Paragraph(t("The platform would not let them in. {fix}", fix=request.trouble)))
    if request.reason:
        blocks.append(Note(t("Reason: {reason}", reason=Untrusted(request.reason))))
    choices = _decisions(request) if rules.may_decide(reading.viewer, request) else []
    if request.answered_more and any(len(answer) > BESIDE_MORE for answer in request.answers):
        choices.append(button(t("All answers"), "look", request.id, extra="1"))
    blocks.extend(buttons(choices))
    return Content(first, tuple(blocks))


def answers_page(request: JoinRequest, reading: Reading) -> Content:
    """Show all that somebody answered, whole, to those who decide."""
    if not rules.may_handle(reading.viewer, request):
        return not_open()
    first = t("What {member} answered. {ref}", member=who(request.member), ref=ref(request.id))
    return Content(first, (Paragraph(first), *_answers(request, len(max(request.answers, key=len, default="")))))


def reminder_card(request: JoinRequest, reading: Reading) -> Content:
    """Show the same as a reminder: with the way to have no more of them, which is to let others decide."""
    card = decision_card(request, reading)
    if request.state is not JoinState.REQUESTED or not rules.may_decide(reading.viewer, request):
        return card
    note = t("A reminder: this waits since {when}. There is no other.", when=Moment(request.asked_at, Show.DATE))
    others = buttons([button(t("Let others decide"), "pass_on", request.id)])
    return Content(card.summary, (*card.blocks, Note(note), *others))


def own_card(request: JoinRequest, reading: Reading) -> Content:
    """Show somebody their own request or invitation, and what they can do now."""
    pod = reading.store.pods.get(request.pod)
    if pod is None or not rules.own(reading.viewer, request):
        return not_open()
    first, *more = own_words(request, pod, reading)
    blocks: list[Block] = [Paragraph(first), *(Paragraph(text) for text in more)]
    if request.state is JoinState.INVITED:
        blocks.append(Quote(Untrusted(shorten(pod.charter.objective, SHOWN))))
        blocks.append(Paragraph(t("Its ground rules:")))
        blocks.append(Bullets(ground_rules(pod.charter.ground_rules)))
    return Content(first, (*blocks, Note(t("Reference: {ref}", ref=ref(request.id))), *buttons(_own_buttons(request))))


def answer_reminder_card(request: JoinRequest, reading: Reading) -> Content:
    """Remind somebody once of what they were asked, or invited to; taking it back ends all reminders."""
    card = own_card(request, reading)
    if request.state not in {JoinState.NEEDS_INFO, JoinState.INVITED}:
        return card
    return Content(card.summary, (*card.blocks, Note(t("A reminder; there is no other."))))


def request_line(request: JoinRequest) -> Joined:
    """Say a request in one line of a list for facilitators."""
    since = Moment(request.asked_at, Show.DATE)
    return joined(
        (ref(request.id), who(request.member), JOIN_STATES[request.state], t("since {when}", when=since)), " · "
    )


def _answers(request: JoinRequest, limit: int) -> Iterator[Block]:
    for question, answer in zip(request.questions, request.answers, strict=False):
        yield Note(Untrusted(question))
        yield Quote(Untrusted(shorten(answer, limit)))


def _about(request: JoinRequest, reading: Reading) -> tuple[tuple[Msg, Inline], ...]:
    profile = reading.store.members.get(request.member)
    # A name can be made to look like another's; the platform's own id cannot.
    named = who(request.member)
    exactly = named if forgotten(request.member) else joined((named, Code(request.member.user)), " ")
    rows: list[tuple[Msg, Inline]] = [(t("Who"), exactly)]
    if profile is not None and profile.organisation:
        rows.append((t("Organisation"), Untrusted(profile.organisation)))
    if profile is not None and profile.country:
        rows.append((t("Country"), Untrusted(profile.country)))
    rows.append((t("Asked"), Moment(request.asked_at)))
    return tuple(rows)


def _decisions(request: JoinRequest) -> list[Button]:
    match request.state:
        case JoinState.REQUESTED if request.origin is Origin.ADDED_BY_HAND:
            return [
                button(t("Keep"), "keep", request.id, Style.PRIMARY),
                button(t("Remove"), "put_out", request.id, Style.DANGER),
            ]
        case JoinState.REQUESTED:
            return [
                button(t("Approve"), "approve", request.id, Style.PRIMARY),
                button(t("Decline"), "decline", request.id, Style.DANGER),
                button(t("Ask for more"), "ask_more", request.id),
            ]
        case JoinState.NEEDS_INFO:
            return [
                button(t("Approve"), "approve", request.id),
                button(t("Decline"), "decline", request.id, Style.DANGER),
            ]
        case JoinState.INVITED | JoinState.APPROVED if may_be_declined(request):
            return [button(t("Take the invitation back"), "decline", request.id)]
        case JoinState.APPROVED if request.trouble is not None:
            return [button(t("Try again"), "try_again", request.id, Style.PRIMARY)]
        case _:
            return []


def _own_buttons(request: JoinRequest) -> list[Button]:
    match request.state:
        case JoinState.INVITED:
            return [
                button(t("Accept"), "accept", request.id, Style.PRIMARY),
                button(t("No, thanks"), "withdraw", request.id),
            ]
        case JoinState.NEEDS_INFO:
            return [
                button(t("Answer"), "answer", request.id, Style.PRIMARY),
                button(t("Take back my request"), "withdraw", request.id),
            ]
        case JoinState.REQUESTED if request.origin is Origin.ADDED_BY_HAND:
            return []
        case JoinState.APPROVED if request.origin in BY_INVITATION:
            return [button(t("No, thanks"), "withdraw", request.id)]
        case JoinState.REQUESTED | JoinState.APPROVED:
            return [button(t("Take back my request"), "withdraw", request.id)]
        case _:
            return []


VIEWS = (
    View("pods.request", REQUEST, decision_card),
    View("pods.request_reminder", REQUEST, reminder_card),
    View("pods.joining", REQUEST, own_card),
    View("pods.joining_reminder", REQUEST, answer_reminder_card),
)
