"""A community with a desk: Esi and Kofi answer at it, Amina asks, Ben reads."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.domain.desk.question import Question, Visibility
from tests.domain.questions_of_tests import ANSWERED, ASKED, a_question, an_answer, somebody_anonymous
from tests.features.articles.steps import Kept, answers_at
from tests.features.world import Person, World, a_world


@dataclass
class Desk:
    """A desk and its people."""

    world: World
    kept: Kept
    esi: Person
    kofi: Person
    amina: Person
    ben: Person

    async def keeps(
        self, visibility: Visibility = Visibility.COMMUNITY, text: str = ASKED, answer: str = ANSWERED
    ) -> str:
        """Let Esi keep an answer to Amina's question; gives what she is shown."""
        asker = somebody_anonymous(self.world.community) if visibility is Visibility.ANONYMOUS else self.amina.ref
        return await self.keeps_answer(a_question(asker, visibility, text), answer)

    async def keeps_answer(self, question: Question, answer: str = ANSWERED) -> str:
        """Let Esi keep an answer to this question; gives what she is shown."""
        self.kept.said.append((question, an_answer(question, self.esi.ref, answer)))
        return await self.esi.uses("/keep")


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    kept = Kept()
    async with a_world(kept.features) as world:
        esi, kofi = await answers_at(world, "Esi"), await answers_at(world, "Kofi")
        yield Desk(world, kept, esi, kofi, await world.person("Amina"), await world.person("Ben"))
