"""An app that many workspaces install: each is kept, served, found by its workspace, and lost when it is removed."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import aiohttp
import structlog
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.apps import OAuthApp, SlackApp, slack_id, workspace
from adapters.slack.exchange import exchange
from adapters.slack.workplace import Lose, Workplace
from adapters.slack.workplaces import Workplaces
from bot.core.refs import CommunityRef, MemberRef
from bot.ports.chat import Disconnected
from bot.ports.clock import Clock
from bot.ports.installations import Installation, Installations
from bot.ports.store import StoreBusy, StoreFull, StoreInDoubt

NOT_NOW: Final = (StoreBusy, StoreFull, StoreInDoubt, TimeoutError)
"""What comes of a store that cannot do it in time."""
STORE_SECONDS: Final = 1.0
"""How long an event waits for the store to find or forget an installation; Slack waits for 3 s in all."""

Make = Callable[[SlackApp, Lose], Workplace]

log = structlog.get_logger()


class Why(StrEnum):
    """Why what Slack let the app into is not served."""

    WHOLE_ORGANISATION = "whole_organisation"
    HAS_ITS_OWN = "has_its_own"
    UNREADABLE = "unreadable"


class NotInstalled(Exception):
    """Slack let the app into something that is not served."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class OAuth:
    """The app, and where what it was let into is kept."""

    app: OAuthApp
    kept: Installations


class Installs:
    """The installations of one app among all workplaces."""

    def __init__(self, oauth: OAuth, places: Workplaces, make: Make, clock: Clock) -> None:
        self.app = oauth.app
        self._kept = oauth.kept
        self._places = places
        self._make = make
        self._clock = clock

    async def take_up(self) -> None:
        """Begin to serve all that are kept; one whose token no key opens is left out, and the log says so."""
        for installation in await self._kept.all():
            if installation.token:
                self._serve(installation)
            else:
                team = installation.community.id
                fix = "give the key it was sealed with under [slack.oauth] old_keys, or have the app installed again"
                log.error("slack_installation_unreadable", team=team, fix=fix)

    async def find(self, body: Mapping[str, Any]) -> Workplace | None:
        """Give the workplace that a payload is for, None if the app is not installed there.

        What another process was let into is found in the store; raises as ``look`` does.
        """
        try:
            community = workspace(team_of(body))
        except ValueError:
            return None
        return self._places.of(community) or await self.look(community)

    async def look(self, community: CommunityRef) -> Workplace | None:
        """Look into the store for an installation that is not served yet, and begin to serve it; None if there is none.

        Raises Disconnected where no key opens its token, StoreBusy and its kin if it cannot be told now.
        """
        async with asyncio.timeout(STORE_SECONDS):
            kept = await self._kept.all()
        installation = next((one for one in kept if one.community == community), None)
        if installation is None:
            return None
        if not installation.token:
            raise Disconnected("token_unreadable")
        return self._serve(installation)

    async def install(self, session: aiohttp.ClientSession, code: str) -> str:
        """Take what Slack gives for a code, and begin to serve; gives the workspace's name.

        Raises a ``Failure`` if Slack gives nothing, ``NotInstalled`` for what cannot be served, and what the store
        raises if it cannot be kept.
        """
        told = await exchange(self.app, code, session)
        installation, name, by = _read(told, self._clock.now())
        served = self._places.of(installation.community)
        if served is not None and served.app.installation is None:
            raise NotInstalled(Why.HAS_ITS_OWN)
        await self._kept.keep(installation, name=name, by=by)
        self._serve(installation)
        return name

    def _serve(self, installation: Installation) -> Workplace:
        place = self._places.of(installation.community)
        if place is not None:
            known = place.app.installation
            if known is None or known.at >= installation.at:
                return place
            self._places.remove(place)
        place = self._make(self.app.at(installation), self._lose)
        self._places.add(place)
        return place

    async def _lose(self, installation: Installation) -> bool:
        try:
            async with asyncio.timeout(STORE_SECONDS):
                await self._kept.wipe(installation)
        except NOT_NOW as problem:
            team, why = installation.community.id, type(problem).__name__
            log.warning("slack_installation_not_wiped_yet", team=team, problem=why)
            return False
        place = self._places.of(installation.community)
        if place is not None and place.app.installation == installation:
            self._places.remove(place)
        return True


def _read(told: AsyncSlackResponse, at: datetime) -> tuple[Installation, str, MemberRef]:
    if told.get("is_enterprise_install"):
        raise NotInstalled(Why.WHOLE_ORGANISATION)
    try:
        community = workspace(told["team"]["id"])
        by = MemberRef(community, slack_id(told["authed_user"]["id"]))
        return Installation(community, str(told["access_token"]), at), str(told["team"].get("name") or ""), by
    except (KeyError, TypeError, ValueError, AttributeError):
        raise NotInstalled(Why.UNREADABLE) from None


def team_of(body: Mapping[str, Any]) -> str:
    """Tell which workspace's app a payload is for; in a shared channel it may have happened in another workspace."""
    match body:
        case (
            {"authorizations": [{"team_id": str(team)}, *_]}
            | {"view": {"app_installed_team_id": str(team)}}
            | {"team": {"id": str(team)}}
            | {"team_id": str(team)}
        ):
            return team
        case _:
            return ""
