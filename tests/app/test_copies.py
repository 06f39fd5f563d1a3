"""Cards and their copies: each reader sees what is theirs to see, and the first decision updates every copy."""

from dataclasses import replace

import pytest

from bot.core.intents import Edit
from bot.core.refs import MessageRef, RoomRef
from bot.core.tokens import Token
from bot.domain.access import Role
from bot.domain.pods.pod import Pod
from bot.ports.store import UnitOfWork
from tests.app import tiny
from tests.app.reading import plain
from tests.app.stage import AMINA, COMMUNITY, JOAO, LEILA, OMAR, Stage

ROOM = RoomRef(COMMUNITY, "room-1")


async def test_the_first_decision_updates_every_copy_as_its_own_reader_sees_it(stage: Stage) -> None:
    await stage.grants(LEILA, Role.FACILITATOR, tiny.NEAR)
    await stage.asks()
    await stage.bot.settle()
    for who in (JOAO, LEILA):
        (card,) = stage.sandbox.sees(who).direct
        assert card.labels == ["Grant", "Decline"]
    await stage.sandbox.presses("joao", "Grant")
    await stage.bot.settle()
    for who in (JOAO, LEILA):
        card = stage.sandbox.sees(who).direct[0]
        assert card.labels == []
        assert "taken" in card.text


async def test_s13_a_copy_of_who_may_no_longer_see_it_is_emptied_by_the_next_update(stage: Stage) -> None:
    await stage.grants(LEILA, Role.FACILITATOR, tiny.NEAR)
    await stage.asks(what="A secret wish")
    await stage.bot.settle()
    await stage.revokes(LEILA, Role.FACILITATOR, tiny.NEAR)
    await stage.sandbox.presses("joao", "Grant")
    await stage.bot.settle()
    assert "secret" not in stage.sandbox.sees(LEILA).text
    assert "not open to you" in stage.sandbox.sees(LEILA).direct[0].text


async def test_who_asked_is_told_of_every_decision_and_only_of_their_own(stage: Stage) -> None:
    favour = await stage.asks()
    await stage.presses(JOAO, Token("favours.grant", favour))
    await stage.bot.settle()
    assert [favour[:7] in text for text in stage.direct(AMINA)] == [True]
    assert stage.direct(OMAR) == []


async def test_what_came_of_telling_is_heard_by_the_feature(stage: Stage) -> None:
    reached, unreached = await stage.asks(), await stage.asks(OMAR)
    stage.sandbox.closes_dms("omar")
    for favour in (reached, unreached):
        await stage.presses(JOAO, Token("favours.grant", favour))
    await stage.bot.settle()

    async def how(favour: str) -> list[str]:
        return [line.payload for line in await stage.lines(favour) if line.tag == "favour:told"]

    assert ["Delivered" in payload for payload in await how(reached)] == [True]
    assert ["dm_closed" in payload for payload in await how(unreached)] == [True]


async def test_no_change_is_sent_to_a_copy_that_never_arrived(stage: Stage) -> None:
    stage.sandbox.closes_dms("joao")
    favour = await stage.asks()
    await stage.bot.settle()
    await stage.presses(JOAO, Token("favours.grant", favour))
    assert not [row for row in await stage.waiting_to_leave() if isinstance(row.intent, Edit)]


async def test_a_change_made_before_the_card_left_is_seen_when_it_arrives(stage: Stage) -> None:
    favour = await stage.asks()
    await stage.presses(JOAO, Token("favours.grant", favour))
    await stage.bot.settle()
    (card,) = stage.sandbox.sees(JOAO).direct
    assert "taken" in card.text


async def test_what_an_older_version_left_stands_in_nobodys_way(stage: Stage) -> None:
    favour = await stage.asks()
    await stage.bot.settle()

    def leave(uow: UnitOfWork) -> None:
        _, post, reader = uow.cards.of(favour)[0]
        uow.cards.add(favour, "favours.old_card", post, reader)
        uow.waiting.add(JOAO, "favours.old_card", favour, stage.clock.now())

    await stage.bot.storage.write(leave, []).result
    assert favour[:7] in plain(await stage.uses(JOAO, "waiting"))
    assert "taken" in plain(await stage.presses(JOAO, Token("favours.grant", favour)))


async def test_a_card_of_a_view_that_there_is_not_is_a_mistake_in_the_program(stage: Stage) -> None:
    favour = await stage.asks()
    with pytest.raises(LookupError, match="no view"):
        await stage.as_writer(JOAO, lambda ctx: ctx.card("favours.typo", favour, JOAO))


async def card_in_the_near_pods_room(stage: Stage, favour: str) -> MessageRef:
    """Let the pod live in a room, and put the card there."""
    stage.sandbox.add_room("room-1", closed=True, members=["joao", "omar"])

    def settle_in(uow: UnitOfWork) -> Pod:
        pod = uow.pods.get(tiny.NEAR)
        assert pod is not None
        return uow.pods.save(replace(pod, room=ROOM))

    await stage.bot.storage.write(settle_in, []).result
    await stage.as_writer(JOAO, lambda ctx: ctx.card("favours.card", favour, ROOM))
    await stage.bot.settle()
    (seen,) = stage.sandbox.sees("omar").rooms["room-1"]
    return seen.ref


async def test_a_card_in_a_room_shows_only_what_everybody_there_may_see(stage: Stage) -> None:
    favour = await stage.asks(what="A secret wish")
    await card_in_the_near_pods_room(stage, favour)
    (seen,) = stage.sandbox.sees("omar").rooms["room-1"]
    assert "secret" not in seen.text


async def test_a_press_on_a_rooms_card_does_not_show_the_room_what_only_the_presser_may_see(stage: Stage) -> None:
    favour = await stage.asks(what="A secret wish")
    message = await card_in_the_near_pods_room(stage, favour)
    on_the_card = await stage.deliver(stage.press(JOAO, Token("favours.grant", favour), message=message))
    assert "secret" not in plain(on_the_card.outcome)
    in_private = await stage.presses(JOAO, Token("favours.grant", favour))
    assert "secret" in plain(in_private)


async def test_a_rooms_card_is_answered_in_the_rooms_language(stage: Stage) -> None:
    favour = await stage.asks()
    message = await card_in_the_near_pods_room(stage, favour)
    await stage.change(replace(await stage.member(JOAO), locale="ar", zone="Africa/Tunis"))
    token = Token("favours.grant", favour)
    assert (await stage.deliver(stage.press(JOAO, token, message=message))).reader.locale == "en"
    assert (await stage.deliver(stage.press(JOAO, token))).reader.locale == "ar"


async def test_a_press_on_somebodys_own_card_is_answered_with_their_own_eyes(stage: Stage) -> None:
    favour = await stage.asks(what="A secret wish")
    await stage.bot.settle()
    (card,) = stage.sandbox.sees(JOAO).direct
    pressed = await stage.deliver(stage.press(JOAO, Token("favours.grant", favour), message=card.ref))
    assert "secret" in plain(pressed.outcome)
