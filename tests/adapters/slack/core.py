"""A core that says what a test gives it to say, and remembers what it was told."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from gettext import NullTranslations
from types import MappingProxyType
from typing import TypeVar

from adapters.slack.adapter import SlackAdapter
from adapters.slack.apps import SlackApp
from bot.core.commands import CommandSpec, Param, Takes
from bot.core.content import Option, content
from bot.core.inbound import Happening, Inbound
from bot.core.outcome import Done, Outcome, Reply
from bot.core.refs import CommunityRef, MemberRef
from bot.core.text import t
from bot.ports.chat import Answer, Groups, Menus, Reader, ShortcutSpec
from bot.ports.installations import Installation
from bot.ports.store import StoreBusy
from tests.platforms.slack import ManualClock, Team

H = TypeVar("H", bound=Happening)

MENUS = Menus(
    (
        CommandSpec("pod join", t("Ask to join a pod"), (Param("pod", t("Which")), Param("reason", t("Why")))),
        CommandSpec(
            "pod invite",
            t("Invite somebody"),
            (Param("member", t("Whom"), Takes.MEMBER), Param("note", t("A word"), required=False)),
        ),
        CommandSpec(
            "pod list",
            t("See pods"),
            (
                Param(
                    "which",
                    t("Which"),
                    Takes.CHOICE,
                    required=False,
                    choices=(Option("open", t("Those at work")), Option("closed", t("Those closed"))),
                ),
            ),
        ),
        CommandSpec(
            "keep",
            t("Keep a message"),
            (Param("message", t("Its link"), Takes.MESSAGE), Param("note", t("A word"), required=False)),
        ),
        CommandSpec("pod sign", t("Choose a sign"), (Param("emoji", t("Which"), Takes.EMOJI),)),
        CommandSpec("ask", t("Ask a question"), (Param("question", t("What"), required=False),)),
    ),
    (ShortcutSpec("harvest", t("Harvest this thread")),),
    frozenset({"pod list"}),
)
SAID = Reply(content(t("Noted.")))


class WallClock:
    """The fake Slack's clock, as the core reads it."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._clock(), UTC)

    def monotonic(self) -> float:
        return self._clock()


class Core:
    """Answers each kind of inbound as told; ``Done`` for the others."""

    def __init__(self) -> None:
        self.heard: list[Inbound] = []
        self.answers: dict[type[Inbound], Callable[[Inbound], Answer | Awaitable[Answer]]] = {}
        self._news = asyncio.Event()

    def says(self, to: type[Inbound], outcome: Outcome, reader: Reader = Reader("en", "Africa/Nairobi")) -> None:  # noqa: B008 - frozen
        self.answers[to] = lambda _: Answer(outcome, reader)

    async def deliver(self, inbound: Inbound) -> Answer:
        self.heard.append(inbound)
        self._news.set()
        found = self.answers.get(type(inbound))
        answer = found(inbound) if found else Answer(Done())
        return answer if isinstance(answer, Answer) else await answer

    def of(self, kind: type[H]) -> list[H]:
        return [inbound for inbound in self.heard if isinstance(inbound, kind)]

    async def hears(self, kind: type[H], count: int = 1) -> H:
        """Wait for so many inbounds of a kind; gives the last."""
        async with asyncio.timeout(3):
            while len(self.of(kind)) < count:
                self._news.clear()
                await self._news.wait()
        return self.of(kind)[count - 1]


class Noted:
    """Implements ``bot.ports.replays.Replays`` in memory; ``away`` is a store that cannot be asked now."""

    def __init__(self) -> None:
        self.keys: dict[str, datetime] = {}
        self.away = False

    async def is_first(self, key: str, until: datetime) -> bool:
        if self.away:
            raise StoreBusy
        if key in self.keys:
            return False
        self.keys[key] = until
        return True


class Kept:
    """Implements ``bot.ports.installations.Installations`` in memory; ``away`` as above."""

    def __init__(self) -> None:
        self.found: dict[CommunityRef, Installation] = {}
        self.stewards: dict[CommunityRef, MemberRef] = {}
        self.names: list[str] = []
        self.away = False

    async def all(self) -> Sequence[Installation]:
        self._ask()
        return list(self.found.values())

    async def keep(self, installation: Installation, *, name: str, by: MemberRef) -> None:
        self._ask()
        self.found[installation.community] = installation
        self.stewards.setdefault(installation.community, by)
        self.names.append(name)

    async def wipe(self, installation: Installation) -> None:
        self._ask()
        known = self.found.get(installation.community)
        if known is not None and known.at == installation.at:
            del self.found[installation.community]

    def _ask(self) -> None:
        if self.away:
            raise StoreBusy


class French(NullTranslations):
    def gettext(self, message: str) -> str:
        return {"Those at work": "Ceux en activité"}.get(message, message)


def words(tag: str) -> NullTranslations:
    return French() if tag.startswith("fr") else NullTranslations()


def app_of(team: Team, *, team_id: str = "") -> SlackApp:
    url = team.server.api_url
    return SlackApp(team.state.bot_token, team.app_token, team.signing_secret, team_id, url)


def adapter_for(
    *teams: Team,
    clock: ManualClock,
    groups: Groups = MappingProxyType({}),
    call_seconds: float = 2.0,
    team_id: str = "",
) -> SlackAdapter:
    apps = [app_of(team, team_id=team_id) for team in teams]
    return SlackAdapter(apps, words, WallClock(clock), groups, call_seconds=call_seconds, ping_seconds=0.5)
