"""The pictures are of something: what can be there is there, what can happen happens, and the schemas are known."""

from pathlib import Path

import pytest

from bot.core.inbound import Happening
from tests.adapters.discord.looks import sound as sound_on_discord
from tests.adapters.slack.looks import sound as sound_on_slack
from tests.platforms.discord.specs import folder_from_environment
from tests.views.gathering import Gathering
from tests.views.scenery import scenery


async def test_something_of_every_kind_is_there_and_everything_that_is_listened_for_happens() -> None:
    async with scenery("slack") as there:
        gathering = Gathering(there)
        catalogue = there.world.bot.catalogue
        lacking = [kind.param for kind in catalogue.kinds.values() if not await gathering.objects(kind)]
        heard = {heard for heard in catalogue.listeners if issubclass(heard, Happening)}
        happens = {type(happening) for happening in gathering.happenings()}

    assert lacking == []
    assert heard - happens == set()


def test_the_pictures_were_held_against_the_published_schemas(specs_dir: Path) -> None:
    assert folder_from_environment() == specs_dir
    with pytest.raises(AssertionError):
        sound_on_slack([{"type": "divider", "colour": "red"}])
    with pytest.raises(AssertionError):
        sound_on_discord({"flags": 1 << 15, "components": [{"type": 10, "content": "Hello", "id": "first"}]})
