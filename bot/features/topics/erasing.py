"""A member forgotten in proposed topics when they say so, and all that is held about them there."""

from collections.abc import Mapping
from dataclasses import replace

from bot.core.ids import reference
from bot.core.refs import MemberRef
from bot.domain.drafting.withholding import known_by, nameless
from bot.domain.pods.forgetting import nobody
from bot.domain.topics.topic import ProposedTopic, TopicState
from bot.ports.context import Context
from bot.ports.feature import Erasure
from bot.ports.store import Reads


def export(member: MemberRef, store: Reads) -> Mapping[str, object]:
    """Give what a member proposed, supported and decided about."""
    named = store.topics.naming(member)
    return {
        "proposed": [
            {"reference": reference(one.id), "title": one.title, "why": one.why, "state": one.state.value}
            for one in named
            if one.proposer == member
        ],
        "decided": [
            {"reference": reference(one.id), "reason": one.reason} for one in named if one.decided_by == member
        ],
        "supported": [reference(topic) for topic in store.supports.of_member(member)],
    }


def erase(member: MemberRef, keep_anonymised: bool, ctx: Context) -> None:
    """Take a member out of every topic. What they proposed stays without a name, or goes, as they wish."""
    supported = ctx.store.supports.of_member(member)
    ctx.store.supports.forget(member)
    for topic in ctx.store.topics.naming(member):
        ctx.store.topics.save(_without(topic, member, keep_anonymised, ctx))
        ctx.settle(topic.id, member)
        if topic.proposer == member and not keep_anonymised:
            ctx.settle(topic.id)
        ctx.refresh(topic.id)
    for topic_id in supported:
        ctx.refresh(topic_id)


def _without(topic: ProposedTopic, member: MemberRef, keep_anonymised: bool, ctx: Context) -> ProposedTopic:
    gone, known = nobody(member.community), known_by(ctx.store.members.get(member))
    if topic.decided_by == member:
        topic = replace(topic, decided_by=gone, reason=nameless(topic.reason, known))
    if topic.proposer != member:
        return topic
    if not keep_anonymised:
        return replace(topic, proposer=gone, title="", why="", state=TopicState.WITHDRAWN)
    return replace(topic, proposer=gone, title=nameless(topic.title, known), why=nameless(topic.why, known))


ERASURE = Erasure(export, erase)
