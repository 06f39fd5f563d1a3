"""A feature made of what its modules declare, so that no list of it has to be kept by hand."""

from dataclasses import fields
from types import ModuleType
from typing import Any

from bot.ports.feature import Feature


def gathered(name: str, *modules: ModuleType) -> Feature:
    """Make a feature of what its modules declare, in their order, each under the names of ``Feature``'s fields.

    ``ACTIONS``, ``SUBMITS``, ``QUERIES`` and so on; a module says ``ERASURE`` where it holds something of members.
    TypeError for a second one.
    """
    declared: dict[str, Any] = {}
    for field in fields(Feature):
        found = [getattr(module, field.name.upper()) for module in modules if hasattr(module, field.name.upper())]
        if field.name == "erasure":
            if len(found) > 1:
                raise TypeError(f"{name} forgets members in {len(found)} ways")
            declared[field.name] = found[0] if found else None
        elif field.name != "name":
            declared[field.name] = tuple(one for several in found for one in several)
    return Feature(name=name, **declared)
