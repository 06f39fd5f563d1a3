"""Who may do what with proposed topics. Each says yes only to what it is sure of."""

from bot.domain.access import STEWARDS, Viewer, audiences, for_holders
from bot.domain.topics.topic import ProposedTopic, TopicState


def may_see(viewer: Viewer, topic: ProposedTopic) -> bool:
    """Whoever is in its community, and no guest of the platform."""
    return topic.audience in audiences(viewer)


def proposes(viewer: Viewer, _subject: object) -> bool:
    """Any member of the community; a guest reads no topics, and so proposes none."""
    return viewer.member is not None and not viewer.guest


def proposed(viewer: Viewer, topic: ProposedTopic) -> bool:
    """Whoever proposed it."""
    return viewer.member is not None and viewer.member == topic.proposer and may_see(viewer, topic)


def supports(viewer: Viewer, topic: ProposedTopic) -> bool:
    """Whoever reads it and did not propose it; not what was taken back."""
    if viewer.member is None or viewer.member == topic.proposer:
        return False
    return topic.state is not TopicState.WITHDRAWN and may_see(viewer, topic)


@for_holders(*STEWARDS)
def decides(viewer: Viewer, topic: ProposedTopic) -> bool:
    """The stewards of its community."""
    return viewer.member is not None and viewer.steward and may_see(viewer, topic)
