"""The objects that people can name in commands: pods, requests to join, resources, requests for support."""

from collections.abc import Sequence
from typing import Final

from bot.core.content import OPTION_LABEL_LIMIT, OPTIONS_LIMIT, Option
from bot.core.ids import read_reference
from bot.core.safety import shorten
from bot.core.text import Untrusted, t
from bot.domain.pods import rules
from bot.domain.pods.joining import JoinState
from bot.domain.pods.pod import Pod, PodState
from bot.ports.context import Reading
from bot.ports.feature import Completion, Kind, named_by_reference

ALL_STATES: Final = tuple(PodState)


def invited_to(reading: Reading) -> frozenset[str]:
    """Give the ids of the pods to which the viewer holds an open invitation."""
    if reading.viewer.member is None:
        return frozenset()
    return frozenset(
        request.pod for request in reading.store.requests.of_member(reading.viewer.member, [JoinState.INVITED])
    )


def knows(reading: Reading, pod: Pod) -> bool:
    """Tell whether the viewer may know that this pod exists: by the rules, or because they are invited."""
    return rules.may_see(reading.viewer, pod) or (rules.here(reading.viewer, pod) and pod.id in invited_to(reading))


def find_pod(typed: str, reading: Reading) -> str | None:
    """Read a reference or a name as the id of a pod that the viewer may know of."""
    if (reference := read_reference(typed)) is not None:
        pod = reading.store.pods.by_reference(reference)
        if pod is not None and knows(reading, pod):
            return pod.id
    wanted = " ".join(typed.split()).casefold()
    named = [pod for pod in _known(typed, reading) if pod.charter.name.casefold() == wanted]
    # Of an old pod and its successor the running one is meant.
    named.sort(key=lambda pod: pod.state not in rules.RUNNING)
    return named[0].id if named else None


def complete_pod(typed: str, reading: Reading) -> Sequence[Option]:
    """Suggest the pods that the viewer may know of."""
    return [
        Option(pod.id, Untrusted(shorten(pod.charter.name, OPTION_LABEL_LIMIT)))
        for pod in _known(typed, reading)[:OPTIONS_LIMIT]
    ]


def _known(typed: str, reading: Reading) -> list[Pod]:
    wanted = " ".join(typed.split())
    found = list(reading.store.pods.visible(reading.viewer, ALL_STATES, wanted, limit=OPTIONS_LIMIT))
    for pod_id in invited_to(reading) - {pod.id for pod in found}:
        pod = reading.store.pods.get(pod_id)
        if pod is not None and wanted.casefold() in pod.charter.name.casefold():
            found.append(pod)
    return [pod for pod in found if knows(reading, pod)]


POD: Final[Kind[Pod]] = Kind(
    letter="P",
    param="pod",
    description=t("Which pod: its name, or its reference such as P-7KQ2M"),
    get=lambda store, object_id: store.pods.get(object_id),
    find=find_pod,
    completes="pods",
)

REQUEST: Final = named_by_reference(
    "R",
    "request",
    t("Which request to join: its reference, such as R-7KQ2M"),
    lambda store: store.requests,
    rules.may_see_request,
)

RESOURCE: Final = named_by_reference(
    "G",
    "resource",
    t("Which resource: its reference, such as G-7KQ2M"),
    lambda store: store.resources,
    rules.may_see_resource,
)

SUPPORT: Final = named_by_reference(
    "S",
    "support",
    t("Which request for support: its reference, such as S-7KQ2M"),
    lambda store: store.support,
    rules.may_see_support,
)

KINDS: Final = (POD, REQUEST, RESOURCE, SUPPORT)
COMPLETIONS: Final = (Completion("pods", complete_pod),)
