"""A proposed topic's life: each function takes it from one state to the next, and tells what has happened."""

from dataclasses import replace
from datetime import datetime

from bot.core.errors import AlreadySettled
from bot.core.refs import CommunityRef, MemberRef
from bot.core.text import t
from bot.domain.events import Event
from bot.domain.topics import events as happened
from bot.domain.topics.recurring import TopicCount
from bot.domain.topics.topic import ProposedTopic, TopicKind, TopicState

Change = tuple[ProposedTopic, tuple[Event, ...]]


def propose(topic: ProposedTopic) -> Change:
    """Propose a topic."""
    return topic, (happened.TopicProposed(about=topic.id),)


def propose_from_desk(
    known: ProposedTopic | None, count: TopicCount, topic_id: str, community: CommunityRef, now: datetime
) -> Change:
    """Propose what the help desk is asked about again and again, with its counts; what is proposed gets the new ones.

    What was decided stays so, however often it is asked.
    """
    if known is None:
        return propose(
            ProposedTopic(
                id=topic_id,
                community=community,
                kind=TopicKind.LAB,
                title=count.label,
                label=count.label,
                asked=count.asked,
                unanswered=count.unanswered,
                proposed_at=now,
            )
        )
    return (replace(known, asked=count.asked, unanswered=count.unanswered) if known.open else known), ()


def take_up(topic: ProposedTopic, by: MemberRef, now: datetime) -> Change:
    """Take it up."""
    still_open(topic)
    taken = replace(topic, state=TopicState.TAKEN_UP, decided_by=by, decided_at=now)
    return taken, (happened.TopicTakenUp(about=topic.id),)


def decline(topic: ProposedTopic, reason: str, by: MemberRef, now: datetime) -> Change:
    """Say that it is not taken up, and why."""
    still_open(topic)
    declined = replace(topic, state=TopicState.DECLINED, reason=reason, decided_by=by, decided_at=now)
    return declined, (happened.TopicDeclined(about=topic.id),)


def withdraw(topic: ProposedTopic) -> Change:
    """Take it back with its words."""
    still_open(topic)
    return replace(topic, state=TopicState.WITHDRAWN, title="", why=""), (happened.TopicWithdrawn(about=topic.id),)


def still_open(topic: ProposedTopic) -> None:
    """Refuse what comes too late."""
    if not topic.open:
        raise AlreadySettled(t("This is decided already. This is how it stands."))
