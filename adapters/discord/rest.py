"""Calls to Discord's REST API, one try each, with an honest account of what came of it.

discord.py's own client sleeps through rate limits and repeats what failed, also what is not safe to repeat. Here
the outbox decides about that, so every call is tried once and says whether it was done, was not, or may have been.
"""

import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

import aiohttp
import structlog

from adapters.discord.settings import DiscordSettings
from bot.ports.chat import Postponed, Rejected, Scope, Uncertain, Unreachable
from bot.ports.clock import Clock

_AGENT: Final = "DiscordBot (podkeeper, 0.1)"
_LONGEST_WAIT: Final = 3600.0
_UNTOLD_WAIT: Final = 5.0
_BANNED_WAIT: Final = 600.0
# Repeating these changes nothing that the first time did not change.
_REPEATABLE: Final = frozenset({"GET", "PUT", "PATCH", "DELETE"})
_BUCKETS_KEPT: Final = 1000

log = structlog.get_logger()


class ApiRefusal(Exception):
    """Discord understood and said no: the HTTP status and its own code (0 where it gave none)."""

    def __init__(self, status: int, code: int, places: str = "") -> None:
        super().__init__(f"{status} {code} {places}".rstrip())
        self.status, self.code = status, code


@dataclass(frozen=True, slots=True)
class File:
    """A file to be sent along."""

    name: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One request. ``path`` has ``{names}`` that ``parts`` fill in, so that logs can show it without them.

    ``own_token`` is for interactions, which carry a token of their own in the path.
    """

    method: str
    path: str
    parts: Mapping[str, str]
    json: Any = None
    query: Mapping[str, str] | None = None
    files: tuple[File, ...] = ()
    reason: str = ""
    own_token: bool = False

    @property
    def route(self) -> str:
        """The call as logs name it."""
        return f"{self.method} {self.path}"

    @property
    def major(self) -> str:
        """What rate limits are counted by, besides the route."""
        return next((self.parts[name] for name in ("channel", "guild", "token") if name in self.parts), "")

    @property
    def scope(self) -> Scope:
        """How far a rate limit of this call reaches."""
        if "channel" in self.parts or "token" in self.parts:
            return Scope.DESTINATION
        return Scope.COMMUNITY if "guild" in self.parts else Scope.DESTINATION


class Rest:
    """The connection. It opens with the first call and can be opened again after closing."""

    def __init__(self, settings: DiscordSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None
        self._full_until: dict[tuple[str, str], float] = {}

    async def close(self) -> None:
        """Close the connection."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def call(self, call: Call) -> Any:
        """Make one request and give the JSON that was answered (None for nothing).

        Raises:
            ApiRefusal: Discord said no.
            Postponed: it may be tried again after some time.
            Rejected: an id in ``parts`` is none.
            Unreachable: nothing was done, or repeating it is harmless.
            Uncertain: it may have been done.
        """
        self._wait_for_bucket(call)
        try:
            async with self._opened().request(
                call.method,
                self._url(call),
                params=call.query,
                data=_body(call),
                headers=self._headers(call),
                allow_redirects=False,
            ) as response:
                body = _parsed(await response.text(errors="replace"))
                self._note_bucket(call, response)
                return self._judged(call, response, body)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, ssl.SSLError) as problem:
            raise Unreachable(type(problem).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as problem:
            # The cause is left out: it names the address, and an interaction's address holds its token.
            raise _in_doubt(call, type(problem).__name__) from None

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            timeout = aiohttp.ClientTimeout(total=self._settings.timeout_seconds, connect=5)
            self._session = aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar())
        return self._session

    def _url(self, call: Call) -> str:
        return self._settings.api_url + call.path.format_map({k: _part(k, v) for k, v in call.parts.items()})

    def _headers(self, call: Call) -> dict[str, str]:
        headers = {"User-Agent": _AGENT}
        if not call.own_token:
            headers["Authorization"] = f"Bot {self._settings.token}"
        if call.json is not None and not call.files:
            headers["Content-Type"] = "application/json"
        if call.reason:
            headers["X-Audit-Log-Reason"] = quote(call.reason, safe=" /")
        return headers

    def _judged(self, call: Call, response: aiohttp.ClientResponse, body: Any) -> Any:
        status = response.status
        if status < 300:
            if body is _NOT_JSON:
                raise _in_doubt(call, "not_json")
            return body
        if status == 429:
            raise self._postponed(call, response, body)
        if status >= 500:
            log.warning("discord_server_error", route=call.route, status=status)
            raise _in_doubt(call, f"http_{status}")
        told = body if isinstance(body, dict) else {}
        code = told.get("code")
        refusal = ApiRefusal(status, code if isinstance(code, int) else 0, _places(told.get("errors")))
        log.info(
            "discord_refused", route=call.route, status=status, code=refusal.code, places=_places(told.get("errors"))
        )
        raise refusal

    def _postponed(self, call: Call, response: aiohttp.ClientResponse, body: Any) -> Postponed:
        headers = response.headers
        if not isinstance(body, dict):
            # Not from Discord itself but from the network before it: every further call makes it longer.
            log.error("discord_network_ban", route=call.route)
            return Postponed(_seconds(headers.get("Retry-After"), _BANNED_WAIT), Scope.PLATFORM)
        everywhere = body.get("global") is True or headers.get("X-RateLimit-Scope") == "global"
        told = body.get("retry_after", headers.get("Retry-After"))
        return Postponed(_seconds(told, _UNTOLD_WAIT), Scope.PLATFORM if everywhere else call.scope)

    def _wait_for_bucket(self, call: Call) -> None:
        """Postpone what Discord announced that it would refuse."""
        until = self._full_until.get((call.route, call.major))
        if until is not None and (left := until - self._clock.monotonic()) > 0:
            raise Postponed(left, call.scope)

    def _note_bucket(self, call: Call, response: aiohttp.ClientResponse) -> None:
        key = (call.route, call.major)
        self._full_until.pop(key, None)
        if response.headers.get("X-RateLimit-Remaining") == "0" and response.status != 429:
            if len(self._full_until) >= _BUCKETS_KEPT:
                self._full_until.clear()
            wait = _seconds(response.headers.get("X-RateLimit-Reset-After"), 0.0)
            self._full_until[key] = self._clock.monotonic() + wait


