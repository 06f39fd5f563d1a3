"""Readers to render for, and the checks of what was rendered against Discord's rules and description."""

from gettext import NullTranslations
from typing import Any

from adapters.discord.render import Page
from adapters.discord.spans import Ink
from bot.core.ids import new_id
from bot.core.refs import CommunityRef, MemberRef
from bot.core.tokens import Token
from bot.ports.chat import Reader
from tests.platforms.discord.checks_messages import check_message
from tests.platforms.discord.checks_modals import check_modal
from tests.platforms.discord.errors import Invalid
from tests.platforms.discord.specs import Specs, folder_from_environment

GHANA = CommunityRef("discord", "300000000000000001")
AMINA = MemberRef(GHANA, "300000000000000077")


def ink(locale: str = "en", zone: str = "") -> Ink:
    return Ink(NullTranslations(), Reader(locale, zone))


def page(locale: str = "en", **more: Any) -> Page:
    return Page(NullTranslations(), Reader(locale), **more)


def token(action: str = "pods.approve", extra: str = "", seed: int = 0) -> Token:
    return Token(action, new_id("R", lambda count: bytes(seed + place for place in range(count))), extra)


def _described(method: str, path: str, body: Any) -> None:
    folder = folder_from_environment()
    if folder is not None:
        assert Specs.load(folder).check_request(method, path, body) is None


def sound(body: dict[str, Any]) -> dict[str, Any]:
    """Give a message's body back once Discord would take it."""
    check_message(body)
    _described("POST", "/channels/{channel_id}/messages", body)
    return body


def sound_modal(modal: dict[str, Any]) -> dict[str, Any]:
    """Give a modal back once Discord would take it."""
    faults = Invalid()
    check_modal(modal, faults)
    faults.raise_if_any()
    path = "/interactions/{interaction_id}/{interaction_token}/callback"
    _described("POST", path, {"type": 9, "data": modal})
    return modal


def text_of(body: dict[str, Any]) -> str:
    """Give everything that stands in the text displays."""
    return "\n".join(c["content"] for c in body["components"] if c["type"] == 10)


def pressable(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the buttons and menus, in order."""
    return [item for row in body["components"] if row["type"] == 1 for item in row["components"]]
