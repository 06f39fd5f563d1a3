"""Block Kit as a client knows it: which elements a surface holds, and what state they are in."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .state import Ids, Json

EMPTY_STATE: dict[str, tuple[str, Any]] = {
    "plain_text_input": ("value", None),
    "url_text_input": ("value", None),
    "email_text_input": ("value", None),
    "number_input": ("value", None),
    "rich_text_input": ("rich_text_value", None),
    "static_select": ("selected_option", None),
    "external_select": ("selected_option", None),
    "radio_buttons": ("selected_option", None),
    "users_select": ("selected_user", None),
    "conversations_select": ("selected_conversation", None),
    "channels_select": ("selected_channel", None),
    "datepicker": ("selected_date", None),
    "timepicker": ("selected_time", None),
    "datetimepicker": ("selected_date_time", None),
    "checkboxes": ("selected_options", []),
    "multi_static_select": ("selected_options", []),
    "multi_external_select": ("selected_options", []),
    "multi_users_select": ("selected_users", []),
    "multi_conversations_select": ("selected_conversations", []),
    "multi_channels_select": ("selected_channels", []),
    "file_input": ("files", []),
}
"""Elements that keep a state, the key it stands under in `state.values`, and its empty value."""

STATELESS = {"button", "overflow", "workflow_button", "icon_button", "feedback_buttons"}


@dataclass(frozen=True)
class Placed:
    """An interactive element where it stands in a surface."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        """The block's id."""
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        """The element's id."""
        return str(self.element["action_id"])

    @property
    def type(self) -> str:
        """The element's type."""
        return str(self.element["type"])

    @property
    def is_input(self) -> bool:
        """Whether it stands in an input block, with a label of its own."""
        return bool(self.block["type"] == "input")

    @property
    def label(self) -> str:
        """What a person calls it: the button's text, the input's label, a select's placeholder."""
        for holder, key in ((self.element, "text"), (self.block, "label"), (self.element, "placeholder")):
            text = holder.get(key)
            if isinstance(text, dict) and (holder is not self.block or self.is_input):
                return str(text.get("text", ""))
        return ""

    @property
    def required(self) -> bool:
        """Whether the client wants something in it before it submits."""
        return self.is_input and not self.block.get("optional", False)


def dress(blocks: list[Json], ids: Ids) -> list[Json]:
    """A copy of the blocks in which each has a block_id and each element an action_id, as Slack gives them."""
    dressed = copy.deepcopy(blocks)
    for block in dressed:
        if isinstance(block, dict):
            dress_one(block, ids)
    return dressed


def dress_one(block: Json, ids: Ids) -> None:
    """Give a block, and what stands in it, the ids it lacks."""
    block.setdefault("block_id", ids.secret(5))
    for holder in [block.get("accessory"), block.get("element"), *(block.get("elements") or [])]:
        if isinstance(holder, dict) and holder.get("type") in EMPTY_STATE.keys() | STATELESS:
            holder.setdefault("action_id", ids.secret(5))
    for inner in block.get("child_blocks") or []:
        dress_one(inner, ids)


def placed(blocks: list[Json]) -> Iterator[Placed]:
    """Every interactive element of a surface, in reading order."""
    for block in blocks:
        yield from placed_in(block, block)


def placed_in(block: Json, node: Any) -> Iterator[Placed]:
    """The interactive elements below one node of a block."""
    if isinstance(node, list):
        for inner in node:
            yield from placed_in(block, inner)
    elif isinstance(node, dict):
        if node is not block and "block_id" in node:
            block = node
        if "action_id" in node and node.get("type") in EMPTY_STATE.keys() | STATELESS:
            yield Placed(block, node)
            return
        for inner in node.values():
            if isinstance(inner, (dict, list)):
                yield from placed_in(block, inner)


def shown(node: Any) -> str:
    """The words a person reads in blocks, one text after another on lines of their own."""
    return "\n".join(words(node))


def words(node: Any) -> Iterator[str]:
    """The texts below one node."""
    if isinstance(node, list):
        for inner in node:
            yield from words(inner)
    elif isinstance(node, dict):
        text = node.get("text")
        if isinstance(text, str):
            yield text
        for key, inner in node.items():
            if key not in {"options", "option_groups", "confirm"} and isinstance(inner, (dict, list)):
                yield from words(inner)


def options_of(element: Json) -> list[Json]:
    """The options an element offers, those of its groups included."""
    options = list(element.get("options") or [])
    for group in element.get("option_groups") or []:
        options.extend(group.get("options") or [])
    return options


def initial_state(element: Json) -> Json:
    """The state of an element before anybody touched it."""
    kind = element["type"]
    key, empty = EMPTY_STATE[kind]
    initial = {
        "value": "initial_value",
        "rich_text_value": "initial_value",
        "selected_option": "initial_option",
        "selected_options": "initial_options",
        "selected_user": "initial_user",
        "selected_users": "initial_users",
        "selected_conversation": "initial_conversation",
        "selected_conversations": "initial_conversations",
        "selected_channel": "initial_channel",
        "selected_channels": "initial_channels",
        "selected_date": "initial_date",
        "selected_time": "initial_time",
        "selected_date_time": "initial_date_time",
    }.get(key, "")
    return {"type": kind, key: copy.deepcopy(element.get(initial, empty))}


def state_of(blocks: list[Json], values: dict[str, dict[str, Json]]) -> dict[str, dict[str, Json]]:
    """`state.values` of a surface: what was chosen, else what stood there from the beginning."""
    state: dict[str, dict[str, Json]] = {}
    for place in placed(blocks):
        if place.type in EMPTY_STATE:
            chosen = values.get(place.block_id, {}).get(place.action_id)
            kept = chosen if chosen is not None and chosen["type"] == place.type else initial_state(place.element)
            state.setdefault(place.block_id, {})[place.action_id] = copy.deepcopy(kept)
    return state


def is_empty(state: Json) -> bool:
    """Whether a required input would still want something."""
    key, _ = EMPTY_STATE[state["type"]]
    return not state.get(key)
