"""Review: what a pod reads already may be sent back, and what goes further waits for a yes."""

from dataclasses import replace

import pytest

from bot.core.ids import reference
from bot.core.inbound import ActionPressed, MessageDeleted, ThreadDeleted
from bot.core.text import Untrusted, on_one_line, runs
from bot.core.tokens import Token
from bot.domain.access import Role, Scope
from bot.domain.drafting.draft import Hint, HintKind
from bot.domain.nuggets.nugget import NuggetState
from bot.ports.hinting import marked
from tests.features.nuggets.steps import CAME_OF_IT, Told, tells
from tests.features.nuggets.wider_steps import BACK, PASS_ON, YES, asks_for, quotes_bintou, reads, skips_all, wants
from tests.features.plain import ENGLISH, words
from tests.features.platform import delivered
from tests.features.pods.steps import OpenPod, open_pod
from tests.features.world import World


async def scope(told: Told) -> Scope | None:
    return (await told.nugget()).scope


async def test_the_facilitator_is_told_of_what_the_pod_reads_at_once(told: Told) -> None:
    await told.publishes()

    seen = told.pod.facilitator.last_told()
    assert "A change nugget of your pod is published in it." in seen
    assert CAME_OF_IT.rstrip(".") in seen
    assert "[Send back with a note]" in seen
    assert "Yes" not in seen


async def test_what_is_sent_back_is_out_of_the_pod_until_it_is_sent_again(told: Told) -> None:
    await told.publishes()
    joao, amina = told.pod.facilitator, told.amina
    await joao.presses(BACK)
    said = await joao.fills(note="On which ward?")
    assert "returned with a note" in said
    assert await scope(told) is None
    assert "can't find" in await told.bintou.uses("/nugget show", nugget=(await told.nugget()).id)
    assert "On which ward?" in amina.last_told()

    await amina.presses("Change it")
    await amina.fills(outcome="On ward 3 hand hygiene went from 40% to 78%.")
    await amina.presses("Send it again")
    nugget = await told.nugget()
    assert (nugget.state, nugget.scope, nugget.note) == (NuggetState.PUBLISHED, Scope.POD, "")
    assert "On ward 3" in joao.last_told()
    assert "awaits" not in await amina.uses("/waiting") or "On which ward?" not in await amina.uses("/waiting")


async def test_a_note_must_say_something(told: Told) -> None:
    await told.publishes()
    await told.pod.facilitator.presses(BACK)
    await told.pod.facilitator.fills(note="   ")

    assert told.pod.facilitator.errors
    assert await scope(told) is Scope.POD


async def test_the_facilitator_passes_it_on_and_a_steward_publishes_it(told: Told) -> None:
    await asks_for(told)
    joao, sara = told.pod.facilitator, told.pod.steward
    assert "May everybody in this community read this change nugget?" in joao.last_told()
    assert "May everybody" not in sara.told()

    said = await joao.presses(PASS_ON)
    assert "before the stewards" in said
    assert await scope(told) is Scope.POD
    assert "The stewards of this community look at it." in told.amina.last_told()

    said = await sara.presses(YES)
    assert "is published, and read by everybody in this community." in said
    assert await scope(told) is Scope.COMMUNITY
    assert "read by everybody in this community" in told.amina.last_told()
    assert "before the stewards" not in joao.last_told()
    assert told.amina.told().count("[Withdraw]") == 1


async def test_a_pod_whose_author_alone_facilitates_goes_straight_to_the_stewards(world: World, pod: OpenPod) -> None:
    joao, room = pod.facilitator, await pod.room()
    messages = world.tells(room, (joao, "We moved the hand rub to every bed in March."), (joao, CAME_OF_IT))
    await joao.harvests(messages[0])
    await joao.presses("Yes, without a name")
    assert "published in it" not in joao.told()
    await joao.presses("Share more widely")
    await joao.fills(scope="community")

    assert "May everybody" not in joao.told()
    assert "May everybody in this community read this" in pod.steward.last_told()


