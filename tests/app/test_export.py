"""The file of all that is held about a member: it comes, or they are told that it does not."""

from bot.core.intents import Compute, Direct, SendFile
from bot.domain.members import Member
from bot.features.members.own_data import EXPORT_READY, EXPORT_WORK
from bot.ports.chat import Rejected
from bot.ports.ledger import OutState
from tests.app.rig import AMINA, FIX, HERE, Rig


async def ask(rig: Rig, who: str) -> None:
    """Have what is held about somebody gathered for Amina."""
    known = Member(ref=AMINA, display_name="Amina")
    await rig.bot.storage.write(lambda uow: uow.members.put(known), []).result
    about = str(AMINA)
    await rig.put("c1", Compute(HERE, EXPORT_WORK.name, who), "!c1", then=EXPORT_READY.name, about=about)


def told(rig: Rig) -> list[str]:
    """Give what Amina was told in words."""
    return [str(one.intent) for one in rig.port.done if isinstance(one.intent, Direct) and one.intent.member == AMINA]


async def test_a_file_that_arrives_is_not_spoken_of(rig: Rig) -> None:
    await ask(rig, str(AMINA))
    await rig.works()
    assert [type(one.intent) for one in rig.port.done] == [SendFile]


async def test_a_file_that_the_platform_refuses_is_told_with_what_would_help(rig: Rig) -> None:
    rig.port.fails[SendFile].append(Rejected("missing_scope", FIX))
    await ask(rig, str(AMINA))
    await rig.works()
    (words,) = told(rig)
    assert "/profile export" in words
    assert FIX.id in words


async def test_a_file_that_could_not_be_made_is_told(rig: Rig) -> None:
    await ask(rig, "nobody")
    for _ in range(30):
        await rig.works(minutes=16)
    assert await rig.state("c1") is OutState.DEAD
    (words,) = told(rig)
    assert "/profile export" in words
