"""Which platforms run, as the settings say.

A platform's library is loaded only where it is used: each takes time at the start, and memory ever after.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.web.local import Routes, Wrong
from bot.app.founding import Founding
from bot.app.installing import StoredInstallations
from bot.app.vault import Vault
from bot.bootstrap.problems import make_folder
from bot.config import DiscordSettings as DiscordSection
from bot.config import Settings, SlackOAuthSettings
from bot.core.refs import CommunityRef
from bot.domain.access import Role
from bot.locales import words
from bot.ports.bookmarks import Bookmarks
from bot.ports.chat import ChatPort, Groups
from bot.ports.clock import Clock
from bot.ports.installations import Installations
from bot.ports.journal import Journal
from bot.ports.replays import Replays
from bot.ports.store import Storage

if TYPE_CHECKING:
    from adapters.discord.adapter import DiscordAdapter
    from adapters.slack.apps import OAuthApp


def installations_of(settings: Settings, store: Storage) -> StoredInstallations | None:
    """Give where workspaces are kept that install the Slack app; None if there is no app to install."""
    oauth = settings.slack.oauth
    led = frozenset(CommunityRef.parse(one.ref) for one in settings.communities if one.roles.get(Role.STEWARD))
    return StoredInstallations("slack", store, Vault(oauth.keys), led) if oauth else None


def platforms_of(
    settings: Settings, clock: Clock, bookmarks: Bookmarks, installations: Installations | None = None
) -> Mapping[str, ChatPort]:
    """Give the real platforms by name; none for the sandbox alone."""
    ports: dict[str, ChatPort] = {}
    groups = groups_of(settings)
    if settings.slack.apps or installations is not None:
        ports["slack"] = _slack(settings, clock, groups, installations)
    if settings.discord is not None:
        ports["discord"] = discord_of(settings.discord, clock, groups, bookmarks)
    return ports


def groups_of(settings: Settings) -> Groups:
    """Give the platforms' groups that give a role, by community."""
    return {
        CommunityRef.parse(community.ref): frozenset(group for groups in community.roles.values() for group in groups)
        for community in settings.communities
    }


def _slack(settings: Settings, clock: Clock, groups: Groups, installations: Installations | None) -> ChatPort:
    from adapters.slack.adapter import SlackAdapter
    from adapters.slack.apps import SlackApp
    from adapters.slack.installs import OAuth

    apps = [
        SlackApp(
            bot_token=app.bot_token.get_secret_value(),
            app_token=app.app_token.get_secret_value() if app.mode == "socket" else "",
            signing_secret=app.signing_secret.get_secret_value() if app.mode == "http" else "",
            prefix=app.prefix,
            api_url=app.api_url,
        )
        for app in settings.slack.apps
    ]
    oauth = settings.slack.oauth
    installing = OAuth(oauth_app(oauth), installations) if oauth and installations else None
    return SlackAdapter(apps, words, clock, groups, oauth=installing)


def oauth_app(told: SlackOAuthSettings) -> "OAuthApp":
    """Give the app that several workspaces install, as the settings tell it."""
    from adapters.slack.apps import OAuthApp

    return OAuthApp(
        client_id=told.client_id,
        client_secret=told.client_secret.get_secret_value(),
        signing_secret=told.signing_secret.get_secret_value(),
        url=told.url,
        api_url=told.api_url,
        prefix=told.prefix,
    )


def public_routes(ports: Mapping[str, ChatPort], settings: Settings, clock: Clock, replays: Replays) -> Routes:
    """Give what is reached from outside: the way in for Slack's deliveries, and for workspaces that install the app."""
    slack, oauth = ports.get("slack"), settings.slack.oauth
    if slack is None:
        return []
    from adapters.slack.adapter import SlackAdapter
    from adapters.slack.http_door import HttpDoor
    from adapters.slack.install_door import InstallDoor

    if not isinstance(slack, SlackAdapter):
        return []
    events = HttpDoor(slack, clock, replays).route()
    return [events, *(InstallDoor(slack, oauth_app(oauth), words, clock, replays).routes() if oauth else ())]


def discord_of(told: DiscordSection, clock: Clock, groups: Groups, bookmarks: Bookmarks) -> "DiscordAdapter":
    """Give Discord as the settings tell it."""
    from adapters.discord.adapter import DiscordAdapter
    from adapters.discord.settings import API, GATEWAY, DiscordSettings

    return DiscordAdapter(
        DiscordSettings(
            token=told.token.get_secret_value(),
            api_url=told.api_url or API,
            gateway_url=told.gateway_url or GATEWAY,
            guilds=told.guilds,
            message_content=told.message_content,
            members=told.members,
        ),
        words,
        clock,
        groups,
        bookmarks,
    )


@dataclass(frozen=True, slots=True)
class SandboxParts:
    """The sandbox as a platform and as a page, and who are its stewards and desk staff."""

    port: ChatPort
    routes: Routes
    wrong: Wrong
    closing: Callable[[], None]
    close: Callable[[], Awaitable[None]]
    journal: Journal
    foundings: Sequence[Founding]


async def sandbox_parts(settings: Settings, clock: Clock, journal: Journal) -> SandboxParts:
    """Give the sandbox, with its demo community the first time."""
    from adapters.sandbox.adapter import SandboxAdapter
    from adapters.sandbox.engine import Sandbox
    from adapters.sandbox.page import Page
    from adapters.sandbox.seed import QUALITY, STEWARDS, seed

    make_folder(settings.sandbox.file.parent)
    sandbox = Sandbox(QUALITY, path=str(settings.sandbox.file), clock=clock, words=words)
    if sandbox.fresh:
        await seed(sandbox)
    page = Page(sandbox, journal)
    foundings = [
        Founding(
            community.ref,
            community.name,
            community.locale,
            community.zone,
            tuple(steward for steward in STEWARDS if steward.community == community.ref),
        )
        for community in sandbox.world.store.communities()
    ]
    return SandboxParts(
        SandboxAdapter(sandbox),
        page.routes(),
        page.wrong,
        sandbox.world.changes.close,
        sandbox.close,
        journal,
        foundings,
    )
