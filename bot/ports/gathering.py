"""A feature made of what its modules declare, so that no list of it has to be kept by hand."""

from dataclasses import fields
from types import ModuleType
from typing import Any

from bot.ports.feature import Feature


def gathered(name: str, *modules: ModuleType) -> Feature:
    """Make a feature of what its modules declare, in their order, each under the names of ``Feature``'s fields.

    ``ACTIONS``, ``SUBMITS``, ``QUERIES`` and so on; a module says ``ERASURE`` where it holds something of members.
    TypeError for a second one, and for what bears such a name and is no tuple.
    """
    declared: dict[str, Any] = {}
    for field in fields(Feature):
        found = [part for module in modules if (part := getattr(module, field.name.upper(), None)) is not None]
        if field.name == "erasure":
            if len(found) > 1:
                raise TypeError(f"{name} forgets members in {len(found)} ways")
            declared[field.name] = found[0] if found else None
        elif field.name != "name":
            if not all(isinstance(part, tuple) for part in found):
                raise TypeError(f"{name}: {field.name.upper()} of a module is no tuple of declarations")
            declared[field.name] = tuple(one for part in found for one in part)
    return Feature(name=name, **declared)
