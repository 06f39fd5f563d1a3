"""views.*: open, push, update, publish."""

from __future__ import annotations

from . import modals
from .checks import check_view
from .errors import SlackError
from .methods import Call, method
from .state import Json, View, Workspace


def checked_view(call: Call, kind: str) -> Json:
    """The view argument, if Slack would take it."""
    view = call.structure("view")
    if view is None:
        call.need("view")
    check_view(call.server, call.method, view, kind)
    checked: Json = view
    return checked


def answer(workspace: Workspace, view: View) -> Json:
    """The answer that shows a view."""
    return {"view": modals.to_json(workspace, view)}


@method("views.open")
def open_view(call: Call) -> Json:
    """Show a modal to whoever caused the trigger."""
    trigger = call.server.triggers.look(call, call.text("trigger_id") or call.need("interactivity_pointer"))
    definition = checked_view(call, "modal")
    view = modals.make_view(call.server, call.workspace, trigger.user_id, definition)
    trigger.used = True
    modals.open_modal(call.workspace, view)
    return answer(call.workspace, view)


@method("views.push")
def push_view(call: Call) -> Json:
    """Lay a modal upon the one from which the trigger came."""
    trigger = call.server.triggers.look(call, call.text("trigger_id") or call.need("interactivity_pointer"))
    definition = checked_view(call, "modal")
    stack = call.workspace.screen(trigger.user_id).modals
    if not trigger.from_modal or not stack:
        raise SlackError("not_found")
    if len(stack) >= modals.MOST_MODALS:
        raise SlackError("push_limit_reached")
    view = modals.make_view(call.server, call.workspace, trigger.user_id, definition)
    trigger.used = True
    modals.push_modal(call.workspace, view)
    return answer(call.workspace, view)


@method("views.update")
def update_view(call: Call) -> Json:
    """Rewrite a view that stands on somebody's screen."""
    if not call.text("view_id"):
        call.need("external_id")
    view = modals.find(call.workspace, call.text("view_id"), call.text("external_id"))
    if view is None:
        raise SlackError("not_found")
    given = call.text("hash")
    if given is not None and given != view.hash:
        raise SlackError("hash_conflict")
    definition = checked_view(call, view.kind)
    modals.write(call.server, view, definition)
    return answer(call.workspace, view)


@method("views.publish")
def publish_view(call: Call) -> Json:
    """Write somebody's home tab."""
    user = call.user(call.need("user_id"))
    definition = checked_view(call, "home")
    screen = call.workspace.screen(user.id)
    given = call.text("hash")
    if given is not None and (screen.home is None or given != screen.home.hash):
        raise SlackError("hash_conflict")
    if screen.home is None:
        screen.home = modals.make_view(call.server, call.workspace, user.id, definition)
    else:
        modals.write(call.server, screen.home, definition)
    return answer(call.workspace, screen.home)
