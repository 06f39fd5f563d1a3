"""A run that could not do everything says so."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

CONFTEST = Path(__file__).parents[1] / "conftest.py"
ASKS = """
import pytest

@pytest.mark.browser
def test_asks_by_marker():
    raise AssertionError("left out, so never run")

def test_asks_by_fixture(postgres_url):
    assert postgres_url == "postgresql+psycopg://here"

def test_asks_while_running(request):
    assert request.getfixturevalue("specs_dir").is_dir()
"""


def run(folder: Path, **environment: str) -> str:
    """Run tests that ask for what is outside Python, on a path without Chromium; return what pytest said."""
    shutil.copyfile(CONFTEST, folder / "conftest.py")
    (folder / "test_asking.py").write_text(ASKS, encoding="utf-8")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PODKEEPER_", "PYTEST_"))}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rs", "."],
        cwd=folder,
        env=inherited | {"PATH": str(folder)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    ).stdout


def test_what_is_lacking_is_named_with_its_number_of_tests(tmp_path: Path) -> None:
    said = run(tmp_path)
    assert "3 skipped" in said
    assert "Left out" in said
    assert "1 tests: no Chromium" in said
    assert "1 tests: no PostgreSQL" in said
    assert "1 tests: no published schemas" in said


def test_what_is_there_is_used_and_not_named(tmp_path: Path) -> None:
    said = run(tmp_path, PODKEEPER_TEST_POSTGRES="postgresql+psycopg://here", PODKEEPER_SPECS=str(tmp_path))
    assert "2 passed, 1 skipped" in said
    assert "1 tests: no Chromium" in said
    assert "no PostgreSQL" not in said


def test_a_named_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    said = run(tmp_path, PODKEEPER_SPECS=str(tmp_path / "nowhere"))
    assert "1 failed, 2 skipped" in said or "1 error" in said
    assert "which is no folder" in said
