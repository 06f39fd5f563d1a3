"""What others are shown of a nugget is sent to them anew where it changed, and left in peace where it did not."""

import pytest

from bot.core.intents import Edit
from bot.domain.nuggets.nugget import Nugget
from tests.features.nuggets.steps import Told, quoting
from tests.features.plain import lines

ASKED, TRIED = "would like to use your words", "Kisumu"


@pytest.fixture
async def nugget(told: Told) -> Nugget:
    """Give Amina's nugget; Bintou is asked whether she may be quoted, and the facilitator told of trying it."""
    nugget = await quoting(told)
    await told.pod.facilitator.uses("/nugget show", nugget=nugget.id)
    await told.pod.facilitator.presses("We tried this")
    await told.pod.facilitator.fills(place="Kisumu", result="success")
    return nugget


def edits(told: Told, of: str) -> int:
    """Count how often a card was sent anew."""
    return sum(of in lines(done.content) for done in told.world.platform.done if isinstance(done, Edit))


async def changes(told: Told, nugget: Nugget, **values: str) -> None:
    await told.amina.uses("/nugget edit", nugget=nugget.id)
    await told.amina.fills(**values)
    assert not told.amina.errors


async def test_a_change_that_they_do_not_show_sends_no_question_and_no_trial_anew(told: Told, nugget: Nugget) -> None:
    before = edits(told, ASKED), edits(told, TRIED)
    await changes(told, nugget, result="partial", level="district")

    assert (edits(told, ASKED), edits(told, TRIED)) == before
    assert "How it went: it worked in part" in await told.pod.facilitator.uses("/nugget show", nugget=nugget.id)


async def test_another_title_is_on_both(told: Told, nugget: Nugget) -> None:
    await changes(told, nugget, what_changed="A hand rub hangs at every bed.")

    assert "It tells of this: A hand rub hangs at every bed." in told.bintou.told()
    assert "Somebody tried A hand rub hangs at every bed." in told.amina.told()
