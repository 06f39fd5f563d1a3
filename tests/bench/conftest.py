"""The figures of all benchmarks, printed last of all: the very last line is one JSON object."""

import pytest

from tests.bench.figures import Figures

FOUND = pytest.StashKey[Figures]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FOUND] = Figures()


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """Where a benchmark puts what it found: ``figures.add("name", value, "unit", at_least=…)``."""
    return request.config.stash[FOUND]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Print after pytest's own last words, which come with the end of the session."""
    if found := config.stash.get(FOUND, None):
        for line in found.as_lines():
            print(line)
        print(found.as_json())
