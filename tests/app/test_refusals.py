"""Who refuses is not asked for ever: rooms are parked, people left alone, and stewards told once a day."""

from dataclasses import replace

from bot.core.content import content
from bot.core.intents import Direct, Pin, Post
from bot.core.text import t
from bot.ports.chat import Rejected, Unsupported
from bot.ports.ledger import OutState
from bot.ports.store import UnitOfWork
from tests.app.rig import AMINA, FIX, GENERAL, HERE, QUIET, Rig


async def test_what_is_given_up_is_told_to_the_stewards(rig: Rig) -> None:
    rig.port.fails[Pin].append(Rejected("too_many_pins", FIX))
    await rig.post("a1")
    await rig.put("p1", Pin("a1"), f"#{GENERAL}")
    await rig.works()
    assert await rig.state("p1") is OutState.DEAD
    assert len(rig.notices()) == 1


async def test_r13_a_room_that_a_person_must_mend_is_parked_at_once_and_nothing_is_lost(rig: Rig) -> None:
    rig.port.fails[Post].append(Rejected("50001", FIX))
    for key in ("a1", "a2", "a3"):
        await rig.post(key)
    await rig.works()
    await rig.post("b1", QUIET)
    await rig.works(days=3)
    assert await rig.state("a1") is OutState.PARKED
    assert [key for key in rig.port.tried if not key.startswith("notice:")] == ["a1", "b1"]
    assert len(rig.notices()) == 1


async def test_r13_after_five_refusals_in_a_row_a_room_is_left_alone(rig: Rig) -> None:
    rig.port.fails[Post].extend([Rejected("403")] * 1000)
    for number in range(50):
        await rig.post(f"a{number}")
    for _ in range(5):
        await rig.works(hours=1)
    assert len([key for key in rig.port.tried if key.startswith("a")]) == 5
    assert await rig.state("a4") is OutState.PARKED
    assert [await rig.state(f"a{number}") for number in (0, 3, 5, 49)] == [
        OutState.DEAD,
        OutState.DEAD,
        OutState.PENDING,
        OutState.PENDING,
    ]


async def test_r13_refusals_that_are_not_in_a_row_park_nothing(rig: Rig) -> None:
    for number in range(20):
        if number % 3:
            rig.port.fails[Post].append(Rejected("odd_words"))
        await rig.post(f"a{number}")
        await rig.works()
    assert await rig.state("a19") is OutState.DEAD
    assert [number for number in range(20) if await rig.state(f"a{number}") is OutState.SENT] == list(range(0, 20, 3))


async def test_r13_who_takes_no_direct_messages_is_tried_once_an_hour_at_most(rig: Rig) -> None:
    rig.port.fails[Direct].extend([Rejected("dm_closed", FIX)] * 1000)
    for number in range(40):
        await rig.put(f"d{number}", Direct(AMINA, content(t("x"))), f"@{AMINA}")
    await rig.works()
    assert len(rig.port.tried) == 5
    await rig.works(minutes=59)
    assert len(rig.port.tried) == 5
    await rig.works(minutes=1)
    assert len(rig.port.tried) == 6
    assert rig.notices() == []


async def test_stewards_are_told_of_one_place_once_a_day(rig: Rig) -> None:
    rig.port.fails[Post].extend([Rejected("403")] * 4)
    for number in range(4):
        await rig.post(f"a{number}")
    await rig.works()
    assert len(rig.notices()) == 1
    rig.port.fails[Post].append(Rejected("403"))
    await rig.post("later")
    rig.clock.moves(days=1)
    await rig.works()
    assert len(rig.notices()) == 2


async def test_a_notice_that_fails_makes_no_further_notice(rig: Rig) -> None:
    rig.port.fails[Post].append(Rejected("50001", FIX))
    rig.port.fails[Direct].extend([Rejected("dm_closed", FIX), Unsupported("dm")])
    await rig.post("a1")
    await rig.works()
    await rig.works(hours=2)
    assert [key for key in rig.port.tried if key.startswith("notice:")] == rig.port.tried[1:]
    assert len(rig.port.tried) == 2


async def test_the_stewards_room_is_told_instead_of_each_steward_unless_it_is_the_one_in_trouble(rig: Rig) -> None:
    def name_room(uow: UnitOfWork) -> None:
        community = uow.communities.get(HERE)
        assert community is not None
        uow.communities.put(replace(community, steward_room=QUIET))

    await rig.bot.storage.write(name_room, []).result
    rig.port.fails[Post].append(Rejected("50001", FIX))
    await rig.post("a1")
    await rig.works()
    assert [type(delivery.intent) for delivery in rig.port.done] == [Post]
    rig.port.fails[Post].append(Rejected("50001", FIX))
    await rig.post("b1", QUIET)
    await rig.works()
    assert [type(delivery.intent) for delivery in rig.port.done] == [Post, Direct]
