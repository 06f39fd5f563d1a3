"""Where the code puts its own words into a place of limited length: buttons, titles, labels, hints, help.

Found by reading the source, so that no view has to be rendered for its words to be measured.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from adapters.discord import limits as discord
from adapters.slack import limits as slack
from bot.core.commands import DESCRIPTION_LIMIT
from bot.core.content import BUTTON_LABEL_LIMIT, OPTION_LABEL_LIMIT
from bot.core.forms import HINT_LIMIT, LABEL_LIMIT, TITLE_LIMIT
from bot.locales.__main__ import ROOT, SOURCES

ERROR_LIMIT: Final = discord.DESCRIPTION - len("⚠ ")
"""What is wrong with an input stands under it on Discord, where a hint would."""

SUBMIT_LIMIT: Final = slack.VIEW_BUTTON

Limits = Mapping[int | str, int]
"""How long an argument may be, by its place or its name."""

_BUTTON: Final[Limits] = {0: BUTTON_LABEL_LIMIT, "label": BUTTON_LABEL_LIMIT}
_INPUT: Final[Limits] = {"label": LABEL_LIMIT, "hint": HINT_LIMIT}
_ASKED: Final[Limits] = {1: LABEL_LIMIT, "hint": HINT_LIMIT}
_REASONED: Final[Limits] = {0: TITLE_LIMIT, 1: LABEL_LIMIT, 3: SUBMIT_LIMIT}
_DESCRIBED: Final[Limits] = {"help": DESCRIPTION_LIMIT}

SEATS: Final[Mapping[str, Limits]] = {
    "Button": _BUTTON,
    "LinkButton": _BUTTON,
    "Menu": {0: OPTION_LABEL_LIMIT, "label": OPTION_LABEL_LIMIT},
    "Option": {1: OPTION_LABEL_LIMIT, "label": OPTION_LABEL_LIMIT},
    "Offer": {1: BUTTON_LABEL_LIMIT, "label": BUTTON_LABEL_LIMIT},
    "Shortcut": {1: slack.SHORTCUT_NAME, "label": slack.SHORTCUT_NAME},
    "Form": {0: TITLE_LIMIT, "title": TITLE_LIMIT, 2: SUBMIT_LIMIT, "submit": SUBMIT_LIMIT},
    "Step": {0: TITLE_LIMIT, "title": TITLE_LIMIT, 5: SUBMIT_LIMIT, "submit": SUBMIT_LIMIT},
    "TextInput": _INPUT,
    "LinkInput": _INPUT,
    "DateInput": _INPUT,
    "TimeInput": _INPUT,
    "Choice": _INPUT,
    "Choices": _INPUT,
    "MemberInput": _INPUT,
    "SearchInput": _INPUT,
    "Param": {1: DESCRIPTION_LIMIT, "description": DESCRIPTION_LIMIT},
    "Kind": {2: DESCRIPTION_LIMIT, "description": DESCRIPTION_LIMIT},
    "Action": _DESCRIBED,
    "Submit": _DESCRIBED,
    "Query": _DESCRIBED,
    "Refusal": {0: ERROR_LIMIT},
    "named_by_reference": {2: DESCRIPTION_LIMIT, "description": DESCRIPTION_LIMIT},
    # What the features' own helpers make of their arguments.
    "button": {0: BUTTON_LABEL_LIMIT},
    "line": _ASKED,
    "paragraph": _ASKED,
    "text": _ASKED,
    "one_person": _ASKED,
    "yes_or_no": {1: LABEL_LIMIT, 3: HINT_LIMIT, "hint": HINT_LIMIT},
    "reason": {0: LABEL_LIMIT},
    "reason_form": _REASONED,
    "person_form": _REASONED,
    "Part": {1: TITLE_LIMIT, 2: DESCRIPTION_LIMIT},
}


@dataclass(frozen=True, slots=True)
class Seat:
    """One of our texts in a place of limited length. ``texts`` is the one text, or both of a number's."""

    where: str
    texts: tuple[str, ...]
    limit: int


@lru_cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    """Read every module in which something can be said."""
    paths = [path for source in SOURCES for path in sorted((ROOT / source).rglob("*.py"))]
    return tuple((path.relative_to(ROOT), ast.parse(path.read_text("utf-8"))) for path in paths)


@lru_cache
def seats() -> tuple[Seat, ...]:
    """Give every text whose place the source tells."""
    return tuple(seat for path, tree in modules() for seat in _in_module(path, tree))


def spoken() -> Iterator[tuple[str, ast.Call]]:
    """Give the calls of ``t`` and ``n``, and where they stand."""
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"t", "n"}:
                yield f"{path}:{node.lineno}", node


def texts_of(call: ast.Call) -> tuple[str, ...]:
    """Give the literal texts of a call of ``t`` or ``n``; empty where one is no literal."""
    wanted = call.args[: 1 if isinstance(call.func, ast.Name) and call.func.id == "t" else 2]
    found = tuple(arg.value for arg in wanted if isinstance(arg, ast.Constant) and isinstance(arg.value, str))
    return found if len(found) == len(wanted) else ()


def _in_module(path: Path, tree: ast.Module) -> Iterator[Seat]:
    named = _names(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        limits = SEATS.get(node.func.id, {})
        if node.func.id == "Refusal" and len(node.args) < 2:
            # Without an input's name it is a message of its own, of any length.
            continue
        for key, limit in limits.items():
            for texts in _texts(_argument(node, key), named):
                yield Seat(f"{path}:{node.lineno} {node.func.id}", texts, limit)


def _argument(call: ast.Call, key: int | str) -> ast.expr | None:
    if isinstance(key, int):
        return call.args[key] if key < len(call.args) else None
    return next((given.value for given in call.keywords if given.arg == key), None)


def _names(tree: ast.Module) -> Mapping[str, list[ast.expr]]:
    """Give what each name of the module is ever set to."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign):
            targets = [node.target]
        else:
            continue
        for target in targets:
            if isinstance(target, ast.Name) and node.value is not None:
                found.setdefault(target.id, []).append(node.value)
    return found


def _texts(given: ast.expr | None, named: Mapping[str, list[ast.expr]]) -> Iterator[tuple[str, ...]]:
    match given:
        case ast.Call(func=ast.Name(id="t" | "n")):
            yield texts_of(given)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _texts(body, named)
            yield from _texts(orelse, named)
        case ast.Name(id=name):
            for value in named.get(name, ()):
                if not isinstance(value, ast.Name):
                    yield from _texts(value, named)
        case _:
            # What comes from elsewhere is measured where it is made, or in the forms that are opened.
            return
