"""What stays of a question: its answer as an article, its topic on the list, and saved answers for the next one."""

from collections.abc import Callable, Sequence

from bot.domain.articles.article import Article, ArticleState
from bot.domain.topics.recurring import UNANSWERED
from bot.ports.store import UnitOfWork
from tests.features.helpdesk.steps import OpenDesk, ref
from tests.features.world import Person, World


async def solved(desk: OpenDesk, amina: Person, readers: str = "community") -> str:
    """Let a question be asked, answered and solved; gives its reference."""
    question = await desk.asks(amina, readers=readers)
    await desk.dina.uses("/triage answer", question=ref(question), text="Two cylinders. Call Amina on +254 722 123456.")
    await amina.uses("/questions solved", question=ref(question))
    return ref(question)


async def test_one_press_makes_an_article_without_who_asked_and_once(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await solved(desk, amina)

    await desk.dina.uses("/questions show", question=question)
    said = await desk.dina.presses("Make it an article")
    assert "Two cylinders." in said
    assert "722" not in said
    assert "Amina" not in said
    again = await desk.dina.uses("/triage keep-answer", question=question)

    assert "Two cylinders." in again
    found = await world.bot.storage.read(lambda uow: uow.articles.naming(desk.dina.ref))
    assert len(found) == 1


async def test_an_article_is_looked_after_by_who_answered_else_by_who_made_it(world: World, desk: OpenDesk) -> None:
    sara, amina, emil = await world.person("Sara"), await world.person("Amina"), await world.person("Emil")
    await sara.uses("/desk staff", desk=desk.desk.id, member=str(emil.ref))
    of_staff, of_focal = await solved(desk, amina), await desk.asks(amina)
    zoe = await world.person("Zoe")
    await desk.focal(zoe)
    await desk.dina.uses("/triage route", question=ref(of_focal), member=str(zoe.ref))
    await zoe.uses("/triage answer", question=ref(of_focal), text="A night check.")
    await amina.uses("/questions solved", question=ref(of_focal))

    for question in (of_staff, ref(of_focal)):
        await emil.uses("/triage keep-answer", question=question)

    owned = {
        person.ref.user: [article.answer for article in await world.bot.storage.read(named_in(person))]
        for person in (desk.dina, emil, zoe)
    }
    assert [len(owned[name]) for name in ("Dina", "Emil", "Zoe")] == [1, 1, 0]
    assert owned["Emil"] == ["A night check."]


def named_in(person: Person) -> Callable[[UnitOfWork], Sequence[Article]]:
    """Read the articles after which somebody looks."""
    return lambda uow: [article for article in uow.articles.naming(person.ref) if article.owner == person.ref]


async def test_s41_an_article_of_an_anonymous_question_begins_with_the_desk_alone(world: World, desk: OpenDesk) -> None:
    amina, zoe = await world.person("Amina"), await world.person("Zoe")
    question = await solved(desk, amina, "anonymous")

    await desk.dina.uses("/triage keep-answer", question=question)

    [article] = await world.bot.storage.read(lambda uow: uow.articles.naming(desk.dina.ref))
    assert article.state is ArticleState.WORK_IN_PROGRESS
    assert "I found nothing" in await zoe.uses("/find", words="cylinders")


async def test_a_topic_without_answers_enters_the_list_with_its_counts(world: World, desk: OpenDesk) -> None:
    sara, amina, zoe = await world.person("Sara"), await world.person("Amina"), await world.person("Zoe")
    await sara.uses("/desk topic", desk="Quality desk")
    await sara.fills(label="Oxygen", words="oxygen")
    for at in range(UNANSWERED):
        assert "Oxygen" not in await zoe.uses("/topics list"), at
        question = await desk.asks(amina, readers="community")
        await desk.dina.uses("/triage no-answer", question=ref(question), reason="Nobody knows yet.")

    said = await zoe.uses("/topics list")
    assert "Oxygen" in said
    assert "3 times without an answer" in said
    assert "at night" not in said


async def test_a_saved_answer_is_filled_in_and_sent(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    await desk.dina.uses("/macro add")
    await desk.dina.fills(name="We look", text="Dear {asker}, {desk} looks at {question}.")
    question = await desk.asks(amina)

    await desk.dina.uses("/triage answer", question=ref(question))
    await desk.dina.fills(macro="We look")

    assert f"Dear Amina, Quality desk looks at {ref(question)}." in amina.last_told()


async def test_what_the_desk_s_rules_offer_is_shown_before_a_question_is_sent_and_to_the_staff(
    world: World, desk: OpenDesk
) -> None:
    amina = await world.person("Amina")
    await desk.dina.uses("/macro suggest")
    await desk.dina.fills(terms="oxygen + night", text="Is the night check of the cylinders done?")

    await amina.uses("/ask", text="How do you keep oxygen running at night?")
    assert "Is the night check of the cylinders done?" in await amina.fills()
    await amina.fills(readers="private")

    assert "Is the night check of the cylinders done?" in desk.in_room()
