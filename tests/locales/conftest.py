"""Every language beside English, one after the other; and what the code says, read once."""

import pytest
from babel.messages.catalog import Catalog

from bot.locales import languages
from bot.locales.__main__ import extract


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for a ``language`` in each."""
    if "language" in metafunc.fixturenames:
        metafunc.parametrize("language", languages()[1:])


@pytest.fixture(scope="session")
def template() -> Catalog:
    """Give every text of the code; nobody changes it."""
    return extract()
