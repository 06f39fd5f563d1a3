"""How a pod looks: as a proposal, as the charter in its room, and to those who keep it going."""

from bot.core.content import Block, Bullets, Button, Content, Facts, Heading, Note, Paragraph, Quote, Style, buttons
from bot.core.safety import shorten
from bot.core.text import Day, Inline, Msg, Number, Show, Untrusted, joined, t
from bot.core.text import Moment as At
from bot.domain.handles import who
from bot.domain.pods import rules
from bot.domain.pods.charter import Charter
from bot.domain.pods.pod import Pod, PodState
from bot.features.pods.charter_forms import LABELS
from bot.features.pods.forms import ground_rules
from bot.features.pods.keeping import facilitators, may_decide_proposal
from bot.features.pods.kinds import POD
from bot.features.pods.wording import POD_STATES, button, name_of, not_open, ref
from bot.ports.context import Reading
from bot.ports.feature import View

SHOWN = 700
"""How many characters of one answer a card shows."""

TEXTS = (
    "product",
    "why_now",
    "in_scope",
    "out_of_scope",
    "sponsor",
    "who_may_join",
    "commitment",
    "cadence",
    "harvest_template",
    "harvest_rhythm",
)
VALUE = ("success_immediate", "success_potential", "success_applied", "success_realised", "success_reframing")


def proposal_card(pod: Pod, reading: Reading) -> Content:
    """Show a proposal to its proposer and to stewards: what it says, where it stands, and what can be done now."""
    steward = rules.stewards_here(reading.viewer, pod)
    own = rules.proposed(reading.viewer, pod)
    if not (steward or own or (rules.proposer(reading.viewer, pod) and rules.in_pod(reading.viewer, pod))):
        return not_open()
    first = _proposal_line(pod)
    blocks: list[Block] = [Paragraph(first)]
    if pod.reason:
        blocks.append(Quote(Untrusted(pod.reason)))
    if pod.trouble is not None:
        blocks.append(Paragraph(t("The platform would not make its room. {fix}", fix=pod.trouble)))
    blocks.append(Facts(_facts(pod, reading)))
    blocks.extend(_texts(pod.charter, ("objective", "product", "why_now", "who_may_join")))
    if pod.charter.ground_rules.more:
        blocks.append(Note(LABELS["more"]))
        blocks.append(Quote(Untrusted(shorten(pod.charter.ground_rules.more, SHOWN))))
    return Content(first, (*blocks, *buttons(_proposal_buttons(pod, steward, reading))))


def proposal_reminder_card(pod: Pod, reading: Reading) -> Content:
    """Show the same as a reminder: with the way to have no more of them, which is to leave it to other stewards."""
    card = proposal_card(pod, reading)
    if pod.state is not PodState.PROPOSED or not rules.stewards_here(reading.viewer, pod):
        return card
    note = t("A reminder: this waits since {when}. There is no other.", when=At(pod.proposed_at, Show.DATE))
    others = buttons([button(t("Leave it to others"), "leave_to_others", pod.id)])
    return Content(card.summary, (*card.blocks, Note(note), *others))


def charter_card(pod: Pod, reading: Reading) -> Content:
    """Show the whole charter inside the pod, with a plain word on who else can read closed rooms."""
    viewer = reading.viewer
    if not (rules.in_pod(viewer, pod) or rules.stewards_here(viewer, pod) or rules.proposed(viewer, pod)):
        return not_open()
    first = t("The charter of {pod}", pod=name_of(pod))
    blocks: list[Block] = [Heading(first), Facts(_facts(pod, reading)), *_texts(pod.charter, ("objective",))]
    rows = _rows(pod.charter, TEXTS)
    if rows:
        blocks.append(Facts(rows))
    blocks.append(Paragraph(t("Ground rules")))
    blocks.append(Bullets(ground_rules(pod.charter.ground_rules)))
    value = _rows(pod.charter, VALUE)
    if value:
        blocks.append(Paragraph(t("Success would be")))
        blocks.append(Facts(value))
    if pod.charter.linked_pods or pod.charter.topics:
        linked = (*pod.charter.linked_pods, *pod.charter.topics)
        blocks.append(Note(t("Linked: {names}", names=joined(Untrusted(name) for name in linked))))
    blocks.append(Note(who_can_read(pod.community.platform)))
    return Content(first, tuple(blocks))


