"""What a nugget said before is its author's to see, and nobody else's."""

from dataclasses import replace

import pytest

from bot.domain.nuggets.nugget import Nugget
from bot.domain.nuggets.nugget import Told as Quotation
from bot.domain.nuggets.words import FieldName
from bot.ports.store import UnitOfWork
from tests.features.nuggets.steps import BINTOU_SAW, Told, quoting

BEFORE = "40% to 78%"


@pytest.fixture
async def nugget(told: Told) -> Nugget:
    """Give Amina's nugget, published in the pod without a name."""
    return await told.publishes()


async def changes(told: Told, nugget: Nugget, outcome: str) -> None:
    await told.amina.uses("/nugget edit", nugget=nugget.id)
    await told.amina.fills(outcome=outcome)
    assert not told.amina.errors


async def test_what_was_never_changed_has_no_history(told: Told, nugget: Nugget) -> None:
    said = await told.amina.uses("/nugget history", nugget=nugget.id)

    assert "It was not changed since you told it." in said
    await told.amina.uses("/nugget show", nugget=nugget.id)
    assert "What it said before" not in told.amina.labels()


async def test_the_author_sees_page_by_page_what_it_said_before(told: Told, nugget: Nugget) -> None:
    for number in range(4):
        await changes(told, nugget, f"Version {number}")
    await told.amina.uses("/nugget show", nugget=nugget.id)
    first = await told.amina.presses("What it said before")

    assert "Version 2" in first
    assert "Version 3" not in first
    assert BEFORE not in first
    assert BEFORE in await told.amina.presses("More")


async def test_s13_nobody_else_sees_it(told: Told, nugget: Nugget) -> None:
    await changes(told, nugget, "Otherwise")
    stranger = await told.world.person("Eve")

    for reader in (told.bintou, told.pod.facilitator):
        assert "this is for others" in await reader.uses("/nugget history", nugget=nugget.id)
        assert BEFORE not in reader.sees().replace(told.pod.facilitator.told(), "")
    assert "can't find that" in await stranger.uses("/nugget history", nugget=nugget.id)


async def test_s40_words_of_others_are_in_it_only_as_far_as_they_said_yes_to_them(told: Told) -> None:
    nugget = await quoting(told)
    await changes(told, nugget, "Fewer infections.")
    assert BINTOU_SAW not in await told.amina.uses("/nugget history", nugget=nugget.id)

    def quote(uow: UnitOfWork) -> None:
        found = uow.nuggets.get(nugget.id)
        assert found is not None
        theirs = Quotation(BINTOU_SAW, told.bintou.ref, told.messages[3])
        uow.nuggets.save(replace(found, fields={**found.fields, FieldName.OUTCOME: theirs}))

    await told.world.bot.storage.write(quote, [told.world.community]).result
    await told.bintou.presses("Yes, without a name")
    assert BINTOU_SAW in await told.amina.uses("/nugget history", nugget=nugget.id)
    await told.bintou.presses("Take it back")
    assert BINTOU_SAW not in await told.amina.uses("/nugget history", nugget=nugget.id)


async def test_s40_a_nugget_that_was_withdrawn_has_no_history(told: Told, nugget: Nugget) -> None:
    await changes(told, nugget, "Otherwise")
    await told.amina.uses("/nugget withdraw", nugget=nugget.id)

    assert BEFORE not in await told.amina.uses("/nugget history", nugget=nugget.id)


async def test_the_longest_texts_are_shown(told: Told, nugget: Nugget) -> None:
    for letter in "abcd":
        await told.amina.uses("/nugget edit", nugget=nugget.id)
        await told.amina.fills(what_changed=f"{letter} " * 150, outcome=f"{letter} " * 500)
        assert not told.amina.errors

    assert ("c " * 500).strip() in await told.amina.uses("/nugget history", nugget=nugget.id)
