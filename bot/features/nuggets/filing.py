"""Where a nugget can be found: filed with what may be read of it, in the same moment in which that changes."""

from bot.domain.knowledge.item import ItemKind, KnowledgeItem
from bot.domain.nuggets import quoting, rules
from bot.domain.nuggets.details import in_words
from bot.domain.nuggets.nugget import Nugget, NuggetState
from bot.domain.nuggets.spread import spread
from bot.domain.nuggets.words import FieldName
from bot.ports.context import Context


def file_away(nugget: Nugget, ctx: Context) -> None:
    """Have a nugget be found as it can be read now, or not at all."""
    what_changed = nugget.says(FieldName.WHAT_CHANGED)
    if not rules.published(nugget) or nugget.scope is None or nugget.state is NuggetState.SUPERSEDED:
        ctx.store.knowledge.drop(nugget.id)
        return
    consents = ctx.store.consents.of_nugget(nugget.id)
    template = ctx.store.templates.of(nugget.community, nugget.template)
    fields = quoting.readable(nugget, consents, nugget.scope)
    ctx.store.knowledge.put(
        KnowledgeItem(
            id=nugget.id,
            kind=ItemKind.NUGGET,
            community=nugget.community,
            scope=nugget.scope,
            pod=nugget.pod,
            language=nugget.language or ctx.community.locale,
            title=what_changed,
            text=" ".join(map(_ended, [*(told.text for told in fields.values()), *in_words(nugget, template)])),
            topics=nugget.topics,
            level=nugget.level.value if nugget.level else "",
            result=nugget.result.value if nugget.result else "",
            country=nugget.country,
            published_at=nugget.published_at or ctx.now,
            adoptions=spread(ctx.store.adoptions.of_nugget(nugget.id)).tried,
        )
    )


def _ended(text: str) -> str:
    """Give a field with a full stop, so that a stretch of several reads as sentences."""
    return f"{text}." if text[-1:].isalnum() else text
