"""The published schemas of blocks and views, compiled once; absent unless `PODKEEPER_SPECS` names their folder."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match
from jsonschema.validators import extend

from tests.support.alternatives import any_of

from .state import Json

VARIABLE = "PODKEEPER_SPECS"


_Validator: Any = extend(Draft7Validator, {"anyOf": any_of})  # type: ignore[no-untyped-call]  # jsonschema's stubs leave it untyped


def folder() -> str | None:
    """The folder of the schemas; None where none is named, and then structure is not held against them."""
    return os.environ.get(VARIABLE) or None


@lru_cache
def document(specs: str, name: str) -> Json:
    """One schema file, read once."""
    content: Json = json.loads(Path(specs, f"slack-{name}.schema.json").read_text(encoding="utf-8"))
    return content


@lru_cache
def definitions_by_type(specs: str, name: str) -> dict[str, list[str]]:
    """Which definitions describe an object of a `type`, so that a fault is told in that type's own terms."""
    known: dict[str, list[str]] = {}
    for title, definition in document(specs, name)["definitions"].items():
        kind = definition.get("properties", {}).get("type", {}).get("const")
        if isinstance(kind, str) and title.endswith(("Block", "View")):
            known.setdefault(kind, []).append(title)
    return known


@lru_cache
def validator(specs: str, name: str, title: str) -> Any:
    """The compiled validator of one definition."""
    return _Validator({"$ref": f"#/definitions/{title}", "definitions": document(specs, name)["definitions"]})


def faults_of(body: Json, specs: str, name: str, pointer: str = "") -> list[str]:
    """What the schema `block` or `view` finds wrong with a body, each with the JSON pointer below `pointer`.

    Raises:
        FileNotFoundError: the folder named holds no such schema.
    """
    kind = str(body.get("type"))
    titles = definitions_by_type(specs, name).get(kind, [])
    if not titles:
        return [f"unsupported type: {kind} [json-pointer:{pointer}/type]"]
    errors = [best_match(validator(specs, name, title).iter_errors(body)) for title in titles]
    if None in errors:
        return []
    closest = [error for error in errors if error is not None][-1]
    path = "".join(f"/{step}" for step in closest.absolute_path)
    return [f"{closest.message[:300]} [json-pointer:{pointer}{path}]"]
