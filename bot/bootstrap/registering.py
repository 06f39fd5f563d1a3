"""Telling the platforms which commands there are: Slack by a manifest, Discord by a list of commands."""

import json
from collections.abc import Callable

from bot.app.clock import SystemClock
from bot.bootstrap.features import menus
from bot.bootstrap.platforms import discord_of, oauth_app
from bot.bootstrap.problems import Problem
from bot.config import Settings
from bot.locales import words
from bot.ports.bookmarks import NoBookmarks
from bot.ports.chat import Failure


def slack_manifest(
    locale: str, *, url: str = "", prefix: str = "", groups: bool = False, installed: Settings | None = None
) -> str:
    """Give the manifest from which a workspace makes its own app, as JSON; Problem if Slack would refuse it.

    With ``installed`` it is the manifest of the app that several workspaces install, as these settings tell of it.
    """
    from adapters.slack.manifest import Branding, ManifestError, manifest  # noqa: PLC0415 - see platforms

    back = ""
    if installed is not None:
        if installed.slack.oauth is None:
            raise Problem("no app to install is set up: fill in [slack.oauth]")
        app = oauth_app(installed.slack.oauth)
        url, prefix, back = app.events_url, app.prefix, app.back_url
    try:
        branding = Branding(prefix=prefix)
        made = manifest(menus(), branding, url=url, back=back, groups=groups, translator=words(locale))
    except ManifestError as wrong:
        raise Problem(str(wrong)) from wrong
    return json.dumps(made, ensure_ascii=False, indent=2)


async def sync_discord(settings: Settings, say: Callable[[str], object], *, confirm: Callable[[], bool]) -> None:
    """Show what would change among the commands registered with Discord, and change it once confirmed."""
    if settings.discord is None:
        raise Problem("Discord is not set up: put its token under [discord]")
    adapter = discord_of(settings.discord, SystemClock(), {}, NoBookmarks())
    try:
        difference = await adapter.pending(menus())
        for sign, names in (("+", difference.added), ("~", difference.changed), ("-", difference.removed)):
            for name in names:
                say(f"{sign} {name}")
        if not difference:
            say("Discord knows all commands as they are.")
        elif confirm():
            await adapter.sync(menus())
            say("Done. Clients may show the old list for a minute; reloading them helps.")
    except Failure as failure:
        raise Problem(f"Discord did not take it: {failure}") from failure
    finally:
        await adapter.close()
