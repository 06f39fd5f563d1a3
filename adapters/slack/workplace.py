"""One community's app at work: who it is, its way in, its way out."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.apps import PLATFORM, Identity, SlackApp
from adapters.slack.bolt import Body, Door, Json, kind_of, open_door
from adapters.slack.desk import Desk
from adapters.slack.failures import answered
from adapters.slack.groups import Groups
from adapters.slack.log import quiet_logger, trace
from adapters.slack.sockets import Socket
from adapters.slack.staff import Staff
from adapters.slack.tasks import Tasks
from bot.core.refs import CommunityRef
from bot.ports.chat import Deliver, Delivery, Disconnected, Failure, Menus, Postponed, Receipt, Scope, Settled, Words
from bot.ports.chat import Groups as GivingGroups
from bot.ports.clock import Clock
from bot.ports.installations import Installation

FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 300.0
REFUSED_PAUSE: Final = 600.0
"""After the credentials were refused: somebody has to mend that, so there is no hurry to ask again."""

FOR_GOOD: Final = frozenset({"account_inactive", "app_uninstalled", "token_revoked", "tokens_revoked"})
"""What Slack says of a token that never works again; other refusals end when somebody mends a setting."""

WAYS_IN: Final = 'give app_token for a socket, or mode = "http" and signing_secret'
"""What whoever runs the bot does about an app that nothing comes in by."""

Lose = Callable[[Installation], Awaitable[bool]]
"""Forgets an installation that is no more; False if that could not be noted now."""

log = structlog.get_logger()


class Workplace:
    """An app, from its credentials on. Nothing that fails here reaches another community.

    ``lose`` is called when an app that was installed is in its workspace no longer.
    """

    def __init__(
        self,
        app: SlackApp,
        words: Words,
        clock: Clock,
        groups: GivingGroups,
        *,
        ping_seconds: float,
        lose: Lose | None = None,
    ) -> None:
        self.app = app
        self._groups = groups
        self._lose = lose
        self._words = words
        self._clock = clock
        self._ping_seconds = ping_seconds
        self._tasks = Tasks()
        self._identifying = asyncio.Lock()
        self._staff: Staff | None = None
        self._door: Door | None = None
        self._socket: Socket | None = None
        self._served_over_http = False
        self.refused = False

    @property
    def listening(self) -> bool:
        """Tell whether what happens in its workspace reaches it."""
        return self._served_over_http or (self._socket is not None and self._socket.is_open)

    @property
    def community(self) -> CommunityRef | None:
        """Which community it serves, as far as that is known."""
        if self._staff is not None:
            return self._staff.me.community
        return CommunityRef(PLATFORM, self.app.team_id) if self.app.team_id else None

    async def serve(self, session: aiohttp.ClientSession, menus: Menus, deliver: Deliver) -> None:
        """Take what comes in until cancelled, through every kind of trouble."""
        usual = FIRST_PAUSE
        while True:
            began, pause = self._clock.monotonic(), usual
            try:
                await self._take_in(session, menus, deliver)
            except Disconnected as refused:
                if await self.end(str(refused)):
                    return
                pause = REFUSED_PAUSE
            except Postponed as wait:
                pause = max(wait.seconds, usual)
            except Failure as failure:
                log.warning("slack_not_reached", team=self._team, failure=type(failure).__name__, seconds=usual)
            except Exception as problem:  # noqa: BLE001 - one community's trouble must not stop the others.
                log.error("slack_community_failed", team=self._team, problem=trace(problem))  # noqa: TRY400 - no words
            lasted = self._clock.monotonic() - began
            usual = FIRST_PAUSE if lasted > LONGEST_PAUSE else min(usual * 2, LONGEST_PAUSE)
            await asyncio.sleep(pause)

    async def _take_in(self, session: aiohttp.ClientSession, menus: Menus, deliver: Deliver) -> None:
        staff = await self.identify(session)
        giving = self._groups.get(staff.me.community, frozenset())
        groups = Groups(staff.client, staff.me, giving, deliver, self._clock)
        desk = Desk(staff, menus, deliver, groups, prefix=self.app.prefix, removed=self._removed)
        self._door = open_door(staff.me, staff.client, desk.listeners(), quiet_logger())
        telling = asyncio.create_task(groups.tell_all(), name="slack groups")
        try:
            if not self.app.app_token:
                # Without a secret to know Slack by, nothing is let in over HTTP either.
                self._served_over_http = bool(self.app.signing_secret)
                if not self._served_over_http:
                    log.error("slack_has_no_way_in", team=self._team, fix=WAYS_IN)
                await asyncio.get_running_loop().create_future()
            self._socket = Socket(session, self._open_url, self.take, self._team, self._ping_seconds)
            await self._socket.run()
        finally:
            telling.cancel()
            self._socket, self._served_over_http = None, False

    async def take(self, body: Body) -> Json | None:
        """Take one payload, from a socket or over HTTP; gives the acknowledgement's body, None for none at all."""
        if kind_of(body) is None:
            log.info("slack_payload_unknown", team=self._team, kind=str(body.get("type"))[:60])
            return {}
        if self._door is None:
            return None
        try:
            return await self._door.take(body)
        except Exception as problem:  # noqa: BLE001 - R39: a payload that breaks Bolt must not come again for ever.
            log.warning("slack_payload_unreadable", team=self._team, problem=trace(problem))
            return {}

    async def identify(self, session: aiohttp.ClientSession) -> Staff:
        """Ask Slack who the app is, once; Disconnected when it refuses the token or it is another workspace's."""
        async with self._identifying:
            if self._staff is None or self.refused or self._staff.session is not session:
                client = AsyncWebClient(
                    token=self.app.bot_token,
                    base_url=self.app.api_url,
                    session=session,
                    # Every retry is the relay's: it knows what else waits for the same destination.
                    retry_handlers=[],
                    logger=quiet_logger(),
                )
                told = await answered(client.auth_test(), repeatable=True, scope=Scope.COMMUNITY)
                asked = ("team_id", "user_id", "bot_id", "enterprise_id", "url")
                me = Identity.of({name: told.get(name) for name in asked})
                if self.app.team_id not in ("", me.community.id):
                    raise Disconnected("token_of_another_workspace")
                self._staff = Staff(me, client, session, self._tasks, self._words, self._clock)
                self.refused = False
                log.info("slack_identified", team=me.community.id)
            return self._staff

    async def _open_url(self) -> str:
        staff = self._staff
        if staff is None:
            raise Disconnected("not_identified")
        call = staff.client.apps_connections_open(app_token=self.app.app_token)
        answer = await answered(call, repeatable=True, scope=Scope.COMMUNITY)
        return str(answer["url"])

    async def perform(self, session: aiohttp.ClientSession, delivery: Delivery) -> Receipt:
        """Carry out one intent."""
        try:
            return await (await self.identify(session)).intents.perform(delivery)
        except Disconnected as refused:
            await self.end(str(refused))
            raise

    async def settle(self, session: aiohttp.ClientSession, delivery: Delivery) -> Settled:
        """Look whether an intent was carried out."""
        return await (await self.identify(session)).settling.settle(delivery)

    async def end(self, why: str) -> bool:
        """Note that Slack refuses this app; True if it was an installation, and that is given up and forgotten.

        For any other, someone has to install the app again, or give its new credentials.
        """
        if not self.refused:
            log.error("slack_credentials_refused", team=self._team, why=why)
        self.refused = True
        installation = self.app.installation
        if why not in FOR_GOOD or self._lose is None or installation is None:
            return False
        return await self._lose(installation)

    async def _removed(self, body: Body) -> bool:
        installation, told = self.app.installation, body.get("event_time")
        if installation and isinstance(told, int) and told < int(installation.at.timestamp()):
            # Slack tells until it is heard: this is of an installation before the present one.
            log.info("slack_removal_outdated", team=self._team)
            return True
        ended = await self.end(str(body["event"]["type"]))
        return ended or installation is None

    @property
    def _team(self) -> str:
        community = self.community
        return community.id if community else "?"

    @property
    def idle(self) -> bool:
        """Tell whether nothing goes on beside the acknowledgements."""
        return self._tasks.idle

    async def close(self) -> None:
        """Let what goes on beside the acknowledgements end."""
        await self._tasks.close()
