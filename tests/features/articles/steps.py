"""What tests of the help desk begin with: people at desks, and a press that keeps an answer."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.bootstrap import FEATURES
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.access import Grant, Role, anyone
from bot.domain.articles.article import Article
from bot.domain.desk.question import Entry, Question
from bot.features.helpdesk.articles.beginning import begin_article
from bot.ports.answering import say
from bot.ports.context import Context
from bot.ports.feature import Action, Feature
from bot.ports.store import UnitOfWork
from tests.features.world import Person, World

OXYGEN_DESK, STAFF_DESK = "K-" + "1" * 26, "K-" + "2" * 26
OTHERS = "this is for others to do"


@dataclass
class Kept:
    """The answer that ``/keep`` makes an article of, as the desk's own button will; or what it does instead."""

    said: list[tuple[Question, Entry]] = field(default_factory=list)
    instead: Callable[[Context], None] | None = None

    def keep(self, _nothing: None, ctx: Context) -> Outcome:
        if self.instead is not None:
            self.instead(ctx)
            return say(t("Done"))
        return ctx.show("desk.article", begin_article(*self.said[-1], ctx).id)

    @property
    def features(self) -> tuple[Feature, ...]:
        press = Action(name="keeping.keep", may=anyone, command="keep", help=t("Keep it"), run=self.keep)
        return (*FEATURES, Feature(name="keeping", actions=[press]))


async def answers_at(world: World, name: str, desk: str = OXYGEN_DESK) -> Person:
    """Bring somebody who answers at a desk, or at all of them (an empty one)."""
    person = await world.person(name)

    def grant(uow: UnitOfWork) -> None:
        uow.roles.grant(person.ref, Grant(Role.DESK_STAFF, desk))

    await world.bot.storage.write(grant, [world.community]).result
    return person


async def newest_article(world: World, person: Person) -> Article:
    """Give the newest article in which somebody has a part as its owner."""
    found = await world.bot.storage.read(lambda uow: uow.articles.naming(person.ref))
    return found[-1]
