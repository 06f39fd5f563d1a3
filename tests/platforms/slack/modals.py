"""A person's modal stack and home tab: opened, pushed, updated, cleared."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING

from .elements import dress, placed, state_of
from .errors import SlackError
from .state import Json, Screen, Version, View, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack

MOST_MODALS = 3
"""Views that may lie on top of each other."""


def make_view(server: FakeSlack, workspace: Workspace, owner: str, definition: Json) -> View:
    """A view that stands nowhere yet.

    Raises:
        SlackError: duplicate_external_id.
    """
    external_id = definition.get("external_id")
    if external_id and find(workspace, None, external_id) is not None:
        raise SlackError("duplicate_external_id")
    view = View(server.ids.next("V"), workspace.id, definition["type"], owner, {})
    view.root_id = view.id
    write(server, view, definition)
    workspace.screen(owner).views.append(view)
    return view


def write(server: FakeSlack, view: View, definition: Json) -> None:
    """Put a definition into a view: a new hash; what was typed stays where block_id and action_id stayed."""
    kept = copy.deepcopy(definition)
    kept["blocks"] = dress(kept["blocks"], server.ids)
    for key in ("private_metadata", "callback_id", "external_id"):
        kept[key] = kept.get(key) or ""
    view.definition = kept
    there = {(place.block_id, place.action_id) for place in placed(kept["blocks"])}
    view.values = {
        block_id: {action_id: state for action_id, state in states.items() if (block_id, action_id) in there}
        for block_id, states in view.values.items()
    }
    view.errors = {}
    view.hash = f"{int(server.clock())}.{server.ids.secret(8)}"
    view.versions.append(Version(json.dumps(kept, ensure_ascii=False), {view.owner}))


def open_modal(workspace: Workspace, view: View) -> None:
    """Show a view as the only one of a new stack."""
    workspace.screen(view.owner).modals = [view]


def push_modal(workspace: Workspace, view: View) -> None:
    """Lay a view on top of the stack.

    Raises:
        SlackError: push_limit_reached.
    """
    stack = workspace.screen(view.owner).modals
    if len(stack) >= MOST_MODALS:
        raise SlackError("push_limit_reached")
    if stack:
        view.root_id, view.previous_id = stack[0].root_id, stack[-1].id
    stack.append(view)


def standing(screen: Screen) -> list[View]:
    """The views a screen shows now."""
    return [*screen.modals, *([screen.home] if screen.home else [])]


def find(workspace: Workspace, view_id: str | None, external_id: str | None = None) -> View | None:
    """A view that stands on somebody's screen."""
    for screen in workspace.screens.values():
        for view in standing(screen):
            if view_id == view.id or (external_id and external_id == view.definition.get("external_id")):
                return view
    return None


def to_json(workspace: Workspace, view: View) -> Json:
    """A view as answers and payloads show it."""
    definition = view.definition
    body: Json = {
        "id": view.id,
        "team_id": view.team_id,
        "type": view.kind,
        "blocks": copy.deepcopy(definition["blocks"]),
        "private_metadata": definition["private_metadata"],
        "callback_id": definition["callback_id"],
        "state": {"values": state_of(view.blocks, view.values)},
        "hash": view.hash,
        "title": definition.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": definition.get("clear_on_close", False),
        "notify_on_close": definition.get("notify_on_close", False),
        "close": definition.get("close"),
        "submit": definition.get("submit"),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": workspace.app_id,
        "external_id": definition["external_id"],
        "app_installed_team_id": workspace.id,
        "bot_id": workspace.bot_id,
    }
    return body
