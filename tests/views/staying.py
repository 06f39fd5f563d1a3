"""What stays of a help desk, and what is proposed: articles at every turn, corrections, saved answers, topics."""

from bot.domain.articles.article import Wording
from bot.domain.articles.life import begin
from bot.domain.desk.question import Visibility
from bot.ports.store import UnitOfWork
from tests.domain.questions_of_tests import a_question
from tests.features.pods.steps import OpenPod
from tests.features.world import Person

SAYS = Wording(
    title="Does oxygen last through the night?",
    question="Does oxygen last through the night? Dr Mensah says that it does not.",
    answer="Keep a full cylinder beside the concentrator.",
    sources=("https://example.org/oxygen", "The guide of the ward"),
    withheld=("phone",),
)


async def let_things_stay(pod: OpenPod) -> None:
    """Let Esi answer at the desks and keep what she knows; let others read it, and propose what is missing."""
    world, sara = pod.world, pod.steward
    amina, ben, esi = await world.person("Amina"), await world.person("Ben"), await world.person("Esi")
    await sara.uses("/role grant", member=str(esi.ref), role="desk_staff")
    await _articles(esi)
    newest = (await world.bot.storage.read(lambda uow: uow.articles.naming(esi.ref)))[-1]
    for text in ("Once a week is not enough.", "The link leads nowhere."):
        await ben.uses("/article correct", article=newest.id, text=text)
    await esi.presses("It is put right")
    await amina.uses("/article helped", article=newest.id)
    await esi.uses("/macro add", name="We look", text="Dear {asker}, we look at {question}.")
    await esi.uses("/macro suggest")
    await esi.fills(terms="oxygen + concentrator", macro="We look")
    await _topics(amina, ben, sara)


async def _articles(esi: Person) -> None:
    """Let there be one of a closed question, one that is written, one out of use, and one that all can read."""
    world = esi.world

    def keep(uow: UnitOfWork) -> None:
        closed = a_question(esi.ref, Visibility.PRIVATE)
        uow.articles.add(begin("W-" + "C" * 26, closed, SAYS, esi.ref, world.clock.now())[0])

    await world.bot.storage.write(keep, [world.community]).result
    for title in ("Washing hands", "Old rota", "Oxygen at night"):
        await esi.uses("/article propose")
        await esi.fills(title=title, question=SAYS.question, answer=SAYS.answer, sources="\n".join(SAYS.sources))
        if title != "Washing hands":
            await esi.presses("Open it")
        if title == "Old rota":
            await esi.presses("Out of use")
    await esi.uses("/article show", article="W-" + "C" * 26)


async def _topics(amina: Person, ben: Person, sara: Person) -> None:
    """Let topics be proposed, supported, taken up, declined and taken back."""
    for title, outcome in (("Soap", "take-up"), ("Beds", "decline"), ("Rota", "withdraw"), ("Oxygen", "support")):
        await amina.uses("/topics propose")
        await amina.fills(title=title, why="It comes up every week.")
        topic = (await amina.world.bot.storage.read(lambda uow: uow.topics.naming(amina.ref)))[-1].id
        by = {"support": ben, "withdraw": amina}.get(outcome, sara)
        await by.uses(f"/topics {outcome}", topic=topic, **({"reason": "In May"} if outcome == "decline" else {}))
