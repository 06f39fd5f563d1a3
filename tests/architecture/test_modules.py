"""What every module of the product keeps to."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "adapters", "storage")
MODULES = sorted(path.relative_to(ROOT) for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MOST_LINES = 300


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def too_long(modules: list[Path], root: Path = ROOT) -> list[str]:
    return [f"{path}: {lines_of(root / path)} lines" for path in modules if lines_of(root / path) > MOST_LINES]


def test_no_module_is_longer_than_can_be_read_in_one_go() -> None:
    assert MODULES, "no module was found"
    assert too_long(MODULES) == []


@pytest.mark.parametrize(("lines", "refused"), [(MOST_LINES, False), (MOST_LINES + 1, True)])
def test_the_limit_is_three_hundred_lines(tmp_path: Path, lines: int, refused: bool) -> None:
    (tmp_path / "module.py").write_text("pass\n" * lines, encoding="utf-8")
    assert bool(too_long([Path("module.py")], tmp_path)) is refused
