"""What is said without names in a session is tied to nobody: in no table, no log, no line of what the bot did."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.founding import Founding
from bot.bootstrap import FEATURES
from bot.core.refs import CommunityRef, RoomRef
from bot.domain.labs.contribution import Contribution
from tests.features.helpdesk.rows import all_rows, linking
from tests.features.labs.steps import PlannedLab, plan, rewrite
from tests.features.platform import RememberingPlatform
from tests.features.world import Person, World
from tests.storage.databases import new_file
from tests.support.bot import bot_under_test
from tests.support.clock import FrozenClock

CANARY = "canary-of-what-was-said"
AGENDA = "share 20: What stood in the way? (anonymous)\nspark 20: What next?"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Address of a database in a file, so that all of it can be looked at."""
    return new_file(tmp_path)


@pytest.fixture
async def world(url: str) -> AsyncIterator[World]:
    """Give a community whose database is a file, at no whole hour."""
    clock, community = FrozenClock(), CommunityRef("slack", "C1")
    clock.moves(minutes=23, seconds=7)
    platform = RememberingPlatform(community, clock)
    async with bot_under_test(FEATURES, clock, {"slack": platform}, url=url, foundings=[Founding(community)]) as bot:
        yield World(bot, platform, clock, community)


@pytest.fixture
async def lab(world: World) -> PlannedLab:
    """Give a session that is on in a room, at a question to which nobody gives a name."""
    lab = await plan(world, agenda=AGENDA)
    await rewrite(world, lab, room=RoomRef(world.community, "everybody"))
    await lab.before(-2)
    await lab.joao.uses("/lab open", lab=lab.id)
    await lab.joao.uses("/lab next", lab=lab.id)
    return lab


async def said_by(amina: Person, lab: PlannedLab) -> tuple[Contribution, ...]:
    """Let Amina come, say something too early, then in time, once more, and take one of it back."""
    await amina.uses("/lab here", lab=lab.id)
    await amina.uses("/lab say", lab=lab.id)
    await amina.fills(text=CANARY, item="1")
    assert amina.errors, "the next question is still to come"
    await amina.fills(text=CANARY, item="0")
    await amina.uses("/lab say", lab=lab.id)
    await amina.fills(text=CANARY)
    await amina.presses("Take it back")
    return tuple(await lab.world.bot.storage.read(lambda uow: uow.contributions.to_item(lab.id, 0)))


async def test_no_row_of_any_table_ties_it_to_who_said_it(world: World, lab: PlannedLab, url: str) -> None:
    amina = await world.person("Amina")
    (said,) = await said_by(amina, lab)
    rows = all_rows(url)
    assert any(CANARY in row for row in rows["contributions"])
    assert linking(rows, "Amina", CANARY, said.id, said.by.user) == {}


async def test_the_log_has_it_under_the_handle_and_at_the_hour(world: World, lab: PlannedLab) -> None:
    amina = await world.person("Amina")
    (said,) = await said_by(amina, lab)
    logged = await world.bot.storage.read(lambda uow: uow.events.about([lab.id], limit=100))
    theirs = [one for one in logged if one.actor == str(said.by)]
    tags = sorted(one.tag for one in theirs)
    assert tags == ["lab:contributed", "lab:contributed", "lab:taken_back", "part:changed"]
    assert all(one.at.minute == one.at.second == 0 for one in theirs)


async def test_neither_the_journal_nor_the_process_log_tells(
    world: World, lab: PlannedLab, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    amina = await world.person("Amina")
    (said,) = await said_by(amina, lab)
    steps = [str(one) for one in world.bot.journal.recent()]
    assert not any("Amina" in one and ("Contribut" in one or said.id in one or CANARY in one) for one in steps)
    assert CANARY not in caplog.text
