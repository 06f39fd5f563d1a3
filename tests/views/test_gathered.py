"""Nothing is left out of the pictures: whatever the catalogue declares is among them, or is named here as missing."""

from pathlib import Path

import pytest

from bot.app.catalogue import Catalogue
from bot.core.forms import Step
from bot.core.inbound import Happening
from bot.ports.feature import Submit
from tests.adapters.discord.looks import sound as sound_on_discord
from tests.adapters.slack.looks import sound as sound_on_slack
from tests.platforms.discord.specs import folder_from_environment
from tests.views.gathering import Gathering
from tests.views.scenery import scenery
from tests.views.trying import Shown


def test_every_way_and_view_has_a_picture(shown: dict[str, Shown], catalogue: Catalogue) -> None:
    drawn = {one.by for one in shown.values()}

    assert sorted((catalogue.ways.keys() | catalogue.views.keys()) - drawn) == []
    assert "home" in drawn


def test_every_form_can_be_opened_by_somebody(shown: dict[str, Shown], catalogue: Catalogue) -> None:
    opened = {one.by for one in shown.values() if isinstance(one.what, Step)}

    assert sorted(name for name, way in catalogue.ways.items() if isinstance(way, Submit) and name not in opened) == []


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
