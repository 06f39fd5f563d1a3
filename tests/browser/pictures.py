"""Make the pictures of the README: `python -m tests.browser.pictures`, with Chromium on the path.

They are taken of the running bot, so they show what there is.
"""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, async_playwright, expect

from tests.browser.people import ARGUMENTS, Somebody, join, propose, somebody
from tests.browser.running import ROOT, Bot

FOLDER: Final = ROOT / ".github" / "pictures"

Take = Callable[[Somebody, str], Awaitable[None]]


async def story(browser: Browser, bot: Bot, take: Take) -> None:
    """Play the first story and take a picture at each turn."""
    amina = await somebody(browser, bot, "amina")
    await amina.page.goto(bot.address)
    await take(amina, "who-to-be")
    await amina.goes_to("room/maternal-health")
    await amina.page.fill("#words", "/pod ")
    await expect(amina.page.locator(".listing")).to_be_visible()
    await take(amina, "commands")
    await propose(amina)

    claire = await somebody(browser, bot, "claire")
    await claire.goes_to("direct")
    await claire.reads("proposes the pod")
    await take(claire, "proposal")
    await claire.presses("Approve")
    await expect(amina.room("newborn-care")).to_be_visible()

    ravi = await somebody(browser, bot, "ravi")
    await ravi.types("/pod join Newborn care")
    await expect(ravi.form).to_be_visible()
    await take(ravi, "form")
    await ravi.page.keyboard.press("Escape")
    await expect(ravi.form).to_have_count(0)
    await join(ravi)
    await amina.goes_to("direct")
    await amina.presses("Approve")
    await expect(ravi.room("newborn-care")).to_be_visible()

    await ravi.room("newborn-care").click()
    await ravi.types("Thank you for having me. In Gujarat the gate is where we lose most of the time.")
    await amina.room("newborn-care").click()
    await amina.types("Then you will see yourself in our first lab: it is about exactly that.")
    await ravi.reads("first lab")

    dark = await somebody(browser, bot, "amina", scheme="dark")
    await dark.room("newborn-care").click()
    await dark.page.get_by_role("link", name="What happened").click()
    await dark.reads("first lab")
    await take(dark, "closed-room")

    youssef = await somebody(browser, bot, "youssef", width=390, height=760)
    await youssef.goes_to("room/maternal-health")
    await youssef.types("/pod list")
    await youssef.reads("Newborn care")
    await take(youssef, "phone")


async def make(folder: Path) -> None:
    """Start a bot of its own in a folder that goes away, and write the pictures into another."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("No Chromium on the path; on Debian: apt-get install chromium")

    async def take(person: Somebody, name: str) -> None:
        await person.page.evaluate("document.fonts.ready")
        await person.page.screenshot(path=folder / f"{name}.png", animations="disabled", caret="hide")

    with tempfile.TemporaryDirectory() as home:
        bot = Bot(Path(home))
        bot.start()
        try:
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
                await story(browser, bot, take)
                await browser.close()
        finally:
            bot.stop()


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(make(FOLDER))
