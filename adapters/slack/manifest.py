"""The manifest from which a community makes its own Slack app (https://docs.slack.dev/reference/app-manifest)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from typing import Any, Final

from adapters.slack import limits
from adapters.slack.desk import usage
from adapters.slack.groups import EVENTS as GROUPS_CHANGE
from bot.core.commands import CommandSpec
from bot.core.safety import shorten
from bot.core.text import Translator, own_words
from bot.ports.chat import Menus, ShortcutSpec

SCOPES: Final[Mapping[str, str]] = {
    "app_mentions:read": "hear when somebody mentions it in a channel",
    "channels:history": "read a thread in a public channel it was added to, when somebody asks, and find its own posts",
    "channels:read": "hear who comes and goes, and what is renamed or archived, in public channels it was added to",
    "chat:write": "post in the channels it was added to, and edit or take back its own posts",
    "commands": "be used with slash commands and message shortcuts",
    "files:write": "send a person a file they asked for: their own data, a calendar entry, a table",
    "groups:history": "the same as channels:history, in the closed channels it is in",
    "groups:read": "the same as channels:read, in the closed channels it is in",
    "groups:write": "make a pod's closed channel, let its members in and out, and archive it",
    "im:history": "hear what is written to it directly, and find its own direct messages",
    "im:write": "write to one person directly",
    "pins:write": "pin a pod's charter in its channel",
    "reactions:read": "hear a reaction that marks a message for keeping",
    "users:read": "know a person's name, language and time zone, and whether they are a guest",
}
"""Every permission it asks for, and what for; none of an administrator's, none of a person's own."""

EVENTS: Final[Mapping[str, str]] = {
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "app_uninstalled": "",
    "channel_archive": "channels:read",
    "channel_deleted": "channels:read",
    "channel_rename": "channels:read",
    "channel_unarchive": "channels:read",
    "group_archive": "groups:read",
    "group_deleted": "groups:read",
    "group_rename": "groups:read",
    "group_unarchive": "groups:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "team_join": "users:read",
    "tokens_revoked": "",
    "user_change": "users:read",
}
"""Every event it subscribes to, and the scope that Slack wants for it."""

GROUP_SCOPES: Final[Mapping[str, str]] = {
    "usergroups:read": "know who is in the user groups that give a role, where the settings name such groups",
}
"""What it asks for besides, where roles come with user groups."""

GROUP_EVENTS: Final[Mapping[str, str]] = dict.fromkeys(sorted(GROUPS_CHANGE), "usergroups:read")
"""The events it subscribes to then."""

MESSAGES_IN_ROOMS: Final = frozenset({"message.channels", "message.groups"})
"""Needed to notice that what a nugget came from was edited or deleted, and for buffers that a pod opted into."""

RESERVED: Final = frozenset(
    [
        "active",
        "apps",
        "archive",
        "away",
        "call",
        "collapse",
        "dm",
        "dnd",
        "expand",
        "feed",
        "feedback",
        "giphy",
        "invite",
        "invite_people",
        "join",
        "keys",
        "kick",
        "leave",
        "me",
        "msg",
        "mute",
        "open",
        "part",
        "prefs",
        "pro",
        "remind",
        "remove",
        "rename",
        "search",
        "shortcuts",
        "shrug",
        "star",
        "status",
        "topic",
        "who",
    ]
)
"""Slack's own commands: a manifest with one of them is refused whole."""

_NAME: Final = re.compile(r"[a-z0-9_-]+")


