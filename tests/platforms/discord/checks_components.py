"""The limits of message components. Source: developers/components/reference."""

from __future__ import annotations

from collections.abc import Callable

from .components import LINK_STYLE, PREMIUM_STYLE, SELECTS, Kind, Path, walk
from .errors import Invalid, Json

MOST_COMPONENTS = 40
MOST_TEXT = 4000
MOST_ROWS = 5

_INSIDE_ROW = SELECTS | {Kind.BUTTON}
_TOP_V1 = frozenset({Kind.ACTION_ROW})
_TOP_V2 = frozenset(
    {Kind.ACTION_ROW, Kind.SECTION, Kind.TEXT_DISPLAY, Kind.MEDIA_GALLERY, Kind.FILE, Kind.SEPARATOR, Kind.CONTAINER}
)


def check_components(components: list[Json], faults: Invalid, *, v2: bool, at: Path) -> None:
    """Hold a message's components against the limits; `at` tells where in the body they stand."""
    if v2:
        _check_totals(components, faults, at)
    elif len(components) > MOST_ROWS:
        faults.too_long(MOST_ROWS, *at)
    for index, component in enumerate(components):
        _allowed(component, _TOP_V2 if v2 else _TOP_V1, faults, (*at, index))
    for path, component in walk(components, at):
        check = _CHECKS.get(component.get("type", 0))
        if check:
            check(component, faults, path)
    check_custom_ids(components, faults, at)