def upkeep_card(pod: Pod, reading: Reading) -> Content:
    """Show facilitators and stewards what a running pod needs from them: a room, a review, or waking."""
    if not rules.runs(reading.viewer, pod):
        return not_open()
    first, choices = _upkeep(pod, reading)
    rows: tuple[tuple[Msg, Inline], ...] = ((t("Pod"), name_of(pod)), (t("State"), POD_STATES[pod.state]))
    if pod.review_on is not None:
        rows = (*rows, (t("Review"), Day(pod.review_on)))
    return Content(
        first, (Paragraph(first), Facts(rows), Note(t("Reference: {ref}", ref=ref(pod.id))), *buttons(choices))
    )


def second_card(pod: Pod, reading: Reading) -> Content:
    """Ask a facilitator who is alone for a second one; saying no ends the asking."""
    if not rules.runs(reading.viewer, pod):
        return not_open()
    if pod.state not in rules.RUNNING:
        return _plain(t("{pod} is closed. What it learned is kept.", pod=name_of(pod)))
    if len(facilitators(reading, pod)) > 1:
        return _plain(t("{pod} has what it needs.", pod=name_of(pod)))
    first = t("You facilitate {pod} alone. Would somebody share it with you?", pod=name_of(pod))
    choices = (
        button(t("Name somebody"), "add_facilitator", pod.id, Style.PRIMARY),
        button(t("Not now"), "alone", pod.id),
    )
    return Content(
        first,
        (
            Paragraph(first),
            Paragraph(t("With two of you, requests are answered also when one is away.")),
            *buttons(choices),
        ),
    )


def who_can_read(platform: str) -> Msg:
    """Say plainly who beside the members can read a closed room on this platform."""
    match platform:
        case "discord":
            return t("This room is closed, but the server's administrators can read every channel.")
        case "slack":
            return t("This room is closed, but the workspace's owners may be able to export what is written here.")
        case _:
            return t("This room is closed; whoever runs this installation can read its files.")


def _plain(first: Msg) -> Content:
    return Content(first, (Paragraph(first),))


def _proposal_line(pod: Pod) -> Msg:
    name, code, proposer = name_of(pod), ref(pod.id), who(pod.proposer)
    decided = who(pod.decided_by) if pod.decided_by else t("a steward")
    match pod.state:
        case PodState.PROPOSED:
            return t("{proposer} proposes the pod {pod}. {ref}", proposer=proposer, pod=name, ref=code)
        case PodState.RETURNED:
            return t("{who} returned the proposal {pod} to be reworked. {ref}", who=decided, pod=name, ref=code)
        case PodState.DECLINED:
            return t("{who} declined the proposal {pod}. {ref}", who=decided, pod=name, ref=code)
        case PodState.WITHDRAWN:
            return t("{proposer} took the proposal {pod} back. {ref}", proposer=proposer, pod=name, ref=code)
        case PodState.CLOSED:
            return t("The pod {pod} is closed. {ref}", pod=name, ref=code)
        case _ if pod.room is None:
            return t("{who} approved the pod {pod}; its room is being made. {ref}", who=decided, pod=name, ref=code)
        case _:
            return t("{who} approved the pod {pod}; its room is open. {ref}", who=decided, pod=name, ref=code)