_NOT_JSON: Final = object()


def _part(name: str, value: str) -> str:
    """Put an id into an address; what is none, in a reference that came from elsewhere, must not lead elsewhere."""
    if name == "token":
        return quote(value, safe="")
    if not (value.isascii() and value.isdigit()):
        raise Rejected("not_an_id")
    return value


def _parsed(text: str) -> Any:
    if not text:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return _NOT_JSON


def _body(call: Call) -> Any:
    if call.json is None:
        return None
    text = json.dumps(call.json, ensure_ascii=False, separators=(",", ":"))
    if not call.files:
        return text.encode("utf-8", "replace")
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", text, content_type="application/json")
    for number, file in enumerate(call.files):
        form.add_field(f"files[{number}]", file.body, filename=file.name, content_type=file.media_type)
    return form


def _in_doubt(call: Call, why: str) -> Uncertain | Unreachable:
    return Unreachable(why) if call.method in _REPEATABLE else Uncertain(why)


def _seconds(told: object, untold: float) -> float:
    """Read a waiting time; nonsense becomes a short wait, and nothing waits longer than an hour."""
    try:
        seconds = float(str(told))
    except ValueError:
        return untold
    if not 0 <= seconds < float("inf"):
        return untold
    return min(seconds, _LONGEST_WAIT)


def _places(errors: object, path: str = "") -> str:
    """Name the places of a body that were refused, without what stood in them."""
    if not isinstance(errors, dict):
        return ""
    here = [str(e.get("code")) for e in errors.get("_errors") or () if isinstance(e, dict)]
    inner = [_places(value, f"{path}.{key}".lstrip(".")) for key, value in errors.items() if key != "_errors"]
    return " ".join([*(f"{path}:{code}" for code in here), *filter(None, inner)])[:500]