async def test_another_facilitator_reviews_what_one_of_them_told(told: Told) -> None:
    pod = told.pod
    await pod.facilitator.uses("/facilitator add", pod=pod.id, member=str(told.amina.ref))
    assert await told.world.holds(told.amina, Role.FACILITATOR, pod.id)
    await asks_for(told)

    assert "May everybody" in pod.facilitator.last_told()
    nugget = await told.nugget()
    said = await told.amina.presses_token(Token("nuggets.pass", nugget.id))
    assert "Nobody reviews their own change nugget." in said
    assert (await told.nugget()).before is Role.FACILITATOR


async def test_s11_a_steward_does_not_publish_their_own_as_long_as_there_is_another(told: Told) -> None:
    await told.pod.steward.uses("/role grant", member=str(told.amina.ref), role="steward")
    await asks_for(told)
    await told.pod.facilitator.presses(PASS_ON)
    nugget = await told.nugget()

    for action in ("nuggets.pass", "nuggets.ask"):
        assert "Nobody reviews their own" in await told.amina.presses_token(Token(action, nugget.id))
    assert "Nobody reviews their own" in await told.amina.uses("/review return", nugget=nugget.id, note="Mine")
    assert (await told.nugget()).state is NuggetState.IN_REVIEW
    assert "May everybody" not in told.amina.told()
    assert "May everybody" in told.pod.steward.last_told()


async def test_the_only_steward_may_pass_their_own(told: Told) -> None:
    await told.pod.steward.uses("/role grant", member=str(told.amina.ref), role="steward")
    await told.world.loses(told.pod.steward, Role.STEWARD)
    await asks_for(told)
    await told.pod.facilitator.presses(PASS_ON)

    await told.amina.presses(YES)
    assert await scope(told) is Scope.COMMUNITY


async def test_the_first_yes_settles_it_and_the_second_is_told(told: Told) -> None:
    omar = await told.world.person("Omar")
    await told.pod.steward.uses("/role grant", member=str(omar.ref), role="steward")
    await asks_for(told)
    await told.pod.facilitator.presses(PASS_ON)
    yes = omar.button(YES).token
    await told.pod.steward.presses(YES)
    nugget = await told.nugget()
    assert YES not in omar.labels()

    for person in (omar, told.pod.steward):
        said = await person.presses_token(yes)
        assert "This is settled" in said
        assert "is published" in said
    assert await told.nugget() == nugget
    assert "is settled" in await told.pod.facilitator.presses_token(Token("nuggets.pass", nugget.id))


async def test_a_yes_that_is_told_twice_is_one(told: Told) -> None:
    await asks_for(told)
    joao = told.pod.facilitator
    nugget = await told.nugget()
    press = ActionPressed(
        key="again",
        community=joao.ref.community,
        at=told.world.clock.now(),
        actor=joao.ref,
        token=Token("nuggets.pass", nugget.id, str(nugget.version)),
    )
    for _ in range(3):
        await delivered(told.world.bot.dispatcher.deliver, press)
    await told.world.settles()

    assert (await told.nugget()).before is Role.STEWARD
    assert told.pod.steward.times_told("May everybody") == 1


async def test_s6_who_is_a_reviewer_no_longer_is_refused(told: Told) -> None:
    await asks_for(told)
    joao, sara = told.pod.facilitator, told.pod.steward
    yes = joao.button(PASS_ON).token
    await joao.presses(PASS_ON)
    sara_yes = sara.button(YES).token
    await told.world.loses(sara, Role.STEWARD)
    assert "can't find" in await sara.presses_token(sara_yes)
    assert "can't find" in await sara.uses("/review publish", nugget=(await told.nugget()).id)
    assert CAME_OF_IT.rstrip(".") not in await sara.uses("/waiting")

    await told.world.loses(joao, Role.FACILITATOR, told.pod.id)
    assert "this is for others to do" in await joao.presses_token(yes)
    assert await scope(told) is Scope.POD


async def test_s5_a_button_that_names_anothers_nugget_is_refused(told: Told) -> None:
    await asks_for(told)
    nugget = await told.nugget()
    elsewhere = await open_pod(told.world, "Safe births")
    omar = await told.world.person("Omar")
    await elsewhere.joins(omar)
    await elsewhere.facilitator.uses("/facilitator add", pod=elsewhere.id, member=str(omar.ref))
    assert await told.world.holds(omar, Role.FACILITATOR, elsewhere.id)

    for action in ("nuggets.pass", "nuggets.return", "nuggets.ask"):
        assert "can't find" in await omar.presses_token(Token(action, nugget.id))
        assert "this is for others to do" in await told.bintou.presses_token(Token(action, nugget.id))
    assert (await told.nugget()) == nugget


