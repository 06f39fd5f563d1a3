"""``/deliveries``: stewards decide on what could not leave, and see none of its words."""

from bot.app.home import build
from bot.app.reading import ReadingContext
from bot.core.content import Content, content
from bot.core.intents import Direct, Post
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef, RoomRef
from bot.core.text import t
from bot.core.tokens import Token
from bot.domain.access import Grant, Role
from bot.ports.chat import Found, Rejected, Uncertain
from bot.ports.ledger import OutState
from bot.ports.store import UnitOfWork
from tests.app.conftest import rig
from tests.app.reading import plain, tokens
from tests.app.rig import AMINA, FIX, GENERAL, HERE, QUIET, SARA, THERE, Rig
from tests.app.stage import inbound_command, inbound_press

__all__ = ["rig"]


async def uses(rig: Rig, who: MemberRef, name: str, **values: str) -> Outcome:
    return (await rig.bot.dispatcher.deliver(inbound_command(rig.clock, who, name, **values))).outcome


async def presses(rig: Rig, who: MemberRef, token: Token) -> Outcome:
    return (await rig.bot.dispatcher.deliver(inbound_press(rig.clock, who, token))).outcome


async def parked(rig: Rig, room: RoomRef = GENERAL, *keys: str) -> None:
    rig.port.fails[Post].append(Rejected("50001", FIX))
    for key in keys or ("a1",):
        await rig.post(key, room)
    await rig.works()


async def test_r34_what_is_parked_is_listed_with_its_place_and_without_its_words(rig: Rig) -> None:
    assert "Nothing is held" in plain(await uses(rig, SARA, "deliveries list"))
    await parked(rig)
    listed = plain(await uses(rig, SARA, "deliveries list"))
    assert "A message for" in listed
    assert "general" in listed
    assert "50001" in listed
    assert "Secret" not in listed


async def test_sent_again_it_goes_before_all_that_waited_behind_it(rig: Rig) -> None:
    await parked(rig, GENERAL, "a1", "a2", "a3")
    outcome = await uses(rig, SARA, "deliveries list")
    assert "on its way" in plain(await presses(rig, SARA, tokens(outcome)["Send again"]))
    await rig.works()
    assert [key for key in rig.port.carried_out if not key.startswith("notice:")] == ["a1", "a2", "a3"]
    assert "Nothing is held" in plain(await uses(rig, SARA, "deliveries list"))


async def test_r34_dropped_it_is_never_sent_nor_is_what_waited_behind_it_but_what_comes_later_is(rig: Rig) -> None:
    await parked(rig, GENERAL, "a1", "a2", "a3")
    outcome = await uses(rig, SARA, "deliveries list")
    assert "Dropped" in plain(await presses(rig, SARA, tokens(outcome)["Drop it"]))
    await rig.post("a4")
    await rig.works()
    assert [await rig.state(key) for key in ("a1", "a2", "a3", "a4")] == [OutState.DEAD] * 3 + [OutState.SENT]
    assert [key for key in rig.port.tried if not key.startswith("notice:")] == ["a1", "a4"]


async def test_a_doubt_is_sent_again_only_when_a_person_says_so(rig: Rig) -> None:
    rig.port.lost[Post].append(Uncertain("timeout"))
    rig.port.look = Found.UNKNOWN
    await rig.post("a1")
    await rig.works()
    await rig.works(hours=5)
    assert rig.port.carried_out.count("a1") == 1
    outcome = await uses(rig, SARA, "deliveries list")
    assert "It may have arrived" in plain(outcome)
    await presses(rig, SARA, tokens(outcome)["Send again"])
    await rig.works()
    assert rig.port.carried_out.count("a1") == 2
    assert await rig.state("a1") is OutState.SENT


async def test_a_command_does_what_the_buttons_do(rig: Rig) -> None:
    await parked(rig)
    ref = plain(await uses(rig, SARA, "deliveries list")).split("for ")[1].split(". ")[1][:7]
    assert "on its way" in plain(await uses(rig, SARA, "deliveries resend", delivery=ref))
    await rig.works()
    assert await rig.state("a1") is OutState.SENT
    assert "find" in plain(await uses(rig, SARA, "deliveries drop", delivery=ref))


async def test_pressed_twice_it_is_put_back_once(rig: Rig) -> None:
    await parked(rig)
    token = tokens(await uses(rig, SARA, "deliveries list"))["Send again"]
    await presses(rig, SARA, token)
    assert "find" in plain(await presses(rig, SARA, token))


async def test_s21_only_stewards_of_the_same_community_see_or_decide(rig: Rig) -> None:
    await parked(rig)
    token = tokens(await uses(rig, SARA, "deliveries list"))["Drop it"]
    stranger = MemberRef(THERE, "sara")
    await rig.bot.storage.write(lambda uow: uow.roles.grant(stranger, Grant(Role.STEWARD)), []).result
    assert "Nothing is held" in plain(await uses(rig, stranger, "deliveries list"))
    assert "/role list" in plain(await uses(rig, AMINA, "deliveries list"))
    for who in (AMINA, stranger):
        assert "find" in plain(await presses(rig, who, token))
    assert await rig.state("a1") is OutState.PARKED


async def test_what_a_steward_decided_stands_in_the_log(rig: Rig) -> None:
    await parked(rig)
    await parked(rig, QUIET, "b1")
    first, second = [held.id for held in await rig.bot.storage.read(lambda uow: list(uow.deliveries.held(HERE)))]
    await presses(rig, SARA, Token("deliveries.resend", first))
    await presses(rig, SARA, Token("deliveries.drop", second))
    lines = await rig.bot.storage.read(lambda uow: list(uow.events.about([first, second])))
    assert [(line.tag, line.actor) for line in lines] == [
        ("delivery:dropped", str(SARA)),
        ("delivery:released", str(SARA)),
    ]


async def test_many_come_page_by_page(rig: Rig) -> None:
    for number in range(9):
        await parked(rig, RoomRef(HERE, f"room-{number}"), f"k{number}")
    outcome, seen = await uses(rig, SARA, "deliveries list"), ""
    while True:
        seen += plain(outcome)
        more = tokens(outcome).get("More")
        if more is None:
            break
        outcome = await presses(rig, SARA, more)
    assert all(seen.count(f"room-{number}") == 1 for number in range(9))


async def test_stewards_see_on_their_own_page_that_something_is_held(rig: Rig) -> None:
    await parked(rig)

    async def page(who: MemberRef) -> str:
        def read(uow: UnitOfWork) -> Content:
            return build(rig.bot.catalogue, ReadingContext(rig.bot.catalogue, uow, rig.clock.now(), HERE, who))

        return str(await rig.bot.storage.read(read))

    assert "/deliveries list" in await page(SARA)
    assert "/deliveries list" not in await page(AMINA)


async def test_what_goes_to_one_person_does_not_say_to_whom(rig: Rig) -> None:
    rig.port.lost[Direct].append(Uncertain("timeout"))
    rig.port.look = Found.UNKNOWN
    await rig.put("d1", Direct(AMINA, content(t("Secret words"))), f"@{AMINA}")
    await rig.works()
    listed = plain(await uses(rig, SARA, "deliveries list"))
    assert "A direct message for one person" in listed
    assert "amina" not in listed
