"""Each intent, on each platform: what comes of it, what its receipt names, and what a second time does."""

import pytest

from bot.core.content import content
from bot.core.inbound import MemberSeen
from bot.core.intents import Admit, CloseRoom, Edit, Expel, Intent, LookUpMember, Post, Retract, StartThread
from bot.core.refs import MessageRef
from bot.core.text import Untrusted
from bot.ports.chat import Found, Receipt, Unsupported
from tests.contracts.chat.cases import CASES, INTENTS, all_prepared, delivery, misread, posted, room, word
from tests.contracts.chat.venue import Venue, can

named = pytest.mark.parametrize("intent", INTENTS, ids=lambda intent: intent.__name__)


@named
async def test_an_intent_is_carried_out_and_its_receipt_says_what_was_made(venue: Venue, intent: type[Intent]) -> None:
    case = CASES[intent]
    asked = await case.prepare(venue)
    if not can(venue.platform, case.needs):
        with pytest.raises(Unsupported):
            await venue.port.perform(asked)
        assert (await venue.port.settle(asked)).found is Found.NOT_DONE
        return
    shows = can(venue.platform, case.acts)
    before = case.times(venue, asked) if shows else 0
    receipt = await venue.port.perform(asked)

    assert before == 0
    assert (case.times(venue, asked) if shows else 1) == (0 if case.hears else 1)
    if can(venue.platform, case.names):
        assert misread(case, receipt.made, asked) == ""
    else:
        assert receipt.made == ""
    assert isinstance(receipt.heard, case.hears) if case.hears else receipt.heard is None


async def test_what_comes_again_is_done_once_or_was_to_be_settled_first(venue: Venue) -> None:
    times, same = {}, {}
    for asked in await all_prepared(venue):
        intent = type(asked.intent)
        if CASES[intent].hears is None:
            first, second = await venue.port.perform(asked), await venue.port.perform(asked)
            times[intent], same[intent] = CASES[intent].times(venue, asked), first == second

    twice = {intent for intent in times if CASES[intent].twice and not can(venue.platform, CASES[intent].known_again)}
    assert times == {intent: 2 if intent in twice else 1 for intent in times}
    assert {intent for intent, it_is in same.items() if not it_is} <= twice


async def test_a_member_is_looked_up_by_the_name_that_others_see(venue: Venue) -> None:
    heard = (await venue.port.perform(delivery(LookUpMember(venue.joao)))).heard

    assert isinstance(heard, MemberSeen)
    assert (heard.member, heard.bot, heard.guest) == (venue.joao, False, False)
    assert heard.display_name.casefold() in {"joao", "joão"}


async def test_what_is_said_under_a_thread_s_first_message_stands_there(venue: Venue) -> None:
    made = await posted(venue, first := word())
    thread = (await venue.port.perform(delivery(StartThread("earlier", "Rotas"), target=made))).made
    reply = Post(venue.general, content(Untrusted(word())), MessageRef.parse(thread))
    below = await venue.port.perform(delivery(reply))
    await venue.port.perform(delivery(Edit("k", content(Untrusted(changed := word()))), target=below.made))

    assert sum(first in text for text in venue.said_in(venue.general)) >= 1
    assert sum(changed in text for text in venue.said_in(venue.general)) == 1


async def test_a_room_is_read_by_those_admitted_alone_and_its_words_stay_theirs(venue: Venue) -> None:
    opened = await room(venue)
    assert not venue.is_inside(opened, venue.amina)
    for intent in (Admit(opened, venue.amina), Admit(opened, venue.joao), Expel(opened, venue.joao)):
        assert await venue.port.perform(delivery(intent)) == Receipt()
    await venue.port.perform(delivery(Post(opened, content(Untrusted(said := word())))))
    await venue.port.perform(delivery(CloseRoom(opened)))

    assert (venue.is_inside(opened, venue.amina), venue.is_inside(opened, venue.joao)) == (True, False)
    assert not venue.is_open(opened)
    assert sum(said in text for text in venue.said_in(opened)) == 1


async def test_what_is_not_there_any_more_is_taken_back_taken_out_and_put_away_without_a_word(venue: Venue) -> None:
    made = await posted(venue, word())
    opened = await room(venue)
    for intent in (Retract("k"), Retract("k"), Expel(opened, venue.joao), CloseRoom(opened), CloseRoom(opened)):
        receipt = await venue.port.perform(delivery(intent, target=made if isinstance(intent, Retract) else ""))
        assert receipt == Receipt()
