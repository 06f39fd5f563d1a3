"""Readers to render for, and the check of what was rendered against Slack's schemas and limits."""

from datetime import UTC, datetime
from gettext import NullTranslations
from typing import Any

from adapters.slack.look import Look
from bot.core.ids import new_id
from bot.core.refs import CommunityRef
from bot.core.tokens import Token
from bot.ports.chat import Reader
from tests.platforms.slack import checks

HOME = CommunityRef("slack", "T1")
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def look(*, public: bool = False, locale: str = "en", zone: str = "", site: str = "", **names: str) -> Look:
    return Look(NullTranslations(), Reader(locale, zone), HOME, NOW, public, names, site)


def token(action: str = "pods.approve") -> Token:
    return Token(action, new_id("R", lambda count: bytes(range(count))))


def sound(found: list[dict[str, Any]], surface: str = "message") -> list[dict[str, Any]]:
    """Give blocks back once Slack would take them."""
    assert checks.blocks_faults(found, surface) == []
    return found


def sound_view(view: dict[str, Any]) -> dict[str, Any]:
    assert checks.view_faults(view) == []
    return view


def texts(found: Any) -> list[str]:
    """Give the text of every ``rich_text`` text element and every text object, in order."""
    match found:
        case list():
            return [text for part in found for text in texts(part)]
        case {"type": "text" | "plain_text" | "mrkdwn", "text": str(text)}:
            return [text]
        case dict():
            return [text for part in found.values() for text in texts(part)]
        case _:
            return []


def kinds(found: Any) -> set[str]:
    """Give every type that stands anywhere in what was rendered."""
    match found:
        case list():
            return {kind for part in found for kind in kinds(part)}
        case dict():
            here = {found["type"]} if isinstance(found.get("type"), str) else set()
            return here | {kind for part in found.values() for kind in kinds(part)}
        case _:
            return set()
