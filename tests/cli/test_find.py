"""``python -m bot find``: what a member would find in chat, from the command line."""

import json
from pathlib import Path

from bot.core.ids import new_id
from bot.core.refs import CommunityRef
from bot.domain.access import Scope
from bot.domain.communities import Community
from bot.ports.store import UnitOfWork
from storage.upkeep import upgrade
from tests.cli.running import podkeeper
from tests.storage.databases import HERE, opened, written
from tests.storage.nouns import AMINA, JOAO, a_member, an_item, member

OTHER = CommunityRef("sandbox", "wash")


async def _filled(folder: Path) -> None:
    url = f"sqlite:///{folder / 'data' / 'podkeeper.db'}"
    (folder / "data").mkdir()
    upgrade(url)
    items = (
        an_item("Soap at every tap", "We put soap there.", topics=("water",), adoptions=2),
        an_item("Canary soap", scope=Scope.POD, pod=new_id("P")),
    )
    people = (a_member(AMINA), a_member(JOAO, gone=True), a_member(member("amina", OTHER), display_name="Sam"))

    def fill(uow: UnitOfWork) -> None:
        for community in (HERE, OTHER):
            uow.communities.put(Community(ref=community))
        for person in (*people, a_member(member("sam", OTHER))):
            uow.members.put(person)
        for item in items:
            uow.knowledge.put(item)

    async with opened(url) as store:
        await written(store, fill)


async def test_s19_the_command_line_finds_what_that_member_may_read_and_no_more(tmp_path: Path) -> None:
    await _filled(tmp_path)

    by_name = podkeeper(tmp_path, "find", "SOAP", "--as", "Amina", "--json")
    by_reference = podkeeper(tmp_path, "find", "SOAP", "--as", str(AMINA), "--json")

    found = json.loads(by_name.stdout)
    assert by_name.stdout == by_reference.stdout
    assert "Canary" not in by_name.stdout
    assert (found["count"], found["more"], found["facets"]["topic"]) == (1, False, {"water": 1})
    [hit] = found["hits"]
    assert (hit["title"], hit["kind"], hit["community"], hit["adoptions"]) == (
        "Soap at every tap",
        "nugget",
        str(HERE),
        2,
    )
    assert {"text": "soap", "matches": True} in hit["snippet"]
    assert "Soap at every tap" in podkeeper(tmp_path, "find", "soap", "--as", "amina").stdout


async def test_who_asks_has_to_be_one_person_who_is_there(tmp_path: Path) -> None:
    missing = podkeeper(tmp_path, "find", "soap", "--as", "Amina")
    assert (missing.returncode, len(missing.stderr.splitlines())) == (1, 1)
    await _filled(tmp_path)

    for who, said in (
        ("Nobody", "Nobody here is called Nobody"),
        ("slack:T1:U7", "There is no member slack:T1:U7"),
        ("Sam", "Give the reference of one"),
        (str(JOAO), "has left the community"),
    ):
        ended = podkeeper(tmp_path, "find", "soap", "--as", who, "--json")
        assert (ended.returncode, ended.stdout) == (1, "")
        assert said in ended.stderr
        assert len(ended.stderr.splitlines()) == 1
