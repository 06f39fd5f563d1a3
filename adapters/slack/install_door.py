"""Where a workspace installs the app: off to Slack, and back with a code, both at the public door."""

from typing import Final
from urllib.parse import urlencode

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from adapters.slack.adapter import SlackAdapter
from adapters.slack.apps import BACK, INSTALL, OAuthApp
from adapters.slack.install_pages import FAILED, FORBIDDEN, NOT_SAVED, STRANGE, Page, installed, not_served, shown
from adapters.slack.installs import NOT_NOW, NotInstalled
from adapters.slack.manifest import SCOPES
from adapters.slack.states import LASTING, States
from bot.ports.chat import Failure, Words
from bot.ports.clock import Clock
from bot.ports.replays import Replays

COOKIE: Final = "podkeeper_install"
NO_STORE: Final = {"Cache-Control": "no-store"}

log = structlog.get_logger()


class InstallDoor:
    """Lets workspaces in, one browser at a time."""

    def __init__(self, adapter: SlackAdapter, app: OAuthApp, words: Words, clock: Clock, replays: Replays) -> None:
        self._adapter = adapter
        self._app = app
        self._words = words
        self._states = States(app.client_secret, clock, replays)

    def routes(self) -> list[Route]:
        """Give the routes for the public door."""
        return [Route(INSTALL, self._begin), Route(BACK, self._back)]

    async def _begin(self, _request: Request) -> Response:
        state, ticket = self._states.begin()
        asked = {
            "client_id": self._app.client_id,
            "scope": ",".join(sorted(SCOPES)),
            "redirect_uri": self._app.back_url,
            "state": state,
        }
        answer = RedirectResponse(f"{self._app.authorize_url}?{urlencode(asked)}", 302, headers=NO_STORE)
        answer.set_cookie(
            COOKIE,
            ticket,
            max_age=int(LASTING.total_seconds()),
            path=BACK,
            secure=self._app.url.startswith("https:"),
            httponly=True,
            # Lax: Slack sends the browser back by a link, and the cookie is to come along.
            samesite="lax",
        )
        return answer

    async def _back(self, request: Request) -> Response:
        page = await self._page(request)
        answer = shown(page, request.headers.get("accept-language", ""), self._words)
        answer.headers.update(NO_STORE)
        answer.delete_cookie(COOKIE, path=BACK)
        return answer

    async def _page(self, request: Request) -> Page:
        told = request.query_params
        try:
            if not await self._states.accept(told.get("state", ""), request.cookies.get(COOKIE, "")):
                log.warning("slack_install_state_refused")
                return STRANGE
            if not (code := told.get("code")):
                return FORBIDDEN
            return installed(await self._adapter.install(code), self._app.prefix)
        except NotInstalled as refused:
            log.warning("slack_install_refused", why=refused.why.value)
            return not_served(refused.why)
        except Failure as failure:
            log.warning("slack_install_failed", failure=type(failure).__name__, why=str(failure)[:60])
            return FAILED
        except NOT_NOW as problem:
            log.warning("slack_install_not_saved", problem=type(problem).__name__)
            return NOT_SAVED