def check_custom_ids(components: list[Json], faults: Invalid, at: Path) -> None:
    """Refuse a custom_id that is too long, empty, or used twice."""
    seen: set[str] = set()
    for path, component in walk(components, at):
        custom_id = component.get("custom_id")
        if not isinstance(custom_id, str):
            continue
        if not 1 <= len(custom_id) <= 100:
            faults.bad_length(1, 100, *path, "custom_id")
        if custom_id in seen:
            faults.add(
                (*path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated"
            )
        seen.add(custom_id)


def _check_totals(components: list[Json], faults: Invalid, at: Path) -> None:
    everything = [component for _, component in walk(components, at)]
    if len(everything) > MOST_COMPONENTS:
        faults.add(
            at,
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
            f"The total number of components cannot exceed {MOST_COMPONENTS}",
        )
    text = sum(len(c.get("content") or "") for c in everything if c.get("type") == Kind.TEXT_DISPLAY)
    if text > MOST_TEXT:
        faults.add(
            at,
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            f"Component text displays cannot exceed {MOST_TEXT} in total size",
        )


def _allowed(component: Json, kinds: frozenset[Kind], faults: Invalid, path: Path) -> None:
    if component.get("type") not in kinds:
        choices = ", ".join(str(int(kind)) for kind in sorted(kinds))
        faults.add((*path, "type"), "UNION_TYPE_CHOICES", f'Value of field "type" must be one of ({choices},).')


def check_length(component: Json, key: str, most: int, faults: Invalid, path: Path, *, least: int = 0) -> None:
    """Hold one text of a component against its bounds; a missing text passes."""
    value = component.get(key)
    if isinstance(value, str) and not least <= len(value) <= most:
        if least:
            faults.bad_length(least, most, *path, key)
        else:
            faults.too_long(most, *path, key)


def _row(row: Json, faults: Invalid, path: Path) -> None:
    inside = row.get("components") or []
    if not 1 <= len(inside) <= 5:
        faults.bad_length(1, 5, *path, "components")
    kinds = [c.get("type") for c in inside]
    for index, component in enumerate(inside):
        _allowed(component, _INSIDE_ROW, faults, (*path, "components", index))
    if len(kinds) > 1 and any(kind in SELECTS for kind in kinds):
        faults.add(
            (*path, "components"),
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            "The specified component exceeds the maximum width",
        )


def _button(button: Json, faults: Invalid, path: Path) -> None:
    check_length(button, "label", 80, faults, path)
    check_length(button, "url", 512, faults, path)
    style = button.get("style")
    if style == PREMIUM_STYLE:
        return
    if not button.get("label") and not button.get("emoji"):
        faults.add(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button must have a label or an emoji")
    if style == LINK_STYLE:
        if not button.get("url"):
            faults.add(path, "BUTTON_COMPONENT_URL_REQUIRED", "A url is required")
        if button.get("custom_id"):
            faults.add(
                path,
                "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
                "A custom id and url cannot both be specified",
            )
    else:
        if button.get("custom_id") is None:
            faults.add(path, "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required")
        if button.get("url"):
            faults.add(
                path,
                "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
                "A custom id and url cannot both be specified",
            )


def check_select(select: Json, faults: Invalid, path: Path) -> None:
    """Hold a select menu of any kind against the limits."""
    check_length(select, "placeholder", 150, faults, path)
    if select.get("custom_id") is None:
        faults.required(*path, "custom_id")
    least, most = select.get("min_values"), select.get("max_values")
    least, most = 1 if least is None else least, 1 if most is None else most
    if not 0 <= least <= 25:
        faults.add((*path, "min_values"), "NUMBER_TYPE_MAX", "int value should be between 0 and 25.")
    if not 1 <= most <= 25:
        faults.add((*path, "max_values"), "NUMBER_TYPE_MAX", "int value should be between 1 and 25.")
    if least > most:
        faults.add(
            (*path, "min_values"), "SELECT_COMPONENT_MIN_VALUES_EXCEEDED", "min_values must not exceed max_values"
        )
    if select.get("type") == Kind.STRING_SELECT:
        check_options(select, faults, path, least=1, most=25)
        options = select.get("options") or []
        if most > len(options) > 0:
            faults.add(
                (*path, "max_values"),
                "SELECT_COMPONENT_MAX_VALUES_EXCEEDED",
                "max_values exceeds the number of options",
            )
        if sum(1 for o in options if o.get("default")) > most:
            faults.add((*path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULTS", "Too many default options")


def check_options(owner: Json, faults: Invalid, path: Path, *, least: int, most: int) -> None:
    """Hold the options of a menu or a group against the limits."""
    options = owner.get("options") or []
    if not least <= len(options) <= most:
        faults.bad_length(least, most, *path, "options")
    values: set[str] = set()
    for index, option in enumerate(options):
        here = (*path, "options", index)
        check_length(option, "label", 100, faults, here, least=1)
        check_length(option, "value", 100, faults, here, least=1)
        check_length(option, "description", 100, faults, here)
        if option.get("value") in values:
            faults.add(
                (*here, "value"),
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                "The specified option value is already used",
            )
        values.add(str(option.get("value")))


def _section(section: Json, faults: Invalid, path: Path) -> None:
    inside = section.get("components") or []
    if not 1 <= len(inside) <= 3:
        faults.bad_length(1, 3, *path, "components")
    for index, component in enumerate(inside):
        _allowed(component, frozenset({Kind.TEXT_DISPLAY}), faults, (*path, "components", index))
    accessory = section.get("accessory")
    if not isinstance(accessory, dict):
        faults.required(*path, "accessory")
    else:
        _allowed(accessory, frozenset({Kind.BUTTON, Kind.THUMBNAIL}), faults, (*path, "accessory"))


def _container(container: Json, faults: Invalid, path: Path) -> None:
    inside = container.get("components") or []
    if not 1 <= len(inside) <= MOST_COMPONENTS:
        faults.bad_length(1, MOST_COMPONENTS, *path, "components")
    for index, component in enumerate(inside):
        _allowed(component, _TOP_V2 - {Kind.CONTAINER}, faults, (*path, "components", index))


def _text(text: Json, faults: Invalid, path: Path) -> None:
    check_length(text, "content", MOST_TEXT, faults, path, least=1)
    if text.get("content") is None:
        faults.required(*path, "content")


def _gallery(gallery: Json, faults: Invalid, path: Path) -> None:
    if not 1 <= len(gallery.get("items") or []) <= 10:
        faults.bad_length(1, 10, *path, "items")


_CHECKS: dict[int, Callable[[Json, Invalid, Path], None]] = {
    Kind.ACTION_ROW: _row,
    Kind.BUTTON: _button,
    Kind.SECTION: _section,
    Kind.CONTAINER: _container,
    Kind.TEXT_DISPLAY: _text,
    Kind.MEDIA_GALLERY: _gallery,
    **dict.fromkeys(SELECTS, check_select),
}
