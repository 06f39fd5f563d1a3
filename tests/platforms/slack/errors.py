"""What can go wrong: on the server's side, and at the hands of a person."""

from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """An answer with ok=false, in the words of the real Web API."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def body(self) -> dict[str, Any]:
        """The JSON body of the refusal."""
        return {"ok": False, "error": self.code, **self.details}


class ClientRefused(Exception):
    """The Slack client would not let a person do this: nothing was sent to the app."""


class Unacknowledged(Exception):
    """The app did not answer within the time a person's client waits."""
