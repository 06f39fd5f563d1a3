"""Bodies held against Discord's published OpenAPI description.

The folder is named by the environment variable PODKEEPER_SPECS and holds `discord-openapi.json`.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.support.alternatives import any_of

from .errors import Invalid, Json

VARIABLE = "PODKEEPER_SPECS"
FILE = "discord-openapi.json"
_ROOT = "urn:discord"
_PARAMETER = re.compile(r"\{[^}]*\}")
_WHOLE = re.compile(r"-?\d+")


def folder_from_environment() -> Path | None:
    """Find the folder with the specification, if one is named and holds it."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named and (Path(named) / FILE).is_file() else None


def _type_either_way(validator: Any, types: Any, instance: Any, schema: Json) -> Any:
    """Check a type as Discord reads it: snowflakes and permission bits may be numbers or texts of digits."""
    wanted = {types} if isinstance(types, str) else set(types)
    if "integer" in wanted and isinstance(instance, str) and _WHOLE.fullmatch(instance):
        return
    is_number = isinstance(instance, int) and not isinstance(instance, bool)
    if "string" in wanted and schema.get("format") == "snowflake" and is_number:
        return
    yield from Draft202012Validator.VALIDATORS["type"](validator, types, instance, schema)


# A text of digits may now fit two alternatives of a choice, so that one fitting is enough.
_CHECKS = {"type": _type_either_way, "anyOf": any_of, "oneOf": any_of}
_Validator: Any = extend(Draft202012Validator, _CHECKS)  # type: ignore[no-untyped-call]  # jsonschema's stubs leave it untyped


class Specs:
    """Validators, made when an operation is first used and kept. `load` shares them between fakes.

    What was found is kept too: each bot registers the same commands, which are by far the longest body.
    """

    def __init__(self, description: Json) -> None:
        self._paths: dict[str, tuple[str, Json]] = {
            _PARAMETER.sub("{}", path): (path, operations) for path, operations in description["paths"].items()
        }
        self._registry: Registry[Any] = Registry().with_resource(
            _ROOT, Resource.from_contents(description, default_specification=DRAFT202012)
        )
        self._validators: dict[tuple[str, ...], Any] = {}
        self._found: dict[tuple[tuple[str, ...], str], Json | None] = {}

    @staticmethod
    @cache
    def load(folder: Path) -> Specs:
        """Read the specification once for all."""
        return Specs(json.loads((folder / FILE).read_text(encoding="utf-8")))

    def check_request(self, method: str, path: str, body: Any) -> Json | None:
        """Hold a body against its operation; tell what is wrong, as Discord nests it, or None."""
        return self._check(body, path, method, "requestBody")

    def check_answer(self, method: str, path: str, status: int, body: Any) -> Json | None:
        """Hold an answer against what the specification promises for it."""
        return self._check(body, path, method, "responses", str(status))

    def _check(self, body: Any, path: str, method: str, *where: str) -> Json | None:
        known = self._paths.get(_PARAMETER.sub("{}", path))
        if known is None:
            return None
        pointer = (known[0], method.lower(), *where, "content", "application/json", "schema")
        if pointer not in self._validators:
            self._validators[pointer] = self._compile(known[1], pointer)
        validator = self._validators[pointer]
        if validator is None:
            return None
        told = (pointer, json.dumps(body))
        if told not in self._found:
            self._found[told] = _faults(validator, body)
        return self._found[told]

    def _compile(self, operations: Json, pointer: tuple[str, ...]) -> Any:
        node: Any = operations
        for key in pointer[1:]:
            if not isinstance(node, dict) or key not in node:
                return None
            node = node[key]
        escaped = "/".join(part.replace("~", "~0").replace("/", "~1") for part in ("paths", *pointer))
        return _Validator({"$ref": f"{_ROOT}#/{escaped}"}, registry=self._registry)


def _faults(validator: Any, body: Any) -> Json | None:
    faults = Invalid()
    for error in validator.iter_errors(body):
        deepest = _deepest(error)
        faults.add(tuple(deepest.absolute_path), "SCHEMA", deepest.message[:300])
    return faults.error().errors if faults else None


def _deepest(error: ValidationError) -> ValidationError:
    """Find the fault that tells most: in a choice, the one in the alternative that the body's `type` means."""
    while error.context:
        by_branch: dict[Any, list[ValidationError]] = {}
        for inner in error.context:
            by_branch.setdefault(inner.schema_path[0], []).append(inner)
        fitting = [b for b in by_branch.values() if not any(list(e.path) == ["type"] for e in b)]
        candidates = min(fitting or list(by_branch.values()), key=len)
        error = max(candidates, key=lambda e: len(e.absolute_path))
    return error
