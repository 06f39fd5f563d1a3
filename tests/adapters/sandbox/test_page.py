"""The page over HTTP, without a browser: what is drawn, what is done, and what is refused."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import pytest
from httpx2 import ASGITransport, AsyncClient, Response

from adapters.sandbox import chrome
from adapters.sandbox.page import Page
from adapters.web.local import local_app
from bot.core.content import content
from bot.core.inbound import ActionPressed, FormSubmitted, MessagePosted
from bot.core.intents import Admit, CloseRoom, Direct, OpenRoom, Post, SendFile
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.core.text import MessageLink, RoomLink, Untrusted, t
from bot.ports.chat import Rejected
from tests.adapters.sandbox.demo import Stage, card

HERE = "http://127.0.0.1:8080"
QUALITY = CommunityRef("sandbox", "quality")
GENERAL = RoomRef(QUALITY, "general")
AMINA = "/as/quality/amina"
JOAO = f"/as/quality/{quote('joão')}"


@pytest.fixture
async def browser(stage: Stage) -> AsyncIterator[AsyncClient]:
    page = Page(stage.sandbox)
    app = local_app(page.routes(), readiness=dict, wrong=page.wrong)
    transport = ASGITransport(app=app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url=HERE, headers={"Origin": HERE}) as client:
        yield client


async def sends(browser: AsyncClient, path: str, **fields: str) -> Response:
    return await browser.post(path, data={name.replace("__", "."): value for name, value in fields.items()})


async def test_the_first_page_lets_one_choose_who_to_be(browser: AsyncClient) -> None:
    answer = await browser.get("/")
    assert answer.status_code == 200
    assert "Amina Yusuf" in answer.text
    assert JOAO in answer.text


async def test_everything_works_without_javascript(browser: AsyncClient, stage: Stage) -> None:
    answer = await sends(browser, f"{AMINA}/say", at="room/general", text="Hello from Nairobi")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{AMINA}/room/general")
    assert "Hello from Nairobi" in (await browser.get(f"{AMINA}/room/general")).text
    await sends(browser, f"{AMINA}/say", at="room/general", text="/pod propose")
    form = stage.sandbox.sees("amina").form
    assert form is not None
    assert "Step 1 of 2" in (await browser.get(f"{AMINA}/room/general")).text
    await browser.post(
        f"{AMINA}/submit",
        data={
            "at": "room/general",
            "token": form.sheet.token,
            "v.name": "Flow",
            "v.objective": "Shorter\r\nwaits",
            "v.listed": "yes",
            "v.country": "ken",
            "picked.v.country": "KE",
            "v.facilitators": ["sandbox:quality:amina", "sandbox:quality:joão"],
            "v.forged": "x",
        },
    )
    [sent] = stage.core.of(FormSubmitted)
    assert isinstance(sent, FormSubmitted)
    assert sent.values == {
        "name": "Flow",
        "objective": "Shorter\nwaits",
        "listed": "yes",
        "country": "KE",
        "facilitators": ("sandbox:quality:amina", "sandbox:quality:joão"),
    }


async def test_with_javascript_the_parts_come_back_at_once(browser: AsyncClient) -> None:
    answer = await browser.post(
        f"{AMINA}/say", data={"at": "room/general", "text": "Hello"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert '<hx-partial hx-target="#feed"' in answer.text
    assert "Hello" in answer.text


async def test_a_command_from_the_palette_carries_its_parameters(browser: AsyncClient, stage: Stage) -> None:
    listing = await browser.get(f"{AMINA}/palette", params={"text": "/pod j", "at": "room/general"})
    assert "/pod join" in listing.text
    assert "/ask" not in listing.text
    fields = await browser.get(f"{AMINA}/palette", params={"command": "pod join", "at": "room/general"})
    assert 'name="v.pod"' in fields.text
    await sends(browser, f"{AMINA}/say", at="room/general", command="pod join", v__pod="NQPS", v__why="")
    assert "R-7KQ2M" in stage.sandbox.sees("amina")


async def test_a_choice_in_the_palette_shows_its_label_and_sends_its_value(browser: AsyncClient) -> None:
    fields = await browser.get(f"{AMINA}/palette", params={"command": "thank", "at": "room/general"})
    assert '<option value="warmly">Warmly</option>' in fields.text


async def test_a_button_is_pressed_with_its_token(browser: AsyncClient, stage: Stage) -> None:
    await stage.sandbox.uses("amina", "/pod join NQPS", room="general")
    [seen] = stage.sandbox.sees("amina").private
    await sends(browser, f"{AMINA}/press", at="room/general", token="v1:pods.approve:", on=str(seen.message.id))
    assert "It is approve." in stage.sandbox.sees("amina")


async def test_from_the_home_page_one_is_led_to_where_the_answer_stands(browser: AsyncClient, stage: Stage) -> None:
    await stage.sandbox.opens_home("amina")
    stage.core.answers_presses_privately = True
    answer = await sends(browser, f"{AMINA}/press", at="home", token="v1:pods.approve:", on="home")
    assert answer.headers["location"] == f"{AMINA}/direct"


async def test_what_people_wrote_is_never_markup(browser: AsyncClient, stage: Stage) -> None:
    evil = '<script>alert(1)</script> "onload=x" {{7*7}} @everyone https://example.org/a"><b> javascript:alert(1)'
    await stage.sandbox.says("joão", "general", evil)
    await stage.carries_out(Post(GENERAL, content(t("They say {words}", words=Untrusted(evil)))))
    await stage.carries_out(Post(GENERAL, card("requested")))
    text = (await browser.get(f"{AMINA}/room/general")).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "{{7*7}}" in text
    assert 'href="javascript:' not in text
    assert 'href="https://example.org/a"' in text


async def test_a_private_answer_can_be_dismissed_by_its_reader_alone(browser: AsyncClient, stage: Stage) -> None:
    await stage.sandbox.uses("amina", "/pod join NQPS", room="general")
    [seen] = stage.sandbox.sees("amina").private
    number = str(seen.message.id)
    assert (await sends(browser, f"{JOAO}/dismiss", at="room/general", on=number)).status_code == 404
    assert (await sends(browser, f"{AMINA}/dismiss", at="room/general", on=number)).status_code == 303
    assert not stage.sandbox.sees("amina").private


async def test_a_closed_room_is_not_there_for_others(browser: AsyncClient, stage: Stage) -> None:
    room = RoomRef.parse(await stage.carries_out(OpenRoom(QUALITY, "Secret canary", "")))
    await stage.carries_out(Admit(room, MemberRef(QUALITY, "amina")))
    made = await stage.carries_out(Post(room, content(t("canary"))))
    number = made.rpartition(":")[2]
    inside, outside = f"{AMINA}/room/{room.room}", f"{JOAO}/room/{room.room}"
    assert "canary" in (await browser.get(inside)).text
    never = (await browser.get(f"{JOAO}/room/never-there")).text
    assert ((await browser.get(outside)).status_code, (await browser.get(outside)).text) == (404, never)
    assert (await browser.get(f"{JOAO}/stream/room/{room.room}")).status_code == 404
    for at in (f"room/{room.room}", "room/general", "direct"):
        for act, extra in (
            ("react", {"emoji": "👍"}),
            ("press", {"token": "v1:pods.approve:"}),
            ("shortcut", {"name": "x"}),
        ):
            answer = await sends(browser, f"{JOAO}/{act}", at=at, on=number, **extra)
            assert answer.status_code == 404
    assert (await sends(browser, f"{JOAO}/say", at=f"room/{room.room}", text="Hello?")).status_code == 404
    assert "canary" not in (await browser.get(f"{JOAO}/room/general")).text
    assert not stage.core.of(ActionPressed)


async def test_nothing_is_said_in_an_archived_room(browser: AsyncClient, stage: Stage) -> None:
    await stage.carries_out(CloseRoom(GENERAL))
    assert (await sends(browser, f"{AMINA}/say", at="room/general", text="Hello?")).status_code == 403
    assert not stage.core.of(MessagePosted)


async def test_a_file_is_given_to_its_reader_alone_and_only_to_be_saved(browser: AsyncClient, stage: Stage) -> None:
    member = MemberRef(QUALITY, "amina")
    made = await stage.carries_out(SendFile(member, "x.html", "text/html", "<b>x</b>", content(t("Yours"))))
    number = made.rpartition(":")[2]
    assert f'href="{AMINA}/file/{number}" download="x.html"' in (await browser.get(f"{AMINA}/direct")).text
    answer = await browser.get(f"{AMINA}/file/{number}")
    assert (answer.text, answer.headers["content-disposition"]) == ("<b>x</b>", "attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert (await browser.get(f"{JOAO}/file/{number}")).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/as/quality/nobody",
        "/as/nowhere/amina",
        f"{AMINA}/room/nowhere",
        f"{AMINA}/attic",
        f"{AMINA}/room/general?thread=99",
        "/as/quality/%00/home",
        "/as/qua%3Ality/a%20b/home",
        f"{AMINA}/room/%ff%fe",
        f"{AMINA}/file/99",
        "/static/../page.py",
    ],
)
async def test_what_is_not_there_is_not_found(browser: AsyncClient, path: str) -> None:
    assert (await browser.get(path)).status_code == 404


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b'{"at": "direct"}', 415),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        ("", b"text=a", 415),
        ("application/x-www-form-urlencoded", b"\xff\xfe", 400),
        ("application/x-www-form-urlencoded", b"text=%ff", 400),
        ("application/x-www-form-urlencoded", b"text=%ED%A0%80", 400),
        ("application/x-www-form-urlencoded", b"text=a%00b", 400),
        ("application/x-www-form-urlencoded", b"a=1&" * 300, 400),
        ("application/x-www-form-urlencoded", b"text=", 400),
        ("application/x-www-form-urlencoded", b"text=" + b"a" * 4001, 400),
        ("application/x-www-form-urlencoded", b"text=" + b"a" * 300_000, 413),
    ],
)
async def test_R37_a_broken_body_is_refused_and_the_next_request_is_fine(  # noqa: N802 - named after the fault.
    browser: AsyncClient, kind: str, body: bytes, status: int
) -> None:
    answer = await browser.post(f"{AMINA}/say", content=body, headers={"Content-Type": kind})
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert (await browser.get(f"{AMINA}/room/general")).status_code == 200


@pytest.mark.parametrize(
    "token", ["", "v1", "v2:pods.approve:", "v1:pods.approve:;--", "v1:" + "a" * 200, "javascript:x"]
)
async def test_a_token_that_is_none_is_refused(browser: AsyncClient, stage: Stage, token: str) -> None:
    answer = await sends(browser, f"{AMINA}/press", at="home", token=token, on="home")
    assert answer.status_code == 400
    assert not stage.core.of(ActionPressed)


async def test_a_form_that_is_no_longer_open_is_not_sent(browser: AsyncClient, stage: Stage) -> None:
    answer = await sends(browser, f"{AMINA}/submit", at="direct", token="v1:pods.propose::0", v__name="x")
    assert answer.status_code == 303
    assert not stage.core.of(FormSubmitted)


async def test_the_page_is_right_to_left_for_arabic(browser: AsyncClient) -> None:
    assert '<html lang="ar" dir="rtl">' in (await browser.get("/as/quality/leila/room/general")).text
    assert '<html lang="en" dir="ltr">' in (await browser.get(f"{AMINA}/room/general")).text


async def test_direct_messages_can_be_refused_and_taken_again(browser: AsyncClient, stage: Stage) -> None:
    direct = Direct(MemberRef(QUALITY, "amina"), content(t("Hello")))
    await sends(browser, f"{AMINA}/dms", at="direct")
    with pytest.raises(Rejected):
        await stage.carries_out(direct)
    await sends(browser, f"{AMINA}/dms", at="direct")
    await stage.carries_out(direct)


async def test_a_rooms_name_leads_into_it_only_for_those_who_can_read_it(browser: AsyncClient, stage: Stage) -> None:
    room = RoomRef.parse(await stage.carries_out(OpenRoom(QUALITY, "Secret canary", "")))
    await stage.carries_out(Admit(room, MemberRef(QUALITY, "amina")))
    await stage.carries_out(Post(GENERAL, content(t("See {room}.", room=RoomLink(room)))))
    assert f'href="{AMINA}/room/{room.room}"' in (await browser.get(f"{AMINA}/room/general")).text
    outside = (await browser.get(f"{JOAO}/room/general")).text
    assert room.room not in outside
    assert "canary" not in outside


async def test_a_message_is_words_that_lead_to_it_for_those_who_can_read_it(browser: AsyncClient, stage: Stage) -> None:
    room = stage.sandbox.add_room("pod", closed=True, members=["amina"])
    first = await stage.sandbox.says("amina", room, "We changed the rota")
    reply = await stage.sandbox.says("amina", room, "And it held", thread=first)
    abroad = MessageRef(RoomRef(CommunityRef("slack", "T1"), "C1"), "1")
    for message in (first, reply, abroad):
        await stage.carries_out(Post(GENERAL, content(t("See {message}.", message=MessageLink(message)))))
    inside = (await browser.get(f"{AMINA}/room/general")).text
    assert inside.count("See <a ") == 2
    for message, place in ((first, f"pod#m{first.message}"), (reply, f"pod?thread={first.message}#m{reply.message}-t")):
        assert f'<a class="message-link" href="{AMINA}/room/{place}">the message</a>' in inside
        assert (
            f'id="{place.partition("#")[2]}"' in (await browser.get(f"{AMINA}/room/{place.partition('#')[0]}")).text
        ), message
    assert (await browser.get(f"{JOAO}/room/general")).text.count("See the message.") == 3


def test_every_word_of_the_page_is_used() -> None:
    folder = Path(chrome.__file__).parent
    files = [*folder.glob("templates/*.html"), *(path for path in folder.glob("*.py") if path.name != "chrome.py")]
    used = "".join(path.read_text(encoding="utf-8") for path in files)
    assert [name for name in chrome.WORDS if f'"{name}"' not in used and f"'{name}'" not in used] == []
