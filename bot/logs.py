"""Logs: one line of structured text for each thing worth knowing, and never what people write, nor a token."""

import logging
import re
from collections.abc import MutableMapping
from typing import Any, Final

import structlog
from structlog.typing import Processor

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
)
"""What looks like a Slack or Discord token, an answer address, or a password in a URL."""


def hide_secrets(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace whatever has the shape of a secret, wherever it stands; libraries' own lines among it."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = SECRET.sub("[hidden]", value)
    return event


def configure_logs(level: str) -> None:
    """Send our own lines and the libraries' through one formatter to standard error."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
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
