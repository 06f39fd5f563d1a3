"""Logs: one line of structured text for each thing worth knowing, and never what people write, nor a token."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, Final

import structlog
from structlog.typing import Processor

from bot.core.traces import kind_of, way_to

LIBRARIES: Final = (
    "aiohttp",
    "alembic",
    "apscheduler",
    "asyncio",
    "discord",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
    "uvicorn",
)
SECRET: Final = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|https://hooks\.slack\.com/\S+|[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"
    r"|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)|(?<=webhooks/)\d+/[\w-]+"
    r"|(?<=/feeds/)[\w-]+"
)
"""What looks like a Slack or Discord token, an answer address, a password in a URL, or a member's private address."""


def hide_secrets(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace whatever has the shape of a secret, wherever it stands; libraries' own lines among it."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = SECRET.sub("[hidden]", value)
    return event


def without_words(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Say of an exception only its kind and where it broke: its message may quote what people wrote.

    What a library repeats of the message in its own line (as asyncio does of a lost task) is taken out there too.
    """
    problem = event.pop("exc_info", None)
    if problem is True:
        problem = sys.exc_info()[1]
    elif isinstance(problem, tuple):
        problem = problem[1]
    event.pop("stack_info", None)
    if isinstance(problem, BaseException):
        event["problem"], event["trace"] = kind_of(problem), way_to(problem)
        event["event"] = _without(str(event.get("event", "")), problem)
    return event


def _without(line: str, problem: BaseException) -> str:
    one: BaseException | None = problem
    while one is not None:
        for words in (repr(one), str(one)):
            line = line.replace(words, type(one).__name__) if words else line
        one = one.__cause__ or one.__context__
    return line


def configure_logs(level: str) -> None:
    """Send our own lines and the libraries' through one formatter to standard error."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_words,
        hide_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    # The libraries' own lines hold whole payloads and statements, with people's words in them, at any finer level.
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.WARNING)