class ManifestError(ValueError):
    """The manifest would be refused by Slack; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Branding:
    """What an app is called, and what stands before its commands (``pk-`` makes ``/pk-pod``)."""

    name: str = "Podkeeper"
    description: str = "Learning pods, labs, a help desk and change nuggets for communities of practice."
    prefix: str = ""


def manifest(
    menus: Menus,
    branding: Branding = Branding(),
    *,
    url: str = "",
    back: str = "",
    messages: bool = True,
    groups: bool = False,
    translator: Translator | None = None,
) -> dict[str, Any]:
    """Make the manifest from what the features declare; ManifestError if Slack would refuse it.

    With ``url`` (https) everything is delivered there, else over a socket; ``back`` is where Slack sends people who
    install it. Without ``messages`` it does not hear what is said in rooms, and cannot notice edits there. With
    ``groups`` roles can come with user groups.
    """
    words = translator or NullTranslations()
    if not 1 <= len(branding.name) <= limits.APP_NAME:
        raise ManifestError(f"an app's name has 1 to {limits.APP_NAME} characters: {branding.name!r}")
    if not all(address.startswith("https://") for address in (url, back) if address):
        raise ManifestError("Slack delivers, and sends people back, to https addresses alone")
    to = {"url": url} if url else {}
    told = {**EVENTS, **GROUP_EVENTS} if groups else EVENTS
    heard = sorted(event for event in told if messages or event not in MESSAGES_IN_ROOMS)
    delivered: dict[str, Any] = {"event_subscriptions": {"bot_events": heard}, "interactivity": {"is_enabled": True}}
    if url:
        delivered["event_subscriptions"]["request_url"] = url
        delivered["interactivity"] |= {"request_url": url, "message_menu_options_url": url}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {"name": branding.name, "description": shorten(branding.description, 140)},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": shorten(branding.name, limits.BOT_NAME), "always_online": True},
            "shortcuts": _shortcuts(menus.shortcuts, words),
            "slash_commands": [{**found, **to} for found in _commands(menus.commands, branding.prefix, words)],
        },
        "oauth_config": {
            "scopes": {"bot": sorted(scopes(groups=groups))},
            **({"redirect_urls": [back]} if back else {}),
        },
        "settings": {
            **delivered,
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def scopes(*, groups: bool) -> Mapping[str, str]:
    """Give the permissions that are needed, each with its reason."""
    return {**SCOPES, **GROUP_SCOPES} if groups else SCOPES


def _commands(specs: Sequence[CommandSpec], prefix: str, words: Translator) -> list[dict[str, Any]]:
    """Give one slash command for each first word: the words after it are ours to read."""
    bases: dict[str, list[CommandSpec]] = {}
    for spec in specs:
        bases.setdefault(spec.base, []).append(spec)
    if len(bases) > limits.COMMANDS:
        raise ManifestError(f"an app has at most {limits.COMMANDS} commands, not {len(bases)}")
    return [_command(base, found, prefix, words) for base, found in sorted(bases.items())]


def _command(base: str, specs: Sequence[CommandSpec], prefix: str, words: Translator) -> dict[str, Any]:
    name = f"{prefix}{base}"
    if name in RESERVED:
        raise ManifestError(f"/{name} is Slack's own: give the commands a prefix, or this one another name")
    if not _NAME.fullmatch(name) or len(name) > limits.COMMAND_NAME:
        raise ManifestError(f"a command is {limits.COMMAND_NAME} small letters, digits, - and _ at most: /{name}")
    cut = len(f"/{name}") + 1
    hints = [usage(spec, prefix)[cut:] for spec in specs]
    after = [spec.name.partition(" ")[2] for spec in specs]
    said = own_words(specs[0].description, words) if len(specs) == 1 else f"{base.capitalize()}: {', '.join(after)}"
    found: dict[str, Any] = {
        "command": f"/{name}",
        "description": shorten(said, limits.COMMAND_DESCRIPTION),
        "should_escape": True,
    }
    hint = shorten(" | ".join(hint for hint in hints if hint), limits.COMMAND_HINT)
    return {**found, "usage_hint": hint} if hint else found


def _shortcuts(specs: Sequence[ShortcutSpec], words: Translator) -> list[dict[str, Any]]:
    if len(specs) > limits.SHORTCUTS:
        raise ManifestError(f"an app has at most {limits.SHORTCUTS} shortcuts, not {len(specs)}")
    found = []
    for spec in specs:
        label = own_words(spec.label, words)
        if len(label) > limits.SHORTCUT_NAME:
            raise ManifestError(f"a shortcut's name has at most {limits.SHORTCUT_NAME} characters: {label!r}")
        found.append({"name": label, "type": "message", "callback_id": spec.name, "description": label})
    return found
