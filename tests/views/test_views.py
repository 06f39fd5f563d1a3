"""What people see on each platform in each language, as it was last looked at by whoever changed it.

After a change: ``pytest tests/views --snapshot-update``, and read the difference as its reader on a phone would.
"""

import re
from typing import Final

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from bot.locales import languages, words
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
