"""The page beside this says the truth: every number is on it once, and what it names is there."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "tests/faults/README.md").read_text(encoding="utf-8")
ROWS = {match[1]: match[2] for match in re.finditer(r"^\| ([RS]\d+) \|(.*)\|$", PAGE, re.MULTILINE)}


def numbered() -> dict[str, set[str]]:
    """Give the files with tests that carry a number."""
    found: dict[str, set[str]] = {}
    for file in ROOT.glob("tests/**/test_*.py"):
        for match in re.finditer(r"def test_([rs]\d+)_", file.read_text(encoding="utf-8")):
            found.setdefault(match[1].upper(), set()).add(str(file.relative_to(ROOT)))
    return found


def test_every_number_stands_there_once() -> None:
    counts = Counter(re.findall(r"^\| ([RS]\d+) \|", PAGE, re.MULTILINE))
    assert counts == Counter([f"R{n}" for n in range(1, 41)] + [f"S{n}" for n in range(1, 49)])


def test_what_is_named_is_there() -> None:
    named = set(re.findall(r"`((?:tests/)?[\w/]+\.(?:py|txt))`", PAGE))
    missing = [path for path in named if not any((ROOT / base / path).exists() for base in ("", "tests/faults"))]
    assert missing == []


def test_every_test_with_a_number_is_named_in_its_row() -> None:
    left_out = {number: files for number, files in numbered().items() if any(f not in ROWS[number] for f in files)}
    assert left_out == {}


def test_a_row_names_a_test_or_says_why_there_is_none() -> None:
    silent = [number for number, row in ROWS.items() if "tests/" not in row and len(row.split("|")[-1].split()) < 3]
    assert silent == []
