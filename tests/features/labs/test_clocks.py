"""When the rules for the clocks of a place change, a lab there is still held when they show what was agreed."""

from pathlib import Path

from tests.features.labs.steps import plan
from tests.features.world import World
from tests.support.zones import as_if


async def test_r29_a_lab_follows_the_clocks_of_its_place_once_their_rules_change(world: World, tmp_path: Path) -> None:
    moved = await plan(world, zone="Africa/Casablanca", day="2027-06-03")
    other = await plan(world, moved.joao, title="Another", day="2027-06-03")
    before, untouched = await moved.now(), await other.now()
    assert before.starts_at.hour == 14
    with as_if("Africa/Casablanca", "Africa/Abidjan", tmp_path):
        await world.later(days=3)
        after = await moved.now()
        assert (after.when, after.starts_at.hour, after.sequence) == (before.when, 15, 1)
        assert (after.ends_at - after.starts_at).seconds == 3600
    assert await other.now() == untouched
    logged = await world.bot.storage.read(lambda uow: uow.events.about([moved.id], limit=10))
    assert [line.tag for line in logged].count("lab:moved") == 1
