"""``python -m bot desk rules``: the rules of a help desk, taken in from a file, whole or not at all."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import storage
from bot.__main__ import app
from bot.app.founding import Founding, found
from bot.core.ids import new_id, reference
from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.domain.desk.desk import Desk
from bot.domain.desk.focal import FocalPoint
from bot.domain.desk.rulebook import Rulebook
from bot.ports.store import UnitOfWork
from tests.storage.databases import opened, written
from tests.storage.nouns import NOW

QUALITY = CommunityRef("sandbox", "quality")
HERE = ("--community", str(QUALITY), "--desk")
EXAMPLE = Path(__file__).parents[1] / "domain/desk/rules.toml"
DESK = Desk(id=new_id("K"), community=QUALITY, name="Quality desk", room=RoomRef(QUALITY, "staff"), made_at=NOW)
JOAO = FocalPoint(id=new_id("F"), desk=DESK.id, community=QUALITY, member=MemberRef(QUALITY, "joao"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go into a folder with the database of a community that has a desk."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    storage.upgrade(_url(tmp_path))

    def founded(uow: UnitOfWork) -> None:
        found(uow, Founding(QUALITY))
        uow.desks.add(DESK)
        uow.focals.add(JOAO)

    async def prepare() -> None:
        async with opened(_url(tmp_path)) as store:
            await written(store, founded, [QUALITY])

    asyncio.run(prepare())
    return tmp_path


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'data/podkeeper.db'}"


def rules(text: str, *more: str) -> Result:
    return CliRunner().invoke(app, ["desk", "rules", "-", *more], input=text)


def in_force(folder: Path) -> Rulebook:
    return storage.look(_url(folder), lambda uow: uow.rulebooks.in_force(DESK.id))


def test_the_example_is_loaded_as_the_next_version_and_once(folder: Path) -> None:
    example = EXAMPLE.read_text(encoding="utf-8")

    assert "Version 1 is in force at Quality desk" in rules(example, *HERE, "quality desk").stdout
    assert "Nothing has changed: version 1" in rules(example, *HERE, reference(DESK.id)).stdout
    assert [topic.key for topic in in_force(folder).topics] == ["supply", "infection", "workforce"]
    assert "whole" in CliRunner().invoke(app, ["db", "verify"]).stdout


def test_a_rule_can_name_somebody_as_the_member_they_are(folder: Path) -> None:
    rules(f'[[rules]]\nwhen = {{ words = ["soap"] }}\nthen = {{ to = "{JOAO.member}" }}', *HERE, DESK.name)

    assert in_force(folder).rules[0].then.to == reference(JOAO.id)


def test_a_file_with_anything_wrong_in_it_changes_nothing_and_is_told_line_by_line(folder: Path) -> None:
    wrong = '[[topics]]\nkey = "a"\nlabel = { en = "A" }\n[[rules]]\nwhen = { countries = ["Atlantis"] }\nthen = {}\n'

    ended = rules(wrong, *HERE, DESK.name)

    assert ended.exit_code == 1
    assert "Nothing was changed." in ended.stderr
    assert "line 4, rules[0].then: A rule needs something to do" in ended.stderr
    assert "line 4, rules[0].when.countries: I know no country Atlantis" in ended.stderr
    assert in_force(folder).number == 0


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ((*HERE, "Water"), "There are: Quality desk"),
        (("--community", "slack:T1", "--desk", "Quality desk"), "It knows: sandbox:quality"),
        (("--community", "quality", "--desk", "Quality desk"), "is no community"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_there_is_not_is_told_in_one_line(more: tuple[str, ...], told: str) -> None:
    ended = rules("", *more)

    assert ended.exit_code == 1
    assert told in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
