"""A community's own Slack app, and who that app is once Slack has said so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef

PLATFORM: Final = "slack"
_ID: Final = re.compile(r"[A-Za-z0-9._-]+")
API_URL: Final = "https://slack.com/api/"


@dataclass(frozen=True, slots=True)
class SlackApp:
    """An app that one community made from the manifest, with its credentials.

    Without ``app_token`` it opens no socket (it is served over HTTP, which wants ``signing_secret``). ``team_id``
    may be empty: then Slack is asked. ``prefix`` stands before every command's name, as in its manifest.
    """

    bot_token: str = field(repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    team_id: str = ""
    api_url: str = API_URL
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an app is: its workspace, its own user and bot id, and the organisation the workspace belongs to, if any."""

    community: CommunityRef
    user: str
    bot: str
    enterprise: str = ""

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Identity":
        """Read the answer of ``auth.test``."""
        return cls(
            CommunityRef(PLATFORM, str(told["team_id"])),
            str(told["user_id"]),
            str(told.get("bot_id") or ""),
            str(told.get("enterprise_id") or ""),
        )

    def member(self, user: str) -> MemberRef:
        """Name a member of this workspace; ValueError for what is no id of Slack's, as in the next two."""
        return MemberRef(self.community, _id(user))

    def room(self, channel: str) -> RoomRef:
        """Name a channel of this workspace."""
        return RoomRef(self.community, _id(channel))

    def message(self, channel: str, ts: str) -> MessageRef:
        """Name a message in a channel of this workspace."""
        return MessageRef(self.room(channel), _id(ts))

    def is_home(self, team: str, enterprise: str = "") -> bool:
        """Tell whether somebody of this team is of the community: of its workspace, or of its organisation."""
        return not team or team == self.community.id or bool(enterprise and enterprise == self.enterprise)


def _id(told: object) -> str:
    # Payloads are what a wire brought: whatever their type says, a piece may be of another kind.
    if not isinstance(told, str) or not _ID.fullmatch(told):
        raise ValueError("not an id of Slack's")
    return told
