"""The page for everybody: by keyboard, on a narrow screen, from right to left, and without scripts."""

import asyncio

import pytest
from playwright.async_api import Browser, Route, expect

from tests.browser.conftest import Be
from tests.browser.people import Somebody
from tests.browser.running import Bot

pytestmark = pytest.mark.browser

PALETTE_SWAPPED = """() => {
    window.swapped = new Promise((done) => {
        document.addEventListener("htmx:after:swap", ({detail}) => detail.ctx?.target?.id === "palette" && done());
    });
}"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def test_the_keyboard_alone_reaches_the_words_the_commands_and_the_form(be: Be) -> None:
    amina = await be("amina")
    page = amina.page
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.type("/pod prop")
    await expect(page.locator(".listing")).to_contain_text("/pod propose")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".params")).to_contain_text("/pod propose")
    await page.locator(".params .button").focus()
    await page.keyboard.press("Enter")
    await expect(amina.form.locator("input[name='v.name']")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(amina.form).to_have_count(0)
    await expect(page.locator("#words")).to_be_focused()


async def test_focus_stays_in_an_open_form(be: Be) -> None:
    kwame = await be("kwame")
    await kwame.types("/pod propose")
    await expect(kwame.form).to_be_visible()
    for _ in range(12):
        await kwame.page.keyboard.press("Tab")
        assert await kwame.page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )


async def test_an_error_stands_at_its_input_and_takes_the_focus(be: Be) -> None:
    joao = await be("joao")
    await joao.types("/pod propose")
    await joao.fills("Next", focus="Flow", objective="Shorter waits")
    name = joao.form.locator("input[name='v.name']")
    await expect(name).to_be_focused()
    await expect(name).to_have_attribute("aria-invalid", "true")
    described = await name.get_attribute("aria-describedby")
    assert described
    await expect(joao.form.locator(f"#{described.split()[-1]}")).not_to_be_empty()
    await expect(joao.form.locator("[name='v.objective']")).to_have_value("Shorter waits")


async def test_what_others_do_leaves_what_i_am_typing_alone(be: Be) -> None:
    maria, ravi = await be("maria"), await be("ravi")
    await maria.types("/pod propose")
    field = maria.form.locator("input[name='v.name']")
    await field.fill("Half a na")
    await ravi.types("Hello everybody")
    await maria.reads("Hello everybody")
    await expect(field).to_have_value("Half a na")
    await expect(field).to_be_focused()


@pytest.mark.parametrize("place", ["room/general", "direct", "home", "room/general?journal=1", "room/general?thread=1"])
async def test_nothing_is_wider_than_a_narrow_screen(be: Be, place: str) -> None:
    leila = await be("leila", width=320, height=640)
    await leila.types("/help")
    await leila.reads("/waiting")
    await leila.goes_to(place)
    assert await leila.page.evaluate(OVERFLOW) == 0


async def test_on_a_narrow_screen_the_rooms_are_behind_a_button(be: Be) -> None:
    amina = await be("amina", width=320, height=640)
    await expect(amina.room("ipc")).to_be_hidden()
    await amina.page.get_by_role("button", name="Menu").click()
    await amina.room("ipc").click()
    await expect(amina.page.get_by_role("heading", level=1)).to_have_text("ipc")


async def test_arabic_is_read_from_right_to_left(be: Be) -> None:
    leila = await be("leila")
    assert await leila.page.locator("html").get_attribute("dir") == "rtl"
    side, words = await leila.side.bounding_box(), await leila.page.locator("#words").bounding_box()
    assert side
    assert words
    assert side["x"] > words["x"]


async def test_what_is_not_translated_yet_keeps_its_own_direction(be: Be) -> None:
    leila = await be("leila")
    await leila.types("/pod propose")
    await leila.fills("Next", focus="x")
    for words in (leila.form.locator(".step"), leila.form.locator(".error").first, leila.form.locator(".hint").first):
        assert await words.evaluate("words => words.matches(':dir(ltr)')"), await words.inner_text()


async def test_no_list_of_commands_comes_after_its_words_were_sent(be: Be) -> None:
    ravi = await be("ravi")
    come, sent = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        come.set()
        await sent.wait()
        await route.continue_()

    await ravi.page.route("**/palette?*", late)
    await ravi.page.fill("#words", "/waiting")
    await come.wait()
    await ravi.page.press("#words", "Enter")
    await ravi.reads("Nothing awaits you")
    await ravi.page.evaluate(PALETTE_SWAPPED)
    sent.set()
    await ravi.page.evaluate("swapped")
    assert await ravi.page.locator(".listing").count() == 0


async def test_light_and_dark_can_be_chosen_and_stay_chosen(be: Be) -> None:
    amina = await be("amina")
    light = await ground(amina)
    await amina.page.locator("[data-theme-toggle]").click()
    dark = await ground(amina)
    assert dark != light
    await amina.page.reload()
    assert await ground(amina) == dark


async def ground(somebody: Somebody) -> str:
    return str(await somebody.page.evaluate("getComputedStyle(document.body).backgroundColor"))


async def test_without_scripts_people_still_talk_and_use_commands(browser: Browser, bot: Bot) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(bot.at("amina"))
    await page.fill("#words", "Typed without scripts")
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator("#feed")).to_contain_text("Typed without scripts")
    await page.fill("#words", "/pod propose")
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator("#form dialog")).to_be_visible()
