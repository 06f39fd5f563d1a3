"""The first story, as people play it on the page: a pod is proposed, approved, joined, and closed to all others."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Be
from tests.browser.people import Somebody, join, propose

pytestmark = pytest.mark.browser
ROOM = "newborn-care"


async def test_a_pod_is_proposed_approved_and_joined_and_others_never_see_it(be: Be, tmp_path: Path) -> None:
    amina, claire, ravi, maria = [await be(name) for name in ("amina", "claire", "ravi", "maria")]
    await propose(amina)
    await claire.goes_to("direct")
    await claire.reads("proposes the pod Newborn care")
    await claire.presses("Approve")
    await expect(amina.room(ROOM)).to_be_visible()
    await expect(ravi.room(ROOM)).to_have_count(0)

    await join(ravi)
    await amina.side.get_by_role("button", name="Waiting").click()
    await amina.reads("Only you can see this")
    await amina.card("asks to join").get_by_role("button", name="Approve").click()
    await expect(ravi.room(ROOM)).to_be_visible()

    await ravi.goes_to("direct")
    await ravi.feed.get_by_role("link", name=f"#{ROOM}").first.click()
    await ravi.reads("The charter of")
    await ravi.types("Glad to be here.")
    await amina.room(ROOM).click()
    await amina.reads("Glad to be here.")
    await amina.page.screenshot(path=tmp_path / "closed-room.png")

    elsewhere = await be("ravi")
    await elsewhere.room(ROOM).click()
    await elsewhere.reads("Glad to be here.")
    await ravi.page.locator(".members summary").click()
    await ravi.page.get_by_role("button", name="Leave this room").click()
    for page in (ravi, elsewhere):
        await expect(page.room(ROOM)).to_have_count(0)
        await expect(page.feed).not_to_contain_text("Glad to be here.")

    inside = amina.page.url
    for other in (claire, maria):
        await expect(other.room(ROOM)).to_have_count(0)
        await not_there(other, inside.replace("/amina/", f"/{other.name}/"))


async def not_there(other: Somebody, address: str) -> None:
    answer = await other.page.request.get(address)
    assert answer.status == 404
    assert "newborn" not in (await answer.text()).lower()
