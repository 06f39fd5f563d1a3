"""Who answers at a desk: named, changed, away, removed; each time they are told, and nothing is left half."""

from datetime import timedelta

import pytest

from bot.core.ids import reference
from bot.domain.access import Role
from bot.domain.desk.desk import Rung
from bot.domain.nuggets.words import Level
from bot.features.helpdesk.staffing.erasing import export
from tests.features.helpdesk.staffing import OpenDesk, open_desk
from tests.features.world import World


@pytest.fixture
async def desk(world: World) -> OpenDesk:
    """Give a desk with a topic and a region."""
    desk = await open_desk(world)
    await desk.adds_topic("Supply", "stock-out")
    await desk.steward.uses("/desk region", desk=desk.id)
    await desk.steward.fills(name="East Africa", countries="Kenya, Uganda")
    return desk


async def test_a_focal_point_is_named_for_topics_places_and_languages_and_told(desk: OpenDesk) -> None:
    joao = await desk.world.person("Joao")
    focal = await desk.names(
        joao,
        rung="region",
        topics="supply",
        places="east africa, Mali",
        languages=("fr", "sw"),
        levels=("facility",),
        at_most="3",
        learning_point="yes",
    )

    assert (focal.rung, focal.topics, focal.countries, focal.regions) == (
        Rung.REGION,
        ("supply",),
        ("Mali",),
        ("East Africa",),
    )
    assert (focal.languages, focal.levels, focal.at_most, focal.learning_point) == (
        ("fr", "sw"),
        (Level.FACILITY,),
        3,
        True,
    )
    assert await desk.world.holds(joao, Role.FOCAL_POINT, desk.id)
    assert "You are a focal point of the help desk Quality desk now" in joao.last_told()
    assert "/focal away" in joao.last_told()
    assert await desk.world.log_of(focal.id) == 1


async def test_the_list_says_who_answers_for_what_and_is_open_to_those_who_work_there(desk: OpenDesk) -> None:
    joao, amina = await desk.world.person("Joao"), await desk.world.person("Amina")
    assert "Nobody answers here yet" in await desk.steward.uses("/focal list", desk=desk.id)
    await desk.names(joao, topics="Supply", places="Kenya")

    assert "@Joao · experts · Supply · Kenya" in await joao.uses("/focal list", desk=desk.id)
    assert "this is for others to do" in await amina.uses("/focal list", desk=desk.id)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("topics", "nothing", "no such topic"),
        ("places", "Atlantis", "no country or region Atlantis"),
        ("at_most", "0", "1 or more"),
        ("until", "2020-01-01", "This day is over"),
    ],
)
async def test_what_the_rules_do_not_know_is_refused_at_its_input(
    desk: OpenDesk, field: str, value: str, told: str
) -> None:
    sara, joao = desk.steward, await desk.world.person("Joao")
    await sara.uses("/focal add", desk=desk.id)
    await sara.fills(member=str(joao.ref), **({field: value} if field in {"topics", "places"} else {}))
    if not sara.errors:
        await sara.fills(**({field: value} if field in {"at_most", "until"} else {}))

    assert told in sara.errors[field]
    assert await desk.focals() == []


async def test_somebody_is_asked_once_on_each_rung(desk: OpenDesk) -> None:
    sara, joao = desk.steward, await desk.world.person("Joao")
    await desk.names(joao)
    second = await desk.names(joao, rung="country")

    await sara.uses("/focal change", focal=second.id)
    await sara.fills(rung="expert")
    await sara.fills()

    assert "asked there already" in sara.errors["rung"]


async def test_what_somebody_answers_for_is_changed_with_what_they_had_filled_in(desk: OpenDesk) -> None:
    focal = await desk.names(await desk.world.person("Joao"), topics="Supply", places="Kenya, East Africa")
    sara = desk.steward

    await sara.uses("/focal change", focal=reference(focal.id))
    await sara.fills(languages=("fr",))
    assert "Languages: Français" in await sara.fills(at_most="7")

    (after,) = await desk.focals()
    assert (after.topics, after.countries, after.regions) == (focal.topics, focal.countries, focal.regions)
    assert (after.languages, after.at_most) == (("fr",), 7)


async def test_a_focal_point_says_when_they_are_away_and_that_they_are_back(desk: OpenDesk) -> None:
    joao = await desk.world.person("Joao")
    await desk.names(joao)
    until = (desk.world.clock.now() + timedelta(days=10)).date()

    said = await joao.uses("/focal away", until=until.isoformat())
    assert "No new question is put before you until" in said
    assert [focal.away_until for focal in await desk.focals()] == [until]
    assert "away until" in await joao.uses("/focal list", desk=desk.id)

    await joao.uses("/focal away")
    assert "Welcome back" in await joao.fills(until="")
    assert [focal.away_until for focal in await desk.focals()] == [None]


