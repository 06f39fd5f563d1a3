"""The one gate: what may not be touched is answered as what is not there, whichever way somebody tries."""

import pytest

from bot.core.content import content
from bot.core.errors import BadToken, Hidden
from bot.core.ids import new_id
from bot.core.outcome import Outcome, Reply, UpdateCard
from bot.core.refs import CommunityRef, MemberRef
from bot.core.tokens import Token
from bot.domain.access import Role
from bot.domain.pods.resources import SupportState
from tests.app import tiny
from tests.app.reading import plain, tokens
from tests.app.stage import AMINA, JOAO, LEILA, OMAR, SARA, Stage

HIDDEN = plain(Reply(content(Hidden().text)))
FOR_OTHERS = "this is for others to do"


async def test_a_missing_object_and_a_forbidden_one_are_answered_to_the_letter_alike(stage: Stage) -> None:
    favour = await stage.asks()
    for way in ("grant", "decline"):
        forbidden = await stage.presses(OMAR, Token(f"favours.{way}", favour))
        missing = await stage.presses(OMAR, Token(f"favours.{way}", new_id("B")))
        assert forbidden == missing
        assert plain(forbidden) == HIDDEN


async def test_a_command_names_a_forbidden_object_as_if_it_were_not_there(stage: Stage) -> None:
    favour = await stage.asks()
    assert plain(await stage.uses(OMAR, "favour grant", favour=favour[:7])) == HIDDEN
    assert plain(await stage.uses(OMAR, "favour show", favour=favour[:7])) == HIDDEN
    assert plain(await stage.uses(OMAR, "favour show", favour="B-ZZZZZ")) == HIDDEN


@pytest.mark.parametrize("typed", ["*", "%", "_______", "null", "None", "0", "B-", "B-%%%%%", "'; DROP TABLE pods; --"])
async def test_s9_a_wildcard_or_null_names_nothing(stage: Stage, typed: str) -> None:
    await stage.asks()
    assert plain(await stage.uses(JOAO, "favour grant", favour=typed)) == HIDDEN


@pytest.mark.parametrize("way", ["favours.grant", "favours.decline", "favours.show"])
async def test_s9_a_token_without_an_object_is_refused_and_not_taken_for_any(stage: Stage, way: str) -> None:
    favour = await stage.asks()
    assert plain(await stage.presses(JOAO, Token(way, ""))) == HIDDEN
    assert (await stage.favour(favour)).state is SupportState.ASKED


@pytest.mark.parametrize(
    "forged",
    [
        "v1:favours.grant:*",
        "v1:favours.grant:B-*",
        "v1:favours.grant:B-" + "0" * 25,
        "v1:favours.grant:f-" + "0" * 26,
        "v1:favours.grant:B-" + "0" * 26 + ":a:b",
        "v2:favours.grant:B-" + "0" * 26,
        "v1:__class__:",
        "v1:favours.grant:B-" + "0" * 26 + ":" + "x" * 80,
        "v1:favours.grant:B-0000000000000000000000000\n",
        "",
    ],
)
def test_s5_what_is_no_token_of_ours_is_not_read_as_one(forged: str) -> None:
    with pytest.raises(BadToken):
        Token.parse(forged)


async def test_s5_a_forged_token_with_an_action_that_there_is_not_does_nothing(stage: Stage) -> None:
    favour = await stage.asks()
    assert "earlier version" in plain(await stage.presses(JOAO, Token("favours.give_all", favour)))


async def test_s5_a_forged_form_about_somebody_elses_object_shows_none_of_its_words(stage: Stage) -> None:
    favour = await stage.asks(what="A secret wish")
    for extra in ("", "0.word", "7.word", "which"):
        for values in ({"reason": "no"}, {}):
            answer = await stage.submits(OMAR, Token("favours.decline", favour, extra), values)
            assert "secret" not in plain(answer)
            assert isinstance(answer, Reply) or extra == "which"
    assert (await stage.favour(favour)).state is SupportState.ASKED


async def test_s5_what_was_typed_into_a_forged_form_is_not_kept(stage: Stage) -> None:
    favour = await stage.asks()
    await stage.submits(OMAR, Token("favours.decline", favour, "0.word"), {"reason": "no"})
    assert await stage.bot.storage.read(lambda uow: list(uow.drafts.of_member(OMAR))) == []


async def test_an_id_of_another_kind_is_refused_whatever_may_be_done_with_it(stage: Stage) -> None:
    await stage.asks()
    assert plain(await stage.presses(JOAO, Token("favours.grant", tiny.NEAR))) == HIDDEN


async def test_s18_the_objects_own_pod_decides_whichever_pod_the_presser_helps(stage: Stage) -> None:
    near = await stage.asks(pod="near")
    far = await stage.asks(pod="far")
    assert plain(await stage.presses(JOAO, Token("favours.grant", far))) == HIDDEN
    assert plain(await stage.presses(LEILA, Token("favours.grant", near))) == HIDDEN
    assert isinstance(await stage.presses(LEILA, Token("favours.grant", far)), UpdateCard)


async def test_s6_an_old_button_is_no_use_to_who_lost_the_role(stage: Stage) -> None:
    favour = await stage.asks()
    button = tokens(await stage.uses(JOAO, "favour show", favour=favour))["Grant"]
    await stage.revokes(JOAO, Role.FACILITATOR, tiny.NEAR)
    assert plain(await stage.presses(JOAO, button)) == HIDDEN
    assert (await stage.favour(favour)).state is SupportState.ASKED


