"""What a lab came from, and how far its words may go: never further than where they can be read."""

from dataclasses import dataclass

from bot.core.errors import Refusal
from bot.core.text import t
from bot.domain.access import Scope
from bot.domain.labs.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A pod, nugget, question, article or proposed topic from which a lab is planned, as its planner reads it.

    ``scope`` is who can read its words, None for those alone who look after it. What can be taken over is ``title``,
    ``theme`` and ``question``; empty is what it does not have.
    """

    id: str
    name: str
    scope: Scope | None
    pod: str = ""
    title: str = ""
    theme: str = ""
    question: str = ""

    def reaches(self, scope: Scope, pod: str) -> bool:
        """Tell whether all who may come to a lab of this scope, in this pod, can read its words."""
        if self.scope is None:
            return False
        if self.scope is Scope.POD:
            return scope is Scope.POD and pod == self.pod
        return self.scope.reaches(scope)


def check(origin: Origin, plan: Plan, pod: str) -> None:
    """Refuse words that were taken over from what not all who may come can read; the planner's own are theirs."""
    if origin.reaches(plan.scope, pod):
        return
    for field, taken, says in (
        ("title", origin.title, plan.title),
        ("theme", origin.theme, plan.theme),
        ("question", origin.question, plan.question),
    ):
        if taken and _from(taken, says):
            raise Refusal(
                t("Not all who may come can read where these words are from. Use your own, or choose who may come."),
                field,
            )


def _from(taken: str, says: str) -> bool:
    """Tell whether a text was taken over, whole or cut to what fits."""
    words, own = _alike(taken), _alike(says)
    return own == words or (own.endswith("…") and words.startswith(own[:-1]))


def _alike(text: str) -> str:
    return " ".join(text.split()).casefold()
