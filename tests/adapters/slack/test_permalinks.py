"""Ways to messages in Slack: shown, and pasted."""

import pytest

from adapters.slack.adapter import SlackAdapter
from adapters.slack.blocks import blocks
from bot.core.content import Content, Note, Paragraph, content
from bot.core.inbound import CommandUsed
from bot.core.intents import Post
from bot.core.refs import CommunityRef, MessageRef, RoomRef
from bot.core.text import Inline, MessageLink, t
from bot.ports.chat import Delivery, Reader
from tests.adapters.slack.core import SAID, Core
from tests.adapters.slack.looks import HOME, look, sound
from tests.platforms.slack import Person, Team
from tests.platforms.slack.state import Channel

FIRST = MessageRef(RoomRef(HOME, "C1"), "1732262400.000100")
REPLY = MessageRef(FIRST.room, "1732262500.000200")
ELSEWHERE = MessageRef(RoomRef(CommunityRef("slack", "T2"), "C1"), FIRST.message)
ABROAD = MessageRef(RoomRef(CommunityRef("discord", "1"), "2"), "3")
SITE = "https://ghana.slack.com/"


def shown(text: Inline, *, site: str = SITE) -> list[object]:
    (found,) = sound(blocks(Content(t("x"), (Paragraph(text),)), look(site=site)))
    elements: list[object] = found["elements"][0]["elements"]
    return elements


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (MessageLink(FIRST), f"{SITE}archives/C1/p1732262400000100"),
        (MessageLink(FIRST, FIRST), f"{SITE}archives/C1/p1732262400000100"),
        (
            MessageLink(REPLY, FIRST),
            f"{SITE}archives/C1/p1732262500000200?thread_ts=1732262400.000100&cid=C1",
        ),
    ],
)
def test_a_message_is_a_word_that_leads_to_it(link: MessageLink, address: str) -> None:
    said, leads = shown(t("From {message}", message=link))
    assert said == {"type": "text", "text": "From "}
    assert leads == {"type": "link", "url": address, "text": "the message"}


@pytest.mark.parametrize("message", [ELSEWHERE, ABROAD])
def test_a_message_of_another_community_is_words_alone(message: MessageRef) -> None:
    assert shown(MessageLink(message)) == [{"type": "text", "text": "the message"}]


def test_where_the_workspace_s_address_is_not_known_the_words_stay() -> None:
    assert shown(MessageLink(FIRST), site="") == [{"type": "text", "text": "the message"}]


def test_small_print_leads_there_too() -> None:
    (found,) = sound(blocks(Content(t("x"), (Note(MessageLink(FIRST)),)), look(site=SITE)))
    assert found["elements"][0]["elements"][0]["url"].startswith(SITE)


async def test_the_address_is_the_one_that_slack_tells(
    idle: SlackAdapter, team: Team, amina: Person, room: Channel
) -> None:
    said = amina.says(room, "We changed the rota")
    link = MessageLink(MessageRef(RoomRef(HOME, room.id), said.ts))
    await idle.perform(Delivery("k", Post(link.message.room, content(t("See {m}", m=link))), Reader()))
    address = f"https://{team.state.name}.slack.com/archives/{room.id}/p{said.ts.replace('.', '')}"
    assert address in str(amina.sees(room)[-1].blocks)


@pytest.mark.parametrize(
    "pasted", ["{0}", "<{0}>", "<{0}|that message>", "<{0}?thread_ts=1732262400.000100&cid=C1>", "{0}/"]
)
async def test_a_pasted_address_is_the_message_it_leads_to(
    adapter: SlackAdapter, core: Core, team: Team, amina: Person, room: Channel, pasted: str
) -> None:
    assert adapter.ready
    core.says(CommandUsed, SAID)
    address = f"https://{team.state.name}.slack.com/archives/C1/p1732262500000200"
    await amina.command("/keep", f"{pasted.format(address)} it held", room)
    assert core.of(CommandUsed)[0].values == {"message": str(REPLY), "note": "it held"}


@pytest.mark.parametrize(
    "pasted",
    [
        "https://elsewhere.slack.com/archives/C1/p1732262500000200",
        "https://{0}.slack.com.evil.example/archives/C1/p1732262500000200",
        "https://{0}.slack.com/archives/C1",
        "https://{0}.slack.com/archives/C1/p17",
        "ftp://{0}.slack.com/archives/C1/p1732262500000200",
        "1732262500.000200",
        "http://[",
    ],
)
async def test_what_leads_to_no_message_of_the_workspace_stays_as_typed(
    adapter: SlackAdapter, core: Core, team: Team, amina: Person, room: Channel, pasted: str
) -> None:
    assert adapter.ready
    core.says(CommandUsed, SAID)
    typed = pasted.format(team.state.name)
    await amina.command("/keep", typed, room)
    assert core.of(CommandUsed)[0].values == {"message": typed}
