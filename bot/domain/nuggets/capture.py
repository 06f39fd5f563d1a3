"""Where a nugget is made of what people say: in no pod that is closed to whoever asks, or that would not have it."""

from bot.core.errors import Hidden, Refusal
from bot.core.text import t
from bot.domain.access import Viewer
from bot.domain.pods import rules
from bot.domain.pods.pod import Pod


def open_to(viewer: Viewer, pod: Pod | None) -> None:
    """Refuse what is said in a pod to who is not in it, and to all once it is closed or agrees on no harvest.

    It is asked when somebody begins and again whenever more comes of it, for both may change meanwhile. Outside of pods
    (None) the platform alone says who may read.
    """
    if pod is None:
        return
    if not rules.in_pod(viewer, pod):
        raise Hidden
    if pod.state not in rules.RUNNING:
        raise Refusal(t("This pod is closed, so nothing new is harvested from it."))
    if not pod.charter.ground_rules.harvesting:
        raise Refusal(
            t("This pod has agreed that nothing is harvested from it. Its facilitators can change that in the charter.")
        )
