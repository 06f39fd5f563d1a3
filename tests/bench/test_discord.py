"""A join approved whole over Discord, against a bare client of discord.py's that only says yes."""

import itertools
from pathlib import Path

import pytest

from bot.core.refs import CommunityRef, MemberRef
from tests.bench.answers import Answered
from tests.bench.discord_clients import BARE, BARE_ANSWER, OURS, bare, other_end, ours
from tests.bench.figures import Figures
from tests.bench.joining import joining
from tests.bench.loads import Took, median_rate, median_ratio, percentile, processor_each

FACILITATORS = 220
ROUNDS = 7
SIZES = {1: 48, 32: 160}
"""How many there are in a round, by how many are in flight."""


@pytest.mark.bench
async def test_a_join_approved_over_discord_against_bare_discord_py(figures: Figures, tmp_path: Path) -> None:
    async with other_end(FACILITATORS) as end:
        community = CommunityRef("discord", end.where["guild"])
        people = [MemberRef(community, user) for user in end.where["people"]]
        async with joining(tmp_path, community) as core:
            await core.fill(people)
            async with ours(end, core), bare(end):
                # Whoever is new is introduced to the core; here everybody was here before.
                await end.send(OURS, [(one.user, "waiting", "", {}) for one in people], 8, Answered("R-"))
                answered = {OURS: Answered("is approved for"), BARE: Answered(BARE_ANSWER)}
                rounds: dict[tuple[int, int], list[Took]] = {
                    (one, width): [] for one in (OURS, BARE) for width in SIZES
                }
                for number, width in itertools.product(range(ROUNDS + 1), SIZES):
                    waiting = [next(core.requests) for _ in range(SIZES[width])]
                    commands = [(w.facilitator.user, "request", "approve", {"request": w.reference}) for w in waiting]
                    for client in sorted((OURS, BARE), reverse=bool(number % 2)):
                        took = await end.send(client, commands, width, answered[client])
                        if number:
                            # The first round warms up.
                            rounds[client, width].append(took)
            answered[OURS].check(await core.approved())
    _tell(figures, rounds, answered[OURS])


def _tell(figures: Figures, rounds: dict[tuple[int, int], list[Took]], answered: Answered) -> None:
    how = (
        "gateway event to the answer's arrival, over loopback, with Discord in a process of its own; ours commits to a "
        "SQLite file with synchronous=FULL before it answers, and the relay that carries intents out stands still"
    )
    figures.add("Discord, approvals accepted and stored", answered.accepted, "approvals", note=answered.beside)
    for width, least in ((32, 0.50), (1, None)):
        ratio = median_ratio(rounds[OURS, width], rounds[BARE, width])
        rates = f"{median_rate(rounds[OURS, width]):.0f}/s against {median_rate(rounds[BARE, width]):.0f}/s"
        figures.add(f"Discord, {width} in flight", ratio, "of bare discord.py", at_least=least, note=f"{rates}; {how}")
    for client, what in ((OURS, "Discord"), (BARE, "bare discord.py")):
        figures.add(f"{what}, one at a time, p50", percentile(rounds[client, 1], 50), "ms")
        figures.add(f"{what}, processor time of an event", processor_each(rounds[client, 32]), "µs", note="all threads")
