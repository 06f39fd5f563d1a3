"""Blocks and views for this package's own tests."""

from __future__ import annotations

from typing import Any

from .state import Json


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def button(text: str = "Press", action_id: str = "press", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def options(*names: str) -> list[Json]:
    return [{"text": plain(name), "value": name.lower()[:75]} for name in names]


def select(*names: str, **more: Any) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": options(*names), **more}


def entry(element: Json, label: str = "Label", **more: Any) -> Json:
    return {"type": "input", "label": plain(label), "element": element, **more}


def text_input(action_id: str = "text", **more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": action_id, **more}


def modal(*blocks: Json, title: str = "Title", **more: Any) -> Json:
    return {"type": "modal", "title": plain(title), "submit": plain("Send"), "blocks": list(blocks), **more}


QUESTION = entry(text_input(max_length=20), "Question", block_id="question")


def form(*blocks: Json, title: str = "Ask", **more: Any) -> Json:
    """A modal with the callback `ask`, by default with one question."""
    return modal(*(blocks or [QUESTION]), title=title, **{"callback_id": "ask", **more})
