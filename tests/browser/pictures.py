"""Make the pictures of the README: `python -m tests.browser.pictures`, with Chromium on the path.

They are taken of the running bot, so they show what there is.
"""

import asyncio
import shutil
import sys
import tempfile
from base64 import b64encode
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, async_playwright, expect

from tests.browser.people import ARGUMENTS, Somebody, join, plan_lab, propose, somebody
from tests.browser.running import ROOT, Bot

STORY: Final = (
    "In April we put one nurse at the gate of our hospital to see every woman before she registers, because the very "
    "sick waited in line with all others."
)
ASKED: Final = "How do you keep the oxygen running at night, when nobody is there to change the cylinder?"
LAB: Final = "The first five minutes at the gate"
TALL: Final = 1000
"""High enough for a whole run sheet."""
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


async def harvest(browser: Browser, bot: Bot) -> list[bytes]:
    """Let Ravi tell a change in the pod's thread and keep it, and Amina find and try it; gives a picture of each."""
    ravi, amina = await somebody(browser, bot, "ravi"), await somebody(browser, bot, "amina")
    await ravi.room("newborn-care").click()
    await ravi.types(STORY)
    await amina.room("newborn-care").click()
    await amina.reads("one nurse at the gate")
    await amina.answers("one nurse at the gate", "And what came of it, Ravi?")
    await ravi.page.locator(".replies").last.click()
    await ravi.says_in_thread("The time until a midwife sees them went from 74 minutes to 12. It fails on market days.")
    await ravi.chooses("one nurse at the gate", "Save as change nugget")
    await expect(ravi.page.locator("#thread")).to_contain_text("I have read this thread")
    told = await on_a_phone(browser, bot, "ravi", ravi.page.url, "I have read this thread")

    await ravi.goes_to("direct")
    await ravi.reads("as a draft")
    drafted = await on_a_phone(browser, bot, "ravi", ravi.page.url, "as a draft")
    await ravi.presses("Yes, with my name")
    await ravi.reads("Told by")

    await amina.room("newborn-care").click()
    await amina.types("/find nurse at the gate")
    await amina.presses("Show")
    await amina.presses("We tried this")
    await amina.form.get_by_label("it worked in part").check()
    await amina.fills("Tell it", place="Kano, two health posts", adapted="A clerk does it, with a chart")
    await amina.types("/find nurse at the gate")
    await amina.presses("Show")
    await amina.reads("Tried once")
    found = await on_a_phone(browser, bot, "amina", amina.page.url, "Tried once")
    return [told, drafted, found]


async def desk(browser: Browser, bot: Bot, take: Take) -> None:
    """Let Claire open a desk, Maria ask it, and Kwame take the question; takes a picture of the staff's room."""
    claire = await somebody(browser, bot, "claire")
    await claire.room("desk-room").click()
    await claire.types("/desk open Quality desk")
    await claire.fills("Next", scope="Quality of care, not the care of one patient")
    await claire.hops(last="Save")
    await claire.presses("Add staff")
    await claire.form.get_by_label("Whom?").select_option("sandbox:quality:kwame")
    await claire.fills("Name them")
    await claire.presses("Add a focal point")
    await claire.form.get_by_label("Who answers").select_option("sandbox:quality:amina")
    await claire.hops(last="Name them")

    maria = await somebody(browser, bot, "maria")
    await maria.types("/ask")
    await maria.fills("Next", text=ASKED)
    await maria.hops(last="Send to the desk")
    await maria.reads("The desk has your question")

    kwame = await somebody(browser, bot, "kwame")
    await kwame.room("desk-room").click()
    await kwame.reads("before @Amina Yusuf")
    await take(kwame, "desk")


async def lab(browser: Browser, bot: Bot) -> list[bytes]:
    """Let Claire plan a lab and lead it, and others come; gives what three of them see, a picture each."""
    claire = await somebody(browser, bot, "claire")
    await claire.room("maternal-health").click()
    await plan_lab(claire, LAB, places=2)
    for name, told in (("amina", "You are coming"), ("ravi", "You are coming"), ("maria", "You are number 1")):
        one = await somebody(browser, bot, name)
        await one.room("maternal-health").click()
        await one.presses("I come")
        await one.reads(told)
    planned = await on_a_phone(browser, bot, "joao", bot.at("joao", "room/maternal-health"), "From 0 to 24 h", TALL)

    await claire.types(f"/lab open {LAB}")
    ravi = await somebody(browser, bot, "ravi")
    await ravi.room("maternal-health").click()
    await ravi.presses("I am here")
    await ravi.reads("You are noted as here")
    await claire.presses("Next item")
    await ravi.reads("1 of 3")
    await ravi.presses("Say something")
    await ravi.fills("Say it", text="We teach the guard three signs. Those women pass the line.")
    await ravi.reads("Take it back")
    await claire.presses("Ask a poll")
    await claire.fills("Ask", question="Who could try this by May?", options="Yes\nNo\nNot yet")
    await claire.reads("Everybody who is there can answer now")
    await ravi.card("2 replies").locator(".replies").click()
    await ravi.page.locator("#thread").get_by_role("button", name="Yes", exact=True).click()
    await expect(ravi.page.locator("#thread")).to_contain_text("One person has answered")
    led = await on_a_phone(browser, bot, "claire", bot.at("claire", "direct"), "Run sheet", TALL)
    said = await on_a_phone(browser, bot, "ravi", ravi.page.url, "One person has answered", TALL)
    return [planned, led, said]


async def on_a_phone(browser: Browser, bot: Bot, name: str, address: str, text: str, height: int = 800) -> bytes:
    """Give what somebody sees of a page on a phone, once it says this."""
    phone = await somebody(browser, bot, name, width=390, height=height)
    await phone.page.goto(address)
    await expect(phone.page.get_by_text(text).last).to_be_visible()
    await phone.page.evaluate("document.fonts.ready")
    return await phone.page.screenshot(animations="disabled", caret="hide")


async def side_by_side(browser: Browser, pictures: list[bytes], file: Path) -> None:
    """Put pictures beside each other in one."""
    page = await browser.new_page(viewport={"width": 1260, "height": 840})
    shown = "".join(f'<img src="data:image/png;base64,{b64encode(one).decode()}">' for one in pictures)
    style = (
        "body{display:flex;align-items:start;gap:20px;margin:0;padding:20px;background:#eef2f1}"
        "img{flex:none;border-radius:14px;box-shadow:0 1px 6px #0003}"
    )
    await page.set_content(f"<style>{style}</style>{shown}")
    await page.screenshot(path=file, full_page=True)


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
                await side_by_side(browser, await harvest(browser, bot), folder / "harvest.png")
                await desk(browser, bot, take)
                await side_by_side(browser, await lab(browser, bot), folder / "lab.png")
                await browser.close()
        finally:
            bot.stop()


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(make(FOLDER))
