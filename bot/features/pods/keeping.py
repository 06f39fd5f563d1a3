"""What every handler of this feature does: store a change with what happened, and find the people concerned."""

from collections.abc import Callable
from typing import TypeVar

from bot.core.content import Content
from bot.core.errors import Hidden, Refusal
from bot.core.intents import Direct
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.access import Role
from bot.domain.events import Event
from bot.domain.pods.joining import JoinRequest
from bot.domain.pods.pod import Pod
from bot.ports.context import Context, Reading
from bot.ports.holders import stewards

H = TypeVar("H", bound=Callable[..., Outcome])


def keep_pod(ctx: Context, before: Pod, change: tuple[Pod, tuple[Event, ...]]) -> Pod:
    """Store what became of a pod, and log what happened."""
    return ctx.keep(ctx.store.pods, before, change)


def keep_request(
    ctx: Context, before: JoinRequest | None, change: tuple[JoinRequest, tuple[Event, ...]]
) -> JoinRequest:
    """Store what became of a request, or a new one (``before`` None), and log what happened."""
    return ctx.keep(ctx.store.requests, before, change)


def pod_of(reading: Reading, request: JoinRequest) -> Pod:
    """Give the pod that a request is for."""
    pod = reading.store.pods.get(request.pod)
    if pod is None:
        raise Hidden
    return pod


def facilitators(reading: Reading, pod: Pod) -> tuple[MemberRef, ...]:
    """Give who facilitates, in the order in which they began."""
    return tuple(reading.store.roles.holders(pod.community, Role.FACILITATOR, pod.id))


def deciders(reading: Reading, request: JoinRequest, pod: Pod) -> tuple[MemberRef, ...]:
    """Give the facilitators who may decide on this request."""
    return tuple(member for member in facilitators(reading, pod) if member != request.member)


def may_decide_proposal(pod: Pod, reading: Reading) -> bool:
    """Tell whether a steward may decide on a proposal: on their own only as long as there is no other steward."""
    me = reading.viewer.member
    return pod.proposer != me or not set(stewards(reading, pod.community)) - {me}


def fit_to_join(reading: Reading, pod: Pod, member: MemberRef, field: str = "member") -> MemberRef:
    """Refuse who cannot be a member of a pod here: bots, those who have gone, those of elsewhere."""
    known = reading.store.members.get(member)
    if member.community != pod.community or (known is not None and (known.bot or known.gone)):
        raise Refusal(t("This has to be a person in this community."), field)
    return member


def fit_to_facilitate(reading: Reading, pod: Pod, member: MemberRef, field: str = "member") -> MemberRef:
    """Refuse who cannot facilitate a pod: guests, beside those who cannot join."""
    known = reading.store.members.get(fit_to_join(reading, pod, member, field))
    if known is not None and known.guest:
        raise Refusal(t("Guests cannot facilitate a pod. Choose a full member."), field)
    return member


def tell(ctx: Context, member: MemberRef, said: Content) -> None:
    """Tell one person something, privately."""
    ctx.send(Direct(member, said))
