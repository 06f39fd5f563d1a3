"""What lasts: over a reload, over a restart of the bot, and over a while without it."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Be
from tests.browser.people import propose
from tests.browser.running import Bot

pytestmark = pytest.mark.browser


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    """A bot for one test alone, which may stop it."""
    running = Bot(tmp_path)
    running.start()
    yield running
    running.stop()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
async def test_an_open_form_and_a_button_work_after_a_reload_and_after_a_restart(
    be: Be, bot: Bot, how: signal.Signals
) -> None:
    amina, claire = await be("amina"), await be("claire")
    await propose(amina)
    await amina.types("/pod propose")
    await amina.fills("Next", name="Patient flow", focus="Flow", objective="Shorter waits for everybody")
    await amina.page.reload()
    await expect(amina.form).to_contain_text("Step 2")
    await claire.goes_to("direct")
    await claire.reads("Newborn care")

    bot.stop(how)
    bot.start()
    await amina.page.reload()
    await amina.hops(last="Propose")
    await amina.reads("is before the stewards now")
    await claire.page.reload()
    await claire.card("Newborn care").get_by_role("button", name="Approve").click()
    await claire.reads(re.compile("approved the pod Newborn care"))
    await claire.reads("proposes the pod Patient flow")
    forget_the_break(amina.complaints, claire.complaints)


async def test_the_page_says_that_the_bot_is_away_and_goes_on_when_it_is_back(be: Be, bot: Bot) -> None:
    amina, maria = await be("amina"), await be("maria")
    assert bot.stop() == 0
    await amina.types("Is anybody there?")
    await expect(amina.page.locator("#trouble")).to_contain_text("did not go through")
    await expect(amina.page.locator("#words")).to_have_value("Is anybody there?")
    bot.start()
    await amina.page.press("#words", "Enter")
    await maria.reads("Is anybody there?")
    await expect(amina.page.locator("#trouble")).to_be_empty()
    forget_the_break(amina.complaints, maria.complaints)


def forget_the_break(*complaints: list[str]) -> None:
    """While the bot was away the browser complained of it, as it should."""
    for said in complaints:
        assert all("ERR_" in line or "Failed to fetch" in line or "network error" in line for line in said), said
        said.clear()


async def test_the_bot_stops_at_once_though_pages_are_open(bot: Bot, be: Be) -> None:
    amina = await be("amina")
    await amina.reads("Welcome")
    assert bot.stop() == 0
    amina.complaints.clear()
