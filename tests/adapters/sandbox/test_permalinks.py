"""Pasted ways to messages in the sandbox."""

import re

import pytest
from httpx2 import ASGITransport, AsyncClient

from adapters.sandbox.page import Page
from adapters.web.local import local_app
from bot.core.inbound import CommandUsed
from bot.core.refs import CommunityRef, MessageRef, RoomRef
from tests.adapters.sandbox.demo import Stage

QUALITY = CommunityRef("sandbox", "quality")
HERE = "http://127.0.0.1:8080"


async def kept(stage: Stage, pasted: str) -> str:
    await stage.sandbox.uses("amina", f"/keep {pasted}", room="general")
    (used,) = [heard for heard in stage.core.heard if isinstance(heard, CommandUsed)]
    return used.values["message"]


async def test_the_address_in_a_message_s_menu_names_it_for_whoever_pastes_it(stage: Stage) -> None:
    first = await stage.sandbox.says("joão", "general", "We changed the rota")
    reply = await stage.sandbox.says("joão", "general", "And it held", thread=first)
    page = Page(stage.sandbox)
    app = local_app(page.routes(), readiness=dict, wrong=page.wrong)
    async with AsyncClient(transport=ASGITransport(app=app), base_url=HERE) as browser:
        drawn = (await browser.get(f"/as/quality/jo%C3%A3o/room/general?thread={first.message}")).text
    copied = re.findall(r'<a href="([^"]+)" data-copies>', drawn)
    (inside,) = {address for address in copied if f"#m{reply.message}-t" in address}
    assert await kept(stage, HERE + inside) == str(reply)


@pytest.mark.parametrize(
    ("pasted", "message"),
    [
        (f"{HERE}/as/quality/leila/room/general?thread=3#m7-t", MessageRef(RoomRef(QUALITY, "general"), "7")),
        ("/as/quality/jo%C3%A3o/direct#m7", MessageRef(RoomRef(QUALITY, "dm-joão"), "7")),
    ],
)
async def test_an_address_names_the_same_message_whoever_it_was_copied_from(
    stage: Stage, pasted: str, message: MessageRef
) -> None:
    assert await kept(stage, pasted) == str(message)


@pytest.mark.parametrize(
    "pasted",
    [f"{HERE}/as/elsewhere/leila/room/general#m7", f"{HERE}/as/quality/leila/room/general", "7", "http://[", "rotas"],
)
async def test_what_leads_to_no_message_of_the_community_stays_as_typed(stage: Stage, pasted: str) -> None:
    assert await kept(stage, pasted) == pasted
