"""What Discord answers when it refuses.

Codes and words: developers/topics/opcodes-and-status-codes, "JSON Error Codes".
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """A refusal: the HTTP status, Discord's own code, its message, and for a bad body where and why."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def body(self) -> Json:
        """Render the refusal as the JSON that Discord sends."""
        body: Json = {"message": self.message, "code": self.code}
        if self.errors is not None:
            body["errors"] = self.errors
        return body


class TooMany(ApiError):
    """A 429 from a limit behind the buckets: how many seconds to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(429, 0, "The resource is being rate limited.")
        self.seconds = seconds

    def body(self) -> Json:
        """Render the refusal with the time to wait."""
        return {"message": self.message, "retry_after": self.seconds, "global": False}


_KNOWN: dict[int, tuple[int, str]] = {
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10009: (404, "Unknown Overwrite"),
    10011: (404, "Unknown Role"),
    10013: (404, "Unknown User"),
    10014: (400, "Unknown Emoji"),
    10015: (404, "Unknown Webhook"),
    10026: (404, "Unknown Ban"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    10070: (404, "Unknown Guild Scheduled Event"),
    30003: (400, "Maximum number of pins reached (250)"),
    30005: (400, "Maximum number of server roles reached (250)"),
    30010: (400, "Maximum number of reactions reached (20)"),
    30013: (400, "Maximum number of server channels reached (500)"),
    30033: (400, "Maximum number of thread participants has been reached (1000)"),
    30038: (400, "Maximum number of uncompleted guild scheduled events reached (100)"),
    30060: (400, "Maximum number of channel permission overwrites reached (1000)"),
    40060: (400, "Interaction has already been acknowledged."),
    40066: (400, "There are no tags available that can be set by non-moderators"),
    40067: (400, "A tag is required to create a forum post in this channel"),
    50001: (403, "Missing Access"),
    50003: (403, "Cannot execute action on a DM channel"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50008: (400, "Cannot send messages in a non-text channel"),
    50013: (403, "Missing Permissions"),
    50019: (403, "A message can only be pinned to the channel it was sent in"),
    50021: (403, "Cannot execute action on a system message"),
    50024: (400, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50028: (400, "Invalid Role"),
    50033: (400, "Invalid Recipient(s)"),
    50083: (400, "Thread is archived"),
    50278: (403, "Cannot send messages to this user due to having no mutual guilds"),
    160002: (400, "Cannot reply without permission to read message history"),
    160004: (400, "A thread has already been created for this message"),
    160005: (400, "Thread is locked"),
    180000: (400, "Cannot update a finished event"),
}


def refusal(code: int) -> ApiError:
    """Make the refusal with one of Discord's codes."""
    status, message = _KNOWN[code]
    return ApiError(status, code, message)


def unauthorized() -> ApiError:
    """Make the refusal of a missing or wrong token."""
    return ApiError(401, 0, "401: Unauthorized")


def forbidden(code: int = 50013, message: str = "Missing Permissions") -> ApiError:
    """Make a refusal with status 403."""
    return ApiError(403, code, message)


class Invalid(Exception):
    """Collects what is wrong with a body: a path of keys and indexes, a code and words for each."""

    def __init__(self) -> None:
        super().__init__("Invalid Form Body")
        self._tree: Json = {}

    def __bool__(self) -> bool:
        return bool(self._tree)

    def add(self, path: tuple[str | int, ...], code: str, message: str) -> None:
        """Record one fault at a place in the body."""
        node = self._tree
        for key in path:
            node = node.setdefault(str(key), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def required(self, *path: str | int) -> None:
        """Record that a field is missing."""
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required")

    def too_long(self, limit: int, *path: str | int) -> None:
        """Record that a text or a list is longer than allowed."""
        self.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {limit} or fewer in length.")

    def bad_length(self, least: int, most: int, *path: str | int) -> None:
        """Record that a text or a list is outside its bounds."""
        self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")

    def error(self) -> ApiError:
        """Make the refusal that tells everything collected."""
        return ApiError(400, 50035, "Invalid Form Body", self._tree)

    def raise_if_any(self) -> None:
        """Refuse the body if anything was collected."""
        if self:
            raise self.error()


def invalid(code: str, message: str, *path: str | int) -> ApiError:
    """Make the refusal of a body with one fault."""
    faults = Invalid()
    faults.add(path, code, message)
    return faults.error()
