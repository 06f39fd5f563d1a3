"""What a person can read: in channels, in their own ephemeral messages, modals and home tab."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .elements import shown
from .messages import readers, words_of
from .modals import standing
from .state import Channel, Message, Version, View, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack


def visible(workspace: Workspace, user_id: str, channel: Channel) -> list[Message]:
    """The messages of a channel that somebody can read now, oldest first."""
    if user_id not in readers(workspace, channel):
        return []
    own = [message for message in channel.ephemeral if message.ephemeral_to == user_id]
    return sorted([*channel.messages.values(), *own], key=lambda message: [int(part) for part in message.ts.split(".")])


def view_words(view: View) -> str:
    """What a person reads in a modal or home tab, with the errors beside its inputs."""
    return "\n".join([view.title, shown(view.blocks), *view.errors.values()])


def everything(workspace: Workspace, user_id: str) -> str:
    """All words that somebody can read now, anywhere in the workspace."""
    texts = [
        words_of(message) + "\n" + message.text
        for channel in workspace.channels.values()
        for message in visible(workspace, user_id, channel)
    ]
    return "\n".join([*texts, *(view_words(view) for view in standing(workspace.screen(user_id)))])


def audience_of(server: FakeSlack, marker: str) -> set[tuple[str, str]]:
    """Everybody who could ever read a marker, as (team id, user id), the apps' own users left out."""
    escaped = json.dumps(marker, ensure_ascii=False)[1:-1]
    audience: set[tuple[str, str]] = set()

    def note(workspace: Workspace, versions: list[Version]) -> None:
        for version in versions:
            if escaped in version.content:
                audience.update((workspace.id, reader) for reader in version.readers - {workspace.bot_user_id})

    for workspace in server.workspaces.values():
        for channel in workspace.channels.values():
            for message in channel.messages.values():
                # Who came to the workspace, or to be a full member, since it was said reads it too.
                message.versions[-1].readers |= readers(workspace, channel)
            for message in [*channel.messages.values(), *channel.ephemeral, *channel.gone]:
                note(workspace, message.versions)
        for screen in workspace.screens.values():
            note(workspace, screen.answers)
            for view in screen.views:
                note(workspace, view.versions)
        for file in workspace.files.values():
            if marker.encode() in (file.content or b""):
                rooms = [workspace.channels[name] for name in file.channels]
                audience.update((workspace.id, reader) for room in rooms for reader in readers(workspace, room))
    return audience - {(w.id, w.bot_user_id) for w in server.workspaces.values()}
