"""People in front of the page: what they do, by what they read on it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.running import Bot

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)

CUT_SHORT = "Transition was skipped"
"""What Chromium says where a page takes another's place before that one has faded: nothing is wrong with either."""


@dataclass
class Somebody:
    """One person at one page; whatever the page's scripts complain of is kept in ``complaints``."""

    bot: Bot
    page: Page
    name: str
    complaints: list[str]

    @property
    def feed(self) -> Locator:
        return self.page.locator("#feed")

    @property
    def form(self) -> Locator:
        return self.page.locator("#form dialog")

    @property
    def side(self) -> Locator:
        return self.page.locator("#side")

    def room(self, name: str) -> Locator:
        """The way into a room, in the list of rooms."""
        return self.side.get_by_role("link", name=name)

    def card(self, text: str) -> Locator:
        """The newest message that says this."""
        return self.feed.locator(".message").filter(has_text=text).last

    async def goes_to(self, place: str) -> None:
        await self.page.goto(self.bot.at(self.name, place))

    async def types(self, line: str) -> None:
        """Type a line into the composer and send it."""
        await self.page.fill("#words", line)
        await self.page.press("#words", "Enter")

    async def presses(self, label: str) -> None:
        """Press the newest button of this label."""
        await self.page.locator("#feed").get_by_role("button", name=label, exact=True).last.click()

    async def answers(self, text: str, words: str) -> None:
        """Answer a message in its thread."""
        await self.card(text).hover()
        await self.card(text).locator(".tools").get_by_role("link", name="Reply").click()
        await self.says_in_thread(words)

    async def says_in_thread(self, words: str) -> None:
        """Say something in the open thread."""
        await self.page.fill("#words-thread", words)
        await self.page.press("#words-thread", "Enter")
        await expect(self.page.locator("#thread")).to_contain_text(words)

    async def chooses(self, text: str, label: str) -> None:
        """Choose an entry of a message's menu."""
        await self.card(text).hover()
        await self.card(text).locator(".tools details").last.locator("summary").click()
        await self.card(text).get_by_role("button", name=label).click()

    async def fills(self, step: str, /, **values: str) -> None:
        """Fill in the inputs of the open step by their names, and send it; waits until that step is gone."""
        await expect(self.form).to_be_visible()
        shown = await self.form.get_attribute("id")
        for name, value in values.items():
            await self.form.locator(f"[name='v.{name}']:not([type=checkbox], [type=radio])").fill(value)
        await self.form.get_by_role("button", name=step, exact=True).click()
        await expect(self.page.locator(f"#{shown}")).to_have_count(0)

    async def hops(self, *, step: str = "Next", last: str) -> None:
        """Send each step as it stands, up to the last one, whose button is ``last``."""
        while not await self.form.get_by_role("button", name=last, exact=True).is_visible():
            await self.fills(step)
        await self.fills(last)

    async def reads(self, text: str | re.Pattern[str]) -> None:
        """Wait until a text stands among what is said."""
        await expect(self.feed).to_contain_text(text)


async def propose(person: Somebody, name: str = "Newborn care") -> None:
    """Propose a pod with what it needs and no more."""
    await person.types("/pod propose")
    await person.fills(
        "Next", name=name, focus="Maternal health", objective="Halve the time from the gate to a midwife"
    )
    await person.hops(last="Propose")
    await person.reads("is before the stewards now")


async def join(person: Somebody, name: str = "Newborn care") -> None:
    """Ask to join a pod and accept its ground rules."""
    await person.types(f"/pod join {name}")
    await person.form.get_by_label("Yes, I do").check()
    await person.fills("Send")


async def plan_lab(person: Somebody, title: str, *, places: int) -> None:
    """Plan a lab that begins within the hour, in the open room and with the first of the agendas."""
    soon = datetime.now(ZoneInfo("Europe/Zurich")) + timedelta(minutes=30)
    await person.types("/lab template")
    await person.reads("Agendas to begin with")
    await person.feed.get_by_role("button", name="Plan with “Share, challenge, spark”").click()
    await person.fills("Next", title=title, theme="Triage", question="How do we see the very sick first?")
    await person.fills("Next", capacity=str(places))
    await person.fills("Next", day=f"{soon:%Y-%m-%d}", at=f"{soon:%H:%M}", zone="Europe/Zurich")
    await person.hops(last="Plan it")
    await person.reads("people can sign up")


async def somebody(
    browser: Browser, bot: Bot, name: str, *, width: int = 1280, height: int = 800, scheme: str = "light"
) -> Somebody:
    """Open a page for one person."""
    context = await browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    context.set_default_timeout(PATIENCE_MS)
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)) if CUT_SHORT not in str(error) else None)
    person = Somebody(bot, page, name, complaints)
    await person.goes_to("room/general")
    return person
