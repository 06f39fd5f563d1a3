"""From what a lab is planned: a pod, a proposed topic, a question, or what the community knows.

Each is read as its reader may read it, by whoever plans and by whoever sees the card.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.core.forms import FormValues
from bot.core.ids import kind_of, read_reference, reference
from bot.core.safety import one_line, shorten
from bot.core.text import Code, Inline, Untrusted, joined, t
from bot.domain.access import Scope
from bot.domain.desk import rules as desk_rules
from bot.domain.desk.question import Visibility
from bot.domain.labs.origin import Origin
from bot.domain.labs.plan import QUESTION_MOST, THEME_MOST, TITLE_MOST
from bot.domain.pods import rules as pod_rules
from bot.domain.topics import rules as topic_rules
from bot.domain.topics.topic import TopicState
from bot.features.labs.planning.places import EVERYBODY, pods_led
from bot.ports.context import Reading
from bot.ports.feature import Offer
from bot.ports.known import MATERIAL
from bot.ports.repositories import Repository
from bot.ports.store import Reads

NAMED: Final = 80
"""How much of an origin's name stands on a card."""

_REACH: Final = {Visibility.COMMUNITY: Scope.COMMUNITY, Visibility.POD: Scope.POD}


def origin_of(object_id: str, reading: Reading) -> Origin | None:
    """Read what a lab is planned from; None for what is not there, or not open to this reader."""
    find = _BY_KIND.get(kind_of(object_id), _known)
    return find(object_id, reading) if object_id else None


def _pod(object_id: str, reading: Reading) -> Origin | None:
    pod = reading.store.pods.get(object_id)
    if pod is None or not (pod_rules.may_see(reading.viewer, pod) or pod_rules.in_pod(reading.viewer, pod)):
        return None
    listed = pod.charter.listed and pod.state in pod_rules.RUNNING
    scope = Scope.COMMUNITY if listed else Scope.POD
    return Origin(id=pod.id, name=pod.charter.name, scope=scope, pod=pod.id, theme=pod.charter.focus)


def _topic(object_id: str, reading: Reading) -> Origin | None:
    topic = reading.store.topics.get(object_id)
    if topic is None or topic.state is TopicState.WITHDRAWN or not topic_rules.may_see(reading.viewer, topic):
        return None
    return Origin(id=topic.id, name=topic.title, scope=Scope.COMMUNITY, title=topic.title, question=topic.why)


def _question(object_id: str, reading: Reading) -> Origin | None:
    question = reading.store.questions.get(object_id)
    if question is None or not desk_rules.may_see(reading.viewer, question):
        return None
    scope = _REACH.get(question.visibility)
    pod = question.pod if scope is Scope.POD else ""
    return Origin(id=question.id, name=question.text, scope=scope, pod=pod, question=question.text)


def _known(object_id: str, reading: Reading) -> Origin | None:
    item = reading.store.knowledge.get(reading.viewer, object_id)
    if item is None:
        return None
    pod = item.pod if item.scope is Scope.POD else ""
    topics = ", ".join(item.topics)
    return Origin(id=item.id, name=item.title, scope=item.scope, pod=pod, title=item.title, theme=topics)


_BY_KIND: Final[Mapping[str, Callable[[str, Reading], Origin | None]]] = {"P": _pod, "U": _topic, "Q": _question}


def named(typed: str, reading: Reading) -> Origin | None:
    """Read the reference of what a lab is planned from."""
    short = read_reference(typed)
    nouns = _nouns(reading.store).get(kind_of(short)) if short else None
    found = nouns.by_reference(short) if nouns is not None and short else None
    return origin_of(found.id, reading) if found is not None else None


def _nouns(store: Reads) -> Mapping[str, Repository[Any]]:
    return {"P": store.pods, "U": store.topics, "Q": store.questions, "N": store.nuggets, "W": store.articles}


def taken_over(origin: Origin, reading: Reading) -> FormValues:
    """Give what can be filled in already: for whom it can be, and the words that those can read."""
    led = {pod.id for pod in pods_led(reading)}
    who = origin.pod if origin.pod in led else EVERYBODY
    scope = Scope.POD if who != EVERYBODY else Scope.COMMUNITY
    if not origin.reaches(scope, who):
        return {"who": who}
    words = {
        "title": shorten(one_line(origin.title), TITLE_MOST),
        "theme": shorten(one_line(origin.theme), THEME_MOST),
        "question": shorten(origin.question, QUESTION_MOST),
    }
    return {"who": who, **{name: value for name, value in words.items() if value}}


def shown(origin: Origin) -> Inline:
    """Say in a line what a lab came from."""
    return joined([Code(reference(origin.id)), Untrusted(shorten(one_line(origin.name), NAMED))], " · ")


OFFERS = (Offer("pod", t("Plan a lab"), "labs.plan"), Offer(MATERIAL, t("Plan a lab on this"), "labs.plan"))
