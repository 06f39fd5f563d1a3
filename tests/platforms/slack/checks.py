"""What Slack refuses in a body: broken structure (published schemas) and broken limits (the sdk's models)."""

from __future__ import annotations

import datetime
import json
import logging
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View as SdkView

from . import schemas
from .elements import options_of, placed
from .errors import SlackError
from .state import Json

if TYPE_CHECKING:
    from .server import FakeSlack

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
TEXT_LIMIT = 40_000
"""Characters of a posted message's text."""
UPDATE_TEXT_LIMIT = 4_000
"""Characters of an updated or ephemeral message's text."""
MARKDOWN_LIMIT = 12_000
"""Characters of all markdown in one message."""
VIEW_BYTES = 250_000
BLOCK_ID_LIMIT = 255
VIEW_KEYS_ON_HOME = ("title", "submit", "close")
ONLY_IN_VIEWS = {"input"}
NOT_IN_VIEWS = {"markdown", "file", "table"}

# The sdk's models warn of what they do not know; the schemas tell the same as a breach.
logging.getLogger("slack_sdk.models.blocks.blocks").setLevel(logging.ERROR)


@dataclass(frozen=True)
class Breach:
    """A body that Slack would have refused."""

    where: str
    """The method, or `ack` or `response_url`."""
    messages: tuple[str, ...]
    body: Any


def blocks_faults(blocks: Any, surface: str, pointer: str = "/blocks") -> list[str]:
    """What is wrong with the blocks of a message, modal or home tab."""
    if not isinstance(blocks, list) or any(not isinstance(block, dict) for block in blocks):
        return [f"must be an array of blocks [json-pointer:{pointer}]"]
    faults = []
    most = MOST_BLOCKS[surface]
    if len(blocks) > most:
        faults.append(f"no more than {most} items allowed [json-pointer:{pointer}]")
    ids = Counter(block["block_id"] for block in blocks if isinstance(block.get("block_id"), str))
    faults += [f"block_id `{name}` already exists [json-pointer:{pointer}]" for name, count in ids.items() if count > 1]
    for index, block in enumerate(blocks):
        found = block_faults(json.dumps(block), surface, schemas.folder())
        faults += [fault.replace("[json-pointer:", f"[json-pointer:{pointer}/{index}") for fault in found]
    markdown = sum(len(str(block.get("text", ""))) for block in blocks if block.get("type") == "markdown")
    if markdown > MARKDOWN_LIMIT:
        faults.append(f"markdown must be less than {MARKDOWN_LIMIT + 1} characters in all [json-pointer:{pointer}]")
    return faults


@lru_cache(maxsize=4096)
def block_faults(text: str, surface: str, specs: str | None) -> tuple[str, ...]:
    """What is wrong with one block, given as JSON; cards say the same again and again, so answers are kept."""
    block: Json = json.loads(text)
    kind = block.get("type")
    faults = [] if specs is None else schemas.faults_of(block, specs, "block")
    if (surface == "message" and kind in ONLY_IN_VIEWS) or (surface != "message" and kind in NOT_IN_VIEWS):
        faults.append(f"unsupported type: {kind} [json-pointer:/type]")
    try:
        parsed = Block.parse(block)
        faults += element_faults(block)
        if parsed is not None:
            parsed.to_dict()
    except SlackObjectFormationError as broken:
        faults.append(f"{broken} [json-pointer:]")
    except (TypeError, ValueError, AttributeError, KeyError) as broken:
        # The models raise whatever comes to hand on a structure they did not expect.
        faults.append(f"failed to match all allowed schemas ({broken}) [json-pointer:]")
    return tuple(faults)


def element_faults(block: Json) -> list[str]:
    """Limits that neither the schemas nor the models know."""
    faults = []
    texts = [block.get("text"), *(block.get("fields") or [])]
    for text, limit in zip(texts, [3000] + [2000] * (len(texts) - 1), strict=True):
        if isinstance(text, dict):
            length = len(str(text.get("text", "")))
            if length == 0:
                faults.append("must be more than 0 characters [json-pointer:/text/text]")
            elif length > limit:
                faults.append(f"must be less than {limit + 1} characters [json-pointer:/text/text]")
    for place in placed([{"block_id": "", **block}]):
        options = options_of(place.element)
        for option in options:
            if len(str(option.get("text", {}).get("text", ""))) > 75:
                faults.append("must be less than 76 characters [json-pointer:/options/text/text]")
            if len(str(option.get("value", ""))) > 150:
                faults.append("must be less than 151 characters [json-pointer:/options/value]")
        values = Counter(str(option.get("value")) for option in options)
        faults += [f"duplicate option value `{v}` [json-pointer:/options]" for v, n in values.items() if n > 1]
        faults += initial_faults(place.element, options)
        if place.type in {"checkboxes", "radio_buttons"} and not 1 <= len(options) <= 10:
            faults.append("between 1 and 10 items allowed [json-pointer:/element/options]")
        if place.type == "static_select" and not options:
            faults.append("no options given [json-pointer:/element/options]")
    actions = Counter(str(place.element.get("action_id")) for place in placed([{"block_id": "", **block}]))
    faults += [f"action_id `{a}` already exists [json-pointer:]" for a, n in actions.items() if n > 1]
    return faults


