"""Apps that workspaces install: the page on which somebody allows one, and the exchange of its code for a token."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from .errors import ClientRefused, SlackError
from .state import Json, User, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack

CODE_SECONDS = 600.0
SCOPE = re.compile(r"[a-z_.]+(:[a-z_.]+)*")


@dataclass(eq=False)
class OAuthApp:
    """An app's own page: its credentials, where people may be sent back to, where events go."""

    id: str
    client_id: str
    client_secret: str
    signing_secret: str
    redirect_urls: list[str]
    request_url: str


@dataclass(eq=False)
class Grant:
    """What somebody allowed, until its code is exchanged."""

    app: OAuthApp
    workspace: Workspace
    user: User
    scopes: set[str]
    redirect_uri: str
    at: float
    everywhere: bool = False
    used: bool = False


@dataclass(eq=False)
class OAuth:
    """All apps that can be installed, and all that was allowed."""

    server: FakeSlack
    apps: list[OAuthApp] = field(default_factory=list)
    grants: dict[str, Grant] = field(default_factory=dict)

    def make(self, app_id: str, redirect_urls: list[str], request_url: str) -> OAuthApp:
        """Make an app."""
        ids = self.server.ids
        app = OAuthApp(app_id, f"111.{app_id}", ids.secret(32), ids.secret(32), redirect_urls, request_url)
        self.apps.append(app)
        return app

    # The page at /oauth/v2/authorize, as somebody sees it who is signed in.

    def decided(self, workspace: Workspace, user: User, url: str, *, allowed: bool, everywhere: bool = False) -> str:
        """Press Allow or Cancel on the page of this address; gives where the browser is sent."""
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}" != self.server.origin or parts.path != "/oauth/v2/authorize":
            raise ClientRefused(f"no page of Slack's: {url}")
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        app = next((one for one in self.apps if one.client_id == asked.get("client_id")), None)
        if app is None:
            raise ClientRefused("invalid_client_id")
        back = asked.get("redirect_uri") or app.redirect_urls[0]
        if not any(back == known or back.startswith(f"{known.rstrip('/')}/") for known in app.redirect_urls):
            raise ClientRefused("bad_redirect_uri")
        scopes = set(asked.get("scope", "").split(","))
        if not all(SCOPE.fullmatch(scope) for scope in scopes):
            raise ClientRefused("invalid_scope")
        told = {"state": asked.get("state", "")}
        if not allowed:
            return f"{back}?{urlencode(told | {'error': 'access_denied'})}"
        code = f"{self.server.ids.next('')}.{self.server.ids.secret(40)}"
        self.grants[code] = Grant(
            app, workspace, user, scopes, asked.get("redirect_uri", ""), self.server.clock(), everywhere
        )
        return f"{back}?{urlencode(told | {'code': code})}"

    # oauth.v2.access.

    def answer(self, args: Json, authorization: str) -> Json:
        """The answer to one exchange."""
        try:
            app = self._client(args, authorization)
            grant = self._grant(app, args)
        except SlackError as refusal:
            return refusal.body()
        grant.used = True
        return self._install(grant)

    def _client(self, args: Json, authorization: str) -> OAuthApp:
        client_id, secret = str(args.get("client_id", "")), str(args.get("client_secret", ""))
        scheme, _, given = authorization.partition(" ")
        if scheme == "Basic":
            try:
                client_id, _, secret = b64decode(given, validate=True).decode().partition(":")
            except (binascii.Error, UnicodeDecodeError) as broken:
                raise SlackError("invalid_client_id") from broken
        app = next((one for one in self.apps if one.client_id == client_id), None)
        if app is None:
            raise SlackError("invalid_client_id")
        if app.client_secret != secret:
            raise SlackError("bad_client_secret")
        return app

    def _grant(self, app: OAuthApp, args: Json) -> Grant:
        grant = self.grants.get(str(args.get("code", "")))
        if grant is None or grant.app is not app or self.server.clock() - grant.at > CODE_SECONDS:
            raise SlackError("invalid_code")
        if grant.used:
            raise SlackError("code_already_used")
        if str(args.get("redirect_uri", "")) != grant.redirect_uri:
            raise SlackError("bad_redirect_uri")
        return grant

    def _install(self, grant: Grant) -> Json:
        app, workspace = grant.app, grant.workspace
        if workspace.app_id != app.id or workspace.token_error:
            # Installing once more what is installed gives the same token again.
            workspace.revoked.add(workspace.bot_token)
            workspace.bot_token = f"xoxb-{workspace.id}-{self.server.ids.secret()}"
            workspace.scopes = set()
        workspace.token_error = None
        workspace.app_id, workspace.signing_secret = app.id, app.signing_secret
        workspace.scopes = (workspace.scopes or set()) | grant.scopes
        if app.request_url:
            workspace.endpoints = dict.fromkeys(("events_api", "slash_commands", "interactive"), app.request_url)
        team = {"id": workspace.id, "name": workspace.name}
        return {
            "ok": True,
            "app_id": app.id,
            "authed_user": {"id": grant.user.id},
            "scope": ",".join(sorted(workspace.scopes)),
            "token_type": "bot",
            "access_token": workspace.bot_token,
            "bot_user_id": workspace.bot_user_id,
            "team": None if grant.everywhere else team,
            "enterprise": {"id": "E1", "name": "All"} if grant.everywhere else None,
            "is_enterprise_install": grant.everywhere,
        }
