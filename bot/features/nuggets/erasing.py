"""A member forgotten by this feature when they say so, and all that it holds about them."""

from collections.abc import Mapping
from dataclasses import replace

from bot.core.ids import reference
from bot.core.refs import MemberRef
from bot.domain.access import Viewer
from bot.domain.drafting.withholding import known_by
from bot.domain.nuggets import authorship, life
from bot.domain.nuggets.consent import Consent
from bot.domain.nuggets.nugget import DRAFTS, EMPTIED, Nugget, Told
from bot.domain.nuggets.withholding import without_names
from bot.domain.pods.forgetting import nobody
from bot.features.nuggets.consent.consenting import withdraw_all
from bot.features.nuggets.copies import bring_count_up_to_date, bring_up_to_date
from bot.features.nuggets.keeping import keep_nugget, keep_without
from bot.ports.context import Context
from bot.ports.feature import Erasure
from bot.ports.store import Reads


def export(member: MemberRef, store: Reads) -> Mapping[str, object]:
    """Give all that is held about a member: their nuggets, what they were asked, what they told of trying."""
    naming = store.nuggets.naming(member)
    viewer = Viewer(member.community, member, store.roles.of(member))
    return {
        "nuggets": [_nugget(nugget, viewer, store) for nugget in naming if nugget.author == member],
        "collected": [
            {"reference": reference(nugget.id), "captured_at": nugget.captured_at.isoformat()}
            for nugget in naming
            if nugget.collector == member
        ],
        "consents": [_consent(consent) for consent in store.consents.of_member(member)],
        "tried": [
            {"nugget": reference(one.nugget), "place": one.place, "adapted": one.adapted, "evidence": one.evidence}
            for one in store.adoptions.of_member(member)
        ],
        "not_to_be_kept": [str(message) for message in store.refusals.of_member(member)],
        "said": [{"about": reference(about), "what": echo.value} for about, echo in store.echoes.of_member(member)],
    }


def erase(member: MemberRef, keep_anonymised: bool, ctx: Context) -> None:
    """Take a member out of every nugget. What they published stays without a name, or goes, as they wish."""
    for nugget in ctx.store.nuggets.naming(member):
        _without_name(_without_words(nugget, member, keep_anonymised, ctx), member, ctx)
    for consent in ctx.store.consents.of_member(member):
        ctx.settle(consent.id)
        ctx.withdraw_promise(consent.id)
        ctx.store.consents.forget(consent)
    for adoption in ctx.store.adoptions.of_member(member):
        kept = replace(adoption, by=nobody(member.community))
        if not keep_anonymised:
            kept = replace(kept, place="", adapted="", evidence="", country="", withdrawn=True)
        ctx.store.adoptions.save(kept)
        ctx.refresh(adoption.id)
        tried = ctx.store.nuggets.get(adoption.nugget)
        if tried is not None:
            bring_count_up_to_date(tried, ctx)
    ctx.store.echoes.forget(member)
    ctx.store.refusals.forget(member)


def _without_words(nugget: Nugget, member: MemberRef, keep_anonymised: bool, ctx: Context) -> Nugget:
    if nugget.state in EMPTIED:
        return nugget
    if nugget.author == member:
        if nugget.state in DRAFTS:
            return keep_nugget(ctx, nugget, life.drop(nugget, ctx.now))
        return nugget if keep_anonymised else withdraw_all(nugget, ctx)
    if nugget.collector == member and nugget.state in DRAFTS:
        return keep_nugget(ctx, nugget, life.drop(nugget, ctx.now))
    consent = ctx.store.consents.of(nugget.id, member)
    if consent is not None and consent.covers(nugget.scope or nugget.wanted) and keep_anonymised:
        return nugget
    return keep_without(ctx, nugget, life.take_out(nugget, member))


def _without_name(nugget: Nugget, member: MemberRef, ctx: Context) -> None:
    """Put nobody in a member's place, and take their name out of what the nugget says."""
    gone = nobody(member.community)
    unnamed = without_names(nugget, known_by(ctx.store.members.get(member)))
    fields = {
        name: Told(told.text) if (told.said_by or nugget.author) == member else told
        for name, told in unnamed.fields.items()
    }
    kept = replace(
        unnamed,
        fields=fields,
        author=gone if nugget.author == member else nugget.author,
        collector=gone if nugget.collector == member else nugget.collector,
        gesture=None if nugget.author == member else nugget.gesture,
    )
    ctx.store.revisions.forget(nugget.id)
    if kept != nugget:
        ctx.store.nuggets.save(kept)
        if nugget.author == member:
            ctx.store.sources.forget(nugget.id)
        ctx.settle(nugget.id, member)
        bring_up_to_date(nugget, kept, ctx)


def _nugget(nugget: Nugget, viewer: Viewer, store: Reads) -> Mapping[str, object]:
    fields = authorship.readable(viewer, nugget, store.consents.of_nugget(nugget.id))
    return {
        "reference": reference(nugget.id),
        "state": nugget.state.value,
        "scope": nugget.scope.value if nugget.scope else None,
        "fields": {name.value: told.text for name, told in fields.items()},
        "result": nugget.result.value if nugget.result else None,
        "level": nugget.level.value if nugget.level else None,
        "more": dict(nugget.more),
        "topics": list(nugget.topics),
        "country": nugget.country,
        "captured_at": nugget.captured_at.isoformat(),
    }


def _consent(consent: Consent) -> Mapping[str, object]:
    return {
        "reference": reference(consent.id),
        "nugget": reference(consent.nugget),
        "words": list(consent.words),
        "answer": consent.answer.value,
        "attribution": consent.attribution.value,
        "asked_at": consent.asked_at.isoformat(),
    }


ERASURE = Erasure(export, erase)