async def test_s7_somebody_elses_private_control_is_theirs_alone(stage: Stage) -> None:
    favour = await stage.asks()
    button = tokens(await stage.uses(JOAO, "favour show", favour=favour))["Grant"]
    assert FOR_OTHERS in plain(await stage.presses(AMINA, button))
    assert plain(await stage.presses(SARA, button)) == HIDDEN
    assert (await stage.favour(favour)).state is SupportState.ASKED


async def test_s10_the_actor_of_a_press_is_the_one_who_pressed(stage: Stage) -> None:
    favour = await stage.asks()
    await stage.grants(LEILA, Role.FACILITATOR, tiny.NEAR)
    button = tokens(await stage.uses(JOAO, "favour show", favour=favour))["Grant"]
    await stage.presses(LEILA, button)
    assert (await stage.favour(favour)).taken_by == LEILA
    assert [line.actor for line in await stage.lines(favour) if line.tag == "favour:granted"] == [str(LEILA)]


async def test_s11_nobody_decides_on_their_own_wish(stage: Stage) -> None:
    await stage.asks(JOAO)
    (favour,) = await stage.favours()
    assert FOR_OTHERS in plain(await stage.presses(JOAO, Token("favours.grant", favour)))
    assert (await stage.favour(favour)).state is SupportState.ASKED


async def test_who_may_see_an_object_is_told_that_it_is_there_and_who_can_do_this_to_it(stage: Stage) -> None:
    favour = await stage.asks(AMINA)
    for answer in (
        await stage.presses(AMINA, Token("favours.grant", favour)),
        await stage.uses(AMINA, "favour grant", favour=favour[:7]),
        await stage.submits(AMINA, Token("favours.decline", favour, "0.word"), {"reason": "no"}),
    ):
        assert plain(answer) == f"You can see {favour[:7]}, but {FOR_OTHERS}. Please ask those who look after it."


async def test_s11_a_steward_cannot_give_themselves_a_higher_role(stage: Stage) -> None:
    answer = await stage.uses(SARA, "role grant", member=str(SARA), role="network_steward")
    assert "Only a network steward" in plain(answer)
    roles = await stage.bot.storage.read(lambda uow: uow.roles.of(SARA))
    assert Role.NETWORK_STEWARD not in {grant.role for grant in roles}


async def test_what_needs_a_role_says_so_kindly_and_names_who_holds_it(stage: Stage) -> None:
    answers: list[Outcome] = [
        await stage.uses(OMAR, "role grant", member=str(OMAR), role="steward"),
        await stage.presses(OMAR, Token("members.grant")),
        await stage.submits(OMAR, Token("members.grant", "", "0.word"), {"member": str(OMAR), "role": "steward"}),
        await stage.uses(OMAR, "favour count"),
    ]
    for answer in answers:
        assert isinstance(answer, Reply)
        assert "/role list" in plain(answer)


async def test_s8_a_stewards_command_is_decided_by_the_role_held_now_wherever_it_is_used(stage: Stage) -> None:
    assert "/role list" not in plain(await stage.uses(SARA, "role grant", member=str(OMAR), role="steward"))
    await stage.revokes(SARA, Role.STEWARD)
    assert "/role list" in plain(await stage.uses(SARA, "role grant", member=str(AMINA), role="steward"))


async def test_s37_in_a_community_that_nobody_named_a_steward_for_nobody_is_one(stage: Stage) -> None:
    first = MemberRef(CommunityRef("sandbox", "new"), "first")
    assert "Nobody holds a role yet" in plain(await stage.uses(first, "role list"))
    assert "/role list" in plain(await stage.uses(first, "role grant", member=str(first), role="steward"))
    assert await stage.bot.storage.read(lambda uow: uow.roles.of(first)) == frozenset()


async def test_an_offer_is_shown_only_to_who_may_take_it_up(stage: Stage) -> None:
    favour = await stage.asks()

    async def offered(who: MemberRef, subject: str, object_id: str) -> list[str]:
        return [button.token.action for button in await stage.offers(who, subject, object_id)]

    assert await offered(JOAO, "favour", favour) == ["favours.grant"]
    assert await offered(AMINA, "favour", favour) == []
    assert await offered(JOAO, "favour", new_id("B")) == []
    assert await offered(JOAO, "favour", tiny.NEAR) == []
    assert await offered(AMINA, "pod", tiny.NEAR) == ["favours.ask"]


async def test_what_was_told_in_an_object_is_given_to_whoever_may_use_it(stage: Stage) -> None:
    favour = await stage.asks()

    async def told(who: MemberRef, named: str) -> list[str]:
        found = await stage.as_reader(who, lambda reading: reading.told_in(named))
        return [one.text for one in found.said] if found else []

    assert await told(JOAO, favour) == await told(JOAO, favour[:7].lower()) == [(await stage.favour(favour)).text]
    assert await told(AMINA, favour) == []
    assert await told(OMAR, favour) == []
    for nothing in (new_id("B"), tiny.NEAR, "", "B-", "*"):
        assert await told(JOAO, nothing) == [], nothing
