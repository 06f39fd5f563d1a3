"""What Slack's refusals mean: whether to wait, to look, to give up, and what a person can do about it."""

import math
import random
from collections.abc import Awaitable, Mapping
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.core.text import Code, Msg, t
from bot.ports.chat import Disconnected, Failure, Postponed, Rejected, Scope, Uncertain, Unreachable

SHORTEST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 600.0
USUAL_WAIT: Final = 10.0

LOGGED_OUT: Final = frozenset(
    {
        "account_inactive",
        "ekm_access_denied",
        "invalid_auth",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)
"""The credentials are refused: https://docs.slack.dev/reference/methods/auth.test names them."""
NOTHING_DONE: Final = frozenset({"request_timeout", "service_unavailable", "team_added_to_org"})
PERHAPS_DONE: Final = frozenset({"fatal_error", "internal_error"})
"""Slack's own words: it is possible that some aspect of the operation succeeded before the error was raised."""
GONE: Final = frozenset({"channel_not_found", "is_archived", "is_inactive"})

_GUEST: Final = t("This person is a guest. In Slack only an administrator can add a guest to a channel.")
_LEFT: Final = t("This person is no longer in the workspace, or their account is switched off.")
_NOT_ALLOWED: Final = t(
    "The workspace does not let apps do this. An administrator can allow it under Settings & administration, "
    "Workspace settings, Permissions."
)
_FIXES: Final[Mapping[str, Msg]] = {
    "not_in_channel": t(
        "I am not in that channel. Someone in it can let me in: type /invite there and my name, then try again."
    ),
    "channel_not_found": t("The channel is gone, or I was taken out of it. Add me again, or name another channel."),
    "is_archived": t("The channel is archived. Bring it back, or name another channel."),
    "is_inactive": t("The channel is archived. Bring it back, or name another channel."),
    "user_not_found": _LEFT,
    "users_not_found": _LEFT,
    "user_disabled": _LEFT,
    "user_not_visible": _LEFT,
    "user_is_restricted": _GUEST,
    "user_is_ultra_restricted": _GUEST,
    "ura_max_channels": _GUEST,
    "cant_invite": t("Slack does not let me add this person. Someone in the channel can try to add them by hand."),
    "cant_invite_self": t("I cannot add myself to a channel. Someone in it can add me."),
    "cant_kick_self": t("I cannot remove myself from a channel. Someone in it can remove me."),
    "cant_kick_from_general": t("Nobody can be removed from the workspace's general channel."),
    "cannot_dm_bot": t("This is an app, not a person: I cannot write to it."),
    "messages_tab_disabled": t("Nobody can get messages from me. Switch the Messages tab on under App Home."),
    "no_permission": _NOT_ALLOWED,
    "not_authorized": _NOT_ALLOWED,
    "restricted_action": _NOT_ALLOWED,
    "max_channels_exceeded": t("The workspace has as many channels as Slack allows. Archive some that nobody uses."),
    "too_many_pins": t("The channel has as many pinned messages as Slack allows. Unpin some."),
    "file_uploads_disabled": t("The workspace does not take files. An administrator can allow them."),
    "storage_limit_reached": t("The workspace has no room for files. An administrator can remove old ones."),
}


async def answered(call: Awaitable[AsyncSlackResponse], *, repeatable: bool, scope: Scope) -> AsyncSlackResponse:
    """Wait for an answer of the Web API, and turn whatever else comes into a ``Failure``.

    ``repeatable`` says that doing it twice is as good as once: then an unanswered call is only tried again.
    ``scope`` is how far Slack's rate limit for the method reaches.
    """
    try:
        return await call
    except SlackApiError as refusal:
        failure = _refused(refusal, repeatable=repeatable, scope=scope)
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as away:
        failure = Unreachable(type(away).__name__)
    except (aiohttp.ClientError, TimeoutError, OSError) as silence:
        failure = _unanswered(type(silence).__name__, repeatable=repeatable)
    # The original names addresses and bodies, which no log and no trace may hold.
    raise failure from None


def _refused(refusal: SlackApiError, *, repeatable: bool, scope: Scope) -> Failure:
    response = refusal.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)
    data = getattr(response, "data", None)
    told: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
    code = str(told.get("error") or "")
    if status == 429 or code in {"ratelimited", "rate_limited"}:
        headers = getattr(response, "headers", None) or {}
        return Postponed(wait(headers.get("Retry-After")), scope)
    if code in LOGGED_OUT or status in {401, 403}:
        return Disconnected(code or f"http_{status}")
    if code in NOTHING_DONE:
        return Unreachable(code)
    if code in PERHAPS_DONE or status >= 500 or not code:
        return _unanswered(code or f"http_{status}", repeatable=repeatable)
    return rejected(code, str(told.get("needed") or ""))


def _unanswered(why: str, *, repeatable: bool) -> Failure:
    return Unreachable(why) if repeatable else Uncertain(why)


def rejected(code: str, needed: str = "") -> Rejected:
    """Say what a refusal means and what would help; ``needed`` is the scope that is lacking."""
    if code == "missing_scope":
        lacking = t(
            "The app lacks the permission {scope}. Add it under OAuth & Permissions and install the app again.",
            scope=Code(needed or "?"),
        )
        return Rejected(code, lacking)
    fix = _FIXES.get(code)
    if fix is None and code.startswith("restricted_action"):
        fix = _NOT_ALLOWED
    return Rejected(code, fix, room_gone=code in GONE)


def wait(told: object) -> float:
    """Read ``Retry-After`` in seconds, within sane bounds; a usual wait, spread a little, for what cannot be read."""
    try:
        seconds = float(str(told))
    except ValueError:
        seconds = math.nan
    if not math.isfinite(seconds) or seconds < 0:
        return USUAL_WAIT * random.uniform(1.0, 2.0)  # noqa: S311 - spreading load needs no secrecy
    return min(max(seconds, SHORTEST_WAIT), LONGEST_WAIT)
