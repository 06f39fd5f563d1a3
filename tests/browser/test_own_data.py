"""What is held about a person, as they get it on the page: a file, under its own name."""

import json
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Be

pytestmark = pytest.mark.browser


async def test_what_is_held_about_me_comes_as_a_file_that_can_be_saved(be: Be) -> None:
    maria = await be("maria")
    await maria.goes_to("direct")
    await maria.types("/profile export")
    link = maria.feed.locator("a.file")
    await expect(link).to_be_visible()
    async with maria.page.expect_download() as saving:
        await link.click()
    saved = await saving.value
    assert saved.suggested_filename == "held-about-me.json"
    assert name_in(await saved.path()) == "Maria Santos"


def name_in(file: Path) -> object:
    return json.loads(file.read_text(encoding="utf-8"))["members"]["profile"]["display_name"]
