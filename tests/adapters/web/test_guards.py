"""Who is let in at the local door."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.web.doors import HERE, app, client


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "[::1]:8080", "LOCALHOST:8080"])
async def test_this_machine_is_let_in_by_its_own_names(host: str) -> None:
    async with client(app()) as asking:
        assert (await asking.get("/echo", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8080",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:80",
        "127.0.0.1.evil.example:8080",
        "",
        "x@localhost:8080",
    ],
)
async def test_every_other_name_is_refused_even_for_reading(host: str) -> None:
    async with client(app()) as asking:
        for path in ("/echo", "/healthz", "/metrics"):
            assert (await asking.get(path, headers={"Host": host})).status_code == 403


@pytest.mark.parametrize(
    "origin",
    [None, "null", "", "http://evil.example", "http://127.0.0.1:9090", "https://127.0.0.1:8080", "http://localhost:8080",
     "http://127.0.0.1:8080/x", "http://127.0.0.1:8080@evil.example"],
)  # fmt: skip
async def test_nothing_is_changed_for_a_page_from_elsewhere(origin: str | None) -> None:
    async with client(app()) as asking:
        headers = {} if origin is None else {"Origin": origin}
        assert (await asking.post("/echo", content=b"x", headers=headers)).status_code == 403


async def test_our_own_pages_may_change_things() -> None:
    async with client(app()) as asking:
        assert (await asking.post("/echo", content=b"four", headers={"Origin": HERE})).text == "4"


async def test_a_body_that_says_it_is_too_big_is_refused_unread() -> None:
    async with client(app()) as asking:
        assert (await asking.post("/echo", content=b"x" * 101, headers={"Origin": HERE})).status_code == 413


async def test_a_body_that_grows_too_big_is_refused() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield b"x" * 10

    async with client(app()) as asking:
        assert (await asking.post("/echo", content=chunks(), headers={"Origin": HERE})).status_code == 413


async def test_what_breaks_inside_is_not_told_outside() -> None:
    async with client(app()) as asking:
        answer = await asking.get("/fail")
        assert (answer.status_code, answer.text) == (500, "500\n")


async def test_every_answer_forbids_scripts_of_others() -> None:
    async with client(app()) as asking:
        for path in ("/echo", "/nowhere", "/healthz"):
            headers = (await asking.get(path)).headers
            assert "script-src 'self'" in headers["Content-Security-Policy"]
            assert "unsafe" not in headers["Content-Security-Policy"]
            assert headers["X-Content-Type-Options"] == "nosniff"


async def test_health_is_good_once_a_platform_is_ready() -> None:
    for readiness, status in (
        ({}, 503),
        ({"sandbox": "connecting"}, 503),
        ({"sandbox": "ready"}, 200),
        ({"slack": "refused: invalid_auth", "discord": "ready"}, 200),
    ):
        async with client(app(readiness)) as asking:
            answer = await asking.get("/healthz")
            assert (answer.status_code, answer.json()["platforms"]) == (status, readiness)
