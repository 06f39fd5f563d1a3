"""What Slack's libraries may log: their own first words, never a payload, an address or a token."""

import logging
import re
import traceback
from pathlib import PurePath
from typing import Final

import structlog

# The libraries put what they tell of behind a bracket, a colon or a brace: an answer's body, a URL with its ticket.
_FIRST_WORDS: Final = re.compile(r"[\w\s,.'#-]{1,80}")


class _FirstWords(logging.Handler):
    """Hands a library's line on without what it tells of, and an exception by its kind alone."""

    def __init__(self) -> None:
        super().__init__()
        self._log = structlog.get_logger()

    def emit(self, record: logging.LogRecord) -> None:
        found = _FIRST_WORDS.match(str(record.msg))
        problem = record.exc_info[0] if record.exc_info else None
        self._log.log(
            record.levelno,
            "slack_library",
            said=found[0].strip() if found else "",
            problem=problem.__name__ if problem else "",
        )


NAME: Final = "podkeeper.slack"
_LIBRARIES: Final = ("slack_bolt", "slack_sdk")


def quiet_logger() -> logging.Logger:
    """Give the logger for Bolt and the SDK, and quieten their own.

    Their DEBUG lines hold whole payloads: at this level they are never made.
    """
    for name in (NAME, *_LIBRARIES):
        logger = logging.getLogger(name)
        logger.setLevel(logging.WARNING)
        logger.propagate = False
        if not any(isinstance(handler, _FirstWords) for handler in logger.handlers):
            logger.addHandler(_FirstWords())
    return logging.getLogger(NAME)


def trace(problem: BaseException) -> str:
    """Tell where something broke, innermost first, without what the exception says: that may hold people's words."""
    frames = traceback.extract_tb(problem.__traceback__)[-6:]
    places = [f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in reversed(frames)]
    return " < ".join([type(problem).__name__, *places])
