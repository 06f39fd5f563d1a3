"""Who may import whom: the contracts hold on this tree, and each of them breaks when it is broken on purpose."""

import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What import-linter reads: the packages, their settings, and the kinds of contract that stand beside this file.
TREE = ("bot", "adapters", "storage", "tests/architecture")
CONTRACTS = [
    contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
]


@dataclass(frozen=True)
class Plant:
    """A line that must not stand in a module, and the contract that says so."""

    contract: str
    module: str
    line: str


PLANTS = (
    Plant("The core stands in layers", "bot/core/planted.py", "import bot.domain"),
    Plant("The core stands in layers", "bot/domain/planted.py", "import bot.ports"),
    Plant("The core stands in layers", "bot/ports/planted.py", "import bot.app"),
    Plant("The core stands in layers", "bot/ports/planted.py", "import bot.features"),
    Plant("The core stands in layers", "bot/app/planted.py", "import bot.features"),
    Plant("The core stands in layers", "bot/features/planted.py", "import bot.app"),
    Plant("The core stands in layers", "bot/features/planted.py", "import bot.bootstrap"),
    Plant("The core stands in layers", "bot/app/planted.py", "import bot.config"),
    Plant("The core stands in layers", "bot/app/planted.py", "import bot.locales"),
    Plant("The core stands in layers", "bot/locales/planted.py", "import bot.features"),
    Plant("The core stands in layers", "bot/bootstrap/planted.py", "import bot.__main__"),
    Plant("Only bootstrap imports adapters and storage", "bot/app/planted.py", "import adapters.web"),
    Plant("Only bootstrap imports adapters and storage", "bot/features/planted.py", "import storage"),
    Plant("Only bootstrap imports adapters and storage", "bot/__main__.py", "import storage"),
    Plant("Adapters know the ports and the words of chat", "adapters/web/planted.py", "import bot.domain"),
    Plant("Adapters know the ports and the words of chat", "adapters/web/planted.py", "import bot.app"),
    Plant("Adapters know the ports and the words of chat", "adapters/slack/planted.py", "import storage"),
    Plant("Storage knows the ports, the rules and the words of chat", "storage/planted.py", "import bot.features"),
    Plant("Storage knows the ports, the rules and the words of chat", "storage/planted.py", "import adapters.web"),
    Plant("The words of chat need the standard library alone", "bot/core/planted.py", "import pydantic"),
    Plant("The words of chat need the standard library alone", "bot/core/planted.py", "import bot.locales.planted"),
    Plant("The rules do not know that there is a chat", "bot/domain/planted.py", "import bot.core.content"),
    Plant("The rules do not know that there is a chat", "bot/domain/planted.py", "import bot.core.forms"),
    Plant("Features do not know each other", "bot/features/planted/__init__.py", "import bot.features.neighbour"),
    Plant(
        "Parts of a feature do not import each other in a circle",
        "bot/features/nuggets/review/steps.py",
        "import bot.features.nuggets.life.editing",
    ),
    Plant(
        "Parts of a feature do not import each other in a circle",
        "bot/features/pods/wording.py",
        "import bot.features.pods.pod_views",
    ),
    Plant("Platforms do not know each other", "adapters/slack/planted.py", "import adapters.discord"),
    Plant("Platforms do not know each other", "adapters/discord/planted.py", "import adapters.sandbox"),
    Plant("Only the Discord adapter imports discord.py", "adapters/slack/planted.py", "import discord"),
    Plant("Only the Slack adapter imports Slack's libraries", "adapters/discord/planted.py", "import slack_sdk"),
    Plant("Only the Slack adapter imports Slack's libraries", "adapters/web/planted.py", "import slack_bolt"),
    Plant("Only storage imports SQLAlchemy and what it drives", "bot/app/planted.py", "import sqlalchemy"),
    Plant("Only storage imports SQLAlchemy and what it drives", "adapters/sandbox/planted.py", "import alembic"),
    Plant("Only storage imports SQLAlchemy and what it drives", "bot/bootstrap/planted.py", "import psycopg"),
    Plant("Only the scheduler imports APScheduler", "bot/app/planted.py", "import apscheduler"),
    Plant("Only what writes calendars imports icalendar", "bot/features/labs/planning/planted.py", "import icalendar"),
    Plant("Only web doors import Starlette", "adapters/discord/planted.py", "import starlette"),
)
# What some plants import, or stand in, where the tree has none of its own.
NEEDED = (
    "bot/__main__.py",
    "bot/bootstrap/__init__.py",
    "bot/config.py",
    "bot/features/neighbour/__init__.py",
    "bot/locales/__init__.py",
    "bot/locales/planted.py",
)


def check(tree: Path) -> tuple[list[str], list[str], str]:
    """Run import-linter on a tree; return the contracts kept, those broken, and all that it said."""
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=tree,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"COLUMNS": "200", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    said = run.stdout + run.stderr
    kept, broken = (re.findall(rf"^(.+) {verdict}\b", run.stdout, re.MULTILINE) for verdict in ("KEPT", "BROKEN"))
    assert (run.returncode == 0) is (not broken), said
    return kept, broken, said


def copied(tree: Path) -> Path:
    """Copy the modules that import-linter reads, and nothing else."""
    for folder in TREE:
        for module in (ROOT / folder).rglob("*.py"):
            copy = tree / module.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(module, copy)
    shutil.copyfile(ROOT / "pyproject.toml", tree / "pyproject.toml")
    return tree


def plant(line: str, module: Path) -> None:
    """Write a line at the end of a module, made with its packages if it is not there."""
    module.parent.mkdir(parents=True, exist_ok=True)
    with module.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


def test_the_tree_keeps_every_contract() -> None:
    kept, broken, said = check(ROOT)
    assert broken == [], said
    assert sorted(kept) == sorted(CONTRACTS)


def test_every_contract_is_broken_once_on_purpose() -> None:
    assert {planted.contract for planted in PLANTS} == set(CONTRACTS)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the tree, in which what the plants need exists and nothing is planted yet."""
    tree = copied(tmp_path_factory.mktemp("ground"))
    for module in NEEDED:
        plant("", tree / module)
    _, broken, said = check(tree)
    assert broken == [], said
    return tree


@pytest.mark.parametrize("planted", PLANTS, ids=lambda planted: f"{planted.module}: {planted.line}")
def test_a_planted_import_breaks_its_contract(planted: Plant, ground: Path, tmp_path: Path) -> None:
    tree = shutil.copytree(ground, tmp_path / "tree")
    plant(planted.line, tree / planted.module)
    _, broken, said = check(tree)
    assert planted.contract in broken, said
