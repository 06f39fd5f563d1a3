"""A correction: what somebody who reads an article says is wrong with it. It goes to whoever answers for the article.

``proposed → taken | left``.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.core.errors import AlreadySettled
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.articles import events as happened
from bot.domain.articles.article import Article
from bot.domain.events import Event

TEXT_MOST: Final = 1000


class CorrectionState(StrEnum):
    """What became of it."""

    PROPOSED = "proposed"
    TAKEN = "taken"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What somebody says is wrong, in their words."""

    id: str
    article: str
    by: MemberRef
    text: str
    at: datetime
    state: CorrectionState = CorrectionState.PROPOSED
    version: int = 0


@dataclass(frozen=True, slots=True)
class Proposed:
    """A correction with the article it is about: who keeps the one answers the other."""

    correction: Correction
    article: Article

    @property
    def id(self) -> str:
        """The correction's."""
        return self.correction.id


Change = tuple[Correction, tuple[Event, ...]]


def propose(correction: Correction) -> Change:
    """Say what is wrong."""
    return correction, (happened.CorrectionProposed(about=correction.article, correction=correction.id),)


def answer(correction: Correction, *, taken: bool) -> Change:
    """Say that the article was put right, or that it stays as it is."""
    if correction.state is not CorrectionState.PROPOSED:
        raise AlreadySettled(t("This has been answered already."))
    state = CorrectionState.TAKEN if taken else CorrectionState.LEFT
    told = happened.CorrectionAnswered(about=correction.article, correction=correction.id, taken=taken)
    return replace(correction, state=state), (told,)
