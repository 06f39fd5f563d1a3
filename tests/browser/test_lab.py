"""The README's lab in ten minutes, as people play it on the page."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Be
from tests.browser.people import Somebody, plan_lab

pytestmark = pytest.mark.browser
LAB = "The first five minutes at the gate"


async def test_a_lab_is_planned_signed_up_for_led_and_ended_and_stands_in_a_calendar(be: Be) -> None:
    claire, amina, ravi, maria = [await be(name) for name in ("claire", "amina", "ravi", "maria")]
    for person in (claire, amina, ravi, maria):
        await person.room("maternal-health").click()
    await plan_lab(claire, LAB, places=2)
    await sign_up(amina, ravi, maria)
    await lead(claire, ravi)
    await maria.types("/lab said " + LAB)
    await maria.reads("What was said in")
    await maria.reads("We teach the guard three signs.")

    await maria.types("/lab feed")
    await maria.presses("Make my address")
    await maria.reads("/feeds/")
    [address] = re.findall(r"http://\S+/labs\.ics", await maria.feed.inner_text())
    fetched = await maria.page.request.get(address)
    assert f"SUMMARY:{LAB}" in await fetched.text()


async def sign_up(amina: Somebody, ravi: Somebody, maria: Somebody) -> None:
    """Take the two seats there are, wait for one, and get the one that is given up."""
    for person, told in ((amina, "You are coming."), (ravi, "You are coming."), (maria, "You are number 1")):
        await person.presses("I come")
        await person.reads(told)
    await amina.reads("From 0 to 24 h")
    await amina.presses("I cannot come")
    await maria.goes_to("direct")
    await maria.reads("You are coming.")


async def lead(claire: Somebody, ravi: Somebody) -> None:
    """Open it, put a question and a poll, and end it."""
    await claire.types("/lab open " + LAB)
    await ravi.presses("I am here")
    await ravi.reads("You are noted as here.")
    await claire.presses("Next item")
    await ravi.reads("1 of 3")
    await ravi.presses("Say something")
    await ravi.fills("Say it", text="We teach the guard three signs.")
    await ravi.reads("Take it back")
    await claire.presses("Ask a poll")
    await claire.fills("Ask", question="Who could try this by May?", options="Yes\nNo\nNot yet")
    await ravi.card("2 replies").locator(".replies").click()
    thread = ravi.page.locator("#thread")
    await thread.get_by_role("button", name="Yes", exact=True).click()
    await expect(thread).to_contain_text("One person has answered")
    await claire.presses("End the session")
    await expect(thread).to_contain_text("The poll is closed.")
