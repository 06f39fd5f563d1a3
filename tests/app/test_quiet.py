"""Cards in quiet hours: nothing is taken away at night that comes again in the morning, and changes are not late."""

from dataclasses import replace
from datetime import time
from itertools import count

import pytest

from bot.app.context import WritingContext
from bot.core.inbound import JobDue
from bot.core.intents import Direct, Edit, Retract
from bot.core.tokens import Token
from bot.domain.members import Hours
from bot.ports.ledger import OutState
from bot.ports.store import UnitOfWork
from tests.app import tiny
from tests.app.stage import COMMUNITY, JOAO, Stage

_numbers = count()


@pytest.fixture
async def night(stage: Stage) -> Stage:
    """Let João sleep from 22 to 8; fourteen hours from now it is 23."""
    known = await stage.member(JOAO)
    quiet = Hours(time(22), time(8), tuple(range(7)))
    await stage.change(replace(known, zone="UTC", quiet_hours=quiet))
    return stage


async def cards_again(stage: Stage, favour: str) -> None:
    """Have a job put the card before João anew."""
    now = stage.clock.now()
    due = JobDue(key=f"due:{next(_numbers)}", community=COMMUNITY, at=now, job="again", about=favour, due_at=now)

    def work(uow: UnitOfWork) -> None:
        WritingContext(stage.bot.catalogue, uow, now, due).card(tiny.CARD.name, favour, JOAO)

    await stage.bot.storage.write(work, []).result
    await stage.bot.settle()


async def test_the_old_card_stays_at_night_until_the_new_one_comes(night: Stage) -> None:
    favour = await night.asks()
    await night.bot.settle()
    (old,) = night.sandbox.sees(JOAO).direct
    night.clock.moves(hours=14)
    await cards_again(night, favour)
    assert [card.ref for card in night.sandbox.sees(JOAO).direct] == [old.ref]
    night.clock.moves(hours=9, minutes=30)
    await night.bot.settle()
    (new,) = night.sandbox.sees(JOAO).direct
    assert new.ref != old.ref


async def test_a_card_that_came_in_the_morning_is_changed_at_night_past_what_waits(night: Stage) -> None:
    favour = await night.asks()
    night.clock.moves(hours=14)
    await cards_again(night, favour)
    night.clock.moves(hours=10)
    await night.bot.settle()
    night.clock.moves(hours=14)
    await cards_again(night, await night.asks(what="Something else"))
    assert [row for row in await night.rows(OutState.PENDING) if isinstance(row.intent, Direct)]
    await night.presses(JOAO, Token("favours.grant", favour))
    assert [row for row in await night.rows(OutState.PENDING) if isinstance(row.intent, Edit)]
    await night.bot.settle()
    assert not [row for row in await night.rows(OutState.PENDING) if isinstance(row.intent, Edit | Retract)]
    assert any("taken" in card.text for card in night.sandbox.sees(JOAO).direct)


async def test_a_card_that_was_not_seen_yet_is_changed_behind_itself(night: Stage) -> None:
    favour = await night.asks()
    await night.bot.settle()
    night.clock.moves(hours=14)
    await cards_again(night, favour)
    await night.presses(JOAO, Token("favours.grant", favour))
    night.clock.moves(hours=10)
    await night.bot.settle()
    (card,) = night.sandbox.sees(JOAO).direct
    assert "taken" in card.text
