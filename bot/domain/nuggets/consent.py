"""Consent: nothing that somebody wrote is read outside its place without their recorded yes.

``asked → given | refused | lapsed``, and at any time ``withdrawn``. Silence is no.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.core.errors import AlreadySettled
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.access import Scope
from bot.domain.events import Event
from bot.domain.nuggets import events as happened
from bot.domain.nuggets.nugget import Attribution

REMIND_AFTER: Final = timedelta(days=3)
LAPSE_AFTER: Final = timedelta(days=7)
"""From the asking on, as the table of times in the domain's text has it."""


class Part(StrEnum):
    """What somebody's words are to a nugget: it is theirs, or it quotes them."""

    AUTHOR = "author"
    QUOTED = "quoted"


class Answer(StrEnum):
    """What somebody said to being asked."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One person's answer about one nugget; there is one for each person and nugget.

    ``words`` are the words of theirs that they were shown. ``asked_for`` is the scope they were last asked about,
    ``given_for`` the widest that they said yes to, ``refused`` the narrowest that they said no to;
    None for none. ``nameless``: they chose once not to be named.
    """

    id: str
    nugget: str
    member: MemberRef
    part: Part
    words: tuple[str, ...]
    asked_for: Scope
    given_for: Scope | None = None
    refused: Scope | None = None
    answer: Answer = Answer.ASKED
    attribution: Attribution = Attribution.CHATHAM_HOUSE
    nameless: bool = False
    asked_at: datetime
    answered_at: datetime | None = None
    version: int = 0

    def covers(self, scope: Scope) -> bool:
        """Tell whether the yes of this person reaches so far."""
        return self.given_for is not None and self.given_for.reaches(scope)


Change = tuple[Consent, tuple[Event, ...]]


def asked(consent: Consent) -> Event:
    """Give what has happened when somebody is asked for the first time."""
    return happened.ConsentAsked(about=consent.nugget, scope=consent.asked_for)


def give(consent: Consent, attribution: Attribution, now: datetime) -> Change:
    """Say yes to the scope that was asked about; who has withdrawn can say yes again, who chose not to be named not.

    Not being named is for ever: a later yes does not name them either.
    """
    if consent.answer is Answer.GIVEN and consent.covers(consent.asked_for):
        raise AlreadySettled(t("You have said yes to this already. You can take it back at any time."))
    nameless = consent.nameless or attribution is Attribution.CHATHAM_HOUSE
    given = replace(
        consent,
        answer=Answer.GIVEN,
        given_for=consent.asked_for,
        refused=None if consent.refused and consent.asked_for.reaches(consent.refused) else consent.refused,
        attribution=Attribution.CHATHAM_HOUSE if nameless else attribution,
        nameless=nameless,
        answered_at=now,
    )
    return given, (happened.ConsentGiven(about=consent.nugget, scope=consent.asked_for),)


def refuse(consent: Consent, now: datetime) -> Change:
    """Say no to what was asked; a yes that was given before for less stands."""
    if consent.answer is not Answer.ASKED:
        raise AlreadySettled(t("You have answered this already. You can take a yes back at any time."))
    said_before = consent.refused is not None and consent.asked_for.reaches(consent.refused)
    refused = consent.refused if said_before else consent.asked_for
    no = replace(consent, answer=Answer.REFUSED, refused=refused, answered_at=now)
    return no, (happened.ConsentRefused(about=consent.nugget),)


def lapse(consent: Consent, now: datetime) -> Change:
    """Take silence as no; who has answered meanwhile is left alone."""
    if consent.answer is not Answer.ASKED:
        return consent, ()
    return replace(consent, answer=Answer.LAPSED, answered_at=now), (happened.ConsentLapsed(about=consent.nugget),)


def withdraw(consent: Consent, now: datetime) -> Change:
    """Take a yes back, also before it was given; the words go with it."""
    if consent.answer is Answer.WITHDRAWN:
        raise AlreadySettled(t("You have taken this back already. Your words are out of it."))
    taken = replace(consent, answer=Answer.WITHDRAWN, given_for=None, refused=Scope.POD, words=(), answered_at=now)
    return taken, (happened.ConsentWithdrawn(about=consent.nugget),)


def ask_again(consent: Consent, scope: Scope, words: tuple[str, ...], now: datetime) -> Change:
    """Ask about a wider scope, or about other words.

    Whoever said yes to both is not asked again. Nor is anybody asked as far as they said no, or were silent: about
    other words who said yes to less is asked for that, and who said yes to nothing is not asked. They can still say
    yes by themselves, to what it says now.
    """
    same = consent.words == words
    if same and consent.covers(scope):
        return consent, ()
    if _answered_no(consent, scope):
        if same or consent.given_for is None:
            return replace(consent, words=words), ()
        scope = consent.given_for
    asked = replace(
        consent,
        asked_for=scope,
        given_for=consent.given_for if same else None,
        words=words,
        answer=Answer.ASKED,
        asked_at=now,
        answered_at=None,
    )
    return asked, (happened.ConsentAsked(about=consent.nugget, scope=scope),)


def _answered_no(consent: Consent, scope: Scope) -> bool:
    """Tell whether somebody has answered with no for so far: a no counts for all that is wider, silence does not."""
    silent = consent.answer is Answer.LAPSED and consent.asked_for.reaches(scope)
    return silent or (consent.refused is not None and scope.reaches(consent.refused))
