"""What people see on each platform in each language, as it was last looked at by whoever changed it.

Nothing is left out: whatever the catalogue declares is among the pictures, or is named here as missing. All that needs
the pictures stands in this file, since gathering them takes long and each process that runs tests gathers its own.

After a change: ``pytest tests/views --snapshot-update``, and read the difference as its reader on a phone would.
"""

import re
from typing import Final

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from bot.app.catalogue import Catalogue
from bot.core.forms import Step
from bot.locales import languages, words
from bot.ports.feature import Submit
from tests.support.pseudo import pseudo
from tests.views.outlines import measure, outline
from tests.views.surfaces import SURFACES
from tests.views.trying import Shown

CUT: Final = re.compile(r"(?<!https://)(?<!:\d\.)…")
"""Where something was shortened; an example of an address, and what is left out of these pictures, are not."""


class Pictures(SingleFileSnapshotExtension):
    """A text file for each test."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.mark.parametrize("locale", languages())
def test_views_look_as_they_were_looked_at(
    shown: dict[str, Shown], platform: str, locale: str, snapshot: SnapshotAssertion
) -> None:
    drawn = {name: outline(SURFACES[platform](one, words, locale)) for name, one in shown.items()}

    assert [name for name, picture in drawn.items() if CUT.search(picture)] == []
    looks = "\n".join(f"== {name}\n{picture}" for name, picture in drawn.items())
    assert looks == snapshot(extension_class=Pictures)


def test_words_two_fifths_longer_are_taken_too(
    shown: dict[str, Shown], platform: str, snapshot: SnapshotAssertion
) -> None:
    sizes = [f"{name}: {measure(SURFACES[platform](one, pseudo, 'en'))}" for name, one in shown.items()]

    assert "\n".join(sizes) == snapshot(extension_class=Pictures)


def test_every_way_and_view_has_a_picture(shown: dict[str, Shown], catalogue: Catalogue) -> None:
    drawn = {one.by for one in shown.values()}

    assert sorted((catalogue.ways.keys() | catalogue.views.keys()) - drawn) == []
    assert "home" in drawn


def test_every_form_can_be_opened_by_somebody(shown: dict[str, Shown], catalogue: Catalogue) -> None:
    opened = {one.what.token.action for one in shown.values() if isinstance(one.what, Step)}

    assert sorted(name for name, way in catalogue.ways.items() if isinstance(way, Submit) and name not in opened) == []
