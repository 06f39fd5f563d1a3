"""What calendars are given of labs, read by a library with code of its own."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus

from bot.app.feeds import Feeds
from bot.core.inbound import MemberLeft
from bot.core.intents import SendFile
from bot.domain.access import Grant, Role, Scope
from bot.domain.labs import life
from bot.domain.labs.lab import Lab
from bot.domain.labs.rsvp import Answer
from bot.features.labs.calendar.ics import written
from bot.ports.feeds import digest_of
from tests.domain.labs_of_tests import NOW, a_lab, a_plan, a_when
from tests.features.labs.steps import QUESTION, TITLE, PlannedLab, answers, plan
from tests.features.test_forgetting import places_that_hold
from tests.features.world import Person, World


def moment(told: date | None) -> datetime:
    assert isinstance(told, datetime)
    return told.astimezone(UTC)


def read(text: str) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(text)


PLACES = [
    # A winter's and a summer's day in places that change their clocks, or do it otherwise, or do not.
    ("Europe/Zurich", date(2026, 3, 27), 14),
    ("Europe/Zurich", date(2026, 3, 30), 13),
    ("America/New_York", date(2026, 3, 6), 20),
    ("America/New_York", date(2026, 3, 9), 19),
    ("Africa/Casablanca", date(2026, 3, 2), 15),
    ("Africa/Casablanca", date(2026, 6, 1), 14),
    ("Asia/Kathmandu", date(2026, 6, 1), 9),
    ("Australia/Lord_Howe", date(2026, 4, 3), 4),
    ("Australia/Lord_Howe", date(2026, 4, 6), 4),
]


@pytest.mark.parametrize(("zone", "day", "hour"), PLACES)
def test_a_calendar_shows_the_moment_that_was_agreed_whatever_it_knows_of_zones(
    zone: str, day: date, hour: int
) -> None:
    lab = a_lab(when=a_when(day=day, at=time(15), zone=zone))
    text = written([(lab, Answer.YES)])
    (event,) = read(text).events
    assert moment(event.dtstart) == lab.starts_at
    assert moment(event.dtend) == lab.ends_at
    assert lab.starts_at.hour == hour
    assert f"DTSTART;TZID={zone}:{day:%Y%m%d}T150000" in text
    assert read(text).timezones[0].tz_id == zone


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_time_that_clocks_leave_out_or_show_twice_is_the_moment_that_the_bot_takes(day: date) -> None:
    lab = a_lab(when=a_when(day=day, at=time(2, 30)))
    (event,) = read(written([(lab, Answer.YES)])).events
    assert moment(event.dtstart) == lab.starts_at


def test_what_is_moved_and_called_off_counts_on_and_keeps_its_name() -> None:
    lab = a_lab()
    moved, _ = life.move(lab, a_when(day=date(2026, 3, 13)), NOW)
    off, _ = life.cancel(moved, "The room is flooded", NOW)
    events = [read(written([(one, Answer.YES)])).events[0] for one in (lab, moved, off)]
    assert [event.sequence for event in events] == [0, 1, 2]
    assert len({event.uid for event in events}) == 1
    assert [event.status for event in events] == [EventStatus.CONFIRMED, EventStatus.CONFIRMED, EventStatus.CANCELLED]


def test_who_may_come_has_it_as_tentative() -> None:
    assert read(written([(a_lab(), Answer.MAYBE)])).events[0].status is EventStatus.TENTATIVE


INJECTED = "Oxygen\r\nATTENDEE:mailto:mallory@example.org\r\nEND:VEVENT"


def test_s28_a_title_with_lines_of_a_calendar_in_it_stays_one_title() -> None:
    lab = a_lab(plan=a_plan(title=INJECTED, question=INJECTED, link=INJECTED))
    text = written([(lab, Answer.YES)], name=INJECTED)
    calendar = read(text)
    (event,) = calendar.events
    assert event.attendees == []
    assert not re.search(r"^ATTENDEE", text, re.MULTILINE)
    assert event.summary == "Oxygen ATTENDEE:mailto:mallory@example.org END:VEVENT"
    assert "ATTENDEE" in (event.description or "")


@pytest.mark.parametrize("end", ["\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_s28_nothing_that_some_take_for_the_end_of_a_line_is_left_in_a_calendar(end: str) -> None:
    injected = f"Oxygen{end}ATTENDEE:mailto:mallory@example.org"
    lab = a_lab(plan=a_plan(title=injected, question=injected, link=injected))
    text = written([(lab, Answer.YES)], name=injected)
    assert end not in text
    assert not any(line.startswith("ATTENDEE") for line in text.splitlines())


def test_s28_long_lines_are_folded_within_letters_of_any_script() -> None:
    title = "ऑक्सीजन रात में — comment la garder allumée? " * 2
    text = written([(a_lab(plan=a_plan(title=title[:100])), Answer.YES)])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert read(text).events[0].summary == title[:100].strip()


@pytest.fixture
async def lab(world: World) -> PlannedLab:
    world.bot.catalogue.address = "https://bot.example.org"
    return await plan(world)


@pytest.fixture
async def amina(world: World, lab: PlannedLab) -> Person:
    person = await world.person("Amina")
    await answers(lab, person)
    return person


async def address_of(person: Person) -> tuple[str, str]:
    """Let somebody make an address; gives its secret and name."""
    await person.uses("/lab feed")
    said = await person.presses("Make my address")
    found = re.search(r"https://bot\.example\.org/feeds/(\S+)/(labs\.ics)", said)
    assert found, said
    return found[1], found[2]


async def fetched(world: World, address: tuple[str, str]) -> Calendar | None:
    fed = await Feeds(world.bot.catalogue, world.bot.storage, world.clock).fetch(*address)
    return read(fed.body) if fed else None


async def titles(world: World, address: tuple[str, str]) -> list[str] | None:
    calendar = await fetched(world, address)
    return None if calendar is None else [event.summary or "" for event in calendar.events]


async def test_a_lab_comes_as_a_file_for_the_calendar(world: World, lab: PlannedLab, amina: Person) -> None:
    await amina.uses("/lab show", lab=lab.id)
    assert "on its way" in await amina.presses("Add to my calendar")
    (sent,) = [done for done in world.platform.done if isinstance(done, SendFile)]
    (event,) = read(sent.body).events
    assert (event.summary, event.description) == (TITLE, QUESTION)
    assert sent.name.endswith(".ics")
    await lab.joao.uses("/lab cancel", lab=lab.id)
    await lab.joao.fills(reason="Flooded.")
    await amina.uses("/lab calendar", lab=lab.id)
    sent = [done for done in world.platform.done if isinstance(done, SendFile)][-1]
    assert "METHOD:CANCEL" in sent.body


async def test_a_calendar_fetches_what_its_member_said_yes_or_maybe_to_or_leads(
    world: World, lab: PlannedLab, amina: Person
) -> None:
    li = await world.person("Li")
    await answers(lab, li, Answer.NO)
    for person, expected in ((amina, [TITLE]), (li, []), (lab.joao, [TITLE])):
        assert await titles(world, await address_of(person)) == expected


async def test_what_was_called_off_stays_in_the_calendar_as_called_off(
    world: World, lab: PlannedLab, amina: Person
) -> None:
    address = await address_of(amina)
    await lab.joao.uses("/lab cancel", lab=lab.id)
    await lab.joao.fills(reason="Flooded.")
    calendar = await fetched(world, address)
    assert calendar
    assert [event.status for event in calendar.events] == [EventStatus.CANCELLED]


async def test_s29_an_address_is_kept_as_a_digest_alone_and_ends_when_another_is_made_or_it_is_ended(
    world: World, amina: Person
) -> None:
    first = await address_of(amina)
    assert len(first[0]) >= 43, "256 bits"
    assert await world.bot.storage.read(lambda uow: places_that_hold(uow, first[0])) == []
    assert await world.bot.storage.read(lambda uow: places_that_hold(uow, digest_of(first[0]))) == ["feed_keys"]
    await amina.uses("/lab feed")
    await amina.presses("Make a new address")
    assert await fetched(world, first) is None
    second = re.search(r"/feeds/(\S+)/labs\.ics", amina.sees())
    assert second
    assert await titles(world, (second[1], "labs.ics")) == [TITLE]
    await amina.uses("/lab feed")
    await amina.presses("End it")
    assert await fetched(world, (second[1], "labs.ics")) is None


async def test_s29_a_guessed_address_or_one_of_another_name_leads_nowhere(world: World, amina: Person) -> None:
    secret, _ = await address_of(amina)
    for guessed in ((secret[:-1], "labs.ics"), ("", "labs.ics"), (secret, "labs"), (digest_of(secret), "labs.ics")):
        assert await fetched(world, guessed) is None


async def test_s13_at_each_fetch_is_asked_anew_what_the_member_may_read(
    world: World, lab: PlannedLab, amina: Person
) -> None:
    inside = await a_lab_of_a_pod(lab, "P-1")
    await answers(PlannedLab(world, inside.id, lab.joao), amina)
    address = await address_of(amina)
    assert await titles(world, address) == [TITLE]
    await world.bot.storage.write(
        lambda uow: uow.roles.grant(amina.ref, Grant(Role.FACILITATOR, "P-1")), [world.community]
    ).result
    assert await titles(world, address) == [TITLE, "Inside"]
    await world.loses(amina, Role.FACILITATOR, "P-1")
    assert await titles(world, address) == [TITLE]
    await world.happens(MemberLeft(key="", community=world.community, at=world.clock.now(), member=amina.ref))
    assert await fetched(world, address) is None


async def a_lab_of_a_pod(lab: PlannedLab, pod: str) -> Lab:
    stored = await lab.now()
    when = stored.when.on(stored.when.day + timedelta(days=1))
    inside = a_lab(
        community=stored.community,
        pod=pod,
        plan=a_plan(title="Inside", scope=Scope.POD),
        when=when,
        organiser=stored.organiser,
        facilitators=(),
    )
    await lab.world.bot.storage.write(lambda uow: uow.labs.add(inside), [stored.community]).result
    return inside


async def test_without_a_door_to_the_outside_nobody_has_an_address_and_is_told_what_to_do(world: World) -> None:
    amina = await world.person("Amina")
    assert "cannot be reached from outside" in await amina.uses("/lab feed")
