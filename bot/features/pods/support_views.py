"""How a pod's request for support looks, to the pod and to stewards, and the lists of them."""

from typing import Final

from bot.core.content import Block, Button, Content, Heading, Note, Paragraph, Quote, Style, buttons
from bot.core.errors import AlreadySettled
from bot.core.outcome import Reply
from bot.core.text import Inline, Moment, Msg, Show, Untrusted, joined, t
from bot.domain.access import either
from bot.domain.access import stewards as only_stewards
from bot.domain.handles import who
from bot.domain.pods import rules
from bot.domain.pods.pod import Pod
from bot.domain.pods.resources import SupportRequest, SupportState
from bot.features.pods.kinds import POD, SUPPORT
from bot.features.pods.wording import SUPPORT_KINDS, SUPPORT_STATES, button, name_of, not_open, ref
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query, View

OPEN: Final = frozenset({SupportState.ASKED, SupportState.TAKEN})
LISTED: Final = 10


def list_open(_nothing: None, _asked: Asked, reading: Reading) -> Reply:
    """List for stewards what pods have asked and nobody has answered."""
    title = t("Support that pods ask for")
    ids = reading.store.support.open_in(reading.community.ref)
    blocks: list[Block] = [Heading(title)]
    for object_id in ids[:LISTED]:
        support = reading.store.support.get(object_id)
        if support is not None and rules.may_answer_support(reading.viewer, support):
            blocks.append(Paragraph(_line(support, reading)))
    if len(ids) > LISTED:
        blocks.append(Note(t("The oldest {count} of {all}.", count=LISTED, all=len(ids))))
    if not ids:
        blocks.append(Paragraph(t("Nothing is open. Pods ask with /pod support.")))
    return Reply(Content(title, tuple(blocks)))


def list_of_pod(pod: Pod, _asked: Asked, reading: Reading) -> Reply:
    """List what one pod has asked, newest first."""
    title = t("Support that {pod} asked for", pod=name_of(pod))
    found = reading.store.support.of_pod(reading.viewer, pod.id)[:LISTED]
    blocks: list[Block] = [Heading(title), *(Paragraph(_line(support, reading)) for support in found)]
    if not found:
        blocks.append(Paragraph(t("Nothing yet. Ask with /pod support.")))
    return Reply(Content(title, tuple(blocks)))


def card(support: SupportRequest, reading: Reading) -> Content:
    """Show a request for help to the pod and to stewards: where it stands, and what each can do."""
    pod = reading.store.pods.get(support.pod)
    if pod is None or not rules.may_see_support(reading.viewer, support):
        return not_open()
    first = t(
        "{who} asks for {kind} in {pod}. {ref}",
        who=who(support.asker),
        kind=SUPPORT_KINDS[support.kind],
        pod=name_of(pod),
        ref=ref(support.id),
    )
    blocks: list[Block] = [Paragraph(first)]
    if support.text:
        blocks.append(Quote(Untrusted(support.text)))
    blocks.append(Paragraph(_where(support)))
    if support.answer:
        blocks.append(Quote(Untrusted(support.answer)))
    return Content(first, (*blocks, *buttons(_choices(support, reading))))


def _choices(support: SupportRequest, reading: Reading) -> list[Button]:
    found = []
    if rules.may_answer_support(reading.viewer, support) and support.state in OPEN:
        found.append(button(t("Answer"), "answer_support", support.id, Style.PRIMARY))
        if support.state is SupportState.ASKED:
            found.append(button(t("I'll take it"), "take_support", support.id))
            found.append(button(t("Don't remind me"), "not_for_me", support.id))
    if rules.may_withdraw_support(reading.viewer, support) and support.state in OPEN:
        found.append(button(t("No longer needed"), "withdraw_support", support.id))
    return found


def _where(support: SupportRequest) -> Msg:
    taken = who(support.taken_by) if support.taken_by else t("a steward")
    match support.state:
        case SupportState.ASKED:
            return t("It is before the stewards since {when}.", when=Moment(support.asked_at, Show.DATE))
        case SupportState.TAKEN:
            return t("{who} is on it.", who=taken)
        case SupportState.ANSWERED:
            return t("{who} answered:", who=taken)
        case SupportState.WITHDRAWN:
            return t("It is no longer needed.")


def _line(support: SupportRequest, reading: Reading) -> Inline:
    pod = reading.store.pods.get(support.pod)
    since = t("since {when}", when=Moment(support.asked_at, Show.DATE))
    parts = (ref(support.id), name_of(pod) if pod else None, SUPPORT_KINDS[support.kind])
    state = SUPPORT_STATES[support.state]
    return joined((*(part for part in parts if part is not None), who(support.asker), state, since), " · ")


def standing(support: SupportRequest) -> AlreadySettled:
    """Say how a request for support stands, to whoever came too late."""
    taken = who(support.taken_by) if support.taken_by else t("a steward")
    match support.state:
        case SupportState.TAKEN:
            return AlreadySettled(t("Already taken on by {who}.", who=taken))
        case SupportState.ANSWERED:
            return AlreadySettled(t("Already answered by {who}.", who=taken))
        case _:
            return AlreadySettled(t("This is no longer needed."))


QUERIES = (
    Query(
        name="pods.support_list",
        may=only_stewards,
        command="support list",
        help=t("See what support pods ask for (stewards)"),
        run=list_open,
    ),
    Query(
        name="pods.support_of_pod",
        may=either(rules.uses, rules.stewards_here),
        on=POD,
        command="support show",
        help=t("See what support your pod asked for"),
        run=list_of_pod,
    ),
)
VIEWS = (View("pods.support", SUPPORT, card),)