async def test_a_steward_cannot_overtake_the_pods_facilitators(told: Told) -> None:
    await asks_for(told)
    said = await told.pod.steward.presses_token(Token("nuggets.pass", (await told.nugget()).id))

    assert "waits for somebody else" in said
    assert CAME_OF_IT.rstrip(".") not in said
    assert (await told.nugget()).before is Role.FACILITATOR


async def test_a_yes_to_words_that_were_changed_since_is_asked_again(told: Told) -> None:
    await asks_for(told)
    old = told.pod.facilitator.button(PASS_ON).token
    await told.amina.uses("/nugget edit", nugget=(await told.nugget()).id)
    await told.amina.fills(outcome="Nothing came of it.")
    said = await told.pod.facilitator.presses_token(old)

    assert "changed since you read it" in said
    assert "Nothing came of it." in said
    assert (await told.nugget()).before is Role.FACILITATOR
    await told.pod.facilitator.presses(PASS_ON)
    assert (await told.nugget()).before is Role.STEWARD


@pytest.mark.parametrize("what", ["edit", "details", "unsay"])
async def test_after_the_facilitators_yes_an_edit_is_put_before_them_again(told: Told, what: str) -> None:
    await told.publishes("Yes, with my name")
    await wants(told)
    await told.world.says_to_the_bot(told.amina, "It was far from the beds.")
    joao, sara, amina = told.pod.facilitator, told.pod.steward, told.amina
    await skips_all(amina)
    await joao.presses(PASS_ON)
    nugget = await told.nugget()
    yes = sara.button(YES).token
    match what:
        case "edit":
            await amina.uses("/nugget edit", nugget=nugget.id)
            await amina.fills(outcome="Nothing came of it.")
        case "details":
            await tells(amina, nugget, place="On ward 3")
        case _:
            await amina.uses("/nugget unsay", nugget=nugget.id)
            await skips_all(amina)

    assert (await told.nugget()).before is Role.FACILITATOR
    assert "Your pod's facilitators look at it first" in await reads(amina, nugget)
    assert "May everybody" not in sara.told()
    assert reference(nugget.id) not in await sara.uses("/waiting")
    assert "waits for somebody else" in await sara.presses_token(yes)
    await joao.presses(PASS_ON)
    await sara.presses(YES)
    assert await scope(told) is Scope.COMMUNITY


async def test_what_was_asked_and_is_answered_after_the_facilitators_yes_is_for_the_steward_to_read(told: Told) -> None:
    await told.publishes("Yes, with my name")
    await wants(told)
    await told.pod.facilitator.presses(PASS_ON)
    await told.world.says_to_the_bot(told.amina, "It was far from the beds.")
    await told.amina.presses("Answer")
    await told.amina.fills(for_whom="For the nurses.")
    await told.amina.uses("/nugget answer", nugget=(await told.nugget()).id, text="With a holder on each bed.")

    assert (await told.nugget()).before is Role.STEWARD
    assert "It was far from the beds." in told.pod.steward.last_told()
    await told.pod.steward.presses(YES)
    assert await scope(told) is Scope.COMMUNITY


async def test_what_was_deleted_at_its_source_is_published_once_its_author_says_that_it_may_stay(told: Told) -> None:
    await told.publishes("Yes, with my name")
    await wants(told)
    joao, sara, amina = told.pod.facilitator, told.pod.steward, told.amina
    await joao.presses(PASS_ON)
    now = told.world.clock.now()
    await told.world.happens(MessageDeleted(key="", community=told.world.community, at=now, message=told.messages[0]))
    await skips_all(amina)
    await tells(amina, await told.nugget(), place="On ward 3")
    await joao.presses(PASS_ON)

    seen = sara.last_told()
    assert "A message that this was made from has been deleted. Its author is asked whether it may stay." in seen
    assert "has been deleted" in await sara.presses(YES)
    assert await scope(told) is Scope.POD
    assert "[It is right as it is]" in await amina.uses("/waiting")
    await amina.presses("It is right as it is")
    assert "has been deleted" not in sara.last_told()
    await sara.presses(YES)
    assert await scope(told) is Scope.COMMUNITY


