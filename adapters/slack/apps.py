"""A Slack app in one workspace, and who it is once Slack has said so; and an app that many workspaces install."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urljoin

from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.ports.installations import Installation

PLATFORM: Final = "slack"
_ID: Final = re.compile(r"[A-Za-z0-9._-]+")
API_URL: Final = "https://slack.com/api/"
EVENTS: Final = "/slack/events"
INSTALL: Final = "/slack/install"
BACK: Final = "/slack/oauth"
"""At the public door: where Slack delivers, where an installation begins, where Slack sends people back to."""


@dataclass(frozen=True, slots=True)
class SlackApp:
    """An app in one community, with its credentials: one that the community made from the manifest, or installed.

    Without ``app_token`` it opens no socket (it is served over HTTP, which wants ``signing_secret``). ``team_id``
    may be empty: then Slack is asked. ``prefix`` stands before every command's name, as in its manifest.
    ``installation`` is what is kept of it if it was installed by OAuth.
    """

    bot_token: str = field(repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    team_id: str = ""
    api_url: str = API_URL
    prefix: str = ""
    installation: Installation | None = None


@dataclass(frozen=True, slots=True)
class OAuthApp:
    """One app that any number of workspaces install. ``url`` is where the public door is reached from outside."""

    client_id: str
    client_secret: str = field(repr=False)
    signing_secret: str = field(repr=False)
    url: str
    api_url: str = API_URL
    prefix: str = ""

    @property
    def events_url(self) -> str:
        """Where Slack delivers what happens."""
        return f"{self.url.rstrip('/')}{EVENTS}"

    @property
    def install_url(self) -> str:
        """Where whoever wants to install it begins."""
        return f"{self.url.rstrip('/')}{INSTALL}"

    @property
    def back_url(self) -> str:
        """Where Slack sends them back to; the app's settings at Slack name it too."""
        return f"{self.url.rstrip('/')}{BACK}"

    @property
    def authorize_url(self) -> str:
        """Where Slack asks them whether they want it."""
        return urljoin(self.api_url, "/oauth/v2/authorize")

    def at(self, installation: Installation) -> SlackApp:
        """Give the app as it is in one workspace."""
        return SlackApp(
            bot_token=installation.token,
            signing_secret=self.signing_secret,
            team_id=installation.community.id,
            api_url=self.api_url,
            prefix=self.prefix,
            installation=installation,
        )


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an app is: its workspace, its own user and bot id, and the organisation the workspace belongs to, if any.

    ``site`` is the workspace's own address, with a slash at its end; empty where Slack did not tell it.
    """

    community: CommunityRef
    user: str
    bot: str
    enterprise: str = ""
    site: str = ""

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Identity":
        """Read the answer of ``auth.test``."""
        return cls(
            CommunityRef(PLATFORM, str(told["team_id"])),
            str(told["user_id"]),
            str(told.get("bot_id") or ""),
            str(told.get("enterprise_id") or ""),
            str(told.get("url") or ""),
        )

    def member(self, user: str) -> MemberRef:
        """Name a member of this workspace; ValueError for what is no id of Slack's, as in the next two."""
        return MemberRef(self.community, slack_id(user))

    def room(self, channel: str) -> RoomRef:
        """Name a channel of this workspace."""
        return RoomRef(self.community, slack_id(channel))

    def room_of(self, channel: str) -> RoomRef | None:
        """Name the channel in which something was done; None for a conversation with the bot alone."""
        return self.room(channel) if channel and not channel.startswith("D") else None

    def message(self, channel: str, ts: str) -> MessageRef:
        """Name a message in a channel of this workspace."""
        return MessageRef(self.room(channel), slack_id(ts))

    def is_home(self, team: str, enterprise: str = "") -> bool:
        """Tell whether somebody of this team is of the community: of its workspace, or of its organisation."""
        return not team or team == self.community.id or bool(enterprise and enterprise == self.enterprise)


def workspace(team: object) -> CommunityRef:
    """Name a workspace; ValueError for what is no id of Slack's."""
    return CommunityRef(PLATFORM, slack_id(team))


def slack_id(told: object) -> str:
    """Read an id; ValueError for what is no id of Slack's."""
    # Payloads are what a wire brought: whatever their type says, a piece may be of another kind.
    if not isinstance(told, str) or not _ID.fullmatch(told):
        raise ValueError("not an id of Slack's")
    return told
