"""Functions made from an expression, as dataclasses make theirs.

For the few places where every microsecond is paid in every transaction. The expressions are built from our own field
names alone, never from anybody's words.
"""

from collections.abc import Mapping
from typing import Any


def function(parameter: str, expression: str, known: Mapping[str, Any]) -> Any:
    """Make ``lambda parameter: expression``; ``known`` are the names it may use."""
    scope: dict[str, Any] = {}
    exec(f"def made({parameter}):\n return {expression}", dict(known), scope)  # noqa: S102 - see above
    return scope["made"]
