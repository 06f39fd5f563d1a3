"""Whoever is not of the desk any more keeps none of its questions: what they had goes on to others at once."""

from bot.app.founding import map_groups
from bot.core.ids import reference
from bot.core.inbound import GroupListed, MemberLeft, RolesChanged
from bot.domain.access import Role
from bot.domain.desk.desk import Rung
from bot.domain.desk.question import Question, QuestionState
from tests.features.helpdesk.staffing import open_desk as open_another
from tests.features.helpdesk.steps import NIGHT, OpenDesk, ref
from tests.features.world import Person, World

GROUP = "S1"


async def staff_by_group(world: World, desk: OpenDesk) -> tuple[Person, Question]:
    """Let Emil be staff through a group of the platform, and take a question; Fatou is there to be asked next."""
    await map_groups(world.bot.storage, {world.community: {Role.DESK_STAFF: [GROUP]}})
    emil, fatou = await world.person("Emil"), await world.person("Fatou")
    await in_groups(emil, GROUP)
    question = await desk.asks(await world.person("Amina"))
    await emil.uses("/triage claim", question=ref(question))
    await desk.focal(fatou)
    assert (await desk.now(question.id)).claimed_by == emil.ref
    return emil, question


async def in_groups(person: Person, *groups: str) -> None:
    """Let the platform tell in which groups somebody is."""
    world = person.world
    await world.happens(
        RolesChanged(key="", community=world.community, at=world.clock.now(), holder=person.ref, held=frozenset(groups))
    )


async def test_r33_the_questions_of_who_leaves_go_on_to_others(world: World, desk: OpenDesk) -> None:
    amina, emil = await world.person("Amina"), await world.person("Emil")
    await desk.focal(emil)
    claimed, routed = await desk.asks(amina), await desk.asks(amina)
    await emil.uses("/triage claim", question=ref(claimed))

    await world.happens(MemberLeft(key="", community=world.community, at=world.clock.now(), member=emil.ref))

    assert (await desk.now(claimed.id)).claimed_by is None
    assert (await desk.now(routed.id)).route[-1].took is False


async def test_s13_who_is_relieved_has_no_question_any_more_and_reads_none(world: World, desk: OpenDesk) -> None:
    amina, sara = await world.person("Amina"), await world.person("Sara")
    claimed, answered = await desk.asks(amina), await desk.asks(amina, "And by day, please?")
    await desk.dina.uses("/triage claim", question=ref(claimed))
    await desk.dina.uses("/triage answer", question=ref(answered), text="Buy a second one.")
    assert NIGHT in desk.dina.told()

    await sara.uses("/desk relieve", desk=desk.desk.id, member=str(desk.dina.ref))

    assert (await desk.now(claimed.id)).state is QuestionState.RETURNED
    assert (await desk.now(answered.id)).claimed_by is None
    assert NIGHT not in desk.dina.told()
    assert NIGHT not in await desk.dina.uses("/waiting")


async def test_who_is_taken_out_of_the_staffs_group_has_no_question_any_more(world: World, desk: OpenDesk) -> None:
    emil, question = await staff_by_group(world, desk)

    await in_groups(emil)

    assert NIGHT in (await world.person("Fatou")).told()
    assert (await desk.now(question.id)).claimed_by is None
    assert NIGHT not in emil.told()
    assert NIGHT not in await emil.uses("/waiting")


async def test_who_is_missing_from_the_staffs_group_has_no_question_any_more(world: World, desk: OpenDesk) -> None:
    _, question = await staff_by_group(world, desk)

    here, at = world.community, world.clock.now()
    await world.happens(GroupListed(key="", community=here, at=at, group=GROUP, holders=frozenset()))

    assert NIGHT in (await world.person("Fatou")).told()
    assert (await desk.now(question.id)).claimed_by is None


async def test_who_leaves_with_the_staffs_group_has_no_question_any_more(world: World, desk: OpenDesk) -> None:
    emil, question = await staff_by_group(world, desk)

    await world.happens(MemberLeft(key="", community=world.community, at=world.clock.now(), member=emil.ref))

    assert NIGHT in (await world.person("Fatou")).told()
    assert (await desk.now(question.id)).claimed_by is None


async def test_what_is_before_who_answers_for_it_no_more_goes_on_at_once(world: World, desk: OpenDesk) -> None:
    amina, emil, fatou = await world.person("Amina"), await world.person("Emil"), await world.person("Fatou")
    sara, focal = await world.person("Sara"), await desk.focal(emil)
    question = await desk.asks(amina)
    await desk.focal(emil, Rung.COUNTRY)
    await desk.focal(fatou)
    assert NIGHT not in fatou.told()

    await sara.uses("/focal remove", focal=reference(focal.id))

    assert (await desk.now(question.id)).route[0].took is False
    assert NIGHT in fatou.told()
    assert NIGHT not in await emil.uses("/waiting")


async def test_s13_who_answers_at_another_desk_alone_reads_nothing_of_this_one_any_more(
    world: World, desk: OpenDesk
) -> None:
    amina, emil, sara = await world.person("Amina"), await world.person("Emil"), await world.person("Sara")
    focal, question = await desk.focal(emil), await desk.asks(amina)
    await (await open_another(world, "Water desk")).names(emil)
    await emil.uses("/triage claim", question=ref(question))
    assert (await desk.now(question.id)).claimed_by == emil.ref

    await sara.uses("/focal remove", focal=reference(focal.id))

    assert (await desk.now(question.id)).claimed_by is None
    assert "I can't find that" in await emil.uses("/questions show", question=ref(question))
    assert NIGHT not in emil.told()


async def test_what_is_before_who_is_erased_goes_on_at_once(world: World, desk: OpenDesk) -> None:
    amina, emil, fatou = await world.person("Amina"), await world.person("Emil"), await world.person("Fatou")
    await desk.focal(emil)
    question = await desk.asks(amina)
    await desk.focal(fatou)

    await emil.uses("/profile erase")
    await emil.fills(published="withdraw", sure="yes")

    assert NIGHT in fatou.told()
    assert (await desk.now(question.id)).route[-1].who == fatou.ref


async def test_what_somebody_answered_who_is_erased_since_is_before_nobody_once_it_is_opened_again(
    world: World, desk: OpenDesk
) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)
    await desk.dina.uses("/triage answer", question=ref(question), text="Two cylinders.")
    await amina.uses("/questions solved", question=ref(question))
    await desk.dina.uses("/profile erase")
    await desk.dina.fills(published="keep", sure="yes")

    await amina.uses("/questions reopen", question=ref(question))

    now = await desk.now(question.id)
    assert (now.state, now.claimed_by) == (QuestionState.REOPENED, None)
    assert now.route[-1].took is True
