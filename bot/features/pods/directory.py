"""Finding pods: the directory, one pod, one's own, who is in it, and what waits at its gate."""

from typing import Final

from bot.core.commands import Param, Takes
from bot.core.content import Block, Button, Content, Facts, Heading, Note, Option, Paragraph, Quote, Style, buttons
from bot.core.errors import Hidden
from bot.core.outcome import Reply
from bot.core.safety import shorten
from bot.core.text import Code, Inline, Moment, Msg, RoomLink, Show, Untrusted, joined, t
from bot.core.tokens import Token
from bot.domain.access import anyone
from bot.domain.handles import who
from bot.domain.pods import rules
from bot.domain.pods.joining import LIVE, JoinRequest, JoinState
from bot.domain.pods.pod import Pod, PodState
from bot.features.pods.admitting import places_left
from bot.features.pods.keeping import facilitators
from bot.features.pods.kinds import POD, invited_to, knows
from bot.features.pods.request_views import request_line
from bot.features.pods.wording import JOIN_STATES, POD_STATES, button, name_of, ref
from bot.ports.context import Reading
from bot.ports.feature import Asked, HomeSection, Query

PAGE: Final = 6
LINES: Final = 15
WHICH: Final = {
    "open": tuple(sorted(rules.RUNNING)),
    "proposed": tuple(sorted(rules.PENDING)),
    "closed": (PodState.CLOSED,),
}


WHICH_CHOICES: Final = (
    Option("open", t("Those at work")),
    Option("proposed", t("Those proposed")),
    Option("closed", t("Those closed")),
)


