"""Stewards open desks in their staff's rooms, change, move and close them; everybody sees which there are."""

from datetime import time

from bot.core.intents import Post
from bot.core.refs import Door
from bot.domain.access import Role
from bot.domain.desk.desk import Rung, Span
from bot.domain.members import Hours
from tests.features.helpdesk.staffing import a_room, open_desk, uses_in
from tests.features.pods.steps import open_pod
from tests.features.world import World

STEWARDS = ("change", "move", "close", "staff", "relieve", "topic", "region", "rule", "retire", "rules-file")


async def test_a_desk_is_opened_in_its_staffs_room_and_asks_what_it_answers(world: World) -> None:
    sara, room = await world.person("Sara", steward=True), a_room(world)

    said = await uses_in(sara, room, "/desk open", name="Quality desk")
    assert "Let in only who may" in said
    await sara.fills(scope="Health services", hours="8:30-16:00", days=("6", "0"), zone="Africa/Nairobi")
    card = await sara.fills(ladder=("headquarters", "expert"), urgent="1h/4 h", claim_lasts="4 h")

    desk = (await world.bot.storage.read(lambda uow: uow.desks.open_in(world.community)))[0]
    assert (desk.name, desk.scope, desk.room, desk.zone) == ("Quality desk", "Health services", room, "Africa/Nairobi")
    assert desk.hours == Hours(time(8, 30), time(16), (0, 6))
    assert desk.ladder == (Rung.EXPERT, Rung.HEADQUARTERS)
    assert desk.claim_lasts == Span(hours=4)
    assert "Health services" in card
    assert "08:30-16:00 on Monday, Sunday (Africa/Nairobi)" in card
    assert "How soon: urgent: first answer in 1 working hour, solved in 4 working hours" in card
    assert await world.log_of(desk.id) == 2


async def test_its_card_stands_in_the_staff_room_and_is_brought_up_to_date(world: World) -> None:
    desk = await open_desk(world)

    assert "Health services" in world.said_in((await desk.now()).room)
    await desk.steward.uses("/desk staff", desk=desk.id, member=str((await world.person("Joao")).ref))
    assert "Staff: @Joao" in world.said_in((await desk.now()).room)


async def test_a_desk_needs_a_closed_room_of_its_own(world: World) -> None:
    desk, pod = await open_desk(world), await open_pod(world)
    sara = desk.steward

    assert "in the closed room of the desk's staff" in await uses_in(sara, None, "/desk open", name="Water")
    assert "a pod's room" in await uses_in(sara, await pod.room(), "/desk open", name="Water")
    assert "Quality desk has this room" in await uses_in(sara, (await desk.now()).room, "/desk open", name="Water")
    assert "of this name already" in await uses_in(sara, a_room(world, "b"), "/desk open", name="quality  DESK")
    assert "1 to 60 characters" in await uses_in(sara, a_room(world, "b"), "/desk open", name="x" * 61)


async def test_no_desk_comes_into_a_room_that_everybody_reads_or_that_cannot_be_looked_at(world: World) -> None:
    desk, room = await open_desk(world), a_room(world, "general")
    sara = desk.steward

    for command, more in (("/desk open", {"name": "Water"}), ("/desk move", {"desk": desk.id})):
        said = await uses_in(sara, room, command, Door.OPEN, **more)
        assert "Everybody here can read this room" in said
        assert "Make a closed room" in said
        assert "let me into it" in await uses_in(sara, room, command, None, **more)
        assert "Use this in the closed room" in await uses_in(sara, room, command, Door.DIRECT, **more)

    assert (await desk.now()).room != room
    assert "Water" not in await sara.uses("/desk list")


async def test_a_room_in_which_the_bot_may_not_write_is_told_to_stewards(world: World) -> None:
    world.platform.refuses(Post, "not_in_channel", times=5)
    desk = await open_desk(world)

    assert "not_in_channel" in await desk.steward.uses("/deliveries list") + desk.steward.told()


async def test_what_cannot_be_is_refused_at_its_input(world: World) -> None:
    await open_desk(world, "Water", a_room(world, "water"))
    desk = await open_desk(world)
    sara = desk.steward
    wrong: list[tuple[str, str | tuple[str, ...], str]] = [
        ("hours", "9-9", "two different times"),
        ("zone", "Mars/Base", "do not know this time zone"),
        ("days", (), "This is needed"),
        ("urgent", "soon", "two spans with / between"),
        ("urgent", "2 x / 1 d", "Write working days and hours"),
        ("urgent", "2 d / 1 h", "cannot come after the solution"),
        ("claim_lasts", "0 h", "Write working days and hours"),
        ("name", "Water", "of this name already"),
    ]
    for field, value, told in wrong:
        await sara.uses("/desk change", desk=desk.id)
        right = {item.name: getattr(item, "initial", "") for item in sara.form.section.inputs} if sara.form else {}
        await sara.fills(**({field: value} if field in right else {}))
        if not sara.errors:
            await sara.fills(**({} if field in right else {field: value}))
        assert told in sara.errors[field], (field, value)
        await sara.fills(**{field: right.get(field, _RIGHT.get(field, ""))})


