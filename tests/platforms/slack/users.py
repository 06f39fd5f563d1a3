"""auth.test, team.info, users.* and usergroups.*."""

from __future__ import annotations

from .errors import SlackError
from .methods import Call, method, page
from .state import Json, User, Workspace


def to_json(user: User, *, locale: bool = False, email: bool = True) -> Json:
    """A user object."""
    profile: Json = {"real_name": user.real_name, "display_name": user.name, "team": user.team_id}
    profile |= {"real_name_normalized": user.real_name, "display_name_normalized": user.name}
    if email and user.email:
        profile["email"] = user.email
    body: Json = {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": user.deleted,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": user.tz_offset,
        "profile": profile,
        "is_admin": user.is_admin,
        "is_owner": user.is_owner,
        "is_primary_owner": False,
        "is_restricted": user.guest is not None,
        "is_ultra_restricted": user.guest == "single",
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": user.updated,
    }
    return body | ({"locale": user.locale} if locale else {}) | user.extra


def sees_email(workspace: Workspace) -> bool:
    """Whether the token was granted addresses."""
    return workspace.scopes is None or "users:read.email" in workspace.scopes


@method("auth.test")
def auth_test(call: Call) -> Json:
    """Who the token speaks for."""
    workspace = call.workspace
    return {
        "url": f"https://{workspace.name}.slack.com/",
        "team": workspace.name,
        "user": workspace.bot.name,
        "team_id": workspace.id,
        "user_id": workspace.bot_user_id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


@method("team.info", "team:read")
def team_info(call: Call) -> Json:
    """The workspace."""
    workspace = call.workspace
    return {"team": {"id": workspace.id, "name": workspace.name, "domain": workspace.name, "email_domain": ""}}


@method("users.info", "users:read")
def users_info(call: Call) -> Json:
    """One person."""
    user = call.user(call.need("user", "user_not_found"))
    return {"user": to_json(user, locale=call.flag("include_locale"), email=sees_email(call.workspace))}


@method("users.list", "users:read")
def users_list(call: Call) -> Json:
    """Everybody, the deactivated included."""
    email, locale = sees_email(call.workspace), call.flag("include_locale")
    everybody = [to_json(user, locale=locale, email=email) for user in call.workspace.users.values()]
    members, cursor = page(everybody, call)
    return {"members": members, "cache_ts": int(call.server.clock()), "response_metadata": {"next_cursor": cursor}}


@method("users.lookupByEmail", "users:read.email")
def lookup_by_email(call: Call) -> Json:
    """The person with an address."""
    email = call.need("email", "users_not_found")
    found = next((user for user in call.workspace.users.values() if user.email == email and not user.deleted), None)
    if found is None:
        raise SlackError("users_not_found")
    return {"user": to_json(found)}


@method("users.profile.get", "users.profile:read")
def profile_get(call: Call) -> Json:
    """One person's profile."""
    user = call.user(call.text("user") or call.workspace.bot_user_id)
    return {"profile": to_json(user, email=sees_email(call.workspace))["profile"]}


@method("usergroups.list", "usergroups:read")
def usergroups_list(call: Call) -> Json:
    """The user groups of a workspace on a paid plan."""
    check_plan(call)
    groups = []
    for group in call.workspace.usergroups.values():
        body: Json = {"id": group.id, "team_id": call.workspace.id, "is_usergroup": True, "date_delete": 0}
        body |= {"name": group.name, "handle": group.handle, "description": ""}
        if call.flag("include_users"):
            body["users"] = list(group.users)
        if call.flag("include_count"):
            body["user_count"] = str(len(group.users))
        groups.append(body)
    return {"usergroups": groups}


@method("usergroups.users.list", "usergroups:read")
def usergroup_users(call: Call) -> Json:
    """Who is in a user group."""
    check_plan(call)
    group = call.workspace.usergroups.get(call.need("usergroup", "no_such_subteam"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}


def check_plan(call: Call) -> None:
    """User groups are not for free workspaces."""
    if not call.workspace.paid:
        raise SlackError("plan_upgrade_required")
