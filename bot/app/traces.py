"""What the log keeps of something that broke: where, and of what kind; never what people wrote."""

import structlog

from bot.core.traces import kind_of, way_to

log = structlog.get_logger()


def log_trouble(event: str, problem: BaseException, **facts: object) -> None:
    """Log that something broke, with the way there but without the values on it."""
    log.error(event, problem=kind_of(problem), trace=way_to(problem), **facts)
