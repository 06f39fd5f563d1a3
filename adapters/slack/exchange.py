"""A code from Slack, exchanged for a token (https://docs.slack.dev/reference/methods/oauth.v2.access)."""

from base64 import b64encode

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.apps import OAuthApp
from adapters.slack.failures import answered
from adapters.slack.log import quiet_logger
from bot.ports.chat import Scope


async def exchange(app: OAuthApp, code: str, session: aiohttp.ClientSession) -> AsyncSlackResponse:
    """Exchange a code that Slack gave for this app; a ``Failure`` if Slack does not."""
    client = AsyncWebClient(base_url=app.api_url, session=session, retry_handlers=[], logger=quiet_logger())
    # The SDK's own call for this warns: it makes the header with a class of aiohttp's that goes away.
    credentials = b64encode(f"{app.client_id}:{app.client_secret}".encode()).decode()
    call = client.api_call(
        "oauth.v2.access",
        data={"code": code, "redirect_uri": app.back_url},
        headers={"Authorization": f"Basic {credentials}"},
    )
    return await answered(call, repeatable=False, scope=Scope.PLATFORM)
