"""What is promised for a whole community: it comes round in each by itself, and is about no object."""

from datetime import timedelta

from bot.core.inbound import JobDue
from bot.core.outcome import Done, Outcome
from bot.core.refs import CommunityRef, MemberRef
from bot.core.text import t
from bot.domain.access import anyone
from bot.ports.context import Context
from bot.ports.feature import Action, Feature, Job
from tests.app.stage import AMINA, COMMUNITY, set_stage

ELSEWHERE = CommunityRef("sandbox", "elsewhere")
STRANGER = MemberRef(ELSEWHERE, "eve")
WEEK = timedelta(days=7)


def rounds(made: list[CommunityRef]) -> Feature:
    """Give a feature that makes a round every week, and notes where."""

    def begin(_nothing: None, ctx: Context) -> Outcome:
        ctx.promise("rounds.make", "", ctx.now + WEEK)
        return Done()

    def end(_nothing: None, ctx: Context) -> Outcome:
        ctx.withdraw_promise("", "rounds.make")
        return Done()

    def make(_nothing: None, _due: JobDue, ctx: Context) -> None:
        made.append(ctx.community.ref)
        ctx.promise("rounds.make", "", ctx.now + WEEK)

    return Feature(
        name="rounds",
        actions=[
            Action(name="rounds.begin", may=anyone, command="rounds begin", help=t("Begin"), run=begin),
            Action(name="rounds.end", may=anyone, command="rounds end", help=t("End"), run=end),
        ],
        jobs=[Job("rounds.make", None, make)],
    )


async def test_a_communitys_job_comes_round_until_it_is_withdrawn() -> None:
    made: list[CommunityRef] = []
    async with set_stage(features=[rounds(made)]) as stage:
        await stage.uses(AMINA, "rounds begin")
        await stage.uses(AMINA, "rounds begin")
        for _ in range(2):
            stage.clock.moves(days=7)
            await stage.bot.schedule.tick()
        assert made == [COMMUNITY, COMMUNITY]

        await stage.uses(AMINA, "rounds end")
        stage.clock.moves(days=7)
        await stage.bot.schedule.tick()
        assert len(made) == 2


async def test_each_community_has_its_own_even_one_that_nobody_set_up() -> None:
    made: list[CommunityRef] = []
    async with set_stage(features=[rounds(made)]) as stage:
        await stage.uses(AMINA, "rounds begin")
        await stage.uses(STRANGER, "rounds begin")
        stage.clock.moves(days=7)
        await stage.bot.schedule.tick()

    assert sorted(made, key=str) == [ELSEWHERE, COMMUNITY]
