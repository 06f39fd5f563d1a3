"""The way in for calendars: what leads somewhere is given to whoever has the address, and not sent twice."""

from adapters.web.feeds import feed_route
from adapters.web.public import public_app
from bot.ports.feeds import Fed
from tests.adapters.web.doors import client

OUTSIDE = "https://bot.example.org"


class OneFeed:
    """Implements ``bot.ports.feeds.FeedSource``."""

    body = "BEGIN:VCALENDAR"

    async def fetch(self, secret: str, name: str) -> Fed | None:
        return Fed("text/calendar", self.body) if (secret, name) == ("right", "labs.ics") else None


async def test_an_address_gives_what_it_leads_to_and_nobody_on_the_way_keeps_it() -> None:
    async with client(public_app([feed_route(OneFeed())], readiness=dict), OUTSIDE) as there:
        answer = await there.get("/feeds/right/labs.ics")
    assert (answer.status_code, answer.text) == (200, "BEGIN:VCALENDAR")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_what_has_not_changed_is_not_sent_again() -> None:
    source = OneFeed()
    async with client(public_app([feed_route(source)], readiness=dict), OUTSIDE) as there:
        tag = (await there.get("/feeds/right/labs.ics")).headers["etag"]
        again = await there.get("/feeds/right/labs.ics", headers={"If-None-Match": tag})
        source.body = "BEGIN:VCALENDAR\r\nVERSION:2.0"
        changed = await there.get("/feeds/right/labs.ics", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert (changed.status_code, changed.text) == (200, source.body)


async def test_what_leads_nowhere_is_answered_alike_whatever_is_wrong_with_it() -> None:
    async with client(public_app([feed_route(OneFeed())], readiness=dict), OUTSIDE) as there:
        answers = [await there.get(path) for path in ("/feeds/wrong/labs.ics", "/feeds/right/hub.xml", "/feeds/x/y")]
        posted = await there.post("/feeds/right/labs.ics")
    assert {(answer.status_code, answer.text) for answer in answers} == {(404, "404\n")}
    assert posted.status_code == 405
