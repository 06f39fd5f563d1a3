"""The published schemas of blocks and views, compiled once; absent unless `PODKEEPER_SPECS` names their folder."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError, best_match

from .state import Json

VARIABLE = "PODKEEPER_SPECS"


def available() -> bool:
    """Whether the schemas are there to be held against."""
    folder = os.environ.get(VARIABLE)
    return bool(folder) and Path(str(folder), "slack-block.schema.json").is_file()


@lru_cache
def document(folder: str, name: str) -> Json:
    """One schema file, read once."""
    content: Json = json.loads(Path(folder, f"slack-{name}.schema.json").read_text(encoding="utf-8"))
    return content


@lru_cache
def definitions_by_type(folder: str, name: str) -> dict[str, list[str]]:
    """Which definitions describe an object of a `type`, so that a fault is told in that type's own terms."""
    known: dict[str, list[str]] = {}
    for title, definition in document(folder, name)["definitions"].items():
        kind = definition.get("properties", {}).get("type", {}).get("const")
        if isinstance(kind, str) and (title.endswith(("Block", "View"))):
            known.setdefault(kind, []).append(title)
    return known


@lru_cache
def validator(folder: str, name: str, title: str) -> Draft7Validator:
    """The compiled validator of one definition."""
    return Draft7Validator({"$ref": f"#/definitions/{title}", "definitions": document(folder, name)["definitions"]})


def faults_of(body: Any, name: str, pointer: str) -> list[str]:
    """What the schema `block` or `view` finds wrong with a body; nothing where the schemas are absent."""
    if not available():
        return []
    folder = os.environ[VARIABLE]
    kind = body.get("type") if isinstance(body, dict) else None
    titles = definitions_by_type(folder, name).get(str(kind), [])
    if not titles:
        return [f"unsupported type: {kind} [json-pointer:{pointer}/type]"]
    closest: ValidationError | None = None
    for title in titles:
        error = best_match(validator(folder, name, title).iter_errors(body))
        if error is None:
            return []
        closest = error
    if closest is None:
        return []
    path = "".join(f"/{step}" for step in closest.absolute_path)
    return [f"{closest.message[:300]} [json-pointer:{pointer}{path}]"]
