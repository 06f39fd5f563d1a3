"""Whether an app is set up, can be reached and may do what it needs; for whoever runs the bot, beside a running one."""

from collections.abc import Sequence

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.apps import PLATFORM, OAuthApp, SlackApp
from adapters.slack.exchange import exchange
from adapters.slack.failures import answered
from adapters.slack.log import quiet_logger
from adapters.slack.manifest import scopes
from adapters.slack.workplace import WAYS_IN
from bot.core.refs import CommunityRef
from bot.ports.chat import Disconnected, Failure, Groups, Rejected, Scope
from bot.ports.health import Finding, Health
from bot.ports.installations import Installation


async def examine(app: SlackApp, session: aiohttp.ClientSession, groups: Groups) -> Sequence[Finding]:
    """Ask Slack about an app. It opens no socket: a second one would take half of the running bot's events."""
    client = AsyncWebClient(
        token=app.bot_token, base_url=app.api_url, session=session, retry_handlers=[], logger=quiet_logger()
    )
    try:
        told = await answered(client.auth_test(), repeatable=True, scope=Scope.COMMUNITY)
    except Disconnected as refused:
        return [Finding(Health.BROKEN, f"slack: the bot token is refused ({refused})", "install the app again")]
    except Failure as failure:
        return [Finding(Health.BROKEN, f"slack: {app.api_url} does not answer ({failure})", "look at the network")]
    team = f"slack:{told['team_id']}"
    if app.team_id not in ("", told["team_id"]):
        return [Finding(Health.BROKEN, f"{team}: the token is not of {app.team_id}", "put in that workspace's token")]
    findings = [Finding(Health.FINE, f"{team}: {told.get('team') or 'connected'}, as {told.get('user')}")]
    mapped = bool(groups.get(CommunityRef(PLATFORM, str(told["team_id"]))))
    findings.append(_scopes(team, str(told.headers.get("x-oauth-scopes") or ""), mapped=mapped))
    findings.append(await _door(app, team, client))
    return findings


def _scopes(team: str, granted: str, *, mapped: bool) -> Finding:
    held = {scope.strip() for scope in granted.split(",") if scope.strip()}
    if not held:
        return Finding(Health.MISSING, f"{team}: Slack does not say what the token may do")
    needed = scopes(groups=mapped)
    lacking = sorted(needed.keys() - held)
    if lacking:
        fix = f"make the app from `manifest slack{' --groups' if mapped else ''}` and install it again"
        return Finding(Health.BROKEN, f"{team}: lacks {', '.join(lacking)}", fix)
    more = sorted(held - needed.keys())
    if more:
        return Finding(Health.MISSING, f"{team}: may do more than it needs: {', '.join(more)}", "take these away")
    return Finding(Health.FINE, f"{team}: may do what it needs and no more")


async def _door(app: SlackApp, team: str, client: AsyncWebClient) -> Finding:
    if not app.app_token:
        if app.signing_secret:
            return Finding(Health.FINE, f"{team}: waits for Slack over HTTP")
        return Finding(Health.BROKEN, f"{team}: has no way in", WAYS_IN)
    try:
        call = client.apps_connections_open(app_token=app.app_token)
        await answered(call, repeatable=True, scope=Scope.COMMUNITY)
    except Disconnected as refused:
        fix = "make an app-level token with connections:write, and switch Socket Mode on"
        return Finding(Health.BROKEN, f"{team}: the app token is refused ({refused})", fix)
    except Failure as failure:
        return Finding(Health.BROKEN, f"{team}: no socket can be opened ({failure})", "switch Socket Mode on")
    return Finding(
        Health.FINE, f"{team}: a socket can be opened; another process with this token would share its events"
    )


async def examine_oauth(
    app: OAuthApp, kept: Sequence[Installation], session: aiohttp.ClientSession, groups: Groups
) -> Sequence[Finding]:
    """Ask Slack about an app that many workspaces install, and about it in each of them."""
    limited = (
        "slack: the app installed by OAuth is limited: outside Slack's Marketplace it reads a thread once a minute, "
        "15 messages at a time"
    )
    fix = "where threads are harvested, let the workspace make an app of its own from the manifest ([[slack.apps]])"
    findings = [await _client(app, session), Finding(Health.MISSING, limited, fix)]
    for installation in kept:
        if installation.token:
            findings.extend(await examine(app.at(installation), session, groups))
        else:
            what = f"{installation.community}: no key opens its token"
            fix = "put the key it was sealed with under [slack.oauth] old_keys, or have the app installed again"
            findings.append(Finding(Health.BROKEN, what, fix))
    return findings


async def _client(app: OAuthApp, session: aiohttp.ClientSession) -> Finding:
    """Show Slack a code that is none: it looks at the client first."""
    try:
        await exchange(app, "none", session)
    except Rejected as refused:
        if refused.code in {"invalid_client_id", "bad_client_secret"}:
            fix = "copy client_id and client_secret from the app's page at Slack, Basic Information"
            return Finding(Health.BROKEN, f"slack: the app to install is refused ({refused})", fix)
    except Failure as failure:
        return Finding(Health.BROKEN, f"slack: {app.api_url} does not answer ({failure})", "look at the network")
    return Finding(Health.FINE, f"slack: workspaces install the app at {app.install_url}")
