"""The driver's side: workspaces and the people in them, who do what a human does in a Slack client."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from . import membership
from .conversations import new_channel
from .doing import Doing
from .errors import ClientRefused
from .events import emit
from .saying import Saying
from .seeing import Seeing
from .state import Channel, User, Usergroup, Workspace
from .users import to_json

if TYPE_CHECKING:
    from .server import FakeSlack


class Person(Saying, Doing, Seeing):
    """Somebody at a Slack client: says things, does things, sees things."""

    def __repr__(self) -> str:
        return f"<{self.user.name} {self.workspace.id}/{self.id}>"

    def changes(self, **changes: Any) -> None:
        """Edit the profile: real_name, name, email, tz, tz_offset, locale, guest, is_admin, deleted."""
        for key, value in changes.items():
            if not hasattr(self.user, key):
                raise ClientRefused(f"a user has no {key}")
            setattr(self.user, key, value)
        self.user.updated = int(self.server.clock())
        event = {"type": "user_change", "user": to_json(self.user, locale=True), "cache_ts": self.user.updated}
        emit(self.server, self.workspace, event)

    def allows(self, url: str, *, everywhere: bool = False) -> str:
        """Allow an app on the page that asks for it, `everywhere` for the whole organisation; gives the way back."""
        return self.server.oauth.decided(self.workspace, self.user, url, allowed=True, everywhere=everywhere)

    def forbids(self, url: str) -> str:
        """Press Cancel on the page that asks; gives the way back."""
        return self.server.oauth.decided(self.workspace, self.user, url, allowed=False)


class Team:
    """A workspace as a test sets it up."""

    def __init__(self, server: FakeSlack, workspace: Workspace) -> None:
        self.server = server
        self.state = workspace

    @property
    def id(self) -> str:
        """The team's id."""
        return self.state.id

    @property
    def bot_token(self) -> str:
        """For the Web API."""
        return self.state.bot_token

    @property
    def app_token(self) -> str:
        """For Socket Mode."""
        return self.state.app_token

    @property
    def signing_secret(self) -> str:
        """For HTTP deliveries."""
        return self.state.signing_secret

    @property
    def bot_user_id(self) -> str:
        """The app's user."""
        return self.state.bot_user_id

    def person(self, user_id: str, **settings: Any) -> Person:
        """The person of this id, made when not there yet.

        Settings: name, real_name, email, tz, tz_offset (seconds), locale, guest ("single" or "multi"), is_admin,
        is_owner.
        """
        if user_id not in self.state.users:
            name = settings.pop("name", user_id.lower())
            settings.setdefault("real_name", name.title())
            self.state.users[user_id] = User(user_id, self.id, name, **settings)
        return Person(self.server, self.state, self.state.users[user_id])

    def channel(
        self,
        name: str,
        *,
        private: bool = False,
        members: Iterable[Person | str] = (),
        app: bool = True,
        general: bool = False,
    ) -> Channel:
        """The channel of this name or id, made when not there yet; with `app` the app is a member.

        Setting up tells the app nothing: no events.
        """
        name = name.removeprefix("#")
        found = self.state.channels.get(name)
        found = found or next((c for c in self.state.channels.values() if c.name == name), None)
        if found is not None:
            return found
        ids = [member if isinstance(member, str) else member.id for member in members]
        creator = ids[0] if ids else self.bot_user_id
        channel = new_channel(self.server, self.state, name, "private" if private else "public", creator)
        channel.members = [*ids, *([self.bot_user_id] if app else [])]
        channel.is_general = general
        return channel

    def usergroup(self, group_id: str, handle: str, members: Iterable[Person | str] = ()) -> Usergroup:
        """A user group, made or filled anew."""
        ids = [member if isinstance(member, str) else member.id for member in members]
        group = Usergroup(group_id, handle, handle.title(), ids)
        self.state.usergroups[group_id] = group
        return group

    def fills_usergroup(self, handle: str, members: Iterable[Person]) -> None:
        """Let an administrator change who is in a user group."""
        group = next(found for found in self.state.usergroups.values() if found.handle == handle)
        before, group.users = group.users, [member.id for member in members]
        event: dict[str, Any] = {
            "type": "subteam_members_changed",
            "subteam_id": group.id,
            "team_id": self.id,
            "added_users": [user for user in group.users if user not in before],
            "removed_users": [user for user in before if user not in group.users],
        }
        emit(self.server, self.state, event)

    def grant(self, *scopes: str) -> None:
        """Let the bot token have these scopes and no others."""
        self.state.scopes = set(scopes)

    def restrict(self, *methods: str) -> None:
        """Keep methods from the app by a workspace preference: `restricted_action`."""
        self.state.restricted.update(methods)

    def use_http(self, url: str, **others: str) -> None:
        """Deliver over HTTP to this URL; `slash_commands=`, `interactive=`, `events_api=` name others."""
        self.state.endpoints = {"events_api": url, "slash_commands": url, "interactive": url, **others}

    async def verify_url(self) -> bool:
        """Do the `url_verification` handshake with the app's URL."""
        return await self.server.http.verify_url(self.state)

    def adds_app(self, channel: Channel, by: Person) -> None:
        """Somebody brings the app into a channel."""
        membership.enter(self.server, self.state, channel, self.bot_user_id, by.id)

    def removes_app(self, channel: Channel, by: Person) -> None:
        """Somebody puts the app out of a channel."""
        membership.depart(self.server, self.state, channel, self.bot_user_id, by.id)

    def revoke_token(self, error: str = "token_revoked") -> None:
        """From now on the bot token is refused with this error; the app is told nothing."""
        self.state.token_error = error

    def uninstall(self) -> None:
        """Take the app out of the workspace: it is told, and its token is dead."""
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.bot_user_id]}}
        emit(self.server, self.state, revoked)
        emit(self.server, self.state, {"type": "app_uninstalled"})
        self.state.token_error = "account_inactive"
