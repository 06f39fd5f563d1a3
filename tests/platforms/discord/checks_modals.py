"""The limits of modals. Source: developers/components/reference and interactions/receiving-and-responding."""

from __future__ import annotations

from .checks_components import check_custom_ids, check_length, check_options, check_select
from .components import INPUTS, SELECTS, Kind, Path
from .errors import Invalid, Json

MOST_ROWS = 5


def check_modal(modal: Json, faults: Invalid, at: Path = ("data",)) -> None:
    """Hold a modal against the limits."""
    for key, most in (("title", 45), ("custom_id", 100)):
        if not isinstance(modal.get(key), str):
            faults.required(*at, key)
        check_length(modal, key, most, faults, at, least=1)
    rows = modal.get("components") or []
    if not 1 <= len(rows) <= MOST_ROWS:
        faults.bad_length(1, MOST_ROWS, *at, "components")
    for index, row in enumerate(rows):
        _row(row, faults, (*at, "components", index))
    check_custom_ids(rows, faults, (*at, "components"))


def _row(row: Json, faults: Invalid, path: Path) -> None:
    kind = row.get("type")
    if kind == Kind.LABEL:
        _label(row, faults, path)
    elif kind == Kind.ACTION_ROW:
        inside = row.get("components") or []
        if len(inside) != 1:
            faults.bad_length(1, 1, *path, "components")
        for index, component in enumerate(inside):
            here = (*path, "components", index)
            if component.get("type") != Kind.TEXT_INPUT:
                faults.add((*here, "type"), "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (4,).')
            elif not component.get("label"):
                faults.required(*here, "label")
            _input(component, faults, here)
    elif kind == Kind.TEXT_DISPLAY:
        check_length(row, "content", 4000, faults, path, least=1)
    else:
        faults.add((*path, "type"), "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1, 10, 18).')


def _label(label: Json, faults: Invalid, path: Path) -> None:
    check_length(label, "label", 45, faults, path, least=1)
    check_length(label, "description", 100, faults, path, least=1)
    if not label.get("label"):
        faults.required(*path, "label")
    inside = label.get("component")
    if not isinstance(inside, dict) or inside.get("type") not in INPUTS:
        faults.add((*path, "component"), "UNION_TYPE_CHOICES", "A label holds one input.")
        return
    if inside.get("label"):
        message = "Text inputs inside a label cannot have a label of their own"
        faults.add((*path, "component", "label"), "COMPONENT_LABEL_NOT_ALLOWED", message)
    _input(inside, faults, (*path, "component"))


def _input(component: Json, faults: Invalid, path: Path) -> None:
    kind = component.get("type")
    if kind == Kind.TEXT_INPUT:
        check_length(component, "label", 45, faults, path, least=1)
        check_length(component, "placeholder", 100, faults, path)
        check_length(component, "value", 4000, faults, path)
        if component.get("custom_id") is None:
            faults.required(*path, "custom_id")
        least, most = component.get("min_length") or 0, component.get("max_length") or 4000
        if not 0 <= least <= most <= 4000:
            faults.add(
                (*path, "min_length"),
                "TEXT_INPUT_LENGTHS",
                "min_length and max_length must be within 0 and 4000, in order",
            )
    elif kind in SELECTS:
        check_select(component, faults, path)
        if component.get("disabled"):
            faults.add((*path, "disabled"), "COMPONENT_DISABLED_NOT_ALLOWED", "A select in a modal cannot be disabled")
    elif kind == Kind.RADIO_GROUP:
        check_options(component, faults, path, least=2, most=10)
    elif kind == Kind.CHECKBOX_GROUP:
        check_options(component, faults, path, least=1, most=10)
