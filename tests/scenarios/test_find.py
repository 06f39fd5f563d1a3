"""Finding what the community knows: what is there, in the reader's own scope, and what to do where nothing is."""

from bot.domain.access import Scope
from bot.domain.knowledge.item import KnowledgeItem
from bot.ports.store import UnitOfWork
from tests.scenarios.stage import Stage
from tests.scenarios.steps import opens_pod
from tests.storage.nouns import an_item


async def _is_known(stage: Stage, *items: KnowledgeItem) -> None:
    def put(uow: UnitOfWork) -> None:
        for item in items:
            uow.knowledge.put(item)

    await stage.bot.storage.write(put, [stage.community]).result


async def test_where_nothing_is_known_yet_the_answer_says_so_and_what_to_try(stage: Stage) -> None:
    amina = await stage.person("Amina")

    await amina.uses("/find")
    assert "Nothing has been gathered yet" in amina.last_read()
    await amina.uses("/find", words="chlorine")
    assert "Try fewer words" in amina.last_read()


async def test_a_word_finds_what_was_learned_and_more_leads_on(stage: Stage) -> None:
    titles = [f"Savon au robinet {at}" for at in range(6)]
    await _is_known(
        stage, *(an_item(title, "L'équipe a posé du savon.", community=stage.community) for title in titles)
    )
    amina = await stage.person("Amina")

    await amina.uses("/find", words="SAVON equipe")
    assert "6 found." in amina.last_read()
    assert "Savon au robinet 5" in amina.last_read()
    assert "Savon au robinet 1" not in amina.last_read()
    await amina.presses("More")
    assert "Savon au robinet 1" in amina.last_read()


async def test_what_a_pod_knows_is_found_by_those_in_it_alone(stage: Stage) -> None:
    pod = await opens_pod(stage, "Water at hand")
    found = await stage.bot.storage.read(lambda uow: uow.pods.by_reference(pod.ref))
    assert found is not None
    item = an_item("Soap at every tap", "canary", community=stage.community, scope=Scope.POD, pod=found.id)
    await _is_known(stage, item)
    amina = await stage.person("Amina")

    await pod.facilitator.uses("/find", words="soap")
    assert "Soap at every tap" in pod.facilitator.last_read()
    await amina.uses("/find", words="soap")
    assert "I found nothing that you can read" in amina.last_read()
    assert "every tap" not in amina.reads()
