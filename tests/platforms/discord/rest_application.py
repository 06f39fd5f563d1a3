"""The app itself, accounts, direct conversations and the gateway's address."""

from __future__ import annotations

from .errors import Json, refusal
from .payloads import channel_json, guild_json, me_json, member_json, user_json
from .people import leave
from .permissions import base_permissions
from .routing import NOTHING, Answer, Call, Routes, snowflake

routes = Routes()


def _application(call: Call) -> Json:
    application = call.world.application
    return {
        "id": str(application.id),
        "name": application.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": user_json(application.bot),
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": application.flags,
        "flags_new": str(application.flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user_json(application.owner),
        "team": None,
        "approximate_guild_count": len(call.world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "rpc_origins": [],
    }


@routes("GET", "/oauth2/applications/@me")
@routes("GET", "/applications/@me")
def get_application(call: Call) -> Answer:
    """Get the app."""
    return Answer(_application(call))


@routes("GET", "/gateway")
@routes("GET", "/gateway/bot")
def get_gateway(call: Call) -> Answer:
    """Tell where the gateway is, and how many sessions may still be started."""
    limits = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
    return Answer({"url": call.world.gateway_url, "shards": 1, "session_start_limit": limits})


@routes("GET", "/users/@me")
def get_me(call: Call) -> Answer:
    """Get the bot's own account."""
    return Answer(me_json(call.bot))


@routes("GET", "/users/@me/guilds")
def list_my_guilds(call: Call) -> Answer:
    """List the guilds that the bot is in."""
    mine = [g for g in call.world.guilds.values() if call.bot.id in g.members]
    keys = ("id", "name", "icon", "banner", "features")
    shown = [
        {key: guild_json(g)[key] for key in keys}
        | {"owner": False, "permissions": str(base_permissions(g, g.members[call.bot.id]))}
        for g in mine
    ]
    return Answer(shown)


@routes("DELETE", "/users/@me/guilds/{guild_id}")
def leave_guild(call: Call) -> Answer:
    """Leave a guild."""
    leave(call.world, call.guild(), call.bot)
    return NOTHING


@routes("GET", "/users/@me/guilds/{guild_id}/member")
def get_my_member(call: Call) -> Answer:
    """Get the bot's own membership."""
    guild = call.guild()
    return Answer(member_json(call.me(guild)))


@routes("POST", "/users/@me/channels")
def open_dm(call: Call) -> Answer:
    """Open a direct conversation; whether its person takes messages shows only when one is sent."""
    user = call.world.users.get(snowflake(call.form.get("recipient_id"), "recipient_id"))
    if user is None or user is call.bot:
        raise refusal(50033)
    return Answer(channel_json(call.world, call.world.dm_between(call.bot, user)))


@routes("GET", "/users/{user_id}")
def get_user(call: Call) -> Answer:
    """Get an account."""
    user = call.world.users.get(call.id("user_id"))
    if user is None:
        raise refusal(10013)
    return Answer(user_json(user))