async def test_a_deleted_thread_is_asked_about_like_deleted_messages(told: Told) -> None:
    await told.publishes("Yes, with my name")
    now = told.world.clock.now()
    await told.world.happens(
        ThreadDeleted(key="", community=told.world.community, at=now, thread=told.messages[0]),
    )

    assert "[It is right as it is]" in await told.amina.uses("/waiting")


async def test_what_is_sent_again_is_asked_about_until_its_author_says_that_it_may_stay(told: Told) -> None:
    await asks_for(told)
    now = told.world.clock.now()
    await told.world.happens(MessageDeleted(key="", community=told.world.community, at=now, message=told.messages[0]))
    await told.pod.facilitator.presses(BACK)
    await told.pod.facilitator.fills(note="Which ward?")
    await told.amina.presses("Send it again")

    assert "[It is right as it is]" in await told.amina.uses("/waiting")


async def test_a_yes_by_an_old_button_or_by_command_is_to_what_was_read(told: Told) -> None:
    await asks_for(told)
    joao, nugget = told.pod.facilitator, await told.nugget()
    for said in (
        await joao.presses_token(Token("nuggets.pass", nugget.id)),
        await joao.uses("/review publish", nugget=nugget.id),
        await joao.uses("/review publish", nugget=nugget.id, version=str(nugget.version - 1)),
    ):
        assert "Please read it" in said
        assert f"[{PASS_ON}]" in said
        assert f"version {nugget.version}" in said
    assert await told.nugget() == nugget

    await joao.uses("/review publish", nugget=nugget.id, version=str(nugget.version))
    assert (await told.nugget()).before is Role.STEWARD


async def test_the_reviewer_is_shown_what_to_look_at_and_nobody_who_is_not_named(told: Told) -> None:
    kofi = await told.world.person("Kofi")
    await told.pod.joins(kofi)
    await kofi.harvests(told.messages[0])
    await kofi.presses("Ask them")
    await told.amina.presses("Yes, without a name")
    await told.amina.presses("Change it")
    await told.amina.fills(outcome="It was Dr Mensah's fault before. Then compliance went from 40% to 78%.")
    await wants(told)

    joao, sara = told.pod.facilitator, told.pod.steward
    seen = joao.last_told()
    assert "Please look: blame, “It was Dr Mensah's fault before.”?" in seen
    assert "Please look: a person's name, “Mensah”?" in seen
    assert "Not told: Why, For whom" in seen
    assert "I am asking the author, one thing at a time." in seen
    assert "Told under the Chatham House Rule" in seen
    await joao.presses(PASS_ON)
    for name in ("Amina", "Kofi"):
        assert name not in seen
        assert name not in sara.last_told()


@pytest.mark.parametrize(
    ("text", "hints", "emphasised"),
    [
        ("Nurse Mary forgot it.", ("Mary",), ["Mary"]),
        ("Mary Mary forgot it (Mary, again).", ("Mary",), ["Mary", "Mary", "Mary"]),
        ("It was Dr Mensah's fault.", ("Mensah", "Dr Mensah's fault"), ["Dr Mensah's fault"]),
        ("玛丽忘了它", ("玛丽",), ["玛丽"]),
        ("Nobody (forgot) it.", (), []),
    ],
)
def test_the_place_to_look_at_is_marked_in_the_text(text: str, hints: tuple[str, ...], emphasised: list[str]) -> None:
    said = on_one_line(marked(text, [Hint(0, hint, HintKind.NAME) for hint in hints]))

    assert words(said) == text
    strong = [run.leaf for run in runs(said, ENGLISH) if run.strong]
    assert strong == [Untrusted(piece) for piece in emphasised]


