"""The drawer that shows each step as the bot took it."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Be
from tests.browser.people import propose

pytestmark = pytest.mark.browser


async def test_the_drawer_tells_of_a_step_what_came_in_was_answered_recorded_and_sent_and_no_words(be: Be) -> None:
    joao = await be("joao")
    await joao.page.get_by_role("link", name="What happened").click()
    await propose(joao, "Zebra crossing")
    drawer = joao.page.locator("#journal")
    last = drawer.locator("li").filter(has_text="Recorded").first
    for words in ("FormSubmitted v1:pods.propose", "Reply", "pod:proposed", "Direct"):
        await expect(last).to_contain_text(words)
    await expect(drawer).to_contain_text("CommandUsed /pod propose")
    await expect(drawer).not_to_contain_text("Zebra")
