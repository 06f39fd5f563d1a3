"""The hash chain: whatever is done to the log behind the bot's back is found."""

from collections.abc import Callable

import pytest

from bot.core.ids import new_id
from bot.core.refs import CommunityRef
from bot.domain.events import Event
from bot.ports.store import UnitOfWork
from storage import verify
from storage.engine import Link
from tests.storage.databases import ELSEWHERE, HERE, linked, make_ready, opened, written
from tests.storage.nouns import AMINA, JOAO, NOW, Approved, Happened

THING = new_id("R")
IN_HERE = f"community = '{HERE}'"


async def with_log(url: str) -> None:
    make_ready(url)
    async with opened(url) as store:
        for words in ("one", "two", "three", "four", "five"):
            await written(store, appends(Happened(about=THING, words=words)))
        await written(store, appends(Approved(about=THING, member=JOAO)))
        await written(store, appends(Happened(about=THING), ELSEWHERE))
        await written(store, lambda uow: uow.events.erase(JOAO))


def appends(event: Event, community: CommunityRef = HERE) -> Callable[[UnitOfWork], None]:
    return lambda uow: uow.events.append(community, event, AMINA, NOW)


def defenceless(link: Link) -> None:
    """Take the log's triggers away, as whoever has the file can."""
    if link.dialect.name == "sqlite":
        link.tell("DROP TRIGGER events_no_update")
        link.tell("DROP TRIGGER events_no_delete")
    else:
        link.tell("DROP TRIGGER events_no_change ON events")


def run(*statements: str) -> Callable[[Link], None]:
    """Make a change of these statements, in which :here stands for the community's own rows."""

    def change(link: Link) -> None:
        for statement in statements:
            link.tell(statement.replace(":here", IN_HERE))

    return change


ABUSES = [
    pytest.param(run("UPDATE events SET tag = 'x:y' WHERE :here AND seq = 2"), "2 is not what was written", id="tag"),
    pytest.param(run("UPDATE events SET about = 'x' WHERE :here AND seq = 2"), "2 is not what was written", id="about"),
    pytest.param(
        run("UPDATE events SET at = at + 1 WHERE :here AND seq = 2"), "2 is not what was written", id="moment"
    ),
    pytest.param(run("DELETE FROM events WHERE :here AND seq = 3"), "3 to 3 are missing", id="deleted"),
    pytest.param(
        run("DELETE FROM events WHERE :here AND seq IN (2, 3, 4)"), "2 to 4 are missing", id="cut in the middle"
    ),
    pytest.param(
        run("DELETE FROM events WHERE :here AND seq > 4"), "ends at 4, but 6 were written", id="cut at the end"
    ),
    pytest.param(run("DELETE FROM events WHERE :here"), "ends at 0, but 6 were written", id="all"),
    pytest.param(
        run(
            "UPDATE events SET seq = 100 WHERE :here AND seq = 2",
            "UPDATE events SET seq = 2 WHERE :here AND seq = 3",
            "UPDATE events SET seq = 3 WHERE :here AND seq = 100",
        ),
        "not in its place",
        id="reordered",
    ),
    pytest.param(
        run("UPDATE event_bodies SET payload = '{}' WHERE :here AND seq = 2"),
        "body of 2 is not what was written",
        id="payload",
    ),
    pytest.param(
        run("UPDATE event_bodies SET actor = 'sandbox:ipc:joao' WHERE :here AND seq = 2"),
        "body of 2 is not what was written",
        id="actor",
    ),
    pytest.param(
        run("UPDATE event_bodies SET payload = '{}' WHERE :here AND seq = 6"),
        "body of 6 was written after it was erased",
        id="erased payload",
    ),
    pytest.param(run("DELETE FROM event_bodies WHERE :here AND seq = 2"), "body of 2 is missing", id="body deleted"),
    pytest.param(
        run("UPDATE events SET community = 'sandbox:wash' WHERE :here AND seq = 5"),
        "5 to 5 are missing",
        id="moved",
    ),
    pytest.param(
        run(
            "UPDATE chains SET seq = 5, link = (SELECT link FROM events WHERE :here AND seq = 5) WHERE :here",
            "DELETE FROM events WHERE :here AND seq = 6",
        ),
        "a body without event at 6",
        id="cut at the end with its head",
    ),
]


@pytest.mark.parametrize(("abuse", "told"), ABUSES)
async def test_s46_what_is_done_to_the_log_is_found(fresh: str, abuse: Callable[[Link], None], told: str) -> None:
    await with_log(fresh)
    assert verify(fresh) == [], "whole before, with one member erased"
    with linked(fresh) as link:
        defenceless(link)
        abuse(link)
    found = verify(fresh)
    assert any(told in line for line in found), found
    assert all(str(HERE) in line or "Keep the file" in line or str(ELSEWHERE) in line for line in found)


async def test_s46_one_edit_is_one_line(fresh: str) -> None:
    await with_log(fresh)
    with linked(fresh) as link:
        defenceless(link)
        run("UPDATE events SET tag = 'x:y' WHERE :here AND seq = 2")(link)
    assert len([line for line in verify(fresh) if str(HERE) in line]) == 1


async def test_no_salt_and_no_trace_of_an_erased_member_is_left_to_guess_from(fresh: str) -> None:
    await with_log(fresh)
    with linked(fresh) as link:
        query = "SELECT actor, person, payload, salt FROM event_bodies WHERE community = 'sandbox:ipc' AND seq = 6"
        assert tuple(link.driver.execute(query).fetchone()) == (str(AMINA), "", "", "")
        assert link.driver.execute("SELECT count(*) FROM event_people").fetchone()[0] == 0
