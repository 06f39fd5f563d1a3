"""Nobody gets in by another name."""

import pytest
from aiohttp import ClientSession

from tests.browser.conftest import Be
from tests.browser.running import Bot

pytestmark = pytest.mark.browser


async def test_a_forged_host_is_refused(bot: Bot) -> None:
    async with ClientSession() as asking:
        for path in ("/", "/as/quality/amina/room/general", "/metrics", "/static/page.js"):
            async with asking.get(f"{bot.address}{path}", headers={"Host": "podkeeper.evil.example"}) as answer:
                assert answer.status == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", None])
async def test_a_page_from_elsewhere_says_nothing_in_anybodys_name(bot: Bot, be: Be, origin: str | None) -> None:
    amina = await be("amina")
    headers = {"Origin": origin} if origin else {}
    async with (
        ClientSession() as asking,
        asking.post(bot.at("amina", "say"), data={"at": "room/general", "text": "forged"}, headers=headers) as answer,
    ):
        assert answer.status == 403
    await amina.types("in my own name")
    await amina.reads("in my own name")
    assert "forged" not in await amina.feed.inner_text()
