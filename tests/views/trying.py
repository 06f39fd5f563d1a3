"""What is shown for one gesture: the answer, the form it opens with what comes of sending it, and what is sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from bot.app.catalogue import Catalogue
from bot.app.context import WritingContext
from bot.app.resolve import Call, subject_of
from bot.app.route import refused_form, route
from bot.core.content import Content, content
from bot.core.errors import Refusal
from bot.core.forms import Step
from bot.core.inbound import ActionPressed, FormSubmitted
from bot.core.intents import Direct, Edit, Intent, Post, SendFile
from bot.core.outcome import FormErrors, Outcome, Reply, ShowForm, UpdateCard
from bot.core.refs import MemberRef
from bot.ports.feature import Asked, Query
from bot.ports.store import UnitOfWork
from tests.views.filling import filled_in


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that is shown, and by what. ``public``: others read it too; ``home``: on the bot's own page."""

    by: str
    what: Content | Step
    public: bool = False
    home: bool = False


class Overheard:
    """An outbox that remembers what is put in it to be said."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._outbox: Any = uow.outbox
        self._said: list[tuple[str, Content]] = []
        cast("Any", uow).outbox = self

    def put(self, community: object, key: str, destination: str, intent: Intent, *more: object) -> object:
        match intent:
            case Post(content=words) | Direct(content=words) | Edit(content=words) | SendFile(note=words):
                self._said.append((destination, words))
            case _:
                pass
        return self._outbox.put(community, key, destination, intent, *more)

    def shown(self, by: str) -> list[Shown]:
        """Give what was said, in an order that does not depend on chance."""
        said = sorted(self._said, key=repr)
        return [Shown(by, words, public=destination.startswith("#")) for destination, words in said]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._outbox, name)


@dataclass
class Try:
    """A press, at a moment; the form that opens is filled in the ``variant``-th of ``variants`` ways."""

    pressed: ActionPressed
    catalogue: Catalogue
    now: datetime
    members: Sequence[MemberRef]
    variant: int = 0
    variants: int = 1

    def __call__(self, uow: UnitOfWork) -> list[Shown]:
        """Let it happen; gives what is shown."""
        by, overheard = self.pressed.token.action, Overheard(uow)
        return [*(Shown(by, what) for what in self._answers(self.pressed, uow)), *overheard.shown(by)]

    def _answers(self, inbound: ActionPressed | FormSubmitted, uow: UnitOfWork) -> Iterator[Content | Step]:
        match self._outcome(inbound, uow):
            case Reply(words):
                yield words
            case UpdateCard() as card:
                yield card.whole
            case FormErrors(errors, step):
                yield replace(step, errors={**step.errors, **errors})
            case ShowForm(step):
                yield step
                if not step.errors:
                    yield from self._answers(self._sent(step, inbound, uow), uow)
            case _:
                return

    def _outcome(self, inbound: ActionPressed | FormSubmitted, uow: UnitOfWork) -> Outcome:
        ctx = WritingContext(self.catalogue, uow, self.now, inbound)
        token, way = inbound.token, self.catalogue.ways[inbound.token.action]
        try:
            if isinstance(way, Query):
                page = int(token.extra) if token.extra.isdecimal() else 0
                return way.run(subject_of(Call(way, token.object_id, {}), ctx), Asked({}, page), ctx)
            return route(inbound, self.catalogue, ctx)
        except Refusal as refusal:
            if isinstance(inbound, FormSubmitted):
                return refused_form(inbound, refusal, self.catalogue, ctx)
            return Reply(content(refusal.text))

    def _sent(self, step: Step, before: ActionPressed | FormSubmitted, uow: UnitOfWork) -> FormSubmitted:
        ways = filled_in(step, WritingContext(self.catalogue, uow, self.now, before), self.members)
        self.variants = max(self.variants, len(ways))
        return FormSubmitted(
            key=f"{before.key}+",
            community=before.community,
            at=before.at,
            actor=before.actor,
            token=step.token,
            values=ways[min(self.variant, len(ways) - 1)],
        )
