"""First answers to interactions: POST /interactions/{id}/{token}/callback."""

from __future__ import annotations

from typing import Any

from .checks_commands import MOST_CHOICES, check_choices
from .checks_messages import check_message
from .checks_modals import check_modal
from .errors import Invalid, Json, invalid
from .interactions import Callback, Interaction, InteractionType, Modal, metadata
from .message_payloads import message_json
from .messages import Draft, edit, post
from .routing import NOTHING, Answer, Call, Routes
from .state import Message, MessageFlag, MessageType
from .stored import numbered
from .world import World

routes = Routes()

_ALLOWED: dict[InteractionType, frozenset[Callback]] = {
    InteractionType.COMMAND: frozenset({Callback.MESSAGE, Callback.DEFERRED_MESSAGE, Callback.MODAL}),
    InteractionType.COMPONENT: frozenset(set(Callback) - {Callback.CHOICES}),
    InteractionType.AUTOCOMPLETE: frozenset({Callback.CHOICES}),
    InteractionType.MODAL_SUBMIT: frozenset(set(Callback) - {Callback.CHOICES, Callback.MODAL}),
}


@routes("POST", "/interactions/{interaction_id}/{interaction_token}/callback", needs_token=False)
def answer_interaction(call: Call) -> Answer:
    """Take the first answer; a second one, a late one, or one of a kind that does not fit is refused."""
    interaction = call.interactions.to_answer(call.id("interaction_id"), call.path["interaction_token"])
    kind = _kind(interaction, call.form.get("type"))
    data: Json = call.form.get("data") or {}
    shown: Message | None = None
    if kind is Callback.MODAL:
        interaction.modal = _modal(interaction, data)
    elif kind is Callback.CHOICES:
        interaction.choices = _choices(data)
    elif kind is Callback.UPDATE and interaction.source:
        shown = interaction.original = _update(call, interaction.source, data)
    elif kind is Callback.DEFERRED_UPDATE:
        interaction.original = interaction.source
    else:
        shown = interaction.original = _message(call, interaction, data, loading=kind is Callback.DEFERRED_MESSAGE)
    interaction.callback = kind
    call.world.touch()
    if call.query.get("with_response", "").lower() in {"1", "true"}:
        return Answer(_response(call.world, interaction, kind, shown))
    return NOTHING


def _kind(interaction: Interaction, value: Any) -> Callback:
    allowed = set(_ALLOWED[interaction.type])
    if interaction.type is InteractionType.MODAL_SUBMIT and interaction.source is None:
        allowed.discard(Callback.UPDATE)
    if value not in allowed:
        choices = ", ".join(str(int(kind)) for kind in sorted(allowed))
        raise invalid("BASE_TYPE_CHOICES", f"Value must be one of {{{choices}}}.", "type")
    return Callback(value)


def _modal(interaction: Interaction, data: Json) -> Modal:
    faults = Invalid()
    check_modal(data, faults)
    faults.raise_if_any()
    return Modal(data["custom_id"], data["title"], numbered(data["components"]), interaction)


def _choices(data: Json) -> list[Json]:
    choices: list[Json] = data.get("choices") or []
    faults = Invalid()
    if len(choices) > MOST_CHOICES:
        faults.too_long(MOST_CHOICES, "data", "choices")
    check_choices(choices, faults, ("data", "choices"))
    faults.raise_if_any()
    return choices


def _update(call: Call, message: Message, data: Json) -> Message:
    check_message(data, files=len(call.uploads), at=("data",), editing=message)
    flags = message.flags | (data.get("flags") or 0) & MessageFlag.IS_COMPONENTS_V2
    changes = {key: data[key] or _EMPTY[key] for key in _EMPTY if key in data} | {"flags": flags}
    edit(call.world, message, changes, call.attachments(data, message.attachments))
    return message


_EMPTY: Json = {"content": "", "embeds": [], "components": []}


def _message(call: Call, interaction: Interaction, data: Json, *, loading: bool) -> Message:
    if not loading:
        check_message(data, files=len(call.uploads), at=("data",))
    flags = (data.get("flags") or 0) | (MessageFlag.LOADING if loading else 0)
    draft = draft_of(call, interaction, data, flags)
    if interaction.type is InteractionType.COMMAND:
        is_slash = interaction.data["type"] == 1
        draft.type = MessageType.CHAT_INPUT_COMMAND if is_slash else MessageType.CONTEXT_MENU_COMMAND
    return post(call.world, interaction.channel, call.bot, draft)


def draft_of(call: Call, interaction: Interaction, data: Json, flags: int) -> Draft:
    """Turn the body of an answer or a follow-up into what is posted for the interaction."""
    return Draft(
        content=data.get("content") or "",
        embeds=data.get("embeds") or [],
        components=data.get("components") or [],
        attachments=call.attachments(data),
        poll=data.get("poll"),
        flags=flags,
        type=MessageType.REPLY if interaction.source else MessageType.DEFAULT,
        tts=bool(data.get("tts")),
        reply_to=interaction.source,
        allowed_mentions=data.get("allowed_mentions"),
        application_id=call.world.application.id,
        interaction=metadata(interaction),
        ephemeral_to=interaction.user.id if flags & MessageFlag.EPHEMERAL else None,
    )


def _response(world: World, interaction: Interaction, kind: Callback, shown: Message | None) -> Json:
    told: Json = {
        "id": str(interaction.id),
        "type": int(interaction.type),
        "channel_id": str(interaction.channel.id),
    }
    if interaction.guild:
        told["guild_id"] = str(interaction.guild.id)
    if interaction.original:
        told |= {
            "response_message_id": str(interaction.original.id),
            "response_message_loading": bool(interaction.original.flags & MessageFlag.LOADING),
            "response_message_ephemeral": bool(interaction.original.flags & MessageFlag.EPHEMERAL),
        }
    if shown is None or kind not in {Callback.MESSAGE, Callback.UPDATE}:
        return {"interaction": told}
    return {"interaction": told, "resource": {"type": int(kind), "message": message_json(world, shown)}}
