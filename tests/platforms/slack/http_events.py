"""HTTP delivery: signed requests to the app's own URL, as Slack sends them without Socket Mode."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import aiohttp

from .deliveries import Attempt, Delivery
from .recording import Frame
from .state import Json, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack

PATIENCE = 3.0
"""Seconds that Slack waits for the app's answer."""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The v0 signature of a body."""
    signed = f"v0:{timestamp}:".encode() + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Signed:
    """A signed request as it was sent."""

    url: str
    body: bytes
    headers: dict[str, str]


class HttpDoor:
    """Posts deliveries to the URL of a workspace and reads the answers."""

    def __init__(self, server: FakeSlack) -> None:
        self.server = server
        self.patience = PATIENCE
        self.sent: list[Signed] = []
        """Every request, to be replayed."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The client session, opened at first use."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session

    def send(self, delivery: Delivery, attempt: Attempt) -> None:
        """Post a delivery in a task of its own: a slow answer holds up nothing else."""
        task = asyncio.create_task(self._post_delivery(delivery, attempt))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _post_delivery(self, delivery: Delivery, attempt: Attempt) -> None:
        workspace = delivery.workspace
        if delivery.kind == "events_api":
            body = json.dumps(delivery.payload).encode()
            content_type = "application/json"
        else:
            form = delivery.payload
            if delivery.kind == "interactive":
                form = {"payload": json.dumps(delivery.payload)}
            body = urlencode({key: value for key, value in form.items() if value is not None}).encode()
            content_type = "application/x-www-form-urlencoded"
        headers = {"Content-Type": content_type}
        if attempt.number:
            headers |= {"X-Slack-Retry-Num": str(attempt.number), "X-Slack-Retry-Reason": f"http_{attempt.reason}"}
        try:
            status, text = await self.post(workspace, workspace.endpoints[delivery.kind], body, headers)
        except (aiohttp.ClientError, TimeoutError):
            attempt.lost = True
        else:
            attempt.status = status
            if 200 <= status < 300:
                delivery.acknowledge(attempt, answered(text))
        self.server.notify()

    async def post(
        self,
        workspace: Workspace,
        url: str,
        body: bytes,
        headers: dict[str, str],
        *,
        secret: str | None = None,
        timestamp: str | None = None,
    ) -> tuple[int, str]:
        """Post a signed body; `secret` and `timestamp` may be forged. Returns status and answer."""
        timestamp = str(int(self.server.clock())) if timestamp is None else timestamp
        signed = {
            **headers,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(secret or workspace.signing_secret, timestamp, body),
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }
        sent = Signed(url, body, signed)
        self.sent.append(sent)
        return await self.replay(sent)

    async def replay(self, sent: Signed) -> tuple[int, str]:
        """Post a request again, to the letter; returns status and answer."""
        timeout = aiohttp.ClientTimeout(total=self.patience)
        async with self.session.post(sent.url, data=sent.body, headers=sent.headers, timeout=timeout) as response:
            text = await response.text()
            self.server.recording.frames.append(Frame(text, self.server.clock(), answered(text)))
            return response.status, text

    async def verify_url(self, workspace: Workspace) -> bool:
        """Do the `url_verification` handshake; whether the app gave the challenge back."""
        challenge = self.server.ids.secret()
        body = {"token": "verification", "challenge": challenge, "type": "url_verification"}
        url = workspace.endpoints["events_api"]
        status, text = await self.post(workspace, url, json.dumps(body).encode(), {"Content-Type": "application/json"})
        answer = answered(text)
        return status == 200 and challenge in {answer.get("challenge"), answer.get("text")}

    async def stop(self) -> None:
        """Give up what is under way and close the session."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()


def answered(text: str) -> Json:
    """The payload of an HTTP acknowledgement: JSON, or plain text as Slack takes it."""
    if not text.strip():
        return {}
    try:
        content = json.loads(text)
    except ValueError:
        return {"text": text}
    return content if isinstance(content, dict) else {"text": text}
