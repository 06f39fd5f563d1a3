"""Whether the bot is set up, can be reached and may do what it needs; for whoever runs it, beside a running one."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from adapters.discord.permissions import NEEDED, Permission
from adapters.discord.places import community
from adapters.discord.rest import Call
from adapters.discord.room_roles import own_roles
from adapters.discord.settings import DiscordSettings
from bot.ports.chat import Disconnected, Failure, Groups
from bot.ports.health import Finding, Health

CHANNELS: Final = 500
FEW: Final = 25
# Flags of an application. Source: Discord's documentation, "Application Flags"; the second of each pair is for bots
# on fewer than a hundred servers.
_MESSAGE_CONTENT: Final = 1 << 18 | 1 << 19
_MEMBERS: Final = 1 << 14 | 1 << 15
_ADMINISTRATOR: Final = 1 << 3
_AUTHORIZE: Final = "https://discord.com/oauth2/authorize"
_PORTAL: Final = "in the developer portal (Bot, Privileged Gateway Intents)"

Api = Callable[[Call], Awaitable[Any]]


async def examine(settings: DiscordSettings, api: Api, groups: Groups) -> Sequence[Finding]:
    """Ask Discord about the bot and its servers. It opens no gateway: a second one would answer everything twice."""
    try:
        application = await api(Call("GET", "/applications/@me", {}))
        guilds = await api(Call("GET", "/users/@me/guilds", {}))
    except Disconnected:
        fix = "make a new token in the developer portal (Bot, Reset Token) and set it"
        return [Finding(Health.BROKEN, "discord: the token is refused", fix)]
    except Failure as failure:
        return [
            Finding(Health.BROKEN, f"discord: {settings.api_url} does not answer ({failure})", "look at the network")
        ]
    findings = [Finding(Health.FINE, f"discord: connected as {application.get('name')}")]
    findings.extend(_intents(settings, int(application.get("flags") or 0)))
    served = [guild for guild in guilds if settings.serves(str(guild["id"]))]
    for guild in served:
        giving = groups.get(community(str(guild["id"])), frozenset())
        findings.extend(await _guild(guild, api, giving))
    missing = set(settings.guilds) - {str(guild["id"]) for guild in served}
    if missing or not served:
        what = f"discord: not invited to {', '.join(sorted(missing)) or 'any server'}"
        findings.append(Finding(Health.MISSING, what, "open the invitation below"))
    invitation = f"{_AUTHORIZE}?client_id={application['id']}&scope=bot+applications.commands&permissions={int(NEEDED)}"
    findings.append(Finding(Health.FINE, f"discord: invitation with the least permissions: {invitation}"))
    return findings


def _intents(settings: DiscordSettings, flags: int) -> Sequence[Finding]:
    wanted = ((settings.message_content, _MESSAGE_CONTENT, "Message Content"), (settings.members, _MEMBERS, "Members"))
    return [
        Finding(Health.FINE, f"discord: the {name} intent is switched on")
        if flags & bits
        else Finding(Health.BROKEN, f"discord: the {name} intent is not switched on", f"switch it on {_PORTAL}")
        for asked, bits, name in wanted
        if asked
    ]


async def _guild(guild: dict[str, Any], api: Api, giving: frozenset[str]) -> Sequence[Finding]:
    name = f"discord:{guild['id']} {guild.get('name', '')}".strip()
    held = int(guild.get("permissions") or 0)
    lacking = NEEDED & ~held
    if held & _ADMINISTRATOR:
        first = Finding(Health.MISSING, f"{name}: the bot is an administrator, more than it needs", "take that away")
    elif lacking:
        words = ", ".join(flag.name.lower().replace("_", " ") for flag in Permission if flag & lacking and flag.name)
        first = Finding(Health.BROKEN, f"{name}: the bot may not {words}", "give its role these permissions")
    else:
        first = Finding(Health.FINE, f"{name}: the bot may do what it needs")
    try:
        channels = await api(Call("GET", "/guilds/{guild}/channels", {"guild": str(guild["id"])}))
    except Failure as failure:
        return [first, Finding(Health.BROKEN, f"{name}: its channels cannot be listed ({failure})")]
    left = CHANNELS - len(channels)
    few = Finding(Health.MISSING, f"{name}: room for {left} more channels", "delete some that are unused")
    space = few if left < FEW else Finding(Health.FINE, f"{name}: room for {left} more channels")
    return [first, space, await _order(name, str(guild["id"]), channels, api, giving)]


async def _order(
    name: str, guild: str, channels: Sequence[dict[str, Any]], api: Api, giving: frozenset[str]
) -> Finding:
    """Look whether the bot's highest role stands above those that open rooms: else Discord lets it give none."""
    try:
        me = await api(Call("GET", "/users/@me", {}))
        own = await api(Call("GET", "/guilds/{guild}/members/{user}", {"guild": guild, "user": str(me["id"])}))
        roles = await api(Call("GET", "/guilds/{guild}/roles", {"guild": guild}))
    except Failure as failure:
        return Finding(Health.BROKEN, f"{name}: its roles cannot be listed ({failure})")
    highest = max((int(role["position"]) for role in roles if role["id"] in own.get("roles", ())), default=0)
    opening = [role for channel in channels for role in own_roles(channel, channels, roles, giving)]
    above = sorted(str(role["name"]) for role in opening if int(role["position"]) >= highest)
    if above:
        what = f"{name}: the bot's role stands below {', '.join(above)}, so it may not give them"
        return Finding(Health.BROKEN, what, "move the bot's role above them (Server Settings, Roles)")
    return Finding(Health.FINE, f"{name}: the bot's role stands above those that open its rooms")