def _proposal_buttons(pod: Pod, steward: bool, reading: Reading) -> list[Button]:
    found: list[Button] = []
    if steward and pod.state is PodState.PROPOSED and may_decide_proposal(pod, reading):
        found += [
            button(t("Approve"), "approve_proposal", pod.id, Style.PRIMARY),
            button(t("Return"), "return_proposal", pod.id),
            button(t("Decline"), "decline_proposal", pod.id, Style.DANGER),
            button(t("Charter"), "charter", pod.id),
        ]
    if rules.proposed(reading.viewer, pod) and pod.state in rules.PENDING:
        found += [
            button(t("Rework"), "revise", pod.id),
            button(t("Take back"), "withdraw_proposal", pod.id),
        ]
    if pod.trouble is not None and rules.runs(reading.viewer, pod):
        found.append(button(t("Try again"), "open_room", pod.id, Style.PRIMARY))
    return found


def _upkeep(pod: Pod, reading: Reading) -> tuple[Msg, list[Button]]:
    name = name_of(pod)
    close = button(t("Close the pod"), "close", pod.id, Style.DANGER)
    if pod.state is PodState.CLOSED:
        return t("{pod} is closed. What it learned is kept.", pod=name), []
    if pod.state in rules.RUNNING and not facilitators(reading, pod):
        first = t("{pod} has no facilitator any more. Who could take it on?", pod=name)
        return first, [button(t("Name somebody"), "add_facilitator", pod.id, Style.PRIMARY), close]
    if pod.trouble is not None:
        first = t("{pod} has no room. {fix}", pod=name, fix=pod.trouble)
        return first, [button(t("Make a room"), "open_room", pod.id, Style.PRIMARY), close]
    wake = button(t("Wake it"), "wake", pod.id, Style.PRIMARY)
    if pod.review_on is not None and pod.review_on <= reading.now.date():
        first = t("{pod} is due for review: does it go on?", pod=name)
        if pod.charter.ends is not None and pod.charter.ends <= reading.now.date():
            first = t("{pod} has come to the end date in its charter. Close it, or go on?", pod=name)
        return first, [
            button(t("Go on for six months"), "renew", pod.id, Style.PRIMARY),
            close,
            button(t("Go on, and don't ask again"), "renew_quietly", pod.id),
        ]
    if pod.state is PodState.DORMANT:
        first = t("{pod} has been quiet for two months and is asleep now. A message in its room wakes it.", pod=name)
        return first, [wake, close]
    return t("{pod} needs nothing just now.", pod=name), []


def _facts(pod: Pod, reading: Reading) -> tuple[tuple[Msg, Inline], ...]:
    charter = pod.charter
    leading = facilitators(reading, pod) or (pod.proposer, *pod.cofacilitators)
    rows: list[tuple[Msg, Inline]] = [
        (t("Focus"), Untrusted(charter.focus)),
        (t("Facilitators"), joined(who(member) for member in leading)),
        (t("Places"), t("no limit") if charter.capacity is None else Number(charter.capacity)),
        (t("Directory"), t("listed") if charter.listed else t("not listed; by invitation")),
    ]
    for label, day in ((t("Start"), charter.starts), (t("Review"), pod.review_on), (t("End"), charter.ends)):
        if day is not None:
            rows.append((label, Day(day)))
    if pod.opened_at is not None:
        rows.append((t("Open since"), At(pod.opened_at, Show.DATE)))
    return tuple(rows)


def _rows(charter: Charter, fields: tuple[str, ...]) -> tuple[tuple[Msg, Inline], ...]:
    given = ((name, str(getattr(charter, name)).strip()) for name in fields)
    return tuple((LABELS[name], Untrusted(shorten(value, SHOWN // 2))) for name, value in given if value)


def _texts(charter: Charter, fields: tuple[str, ...]) -> list[Block]:
    blocks: list[Block] = []
    for name in fields:
        value = str(getattr(charter, name)).strip()
        if value:
            blocks.append(Note(LABELS[name]))
            blocks.append(Quote(Untrusted(shorten(value, SHOWN))))
    return blocks


VIEWS = (
    View("pods.proposal", POD, proposal_card),
    View("pods.proposal_reminder", POD, proposal_reminder_card),
    View("pods.charter", POD, charter_card),
    View("pods.upkeep", POD, upkeep_card),
    View("pods.second", POD, second_card),
)
