"""What is held about a member is theirs: all of it as a file, and all of it forgotten when they say so."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.intents import SendFile
from bot.core.outcome import FormErrors, Outcome
from bot.core.refs import MemberRef
from bot.core.tokens import Token
from bot.ports.chat import Rejected
from tests.app.reading import plain
from tests.app.stage import AMINA, JOAO, OMAR, SARA, Stage, set_stage, shown

CANARY = "canary-91ab"


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with set_stage() as one:
        yield one


async def export(stage: Stage, who: MemberRef) -> dict[str, dict[str, object]]:
    await stage.uses(who, "profile export")
    await stage.bot.settle()
    files = [seen.message.id for seen in stage.sandbox.sees(who).direct if seen.message.file]
    body = stage.sandbox.world.messages.attached(files[-1]).body
    found = json.loads(body)
    assert isinstance(found, dict)
    return found


async def erase(stage: Stage, who: MemberRef, *, published: str = "keep", sure: str = "yes") -> Outcome:
    step = shown(await stage.uses(who, "profile erase"))
    return await stage.submits(who, step, {"published": published, "sure": sure})


async def test_the_file_holds_what_every_feature_knows_of_them_and_of_nobody_else(stage: Stage) -> None:
    await stage.asks(AMINA, details=f"{CANARY} mine")
    await stage.asks(OMAR, details="somebody else's")
    await stage.submits(AMINA, shown(await stage.uses(AMINA, "favour ask")), {"what": f"{CANARY} draft"})
    held = await export(stage, AMINA)
    assert "mine" in str(held["favours"])
    assert "draft" in str(held["members"])
    assert "favour:asked" in str(held["members"])
    assert "somebody else's" not in str(held)


async def test_s43_there_is_no_way_to_ask_for_somebody_elses_file(stage: Stage) -> None:
    await stage.uses(OMAR, "profile export", member=str(AMINA))
    await stage.presses(OMAR, Token("members.export", "M-" + "0" * 26), value=str(AMINA))
    await stage.bot.settle()
    assert "held-about-me.json" not in stage.sandbox.sees(AMINA).text
    body = stage.sandbox.sees(OMAR).text
    assert str(AMINA) not in body


async def test_a_file_that_could_not_be_brought_is_told(stage: Stage) -> None:
    stage.sandbox.refuse_next(SendFile, Rejected("file_uploads_disabled"))
    await stage.uses(AMINA, "profile export")
    await stage.bot.settle()
    assert "Ask for it again: /profile export" in stage.direct(AMINA)[-1]


async def test_erasing_asks_whether_they_are_sure(stage: Stage) -> None:
    for sure in ("", "no"):
        outcome = await erase(stage, AMINA, sure=sure)
        assert isinstance(outcome, FormErrors)
    assert (await stage.member(AMINA)).display_name == "Amina"


async def test_s42_nothing_of_an_erased_member_is_left_in_the_store_or_leaves_it(tmp_path: Path) -> None:
    async with set_stage(folder=tmp_path) as stage:
        await stage.submits(JOAO, shown(await stage.uses(JOAO, "favour ask")), {"what": CANARY})
        await stage.asks(AMINA)
        await stage.bot.settle()
        assert "Done. Nothing about you is held" in plain(await erase(stage, JOAO))
        gone = await stage.bot.storage.read(
            lambda uow: (
                uow.members.get(JOAO),
                list(uow.drafts.of_member(JOAO)),
                list(uow.waiting.of(JOAO)),
                uow.roles.of(JOAO),
                list(uow.events.by_actor(JOAO)),
            )
        )
        assert gone == (None, [], [], frozenset(), [])
        assert await stage.bot.storage.read(lambda uow: uow.events.verify()) == []
        before = len(stage.direct(JOAO))
        stage.clock.moves(days=3)
        await stage.bot.settle()
        assert len(stage.direct(JOAO)) == before


async def test_the_only_steward_names_another_before_they_are_forgotten(stage: Stage) -> None:
    outcome = await erase(stage, SARA)
    assert isinstance(outcome, FormErrors)
    assert "only steward" in plain(outcome)
    await stage.uses(SARA, "role grant", member=str(OMAR), role="steward")
    assert "Done." in plain(await erase(stage, SARA))


async def test_who_was_erased_may_come_back_as_anybody_new(stage: Stage) -> None:
    await erase(stage, OMAR)
    await stage.uses(OMAR, "favour list")
    await stage.bot.settle()
    assert "Omar" in plain(await stage.uses(OMAR, "profile show"))
