"""What a focal point is worth to a question by what it is about: topic × place × level × language, from 0 to 1."""

from typing import Final

from bot.domain.desk.focal import FocalPoint
from bot.domain.desk.question import Question
from bot.domain.desk.rulebook import Rulebook
from bot.domain.desk.sorting import primary

_ALL_TOPICS: Final = 0.5
_EVERYWHERE: Final = 0.4
_REGION: Final = 0.7
_OTHER_LEVEL: Final = 0.5
_UNSAID_LANGUAGE: Final = 0.5
_OTHER_LANGUAGE: Final = 0.1
_UNTOLD: Final = 0.3
"""Who is there for one topic or place, where the question does not tell whether it is that."""


def fit(focal: FocalPoint, question: Question, rulebook: Rulebook) -> float:
    """Give what they are worth to it; 0 for who answers for other topics or other places."""
    covered = _topic(focal, question) * _place(focal, question, rulebook)
    return covered and covered * _level(focal, question) * _language(focal, question)


def reads(focal: FocalPoint, language: str) -> bool:
    """Tell whether they say that they read this language, whatever its region."""
    return primary(language) in map(primary, focal.languages)


def _topic(focal: FocalPoint, question: Question) -> float:
    if not focal.topics:
        return _ALL_TOPICS
    if not question.topic:
        return _UNTOLD
    return 1 if question.topic in focal.topics else 0


def _place(focal: FocalPoint, question: Question, rulebook: Rulebook) -> float:
    if not focal.countries and not focal.regions:
        return _EVERYWHERE
    if not question.country:
        return _UNTOLD
    if question.country in focal.countries:
        return 1
    return _REGION if rulebook.region_of(question.country, focal.regions) else 0


def _level(focal: FocalPoint, question: Question) -> float:
    return 1 if not focal.levels or question.level is None or question.level in focal.levels else _OTHER_LEVEL


def _language(focal: FocalPoint, question: Question) -> float:
    if not question.language:
        return 1
    if not focal.languages:
        return _UNSAID_LANGUAGE
    return 1 if reads(focal, question.language) else _OTHER_LANGUAGE
