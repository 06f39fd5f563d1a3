"""What may be said of something that broke: where, and of what kind; never what people wrote."""

import traceback
from typing import Final

_SAID_BY_PYTHON: Final = (AttributeError, ImportError, NameError, RecursionError, TypeError, ZeroDivisionError)
"""Their messages speak of code. Those of others may quote values, and so people's words."""


def kind_of(problem: BaseException) -> str:
    """Name a problem and what caused it."""
    names: list[str] = []
    one: BaseException | None = problem
    while one is not None and len(names) < 5:
        said = f": {one}" if type(one) in _SAID_BY_PYTHON else ""
        names.append(f"{type(one).__name__}{said}")
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return " from ".join(names)


def way_to(problem: BaseException) -> str:
    """Give the lines of code on which it broke, the outermost first."""
    frames = traceback.extract_tb(problem.__traceback__)
    return " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