def initial_faults(element: Json, options: list[Json]) -> list[str]:
    """An initial choice must be one of the options, to the letter; a date must be one."""
    initial = [element.get("initial_option"), *(element.get("initial_options") or [])]
    faults = []
    if "external" not in element["type"]:
        faults = [
            "initial option is not among the options [json-pointer:/element/initial_option]"
            for choice in initial
            if choice is not None and choice not in options
        ]
    date = element.get("initial_date")
    if date is not None and not is_date(str(date)):
        faults.append("must be a date of the form YYYY-MM-DD [json-pointer:/element/initial_date]")
    return faults


def is_date(text: str) -> bool:
    """Whether a text is a day such as 2026-11-22, and one that there was."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def view_faults(view: Any, kind: str | None = None) -> list[str]:
    """What is wrong with a view; `kind` is the type that the method wants."""
    if not isinstance(view, dict):
        return ["must provide an object [json-pointer:/view]"]
    if view.get("type") not in {"modal", "home"} or (kind is not None and view["type"] != kind):
        return [f"unsupported view type: {view.get('type')} [json-pointer:/view/type]"]
    surface = view["type"]
    specs = schemas.folder()
    faults = [] if specs is None else schemas.faults_of({**view, "blocks": []}, specs, "view", "/view")
    faults += blocks_faults(view.get("blocks"), surface, "/view/blocks")
    if faults:
        return faults
    try:
        SdkView(**{**view, "blocks": view["blocks"] or None}).to_dict()
    except SlackObjectFormationError as broken:
        faults.append(f"{broken} [json-pointer:/view]")
    places = list(placed([{"block_id": "", **block} for block in view["blocks"]]))
    if surface == "modal":
        if not (view.get("title") or {}).get("text"):
            faults.append("missing required field: title [json-pointer:/view]")
        if any(place.is_input for place in places) and not view.get("submit"):
            faults.append("a view with an input needs a submit [json-pointer:/view/submit]")
    else:
        faults += [
            f"{key} is not allowed in a home view [json-pointer:/view]" for key in VIEW_KEYS_ON_HOME if key in view
        ]
    if surface == "modal":
        # Slack asks it within a block; across a form's blocks it is a mistake, in a home tab's lists it is usual.
        actions = Counter(str(place.element.get("action_id")) for place in places)
        faults += [f"action_id `{a}` already exists [json-pointer:/view/blocks]" for a, n in actions.items() if n > 1]
    if len(str(view.get("external_id") or "")) > BLOCK_ID_LIMIT:
        faults.append("must be less than 256 characters [json-pointer:/view/external_id]")
    return faults


def message_faults(content: Json) -> list[str]:
    """What is wrong with the blocks of a message body."""
    blocks = content.get("blocks")
    return [] if blocks is None else blocks_faults(blocks, "message")


def refuse(server: FakeSlack, where: str, error: str, faults: list[str], body: Any) -> SlackError:
    """Record a breach and give the refusal to raise."""
    server.breaches.append(Breach(where, tuple(faults), body))
    messages = [f"[ERROR] {fault}" for fault in faults]
    return SlackError(error, errors=faults, response_metadata={"messages": messages})


def check_message(server: FakeSlack, where: str, content: Json, *, text_limit: int = TEXT_LIMIT) -> None:
    """Raise what the Web API answers to a message that is not allowed; note blocks that have no text beside them."""
    text, markdown = content.get("text"), content.get("markdown_text")
    if markdown and (text or content.get("blocks")):
        raise SlackError("markdown_text_conflict")
    faults = message_faults(content)
    if faults:
        raise refuse(server, where, "invalid_blocks", faults, content)
    if len(str(text or "")) > text_limit or len(str(markdown or "")) > MARKDOWN_LIMIT:
        server.breaches.append(Breach(where, (f"text is longer than {text_limit}",), content))
        raise SlackError("msg_too_long")
    if len(content.get("attachments") or []) > 100:
        raise SlackError("too_many_attachments")
    if content.get("blocks") and not text:
        server.warnings.append(f"{where}: blocks without a text beside them")
    metadata = content.get("metadata")
    if metadata and not (
        isinstance(metadata.get("event_type"), str) and isinstance(metadata.get("event_payload"), dict)
    ):
        raise SlackError("invalid_metadata_format")


def check_view(server: FakeSlack, where: str, view: Any, kind: str | None = None) -> None:
    """Raise what the Web API answers to a view that is not allowed."""
    faults = view_faults(view, kind)
    if faults:
        raise refuse(server, where, "invalid_arguments", faults, view)
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        raise SlackError("view_too_large")