_RIGHT = {"urgent": "2 h / 1 d", "claim_lasts": "1 d"}


async def test_a_desk_moves_to_the_room_in_which_that_is_said(world: World) -> None:
    desk, room = await open_desk(world), a_room(world, "new")

    assert "come to #new" in await uses_in(desk.steward, room, "/desk move", desk="Quality desk")

    assert (await desk.now()).room == room
    assert "Help desk Quality desk" in world.said_in(room)


async def test_a_desk_is_closed_when_that_is_meant_and_takes_no_more_changes(world: World) -> None:
    desk = await open_desk(world)
    sara = desk.steward
    await sara.uses("/desk close", desk=desk.id)
    assert "This desk is closed" in await sara.fills(sure="yes")

    assert "There is no help desk yet" in await sara.uses("/desk list")
    assert "This desk is closed" in await sara.uses("/desk change", desk=desk.id)
    assert "This desk is closed" in await sara.uses("/desk close", desk=desk.id)
    assert await world.bot.storage.read(lambda uow: uow.desks.named(world.community, "Quality desk")) is None


async def test_a_desk_to_which_another_sends_questions_is_not_closed(world: World) -> None:
    water, desk = await open_desk(world, "Water", a_room(world, "water")), await open_desk(world)
    await desk.adds_rule(words="tap", other="Water")

    await desk.steward.uses("/desk close", desk=water.id)
    await desk.steward.fills(sure="yes")

    assert "A rule of Quality desk sends questions here" in desk.steward.errors["sure"]
    assert (await water.now()).closed_on is None


async def test_everybody_sees_which_desks_there_are_and_no_more_than_concerns_them(world: World) -> None:
    amina = await world.person("Amina")
    assert "There is no help desk yet" in await amina.uses("/desk list")
    desk = await open_desk(world)

    assert "Quality desk · 08:00-16:00" in await amina.uses("/desk list")
    shown = await amina.uses("/desk show", desk="quality desk")
    assert "not the care of a patient" in shown
    assert "Staff room" not in shown
    assert "Change" not in amina.labels()
    assert "Nobody sorts questions here yet" in await desk.steward.uses("/desk show", desk=desk.id)


async def test_who_is_no_steward_changes_nothing(world: World) -> None:
    desk, amina = await open_desk(world), await world.person("Amina")

    assert "for those who hold a role" in await uses_in(amina, a_room(world, "b"), "/desk open", name="Mine")
    for command in STEWARDS:
        said = await uses_in(amina, a_room(world, "b"), f"/desk {command}", desk=desk.id)
        assert "this is for others to do" in said
    assert await world.log_of(desk.id) == 2


async def test_staff_are_named_told_and_relieved(world: World) -> None:
    desk, joao = await open_desk(world), await world.person("Joao")
    sara = desk.steward

    assert "Let them into #staff" in await sara.uses("/desk staff", desk=desk.id, member=str(joao.ref))
    assert await world.holds(joao, Role.DESK_STAFF, desk.id)
    assert "You are staff of the help desk Quality desk now" in joao.last_told()
    assert "Staff room: #staff" in await joao.uses("/desk show", desk=desk.id)
    assert "staff of this desk already" in await sara.uses("/desk staff", desk=desk.id, member=str(joao.ref))

    assert "no longer staff" in await sara.uses("/desk relieve", desk=desk.id, member=str(joao.ref))
    assert not await world.holds(joao, Role.DESK_STAFF, desk.id)
    assert "no longer staff" in joao.last_told()


async def test_bots_are_no_staff_and_staff_of_every_desk_are_named_by_their_role(world: World) -> None:
    desk, joao = await open_desk(world), await world.person("Joao")
    robot = await world.bot_person("robot")

    assert "a person in this community" in await desk.steward.uses("/desk staff", desk=desk.id, member=str(robot.ref))
    await desk.steward.uses("/role grant", member=str(joao.ref), role="desk_staff")
    assert "Staff: @Joao" in await desk.steward.uses("/desk show", desk=desk.id)
    assert "/role grant" in await desk.steward.uses("/desk relieve", desk=desk.id, member=str(joao.ref))


async def test_where_there_is_one_desk_nobody_has_to_say_which(world: World) -> None:
    desk = await open_desk(world)

    assert "Rules of Quality desk" in await desk.steward.uses("/desk rules")
    for command in ("/desk staff", "/desk relieve", "/focal add", "/desk topic", "/desk rule", "/desk change"):
        await desk.steward.uses(command)
        assert desk.steward.form is not None
        assert "desk" not in {item.name for item in desk.steward.form.section.inputs}, command
    await open_desk(world, "Supply desk", a_room(world, "supply"))
    assert "Rules of" not in await desk.steward.uses("/desk rules")


async def test_no_guest_is_staff_since_those_read_every_question(world: World) -> None:
    desk, gina = await open_desk(world), await world.person("Gina", guest=True)

    said = await desk.steward.uses("/desk staff", desk=desk.id, member=str(gina.ref))

    assert "A guest here can't be staff" in said
    assert not await world.holds(gina, Role.DESK_STAFF, desk.id)
