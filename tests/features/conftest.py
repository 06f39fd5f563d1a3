"""What all tests of features share."""

import pytest

PATIENCE = 60.0


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot take its time: what is slow here are the machine's neighbours, and speed has tests of its own."""
    monkeypatch.setattr("bot.app.dispatch.PATIENCE_SECONDS", PATIENCE)