async def test_a_day_that_is_over_is_no_absence(desk: OpenDesk) -> None:
    joao = await desk.world.person("Joao")
    await desk.names(joao)

    assert "This day is over" in await joao.uses("/focal away", until="2020-01-01")


async def test_who_is_no_focal_point_cannot_be_away(desk: OpenDesk) -> None:
    amina = await desk.world.person("Amina")

    assert "for those who hold a role" in await amina.uses("/focal away")


async def test_a_focal_point_does_not_change_what_they_answer_for_themselves(desk: OpenDesk) -> None:
    joao = await desk.world.person("Joao")
    focal = await desk.names(joao)

    assert "for others to do" in await joao.uses("/focal change", focal=focal.id)
    assert "for others to do" in await joao.uses("/focal remove", focal=focal.id)
    assert "I'll be away" in (await joao.uses("/focal show", focal=focal.id)) + str(joao.labels())


async def test_who_is_removed_is_told_and_the_role_goes_with_the_last_rung(desk: OpenDesk) -> None:
    joao = await desk.world.person("Joao")
    first, second = await desk.names(joao), await desk.names(joao, rung="country")

    await desk.steward.uses("/focal remove", focal=first.id)
    assert await desk.world.holds(joao, Role.FOCAL_POINT, desk.id)
    await desk.steward.uses("/focal remove", focal=second.id)

    assert not await desk.world.holds(joao, Role.FOCAL_POINT, desk.id)
    assert "no focal point of the help desk Quality desk any more" in joao.last_told()
    assert await desk.focals() == []
    assert "I can't find that" in await desk.steward.uses("/focal remove", focal=second.id)


async def test_whom_a_rule_names_is_not_removed_and_stays_on_their_rung(desk: OpenDesk) -> None:
    joao = await desk.world.person("Joao")
    focal = await desk.names(joao)
    await desk.adds_rule(words="soap", to=str(joao.ref))

    assert "A rule sends questions to them" in await desk.steward.uses("/focal remove", focal=focal.id)
    await desk.steward.uses("/focal change", focal=focal.id)
    await desk.steward.fills(rung="region")
    await desk.steward.fills()
    assert "A rule sends questions to them" in desk.steward.errors["rung"]
    assert (await desk.focals())[0].rung is Rung.EXPERT


async def test_sending_the_form_twice_names_somebody_once(desk: OpenDesk) -> None:
    sara, joao = desk.steward, await desk.world.person("Joao")
    await sara.uses("/focal add", desk=desk.id)
    await sara.fills(member=str(joao.ref))
    form = sara.form
    await sara.fills()

    sara.form = form
    assert "sent before" in await sara.fills()
    assert len(await desk.focals()) == 1


async def test_a_member_gets_what_is_held_of_them_and_is_forgotten_with_the_rules_that_name_them(
    desk: OpenDesk,
) -> None:
    joao = await desk.world.person("Joao")
    focal = await desk.names(joao, topics="Supply")
    await desk.adds_rule(words="soap", to=str(joao.ref))
    await desk.adds_rule(words="tap", rung="region")

    assert reference(focal.id) in str(await desk.world.bot.storage.read(lambda uow: export(joao.ref, uow)))
    await joao.uses("/profile erase")
    await joao.fills(published="keep", sure="yes")

    assert await desk.focals() == []
    assert [rule.when.words for rule in (await desk.rules()).rules] == [("tap",)]
    assert "Topic Supply" in await desk.adds_topic("Water")


async def test_who_is_of_a_confirmed_learning_point_is_one_for_the_desk_as_long_as_that_lasts(desk: OpenDesk) -> None:
    amina = await desk.world.person("Amina")
    assert not (await desk.names(amina)).learning_point
    await amina.uses("/points nominate")
    await amina.fills(name="Kisumu County", area="Oxygen", country="Kenya")
    await amina.fills(contact=str(amina.ref))
    (point,) = await desk.world.bot.storage.read(lambda uow: uow.learning_points.undecided(desk.world.community))
    assert not (await desk.focals())[-1].learning_point
    await desk.steward.uses("/points confirm", point=point)
    assert (await desk.focals())[-1].learning_point
    assert (await desk.names(amina, rung="region")).learning_point, "named later"
    await amina.uses("/points end", point=point)
    assert not any(one.learning_point for one in await desk.focals())
