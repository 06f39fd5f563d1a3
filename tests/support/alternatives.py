"""Schemas with many alternatives, held against bodies fast enough to do it with every body of every test."""

from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator, ValidationError


def any_of(validator: Any, alternatives: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    """Do as the keyword `anyOf`, but follow each alternative to its first fault; all are gathered if none fits."""
    if not any(next(validator.descend(instance, one), None) is None for one in alternatives):
        yield from Draft202012Validator.VALIDATORS["anyOf"](validator, alternatives, instance, schema)
