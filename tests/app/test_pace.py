"""Nobody can drown the bot, and nobody who works at a person's pace is held up."""

from bot.app.dispatch import Dispatcher
from bot.app.pace import GESTURES, TOGETHER, TYPING, Pace
from bot.core.inbound import CompletionAsked, Gesture, HomeOpened
from bot.core.outcome import Suggestions
from bot.core.refs import CommunityRef, MemberRef
from tests.app.reading import plain
from tests.app.stage import AMINA, COMMUNITY, OMAR, Stage
from tests.support.clock import FrozenClock


def gesture(who: MemberRef = AMINA) -> Gesture:
    return HomeOpened(key="x", community=who.community, at=FrozenClock().now(), actor=who)


def typing(who: MemberRef = AMINA) -> CompletionAsked:
    return CompletionAsked(
        key="x", community=who.community, at=FrozenClock().now(), actor=who, source="favours.open", typed="a"
    )


def test_s34_a_member_may_do_much_at_once_and_then_so_much_a_second() -> None:
    clock = FrozenClock()
    pace = Pace(clock)
    assert [pace.allows(gesture()) for _ in range(60)].count(True) == GESTURES.burst
    clock.moves(seconds=3)
    assert [pace.allows(gesture()) for _ in range(60)].count(True) == 3 * GESTURES.per_second


def test_s34_ten_thousand_commands_a_minute_let_through_no_more_than_a_person_needs() -> None:
    clock = FrozenClock()
    pace = Pace(clock)
    allowed = 0
    for _ in range(10_000):
        allowed += pace.allows(gesture())
        clock.moves(seconds=60 / 10_000)
    assert allowed <= GESTURES.burst + 60 * GESTURES.per_second + 1


def test_one_member_holds_up_no_other() -> None:
    pace = Pace(FrozenClock())
    for _ in range(100):
        pace.allows(gesture(AMINA))
    assert pace.allows(gesture(OMAR))


def test_s34_many_members_together_cannot_starve_another_community() -> None:
    pace = Pace(FrozenClock())
    crowd = [gesture(MemberRef(COMMUNITY, f"m{number}")) for number in range(3000)]
    assert [pace.allows(one) for one in crowd].count(True) == TOGETHER.burst
    assert pace.allows(gesture(MemberRef(CommunityRef("sandbox", "other"), "amina")))


def test_suggestions_asked_for_with_every_key_do_not_use_up_what_is_done() -> None:
    pace = Pace(FrozenClock())
    assert [pace.allows(typing()) for _ in range(300)].count(True) == TYPING.burst
    assert pace.allows(gesture())


def test_a_clock_that_is_set_back_gives_nothing_away_and_takes_nothing() -> None:
    clock = FrozenClock()
    pace = Pace(clock)
    for _ in range(100):
        pace.allows(gesture())
    clock.moves(days=-1)
    assert not pace.allows(gesture())
    clock.moves(seconds=1)
    assert pace.allows(gesture())


def test_the_memory_of_who_did_how_much_is_bounded() -> None:
    pace = Pace(FrozenClock())
    for number in range(30_000):
        pace.allows(gesture(MemberRef(CommunityRef("sandbox", f"c{number}"), "one")))
    assert len(pace._left) <= 10_000


async def test_who_is_too_fast_is_told_that_nothing_was_done(stage: Stage) -> None:
    hurried = Dispatcher(stage.bot.catalogue, stage.bot.storage, stage.clock)
    commands = [stage.command(AMINA, "favour ask", what="Chairs", details="x") for _ in range(60)]
    answers = [await hurried.deliver(command) for command in commands]
    refused = [answer for answer in answers if "nothing was done" in plain(answer.outcome)]
    assert len(refused) == 20
    assert not any(answer.stored for answer in refused)
    assert len(await stage.favours()) == 40


async def test_what_happens_in_rooms_is_not_held_back(stage: Stage) -> None:
    eager = Dispatcher(stage.bot.catalogue, stage.bot.storage, stage.clock)
    answers = [await eager.deliver(stage.message(AMINA, "favour")) for _ in range(100)]
    assert all(answer.stored for answer in answers)


async def test_too_fast_a_typist_gets_no_suggestions_and_no_message(stage: Stage) -> None:
    hurried = Dispatcher(stage.bot.catalogue, stage.bot.storage, stage.clock)
    answers = [(await hurried.deliver(typing())).outcome for _ in range(150)]
    assert answers[-1] == Suggestions(())
