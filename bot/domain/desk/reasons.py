"""Why somebody is asked, in words for the desk and for whoever asks."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from bot.core.text import Inline, Moment, Msg, Untrusted, joined, n, t
from bot.domain.desk.fitting import reads
from bot.domain.desk.focal import FocalPoint
from bot.domain.desk.question import Question
from bot.domain.desk.rulebook import Rulebook
from bot.domain.desk.sorting import label_of, primary
from bot.domain.languages import LANGUAGES

_FREE: Final = t("has no open question")


def why(
    question: Question,
    rulebook: Rulebook,
    focal: FocalPoint,
    *,
    back: datetime | None,
    working: bool,
    named: bool,
    load: int,
) -> Msg:
    """Say why this is somebody to ask: what they cover, what they read, when they work, how much they have."""

    def reasons() -> Iterator[Inline]:
        if named:
            yield t("a rule of the desk names them")
        yield _covers(question, rulebook, focal)
        if focal.learning_point:
            yield t("is a learning point")
        if question.language and focal.languages:
            language = Untrusted(LANGUAGES.get(primary(question.language), question.language))
            yield (
                t("reads {language}", language=language)
                if reads(focal, question.language)
                else t("may not read {language}", language=language)
            )
        yield _hours(back, working=working)
        yield n("has {count} open question", "has {count} open questions", load) if load else _FREE

    return t("{reasons}", reasons=joined(reasons()))


def _covers(question: Question, rulebook: Rulebook, focal: FocalPoint) -> Msg:
    topic = rulebook.topic(question.topic) if question.topic in focal.topics else None
    place = _place(question, rulebook, focal)
    if topic is not None and place is not None:
        return t("covers {topic} in {place}", topic=label_of(topic), place=place)
    if topic is not None:
        return t("covers {topic}", topic=label_of(topic))
    return t("covers {place}", place=place) if place else t("takes questions of many kinds")


def _place(question: Question, rulebook: Rulebook, focal: FocalPoint) -> Inline | None:
    if question.country and question.country in focal.countries:
        return Untrusted(question.country)
    if region := rulebook.region_of(question.country, focal.regions):
        return t("{region} ({country})", region=Untrusted(region), country=Untrusted(question.country))
    return None


def _hours(back: datetime | None, *, working: bool) -> Msg:
    if back is not None:
        return t("is at work again {when}", when=Moment(back))
    return t("is at work now") if working else t("is not at work now, but it is urgent")
