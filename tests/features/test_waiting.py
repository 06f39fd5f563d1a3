"""``/waiting``: what awaits somebody stands there until it is settled, and what they began can be gone on with."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.app.forms import form_of, save_draft
from bot.core.content import Note
from bot.core.errors import Refusal
from bot.core.forms import Form
from bot.core.outcome import Reply, ShowForm
from bot.core.text import Moment, Show, t
from bot.core.tokens import Token
from bot.domain.access import Role
from bot.domain.pods.resources import SupportRequest
from bot.ports.context import Reading
from tests.app import tiny
from tests.app.reading import plain, tokens
from tests.app.stage import AMINA, FEATURES, JOAO, LEILA, OMAR, Stage, set_stage, shown

DECLINE = next(way for way in tiny.FEATURE.submits if way.name == "favours.decline")


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with set_stage() as one:
        yield one


async def test_nothing_awaits_who_has_nothing_to_do(stage: Stage) -> None:
    assert "Nothing awaits you" in plain(await stage.uses(OMAR, "waiting"))


async def test_what_awaits_somebody_stands_there_with_its_buttons_until_it_is_settled(stage: Stage) -> None:
    favour = await stage.asks()
    listed = await stage.uses(JOAO, "waiting")
    assert favour[:7] in plain(listed)
    await stage.presses(JOAO, tokens(listed)["Grant"])
    assert "Nothing awaits you" in plain(await stage.uses(JOAO, "waiting"))


async def test_what_one_helper_settles_awaits_the_other_no_more(stage: Stage) -> None:
    await stage.grants(LEILA, Role.FACILITATOR, tiny.NEAR)
    favour = await stage.asks()
    assert favour[:7] in plain(await stage.uses(LEILA, "waiting"))
    await stage.presses(JOAO, Token("favours.grant", favour))
    assert "Nothing awaits you" in plain(await stage.uses(LEILA, "waiting"))


async def test_it_stands_there_though_no_message_about_it_could_be_delivered(stage: Stage) -> None:
    stage.sandbox.closes_dms("joao")
    favour = await stage.asks()
    await stage.bot.settle()
    assert stage.direct(JOAO) == []
    assert favour[:7] in plain(await stage.uses(JOAO, "waiting"))


async def test_many_things_come_page_by_page_and_none_is_left_out(stage: Stage) -> None:
    made = {await stage.asks(what=f"Wish {number}") for number in range(11)}
    outcome, seen, pages = await stage.uses(JOAO, "waiting"), "", 0
    while True:
        seen, pages = seen + plain(outcome), pages + 1
        more = tokens(outcome).get("More")
        if more is None:
            break
        outcome = await stage.presses(JOAO, more)
    assert pages > 1
    assert all(seen.count(favour[:7]) == 1 for favour in made)


async def test_a_page_beyond_the_last_one_is_empty(stage: Stage) -> None:
    await stage.asks()
    assert "Nothing awaits you" in plain(await stage.presses(JOAO, Token("waiting.list", "", "999")))


async def test_a_form_that_was_begun_can_be_gone_on_with(stage: Stage) -> None:
    await stage.submits(AMINA, shown(await stage.uses(AMINA, "favour ask")), {"what": "Chairs", "pod": "near"})
    listed = await stage.uses(AMINA, "waiting")
    assert "You began a form and did not send it: A favour" in plain(listed)
    opened = await stage.presses(AMINA, tokens(listed)["Go on"])
    assert isinstance(opened, ShowForm)
    assert getattr(opened.step.section.inputs[0], "initial", "") == "Chairs"
    second = shown(await stage.submits(AMINA, opened.step, {"what": "Chairs", "pod": "near"}))
    await stage.submits(AMINA, second, {"details": "Ten"})
    assert "Nothing awaits you" in plain(await stage.uses(AMINA, "waiting"))


async def test_a_form_that_was_begun_can_be_thrown_away(stage: Stage) -> None:
    await stage.submits(AMINA, shown(await stage.uses(AMINA, "favour ask")), {"what": "Chairs"})
    token = tokens(await stage.uses(AMINA, "waiting"))["Throw it away"]
    assert "Thrown away" in plain(await stage.presses(OMAR, token))
    assert "You began" in plain(await stage.uses(AMINA, "waiting"))
    assert "Thrown away" in plain(await stage.presses(AMINA, token))
    assert "Nothing awaits you" in plain(await stage.uses(AMINA, "waiting"))


async def test_a_form_that_cannot_be_had_any_more_hides_nothing_else() -> None:
    def refuse_to_ask(_favour: SupportRequest, _reading: Reading) -> Form:
        raise Refusal(t("This takes no answer any more."))

    broken = replace(DECLINE, form=refuse_to_ask)
    feature = replace(tiny.FEATURE, submits=[broken if one is DECLINE else one for one in tiny.FEATURE.submits])
    async with set_stage(features=(feature, *FEATURES[1:])) as stage:
        favour = await stage.asks()
        await stage.as_writer(
            JOAO,
            lambda ctx: save_draft(broken, favour, ctx, form_of(DECLINE, favour, ctx), {"reason": "no"}, "word"),
        )
        listed = plain(await stage.uses(JOAO, "waiting"))
        assert favour[:7] in listed
        assert "You began" not in listed


async def test_what_is_begun_is_forgotten_with_the_object_or_the_role_it_took(stage: Stage) -> None:
    favour = await stage.asks()
    await stage.submits(JOAO, shown(await stage.presses(JOAO, Token("favours.decline", favour))), {"reason": ""})
    await stage.revokes(JOAO, Role.FACILITATOR, tiny.NEAR)
    await stage.uses(JOAO, "favour ask")
    await stage.grants(JOAO, Role.FACILITATOR, tiny.NEAR)
    assert "You began" not in plain(await stage.uses(JOAO, "waiting"))


async def test_what_is_not_open_any_more_awaits_nobody_and_is_not_counted(stage: Stage) -> None:
    stage.sandbox.closes_dms("joao")
    await stage.asks()
    await stage.bot.settle()
    await stage.revokes(JOAO, Role.FACILITATOR, tiny.NEAR)
    assert "awaits you" not in plain(await stage.uses(JOAO, "profile export"))
    assert "Nothing awaits you" in plain(await stage.uses(JOAO, "waiting"))


async def test_it_says_what_it_is_about_and_since_when(stage: Stage) -> None:
    await stage.asks(what="Chairs", details="ten of them")
    outcome = await stage.uses(JOAO, "waiting")
    assert "Chairs: ten of them" in plain(outcome)
    assert isinstance(outcome, Reply)
    notes = [block.text for block in outcome.content.blocks if isinstance(block, Note)]
    assert notes == [t("Since {when}.", when=Moment(stage.clock.now(), Show.DATE))]


async def test_a_form_that_its_writer_may_no_longer_send_is_not_listed(stage: Stage) -> None:
    favour = await stage.asks()
    step = shown(await stage.presses(JOAO, Token("favours.decline", favour)))
    await stage.submits(JOAO, step, {"reason": ""})
    assert "Decline" in plain(await stage.uses(JOAO, "waiting"))
    await stage.revokes(JOAO, Role.FACILITATOR, tiny.NEAR)
    listed = plain(await stage.uses(JOAO, "waiting"))
    assert "Chairs" not in listed
    assert "You began" not in listed


async def test_the_next_private_answer_says_what_awaits_after_a_direct_message_was_refused(stage: Stage) -> None:
    stage.sandbox.closes_dms("joao")
    await stage.asks()
    assert "/waiting" not in plain(await stage.uses(JOAO, "profile export"))
    await stage.bot.settle()
    assert "One thing awaits you: /waiting" in plain(
        await stage.uses(JOAO, "favour ask", what="a", details="b", pod="far")
    )
    assert "awaits you" not in plain(await stage.uses(JOAO, "profile export"))


async def test_a_question_too_is_answered_with_the_reminder_and_only_once(stage: Stage) -> None:
    stage.sandbox.closes_dms("joao")
    await stage.asks()
    await stage.asks()
    await stage.bot.settle()
    assert "2 things await you: /waiting" in plain(await stage.uses(JOAO, "favour list"))
    await stage.bot.storage.write(lambda _: None, []).result
    assert "await you" not in plain(await stage.uses(JOAO, "favour list"))


async def test_who_looks_by_themselves_is_not_reminded(stage: Stage) -> None:
    stage.sandbox.closes_dms("joao")
    await stage.asks()
    await stage.bot.settle()
    assert "awaits you: /waiting" not in plain(await stage.uses(JOAO, "waiting"))
    await stage.bot.storage.write(lambda _: None, []).result
    assert "awaits you: /waiting" not in plain(await stage.uses(JOAO, "favour list"))


async def test_who_is_reached_is_not_reminded(stage: Stage) -> None:
    await stage.asks()
    await stage.bot.settle()
    outcome = await stage.uses(JOAO, "favour list")
    assert isinstance(outcome, Reply)
    assert "await" not in plain(outcome)