async def test_s40_the_steward_reads_it_as_the_community_would_and_not_as_the_pod_does(told: Told) -> None:
    nugget = await quotes_bintou(told)
    await told.bintou.presses("Yes, without a name")
    assert "40% to 78%" in await reads(told.pod.facilitator, nugget)
    await wants(told)
    await told.pod.facilitator.presses(PASS_ON)

    for seen in (told.pod.steward.last_told(), await reads(told.pod.steward, nugget)):
        assert "May everybody in this community read this" in seen
        assert "40% to 78%" not in seen
        assert "Bintou" not in seen
        assert "Left out until those quoted say yes: What came of it." in seen


async def test_undecided_it_is_called_to_mind_and_then_goes_on_to_the_stewards(told: Told) -> None:
    await asks_for(told)
    joao, sara = told.pod.facilitator, told.pod.steward
    assert joao.times_told("May everybody") == 1
    await told.world.later(days=2, hours=23)
    assert joao.times_told("May everybody") == 1
    await told.world.later(hours=2)
    assert joao.times_told("May everybody") == 2
    assert "May everybody" not in sara.told()

    await told.world.later(days=2)
    assert (await told.nugget()).before is Role.STEWARD
    assert "May everybody in this community read this" in sara.last_told()
    assert "The stewards of this community look at it." in told.amina.last_told()
    assert "before the stewards" in joao.told()
    assert PASS_ON not in joao.labels()
    await told.world.later(days=4)
    assert sara.times_told("May everybody") == 2


@pytest.mark.parametrize("end", ["withdraw", "return"])
async def test_of_what_is_decided_nobody_is_reminded(told: Told, end: str) -> None:
    await asks_for(told)
    joao = told.pod.facilitator
    if end == "withdraw":
        await told.amina.uses("/nugget withdraw", nugget=(await told.nugget()).id)
    else:
        await joao.presses(BACK)
        await joao.fills(note="On which ward?")
    told_before = joao.times_told("May everybody")
    await told.world.later(days=6)

    assert joao.times_told("May everybody") == told_before
    assert "May everybody" not in told.pod.steward.told()


async def test_what_waits_for_stewards_is_put_before_a_new_one_and_taken_from_who_is_one_no_longer(told: Told) -> None:
    await asks_for(told)
    await told.pod.facilitator.presses(PASS_ON)
    omar, sara = await told.world.person("Omar"), told.pod.steward
    await sara.uses("/role grant", member=str(omar.ref), role="steward")
    assert "May everybody" in omar.told()

    await omar.uses("/role revoke", member=str(sara.ref), role="steward")
    assert "May everybody" not in sara.told()
    assert YES not in sara.labels()


async def test_whoever_sends_it_back_from_a_wider_review_leaves_it_in_its_pod(told: Told) -> None:
    await asks_for(told)
    await told.pod.facilitator.presses(BACK)
    await told.pod.facilitator.fills(note="Which ward?")
    nugget = await told.nugget()
    assert (nugget.state, nugget.scope) == (NuggetState.RETURNED, Scope.POD)
    assert "Which ward?" not in await told.bintou.uses("/nugget show", nugget=nugget.id)
    assert "Which ward?" in told.amina.last_told()

    await told.amina.presses("Send it again")
    again = await told.nugget()
    assert (again.state, again.wanted, again.before) == (NuggetState.IN_REVIEW, Scope.COMMUNITY, Role.FACILITATOR)
    assert again == replace(nugget, state=again.state, before=again.before, note="", version=again.version)


async def test_from_an_open_room_it_waits_for_a_steward_and_is_read_by_nobody_before(told: Told) -> None:
    await told.amina.uses("/nugget new")
    await told.amina.fills(
        what_changed="We keep a spare key at the gate.", outcome="Nobody waits.", result="success", level="facility"
    )
    await told.amina.presses("Yes, without a name")
    nugget = await told.nugget()
    assert (nugget.state, nugget.scope) == (NuggetState.IN_REVIEW, None)
    assert "Why did you change it?" in told.amina.last_told()
    assert "spare key" in told.pod.steward.last_told()
    assert "can't find" in await told.bintou.uses("/nugget show", nugget=nugget.id)

    await skips_all(told.amina)
    await told.pod.steward.presses(YES)
    assert "spare key" in await told.bintou.uses("/nugget show", nugget=nugget.id)
