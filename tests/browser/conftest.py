"""A running bot, a Chromium, and people in front of it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest
from playwright.async_api import Browser, async_playwright

from tests.browser.people import ARGUMENTS, Somebody, somebody
from tests.browser.running import Bot

Be = Callable[..., Awaitable[Somebody]]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """One bot for the tests of a module, which leave each other's people and rooms alone."""
    running = Bot(tmp_path_factory.mktemp("bot"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        await launched.close()


@pytest.fixture
async def be(browser: Browser, bot: Bot) -> AsyncIterator[Be]:
    """Open a page as somebody; in the end no page may have complained of anything."""
    people: list[Somebody] = []

    async def one(name: str, **looks: int | str) -> Somebody:
        person = await somebody(browser, bot, name, **looks)  # type: ignore[arg-type] # the looks of a screen.
        people.append(person)
        return person

    yield one
    assert [complaint for person in people for complaint in person.complaints] == []
