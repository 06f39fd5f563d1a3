"""A join approved whole over Slack, against a bare app of Bolt's that only says yes."""

import itertools
import os
import statistics
import time
from pathlib import Path

import pytest

from bot.core.refs import CommunityRef, MemberRef
from tests.bench.answers import Answered
from tests.bench.figures import Figures
from tests.bench.joining import Waiting, joining
from tests.bench.loads import Took, load, median_rate, median_ratio, percentile, processor_each, take
from tests.bench.slack_doors import Workspace, asked, bare, ours
from tests.platforms.slack import FakeSlack

FACILITATORS = 340
ROUNDS = 7
SIZES = {1: 48, 32: 128, 64: 160}
"""How many there are in a round, by how many are in flight."""
BARE_SIZES = {1: 24, 32: 256, 64: 256}


@pytest.mark.bench
async def test_a_join_approved_over_slack_against_bare_bolt(figures: Figures, tmp_path: Path) -> None:
    community = CommunityRef("slack", "T1")
    people = [MemberRef(community, f"U{number}") for number in range(FACILITATORS)]
    async with FakeSlack() as slack, joining(tmp_path, community) as core:
        team = slack.workspace("T1")
        for person in people:
            team.person(person.user)
        await core.fill(people)
        workspace = Workspace(team)
        async with ours(slack, team, core) as our:
            for person in people:
                # Whoever is new is looked up once; here everybody was here before.
                await asked(our.app, workspace.types(person.user, "/waiting", ""))
            doors = {"ours": our, "bolt": bare(slack, team), "bolt, 60 commands": bare(slack, team, others=59)}
            alike = itertools.repeat(Waiting(people[0], "R-00000"))
            supplies = {
                name: workspace.calls(door, core.requests if door is our else alike) for name, door in doors.items()
            }
            rounds: dict[tuple[str, int], list[Took]] = {(name, width): [] for name in doors for width in SIZES}
            for number, width in itertools.product(range(ROUNDS + 1), SIZES):
                for name in sorted(doors, reverse=bool(number % 2)):
                    sizes = SIZES if name == "ours" else BARE_SIZES
                    took = await load(take(supplies[name], sizes[width]), width)
                    if number:
                        # The first round warms up.
                        rounds[name, width].append(took)
        our.answered.check(await core.approved())
    _tell(figures, rounds, our.answered, len(core.catalogue.commands))
    figures.add(
        "a write that reaches the disk", _sync(tmp_path), "µs", note="fsync of 4 KiB, median; part of every commit"
    )


def _tell(figures: Figures, rounds: dict[tuple[str, int], list[Took]], answered: Answered, commands: int) -> None:
    how = (
        "signed HTTP request to acknowledgement through Starlette in this process, without a network; ours commits to "
        "a SQLite file with synchronous=FULL before it acknowledges; the relay that carries intents out stands still"
    )
    figures.add("Slack, approvals accepted and stored", answered.accepted, "approvals", note=answered.beside)
    for width, least in ((64, 0.60), (32, 1.0), (1, None)):
        ratio = median_ratio(rounds["ours", width], rounds["bolt", width])
        rates = f"{median_rate(rounds['ours', width]):.0f}/s against {median_rate(rounds['bolt', width]):.0f}/s"
        figures.add(f"Slack, {width} in flight", ratio, "of bare Bolt", at_least=least, note=f"{rates}; {how}")
    for width, least in ((64, 2.5), (32, None), (1, None)):
        ratio = median_ratio(rounds["ours", width], rounds["bolt, 60 commands", width])
        figures.add(
            f"Slack, {width} in flight, 60 commands",
            ratio,
            "of bare Bolt",
            at_least=least,
            note=f"Bolt at {median_rate(rounds['bolt, 60 commands', width]):.0f}/s, the command used is its 30th; "
            f"ours has {commands} commands in all these figures",
        )
    figures.add("Slack, one at a time, p50", percentile(rounds["ours", 1], 50), "ms", at_most=1.0)
    bolt = percentile(rounds["bolt", 1], 50)
    figures.add("Slack, one at a time, p99", percentile(rounds["ours", 1], 99), "ms", at_most=10.0)
    figures.add("bare Bolt, one at a time, p50", bolt, "ms", note="it looks every 10 ms whether the listener is done")
    for name, what in (("ours", "Slack"), ("bolt", "bare Bolt")):
        figures.add(f"{what}, processor time of an event", processor_each(rounds[name, 32]), "µs", note="all threads")


def _sync(folder: Path) -> float:
    """Measure what the disk takes to say that it has something."""
    took = []
    with (folder / "sync").open("wb", buffering=0) as file:
        for _ in range(50):
            file.write(bytes(4096))
            began = time.perf_counter()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - began)
    return 1e6 * statistics.median(took)