def list_(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """List the pods the asker may know of, by name, and tell of each whether it takes members."""
    states = WHICH.get(asked.values.get("which", ""), WHICH["open"])
    typed = asked.values.get("search", "")
    found = reading.store.pods.visible(reading.viewer, states, typed, **asked.window(PAGE))
    shown, more = asked.cut(found, PAGE, "pods.list")
    title = t("Learning pods")
    blocks: list[Block] = [Heading(title)]
    for pod in shown:
        if rules.may_see(reading.viewer, pod):
            blocks.append(Paragraph(_entry(pod, reading)))
            blocks.extend(buttons(_entry_buttons(pod, reading)))
    if more and (typed or states != WHICH["open"]):
        blocks.append(Note(t("There are more. Add a word of the name to find them.")))
    else:
        blocks.extend(buttons(more))
    if len(blocks) == 1:
        blocks.append(Paragraph(_empty(reading, searched=bool(typed) or states != WHICH["open"])))
        if rules.may_propose(reading.viewer, None):
            blocks.extend(buttons([Button(t("Propose a pod"), Token("pods.propose"), Style.PRIMARY)]))
    return Reply(Content(title, tuple(blocks)))


def show(pod: Pod, _asked: Asked, reading: Reading) -> Reply:
    """Show one pod: what it wants, who may join, whether it takes members, and what the asker can do.

    Whoever is invited sees it too, which only the store can tell.
    """
    if not knows(reading, pod):
        raise Hidden
    charter = pod.charter
    first = t("{pod} is {state}.", pod=name_of(pod), state=POD_STATES[pod.state])
    leading = facilitators(reading, pod) or (pod.proposer,)
    rows: list[tuple[Msg, Inline]] = [
        (t("Focus"), Untrusted(charter.focus)),
        (t("Facilitators"), joined(who(member) for member in leading)),
    ]
    if charter.who_may_join:
        rows.append((t("Who may join"), Untrusted(shorten(charter.who_may_join, 300))))
    if charter.cadence:
        rows.append((t("Cadence"), Untrusted(charter.cadence)))
    if pod.state in rules.RUNNING:
        rows.append((t("Members"), takes_members(pod, reading)))
    if pod.room is not None and rules.in_pod(reading.viewer, pod):
        rows.append((t("Room"), RoomLink(pod.room)))
    blocks: list[Block] = [Paragraph(first), Quote(Untrusted(shorten(charter.objective, 900))), Facts(tuple(rows))]
    if pod.state is PodState.CLOSED and pod.reason:
        blocks.append(Note(t("Why it closed: {reason}", reason=Untrusted(pod.reason))))
    blocks.append(Note(t("Reference: {ref}", ref=ref(pod.id))))
    choices = [*_show_buttons(pod, reading), *reading.offers("pod", pod.id)]
    return Reply(Content(first, (*blocks, *buttons(choices[:10]))))


def mine(_nothing: None, _asked: Asked, reading: Reading) -> Reply:
    """List the asker's pods, their requests and invitations, and their proposals."""
    title = t("Your pods")
    lines = _own_lines(reading)
    if not lines:
        empty = t("You are in no pod yet. {list} shows those you can join.", list=Code("/pod list"))
        return Reply(Content(title, (Heading(title), Paragraph(empty))))
    blocks: list[Block] = [Heading(title), *(Paragraph(line) for line in lines[:LINES])]
    return Reply(Content(title, tuple(blocks)))


def members(pod: Pod, asked: Asked, reading: Reading) -> Reply:
    """List who is in the pod: facilitators and stewards always may, members if the charter says so."""
    leading = facilitators(reading, pod)
    title = t("Who is in {pod}", pod=name_of(pod))
    found = reading.store.requests.in_states(pod.id, [JoinState.ADMITTED])
    page, more = asked.cut(asked.onwards(found, LINES), LINES, "pods.members", pod.id)
    with_references = rules.runs(reading.viewer, pod)
    blocks: list[Block] = [Heading(title)]
    blocks.extend(Paragraph(_member_line(request, request.member in leading, with_references)) for request in page)
    blocks.extend(buttons(more))
    if not found:
        blocks.append(Paragraph(t("Nobody is in yet.")))
    return Reply(Content(title, tuple(blocks)))


def requests(pod: Pod, asked: Asked, reading: Reading) -> Reply:
    """List what waits at the pod's gate, oldest first, each with the way to its card."""
    title = t("At the gate of {pod}", pod=name_of(pod))
    found = reading.store.requests.in_states(pod.id, sorted(LIVE - {JoinState.ADMITTED}))
    page, more = asked.cut(asked.onwards(found, PAGE), PAGE, "pods.requests", pod.id)
    blocks: list[Block] = [Heading(title)]
    for request in page:
        blocks.append(Paragraph(request_line(request)))
        blocks.extend(buttons([button(t("Look at {ref}", ref=ref(request.id)), "look", request.id)]))
    blocks.extend(buttons(more))
    if not found:
        blocks.append(Paragraph(t("Nobody waits.")))
    return Reply(Content(title, tuple(blocks)))


def takes_members(pod: Pod, reading: Reading) -> Msg:
    """Say whether a pod takes members; how many are in it is not said."""
    if not pod.charter.listed:
        return t("by invitation")
    if pod.state is PodState.DORMANT:
        return t("asleep just now; you can ask all the same")
    if places_left(pod, reading) == 0:
        return t("full; you can ask and wait in line")
    return t("takes members")


def on_home(reading: Reading) -> list[Block]:
    """Show a member's pods on their own page."""
    lines = _own_lines(reading)
    return [Heading(t("Your pods")), *(Paragraph(line) for line in lines[:5])] if lines else []


def _entry(pod: Pod, reading: Reading) -> Inline:
    objective = Untrusted(shorten(pod.charter.objective, 200))
    state = takes_members(pod, reading) if pod.state in rules.RUNNING else POD_STATES[pod.state]
    return joined((name_of(pod), objective, state, ref(pod.id)), " · ")


def _entry_buttons(pod: Pod, reading: Reading) -> list[Button]:
    found = [button(t("Show"), "show", pod.id)]
    if pod.state in rules.RUNNING and not rules.in_pod(reading.viewer, pod) and not reading.viewer.guest:
        found.append(button(t("Ask to join"), "join", pod.id))
    return found


def _show_buttons(pod: Pod, reading: Reading) -> list[Button]:
    viewer = reading.viewer
    running = pod.state in rules.RUNNING
    if not rules.in_pod(viewer, pod):
        if pod.id in invited_to(reading):
            return [button(t("Accept the invitation"), "join", pod.id, Style.PRIMARY)]
        return [button(t("Ask to join"), "join", pod.id, Style.PRIMARY)] if running and not viewer.guest else []
    found = [button(t("Charter"), "charter", pod.id), button(t("What it keeps at hand"), "resources", pod.id)]
    if running:
        found.append(button(t("Ask for support"), "support", pod.id))
    if rules.facilitates(viewer, pod) and running:
        found.append(button(t("Invite somebody"), "invite", pod.id))
        found.append(button(t("At the gate"), "requests", pod.id))
    return found


def _empty(reading: Reading, *, searched: bool) -> Msg:
    if searched:
        return t("No pod fits. {list} by itself shows all that are open.", list=Code("/pod list"))
    if reading.viewer.guest:
        return t("There is no pod here yet that you could see.")
    return t("There is no pod here yet. Somebody has to be the first: you?")


def _own_lines(reading: Reading) -> list[Inline]:
    if reading.viewer.member is None:
        return []
    lines: list[Inline] = []
    for request in reading.store.requests.of_member(reading.viewer.member, sorted(LIVE)):
        pod = reading.store.pods.get(request.pod)
        if pod is not None:
            lines.append(_own_line(request, pod, reading))
    pending = reading.store.pods.visible(reading.viewer, tuple(sorted(rules.PENDING)))
    own = (pod for pod in pending if rules.proposed(reading.viewer, pod))
    lines.extend(joined((name_of(pod), POD_STATES[pod.state], ref(pod.id)), " · ") for pod in own)
    return lines


def _own_line(request: JoinRequest, pod: Pod, reading: Reading) -> Inline:
    parts: list[Inline] = [name_of(pod)]
    if rules.facilitates(reading.viewer, pod):
        parts.append(t("you facilitate"))
    if request.state is not JoinState.ADMITTED:
        parts += [JOIN_STATES[request.state], ref(request.id)]
    else:
        parts += [RoomLink(pod.room)] if pod.room is not None else []
        parts.append(ref(pod.id))
    return joined(parts, " · ")


def _member_line(request: JoinRequest, leads: bool, with_reference: bool) -> Inline:
    parts: list[Inline] = [who(request.member)]
    if leads:
        parts.append(t("facilitates"))
    if request.admitted_at is not None:
        parts.append(t("since {when}", when=Moment(request.admitted_at, Show.DATE)))
    if with_reference:
        parts.append(ref(request.id))
    return joined(parts, " · ")


QUERIES = (
    Query(
        name="pods.list",
        may=anyone,
        command="pod list",
        basic=True,
        help=t("See the pods here and which take members"),
        params=(
            Param("search", t("A word of the name"), required=False),
            Param("which", t("Which pods"), Takes.CHOICE, required=False, choices=WHICH_CHOICES),
        ),
        run=list_,
    ),
    Query(name="pods.show", may=anyone, on=POD, command="pod show", help=t("See one pod"), run=show),
    Query(name="pods.mine", may=anyone, command="pod mine", basic=True, help=t("See your pods and requests"), run=mine),
    Query(
        name="pods.members",
        may=rules.may_see_members,
        on=POD,
        command="pod members",
        help=t("See who is in a pod"),
        run=members,
    ),
    Query(
        name="pods.requests",
        may=rules.runs,
        on=POD,
        command="pod requests",
        help=t("See who waits at a pod's gate"),
        run=requests,
    ),
)
HOME = (HomeSection(20, on_home),)
