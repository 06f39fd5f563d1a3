"""``/profile``: everything is optional, everything is the member's own, and nothing is taken that cannot be read."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time

import pytest

from bot.core.errors import Refusal
from bot.core.forms import FormValues
from bot.core.inbound import MemberSeen
from bot.core.outcome import FormErrors, Outcome, Suggestions
from bot.domain.hours import read_hours
from bot.domain.members import Digest, Hours
from tests.app.reading import plain
from tests.app.stage import AMINA, COMMUNITY, OMAR, Stage, set_stage, shown

EVERY_DAY = tuple(range(7))


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with set_stage() as one:
        yield one


async def fill(stage: Stage, *sections: FormValues) -> Outcome:
    """Open the profile and send these sections, the rest as they stand."""
    outcome = await stage.uses(AMINA, "profile edit")
    for number in range(3):
        step = shown(outcome)
        kept = {item.name: getattr(item, "initial", "") or "" for item in step.section.inputs}
        given = sections[number] if number < len(sections) else {}
        outcome = await stage.submits(AMINA, step, {**kept, **given})
        if isinstance(outcome, FormErrors):
            return outcome
    return outcome


async def test_what_a_member_tells_is_kept_and_shown_to_them(stage: Stage) -> None:
    outcome = await fill(
        stage,
        {"display_name": "Dr Amina", "organisation": "Clinic", "country": "Kenya"},
        {
            "locale": "fr",
            "zone": "Africa/Nairobi",
            "working_hours": "8:30-17:00",
            "working_days": ("0", "2"),
            "quiet_hours": "21:00 – 6:30",
        },
        {"topics": "hand hygiene, , triage ,", "digest": "daily"},
    )
    assert "Clinic" in plain(outcome)
    member = await stage.member(AMINA)
    assert member.working_hours == Hours(time(8, 30), time(17, 0), (0, 2))
    assert member.quiet_hours == Hours(time(21), time(6, 30), EVERY_DAY)
    assert (member.display_name, member.country, member.locale, member.zone) == (
        "Dr Amina",
        "Kenya",
        "fr",
        "Africa/Nairobi",
    )
    assert (member.topics, member.digest) == (("hand hygiene", "triage"), Digest.DAILY)
    assert "Dr Amina" in plain(await stage.uses(AMINA, "profile show"))
    assert "Dr Amina" not in plain(await stage.uses(OMAR, "profile show"))


async def test_an_emptied_field_is_forgotten_and_an_emptied_name_is_the_platforms_again(stage: Stage) -> None:
    await fill(stage, {"display_name": "Dr Amina", "organisation": "Clinic"}, {"quiet_hours": "21:00-06:00"})
    await fill(stage, {"display_name": "", "organisation": ""}, {"quiet_hours": ""})
    member = await stage.member(AMINA)
    assert (member.display_name, member.organisation, member.quiet_hours) == ("Amina", "", None)


async def seen_as(stage: Stage, name: str) -> None:
    seen = MemberSeen(
        key=f"seen:{name}", community=COMMUNITY, at=stage.clock.now(), member=AMINA, display_name=name, locale="en"
    )
    assert (await stage.deliver(seen)).stored


async def test_a_name_that_was_chosen_is_kept_and_one_that_was_not_follows_the_platform(stage: Stage) -> None:
    await seen_as(stage, "Amina Y")
    assert (await stage.member(AMINA)).display_name == "Amina Y"
    await fill(stage, {"display_name": "Dr Amina"})
    await seen_as(stage, "Amina Z")
    member = await stage.member(AMINA)
    assert (member.display_name, member.platform_name) == ("Dr Amina", "Amina Z")


async def test_the_log_says_which_fields_changed_and_not_to_what(stage: Stage) -> None:
    await fill(stage, {"organisation": "A secret clinic"})
    (line,) = await stage.lines(str(AMINA))
    assert line.tag == "profile:changed"
    assert "organisation" in line.payload
    assert "secret" not in line.payload


async def test_saving_what_was_there_already_is_no_change(stage: Stage) -> None:
    await fill(stage, {"organisation": "Clinic"})
    await fill(stage)
    assert await stage.log(str(AMINA)) == ["profile:changed"]


@pytest.mark.parametrize(
    ("number", "name", "typed"),
    [
        (0, "display_name", "x" * 81),
        (0, "organisation", "x" * 121),
        (1, "zone", "Mars/Olympus"),
        (1, "zone", "../../etc/passwd"),
        (1, "locale", "tlh"),
        (1, "working_hours", "all day"),
        (1, "quiet_hours", "25:00-07:00"),
        (1, "quiet_hours", "21:00-21:00"),
        (1, "quiet_hours", "21:00"),
        (1, "quiet_hours", "8:00Z-9:00"),
        (1, "working_days", ("7",)),
        (2, "offers", "x" * 601),
        (2, "digest", "hourly"),
    ],
)
async def test_what_cannot_be_read_is_an_error_at_its_input(
    stage: Stage, number: int, name: str, typed: str | tuple[str, ...]
) -> None:
    sections: list[FormValues] = [{}, {}, {}]
    sections[number] = {name: typed}
    outcome = await fill(stage, *sections)
    assert isinstance(outcome, FormErrors)
    assert set(outcome.errors) == {name}


@pytest.mark.parametrize("typed", ["21:00-7:00", "9:00 - 17:30", "21:00–07:00", "0900-1730", " 8:15-12:00 "])
def test_hours_are_read_as_people_write_them(typed: str) -> None:
    hours = read_hours(typed)
    assert hours.start.tzinfo is None
    assert hours.days == EVERY_DAY


@pytest.mark.parametrize("typed", ["", "-", "9-", "nine-five", "08:00Z-09:00", "08:00+02:00-09:00", "08:00-08:00", "T"])
def test_hours_that_are_none_are_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        read_hours(typed)


async def test_zones_and_countries_are_found_by_typing(stage: Stage) -> None:
    async def found(source: str, typed: str) -> list[str]:
        outcome = (await stage.deliver(stage.completion(AMINA, source, typed))).outcome
        assert isinstance(outcome, Suggestions)
        return [option.value for option in outcome.options]

    assert await found("members.zones", "nairobi") == ["Africa/Nairobi"]
    assert await found("members.countries", "kenya") == ["Kenya"]
    assert len(await found("members.zones", "")) <= 25
    await stage.change(replace(await stage.member(AMINA), locale="fr"))
    assert await found("members.countries", "Éthiopie") == ["Ethiopia"]
    await stage.change(replace(await stage.member(AMINA), locale="not-a-locale"))
    assert await found("members.countries", "kenya") == ["Kenya"]
